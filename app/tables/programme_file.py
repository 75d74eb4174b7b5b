"""What of the tables goes into the file of a programme: which rows of which table, and each column as JSON.

A record of the file is a row, a property of it a column. What is kept out is listed with its reason.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any

import sqlalchemy as sa

from app.tables import metadata
from app.tables.columns import LARGEST_ID, UtcDateTime
from app.tables.lengths import longest

FILED = (
    # What other programmes share: only who and what this one names.
    *("person", "party", "named_moment", "job"),
    *("programme", "programme_statement", "programme_party", "role_grant", "pilot_site"),
    *("action_line", "action_line_statement", "project", "project_statement"),
    *("deliverable", "deliverable_statement", "deliverable_input", "deliverable_party"),
    *("decision", "decision_statement", "decision_option", "decision_party", "decision_taking"),
    *("deadline", "status_update", "source", "evidence", "occurrence"),
    *("deliverable_question", "question_answer"),
    *("read_report", "proposal"),
    *("indicator", "indicator_statement", "measurement", "measurement_part"),
    *("risk", "risk_statement", "risk_deliverable"),
    *("external_dependency", "external_dependency_statement", "external_dependency_deliverable"),
    *("parliamentary_commitment", "parliamentary_commitment_statement"),
    *("reporting_period", "round_step", "reminder", "section_text", "summary_choice"),
    *("report_version", "report_version_section", "sign_off", "comment"),
    *("finding_answer", "deferred_saying"),
    *("frozen_report", "reported_promise", "file_content", "report_file", "bulk_entry"),
    *("imported_trail", "audit_head", "audit_entry", "audit_payload", "row_seal"),
)
"""The tables in the file, each after those that it refers to."""

KEPT_OUT = frozenset(
    {
        # Passwords, tokens and secrets, and who is signed in where.
        *("credential", "invitation", "identity", "api_token", "api_token_use"),
        *("sign_in", "known_device", "spent", "guess_count", "calendar_link", "calendar_link_use"),
        # What somebody typed and did not save, forms that were sent, last visits, wishes about mail.
        *("draft", "sent_form", "visit", "muted_notice", "worker_pulse", "answered_request"),
        # Which systems are told of changes, and what they are still to be told.
        *("webhook", "webhook_secret", "webhook_delivery", "webhook_turn", "event", "event_sequence"),
        # What an installation is by itself; the moment before which values were forgotten is in the header.
        *("installation", "audit_retention"),
        # Follows from the facts, and is written anew.
        "search_entry",
    }
)
"""The tables of which the file holds nothing."""

TRAIL = ("audit_head", "audit_entry", "audit_payload", "row_seal")
SHARED = ("person", "party", "named_moment", "file_content")
"""Tables whose rows may be in the database already: they are known by more than their id."""

_PLURALS = {"person": "people", "evidence": "evidence"}
_OF_A_JOB = ("id", "kind", "recorded_at")
"""What reminders refer to is there, and nothing of the letter itself."""


def member_of(table: str) -> str:
    """Return the name under which the rows of a table stand in the file."""
    words = table.split("_")
    last = words[-1]
    plural = _PLURALS.get(last) or (f"{last[:-1]}ies" if last.endswith("y") else f"{last}s")
    return _camel([*words[:-1], plural])


def _camel(words: list[str]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


@dataclass(frozen=True, slots=True, eq=False)
class FiledColumn:
    """A column, as a property of a record; `read` raises `ValueError` for what the column cannot hold."""

    column: sa.Column[Any]
    name: str
    """Of the property."""
    write: Callable[[Any], object]
    read: Callable[[Any], Any]
    schema: Mapping[str, object]

    @property
    def has_default(self) -> bool:
        """Whether a record may leave it out, as those do that were written before there was such a column."""
        return bool(self.column.nullable) or self.column.server_default is not None

    @property
    def default(self) -> Any:
        """What a record has that leaves it out."""
        default = self.column.default
        return default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else None


@dataclass(frozen=True, slots=True, eq=False)
class FiledTable:
    """A table, as a list of records under `member`."""

    table: sa.Table
    member: str
    columns: tuple[FiledColumn, ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def ids(self) -> sa.Column[Any] | None:
        """The column that numbers the rows by itself, where there is one."""
        key = list(self.table.primary_key)
        is_number = len(key) == 1 and isinstance(key[0].type, sa.Integer) and not key[0].foreign_keys
        return key[0] if is_number else None

    @property
    def references(self) -> Mapping[str, str]:
        """The table that each column refers to, by the name of the column; the chain of a trail apart."""
        single = {key.parent.name: key.column.table.name for key in self.table.foreign_keys}
        return {name: target for name, target in single.items() if name not in ("chain", "seq")}

    @property
    def refers_to_itself(self) -> tuple[str, ...]:
        """The columns that refer to a row of the same table."""
        return tuple(name for name, target in self.references.items() if target == self.name)

    def scope(self) -> sa.ColumnElement[bool]:
        """Which rows belong to the programme that is bound as `programme_id`."""
        return _scope(self.table)


@cache
def filed_tables() -> tuple[FiledTable, ...]:
    """Return every table of the file, in its order."""
    return tuple(_file(metadata.tables[name]) for name in FILED)


def _file(table: sa.Table) -> FiledTable:
    names = _OF_A_JOB if table.name == "job" else [column.name for column in table.c]
    columns = tuple(_describe(table.c[name]) for name in names)
    return FiledTable(table, member_of(table.name), columns)


def _scope(table: sa.Table) -> sa.ColumnElement[bool]:
    through = _THROUGH.get(table.name)
    if through is not None:
        column, child, child_column = through
        return table.c[column].in_(_select(child, child_column))
    if table.name in TRAIL:
        return table.c.chain == sa.bindparam("chain", type_=sa.String)
    if table.name in ("person", "party"):
        return table.c.id.in_(_referring(table.name))
    if table.name == "named_moment":
        return table.c.id.in_(sa.bindparam("moment_ids", expanding=True))
    own = table.c["id" if table.name == "programme" else "programme_id"]
    belongs = own == sa.bindparam("programme_id", type_=sa.Integer)
    # An administrator of somewhere else is none here.
    return sa.and_(belongs, table.c.role != "admin") if table.name == "role_grant" else belongs


_THROUGH = {
    "job": ("id", "reminder", "job_id"),
    "measurement_part": ("measurement_id", "measurement", "id"),
    "file_content": ("hash", "report_file", "hash"),
}
"""Tables that know no programme: their own column, and the table and the column that it stands in."""


def _select(name: str, column: str) -> sa.Select[Any]:
    table = metadata.tables[name]
    return sa.select(table.c[column]).where(_scope(table))


def _referring(name: str) -> sa.CompoundSelect[Any]:
    """Every id of a person or a party that a row of the programme names."""
    selects = [
        _select(table.name, key.parent.name).where(key.parent.is_not(None))
        for table in (metadata.tables[name] for name in FILED)
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table.name == name
    ]
    if name == "person":  # what was done to somebody
        entry = metadata.tables["audit_entry"]
        known = sa.exists().where(metadata.tables["person"].c.id == entry.c.object_id)
        selects.append(_select("audit_entry", "object_id").where(entry.c.object_type == "person", known))
    return sa.union(*selects)


_DECIMAL = re.compile(r"-?\d{1,14}(\.\d{1,4})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _describe(column: sa.Column[Any]) -> FiledColumn:
    write, read, schema = _codec(column)
    if column.nullable:
        read = partial(_read_or_none, read)
        schema = {"anyOf": [schema, {"type": "null"}]}
    return FiledColumn(column, _camel(column.name.split("_")), partial(_write_or_none, write), read, schema)


def _codec(column: sa.Column[Any]) -> tuple[Callable[[Any], object], Callable[[Any], Any], dict[str, object]]:
    kind = column.type
    if isinstance(kind, sa.Boolean):
        return bool, _read_boolean, {"type": "boolean"}
    if isinstance(kind, sa.Numeric):
        return partial(_write_decimal, kind.scale or 0), _read_decimal, _pattern(_DECIMAL)
    if isinstance(kind, sa.Integer):
        return int, _read_integer, {"type": "integer", "minimum": -LARGEST_ID, "maximum": LARGEST_ID}
    if isinstance(kind, UtcDateTime):
        return _write_moment, _read_moment, _pattern(_MOMENT)
    if isinstance(kind, sa.Date):
        return _write_day, _read_day, {"type": "string", "format": "date"}
    if isinstance(kind, sa.LargeBinary):
        return _write_bytes, _read_bytes, {"type": "string", "contentEncoding": "base64"}
    if isinstance(kind, sa.Enum):
        return str, partial(_read_word, tuple(kind.enums)), {"enum": list(kind.enums)}
    most = longest(column)
    bounds = {"maxLength": most} if most else {}
    return str, partial(_read_text, most), {"type": "string", **bounds}


def _pattern(pattern: re.Pattern[str]) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{pattern.pattern}$"}


def _write_or_none(write: Callable[[Any], object], value: Any) -> object:
    return None if value is None else write(value)


def _read_or_none(read: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else read(value)


def _write_decimal(scale: int, value: Any) -> str:
    """With as many decimals as the column has: SQLite keeps 5.30 as 5.3."""
    return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-scale)))


def _write_moment(value: Any) -> str:
    """What the driver gives: a moment, or on SQLite the text of one in UTC."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    return f"{str(value).replace(' ', 'T')}Z"


def _write_day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_bytes(value: bytes) -> str:
    return b64encode(value).decode()


def _read_boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError
    return value


def _read_integer(value: Any) -> int:
    if type(value) is not int or abs(value) > LARGEST_ID:
        raise ValueError
    return value


def _read_string(value: Any, pattern: re.Pattern[str] | None = None) -> str:
    if type(value) is not str or (pattern and not pattern.fullmatch(value)):
        raise ValueError
    return value


def _read_decimal(value: Any) -> Decimal:
    return Decimal(_read_string(value, _DECIMAL))


def _read_moment(value: Any) -> datetime:
    return datetime.fromisoformat(_read_string(value, _MOMENT))


def _read_day(value: Any) -> date:
    return date.fromisoformat(_read_string(value, _DAY))


def _read_bytes(value: Any) -> bytes:
    return b64decode(_read_string(value), validate=True)


def _read_word(words: tuple[str, ...], value: Any) -> str:
    if _read_string(value) not in words:
        raise ValueError
    return str(value)


def _read_text(most: int | None, value: Any) -> str:
    text = _read_string(value)
    if (most is not None and len(text) > most) or _UNSTORABLE.search(text):
        raise ValueError
    return text
