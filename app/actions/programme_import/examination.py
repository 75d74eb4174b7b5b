"""Reading the whole file once before anything is written: what is in it, and whether it hangs together."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from app.actions.programme_import.file import FiledRecord, OpenFile, ProgrammeFile
from app.domain.audit_trail import chain_of
from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid, Refusal
from app.domain.role import Role
from app.domain.structure import PeriodState
from app.renderers.frozen import hash_frozen, thaw
from app.tables.columns import LARGEST_ID

_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w=-]+)?", re.ASCII)
LARGEST_SPAN = 100_000_000
"""So far apart may the ids of one table lie, so that no file uses up the numbers of a database."""


@dataclass(slots=True)
class Review:
    """How far the round of a report is: its last step, the versions for review, the last erratum adopted."""

    state: str = ""
    last_step: int = 0
    versions: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Number and erratum of each, by id."""
    adopted: int = -1


@dataclass(slots=True)
class Examination:
    """What is in a file: the keys of its rows, and what rows of other programmes may be known by."""

    slug: str = ""
    programme_id: int = 0
    title: str = ""
    keys: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    """The ids, or else the first part of the primary key, of every table that others refer to."""
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    shared: dict[str, dict[int, tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(dict))
    """By table and id: the address of a person, the name of a party, name and year of a moment."""
    erased: set[int] = field(default_factory=set)
    """The people whose name and address were erased."""
    seal_keys: set[str] = field(default_factory=set)
    """The names of the keys under which the trail was sealed."""
    reviews: dict[int, Review] = field(default_factory=lambda: defaultdict(Review))
    """By reporting period."""


_KNOWN_BY = {"person": ("email",), "party": ("name",), "named_moment": ("name", "year")}


@dataclass(frozen=True, slots=True)
class ExaminedFile:
    """A programme file of which every record was read once, and held against what it refers to."""

    file: ProgrammeFile
    seen: Examination


def examine(open_file: OpenFile) -> ExaminedFile:
    """Read the file from beginning to end.

    Refuses (`Invalid`) what is broken, of a later version, or does not hang together.
    """
    file, seen = ProgrammeFile(open_file), Examination()
    own: list[tuple[FiledRecord, str]] = []
    table = ""
    for record in file.records():
        if record.table.name != table:
            _check_own(seen, own)
            own, table = [], record.table.name
        seen.slug = file.slug
        _note(seen, record)
        for name, target in record.table.references.items():
            value = record.row.get(name)
            if value is None:
                continue
            if target == table:
                own.append((record, name))
            elif value not in seen.keys[target]:
                raise _broken(record, name)
        _check(seen, record)
    _check_own(seen, own)
    if seen.counts["programme"] != 1 or seen.counts["audit_head"] > 1:
        raise Invalid.because("file", "The file does not hold one programme.")
    for ids in seen.keys.values():
        numbers = [id for id in ids if isinstance(id, int)]
        if numbers and (min(numbers) < 1 or max(numbers) - min(numbers) > LARGEST_SPAN):
            raise Invalid.because("file", "The file has numbers of rows that none of ours has.")
    return ExaminedFile(file, seen)


def _note(seen: Examination, record: FiledRecord) -> None:
    table, row = record.table.name, record.row
    seen.counts[table] += 1
    if record.table.ids is not None or table in ("decision", "file_content"):
        key = row["id"] if "id" in row else row["hash"]
        if key in seen.keys[table]:
            raise _broken(record, "id")
        seen.keys[table].add(key)
    if table in _KNOWN_BY:
        seen.shared[table][row["id"]] = tuple(row[name] for name in _KNOWN_BY[table])


def _check_own(seen: Examination, own: list[tuple[FiledRecord, str]]) -> None:
    """Check what rows of one table refer to in that table, once all of it was read."""
    for record, name in own:
        if record.row[name] not in seen.keys[record.table.name]:
            raise _broken(record, name)


def _check(seen: Examination, record: FiledRecord) -> None:
    """Check what no column can: that a row belongs to this programme, and has what pages read in it."""
    row, name = record.row, record.table.name
    for column, holds in _HOLDS.get(name, {}).items():
        _require(holds(row), record, column)
    if name == "programme":
        seen.programme_id, seen.title = row["id"], row["title"]
        _require(row["slug"] == seen.slug, record, "slug")
    elif "programme_id" in row:
        _require(row["programme_id"] == seen.programme_id, record, "programme_id")
    if "chain" in row:
        _require(row["chain"] == chain_of(seen.programme_id), record, "chain")
    if name == "person" and row["erased_at"] is not None:
        seen.erased.add(row["id"])
    if name == "audit_entry":
        seen.seal_keys.add(row["key_id"])
    _note_review(seen, name, row)


def _note_review(seen: Examination, name: str, row: dict[str, Any]) -> None:
    if name == "reporting_period":
        seen.reviews[row["id"]].state = row["state"]
    if name not in ("round_step", "report_version", "frozen_report"):
        return
    review = seen.reviews[row["reporting_period_id"]]
    if name == "round_step":
        review.last_step = max(review.last_step, row["id"])
    elif name == "report_version":
        review.versions[row["id"]] = (row["number"], row["erratum"])
    else:
        review.adopted = max(review.adopted, row["erratum"])


def read_shifts(text: str) -> dict[str, int]:
    """Return what must be added to the ids of a frozen tree, by type. Raises `ValueError` otherwise."""
    shifts = json.loads(text) if text else {}
    if not isinstance(shifts, dict) or not all(type(value) is int for value in shifts.values()):
        raise ValueError
    return shifts


def is_in_review(review: Review) -> bool:
    """Return whether a round waits for signatures."""
    return review.state == PeriodState.REVIEW


def _read_object(text: str) -> None:
    if not isinstance(json.loads(text), dict):
        raise ValueError


def _read_tree(text: str, id_shifts: str = "") -> None:
    """Read it as pages do. Raises for a record with a number that no row can have."""
    thaw(text, id_shifts)
    shifts = read_shifts(id_shifts)
    for kind, id in _list_records(json.loads(text)):
        if not 1 <= id + shifts.get(kind, 0) <= LARGEST_ID:
            raise ValueError


def _list_records(value: Any) -> Iterator[tuple[str, int]]:
    """Every record that a tree names, wherever it stands: its type and id."""
    if isinstance(value, list):
        for item in value:
            yield from _list_records(item)
    elif isinstance(value, dict):
        if value.keys() == {"id", "type"}:
            yield value["type"], value["id"]
        for member in value.values():
            yield from _list_records(member)


def _reads(read: Callable[[str], object], text: str) -> bool:
    # What stands in the file can be anything; each of these readers says in its own way what it cannot read.
    try:
        read(text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Refusal):
        return False
    return True


_HOLDS: Mapping[str, Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "role_grant": {"role": lambda row: row["role"] != Role.ADMIN},
    "reporting_period": {"half_year": lambda row: _reads(HalfYear.parse, row["half_year"])},
    "report_version": {
        "tree": lambda row: _reads(_read_tree, row["tree"]),
        "facts": lambda row: row["facts"] is None or _reads(_read_object, row["facts"]),
    },
    "bulk_entry": {"contents": lambda row: _reads(_read_object, row["contents"])},
    "frozen_report": {
        "hash": lambda row: hash_frozen(row["tree"], row["previous_hash"]) == row["hash"],
        "id_shifts": lambda row: _reads(read_shifts, row["id_shifts"]),
        "tree": lambda row: _reads(lambda tree: _read_tree(tree, row["id_shifts"]), row["tree"]),
    },
    "file_content": {"hash": lambda row: sha256(row["content"]).hexdigest() == row["hash"]},
    "report_file": {"media_type": lambda row: bool(_MEDIA_TYPE.fullmatch(row["media_type"]))},
}
"""What must hold of a row, by the column that a refusal names."""


def _require(holds: bool, record: FiledRecord, name: str) -> None:
    if not holds:
        raise _broken(record, name)


def _broken(record: FiledRecord, name: str) -> Invalid:
    place = f"{record.table.member} {record.place}: {name}"
    return Invalid.because("file", "The file is not right at “%(place)s”.", place=place)
