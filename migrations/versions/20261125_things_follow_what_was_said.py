"""Every thing gets its first statement; links, sources and evidence the day on which they were laid."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_LINKS = (("deliverable_input", "input_id", "deliverable"), ("deliverable_party", "party_id", "party"))

# New columns by table: name, type, and what those rows get that are there (none: nothing is known).
_ADDED = {
    "programme": (("withdrawn", sa.Boolean(), False),),
    "action_line": (("withdrawn", sa.Boolean(), False), ("merged_into_id", sa.Integer(), None)),
    "project": (("withdrawn", sa.Boolean(), False), ("merged_into_id", sa.Integer(), None)),
    "deliverable": (
        ("aliases", sa.String(), ""),
        ("merged_into_id", sa.Integer(), None),
        ("split_from_id", sa.Integer(), None),
    ),
    "indicator": (
        ("caveat", sa.String(), ""),
        ("withdrawn", sa.Boolean(), False),
        ("version", sa.Integer(), 1),
    ),
    "party": (("version", sa.Integer(), 1),),
    "pilot_site": (
        ("position", sa.Integer(), 0),
        ("withdrawn_on", sa.Date(), None),
        ("version", sa.Integer(), 1),
    ),
}
_STATED = {
    "programme": "title, purpose, starts_on, ends_on, withdrawn",
    "action_line": "code, title, kind, position, withdrawn, merged_into_id",
    "project": "action_line_id, title, narrative, lead_id, position, withdrawn, merged_into_id",
    "deliverable": "project_id, kind, title, aliases, description, lead_id, executing_party_id, "
    "frequency_count, frequency_per, position, merged_into_id",
    "indicator": "action_line_id, name, definition, unit, direction, target, numerator_id, denominator_id, "
    "caveat, position, withdrawn",
}
_CHECKS = {
    "action_line": {"not_into_itself": "merged_into_id <> id"},
    "project": {"not_into_itself": "merged_into_id <> id"},
    "deliverable": {
        "not_into_itself": "merged_into_id <> id",
        "not_from_itself": "split_from_id <> id",
    },
    "source": {"retracted_after": "said_on <= retracted_on"},
    "evidence": {"retracted_after": "said_on <= retracted_on"},
}


def upgrade() -> None:
    for table, columns in _ADDED.items():
        _add(table, columns)
    for table in ("source", "evidence"):
        _add(table, (("said_on", sa.Date(), None), ("recorded_at", MOMENT, None)))
        _add(table, (("author_id", sa.Integer(), None), ("retracted_on", sa.Date(), None)))
        op.execute(
            f"UPDATE {table} SET "
            f"said_on = (SELECT d.said_on FROM deliverable d WHERE d.id = {table}.deliverable_id), "
            f"recorded_at = (SELECT d.recorded_at FROM deliverable d WHERE d.id = {table}.deliverable_id)"
        )
    # What shows a delivery was laid there on its own day, where it bears one.
    op.execute('UPDATE evidence SET said_on = "on" WHERE "on" > said_on')
    for table in (*_ADDED, "source", "evidence"):
        _tighten(table)
    _state_first()
    for link in _LINKS:
        _tie(*link)


def downgrade() -> None:
    for link in _LINKS:
        _untie(*link)
    for table in _STATED:
        # What was said before is gone with the tables; a revision down from here removes them.
        _unguarded(f"DELETE FROM {table}_statement", f"{table}_statement")
    added = {table: [name for name, *_ in columns] for table, columns in _ADDED.items()}
    added |= {
        table: ["said_on", "recorded_at", "author_id", "retracted_on"] for table in ("source", "evidence")
    }
    for table, names in reversed(added.items()):
        _loosen(table, names)


def _add(table: str, columns: tuple[tuple[str, sa.types.TypeEngine, object], ...]) -> None:
    for name, kind, value in columns:
        op.add_column(table, sa.Column(name, kind, nullable=True))
        if value is not None:
            target = sa.table(table, sa.column(name, kind))
            op.execute(target.update().values({name: value}))


def _tighten(table: str) -> None:
    """What must be there must be there, and keys lead somewhere."""
    with op.batch_alter_table(table) as batch:
        for name, kind, value in _columns(table):
            if value is not None:
                batch.alter_column(name, existing_type=kind, nullable=False)
        for name, target in _KEYS.get(table, {}).items():
            batch.create_foreign_key(op.f(f"fk_{table}_{name}"), target, [name], ["id"], ondelete="RESTRICT")
        for name, rule in _CHECKS.get(table, {}).items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def _columns(table: str) -> tuple[tuple[str, sa.types.TypeEngine, object], ...]:
    if table in ("source", "evidence"):
        return (("said_on", sa.Date(), True), ("recorded_at", MOMENT, True))
    return _ADDED[table]


_KEYS = {
    "action_line": {"merged_into_id": "action_line"},
    "project": {"merged_into_id": "project"},
    "deliverable": {"merged_into_id": "deliverable", "split_from_id": "deliverable"},
    "source": {"author_id": "person"},
    "evidence": {"author_id": "person"},
}


def _loosen(table: str, names: list[str]) -> None:
    with op.batch_alter_table(table) as batch:
        for name in _CHECKS.get(table, {}):
            batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        for name in _KEYS.get(table, {}):
            batch.drop_constraint(op.f(f"fk_{table}_{name}"), type_="foreignkey")
        for name in names:
            batch.drop_column(name)


def _state_first() -> None:
    """The first statement of each thing, on the first day of which anything is known in its programme."""
    now = datetime.now(UTC)
    for table, facts in _STATED.items():
        own = "id" if table == "programme" else "programme_id"
        first = (
            f"(SELECT MIN(d.said_on) FROM deliverable d WHERE d.programme_id = {table}.{own}), "
            f"(SELECT p.starts_on FROM programme p WHERE p.id = {table}.{own}), :today"
        )
        said_on = f"COALESCE({first})" if table != "deliverable" else "said_on"
        recorded = "recorded_at" if table == "deliverable" else ":now"
        of = "" if table == "programme" else f"{table}_id, "
        op.execute(
            sa.text(
                f"INSERT INTO {table}_statement ({of}programme_id, reason, said_on, recorded_at, {facts}) "
                f"SELECT {'' if table == 'programme' else 'id, '}{own}, '', {said_on}, {recorded}, {facts} "
                f"FROM {table} ORDER BY id"
            ).bindparams(
                *(
                    []
                    if table == "deliverable"
                    else [sa.bindparam("today", now.date(), sa.Date()), sa.bindparam("now", now, MOMENT)]
                )
            )
        )


def _tie(table: str, end: str, target: str) -> None:
    """A link becomes a statement, said with the deliverable."""
    links = op.get_bind().execute(
        sa.text(
            f"SELECT l.deliverable_id, l.{end}, l.programme_id, d.said_on, d.recorded_at FROM {table} l "
            "JOIN deliverable d ON d.id = l.deliverable_id ORDER BY l.deliverable_id, l." + end
        ).columns(said_on=sa.Date(), recorded_at=MOMENT)
    )
    rows = [row._asdict() | {"reason": "", "holds": True} for row in links]
    op.drop_table(table)
    checks = [sa.CheckConstraint("deliverable_id <> input_id", name=op.f(f"ck_{table}_not_itself"))]
    made = op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column(end, sa.Integer(), nullable=False),
        *(_key(table, name, to) for name, to in (_ends(end, target) | {"author_id": "person"}).items()),
        *(checks if table == "deliverable_input" else []),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{end}"), table, [end])
    op.create_index(f"ix_{table}_programme", table, ["programme_id"])
    op.create_index(f"ix_{table}_thing", table, ["deliverable_id", end, "said_on", "recorded_at", "id"])
    if rows:
        op.bulk_insert(made, rows)
    for statement in create_guards(op.get_bind().dialect.name, (table,)):
        op.execute(statement)


def _untie(table: str, end: str, target: str) -> None:
    """What holds at last becomes a link again."""
    last: dict[tuple[int, int], sa.RowMapping] = {}
    said = sa.text(f"SELECT * FROM {table} ORDER BY said_on, recorded_at, id")
    for row in op.get_bind().execute(said).mappings():
        last[row["deliverable_id"], row[end]] = row
    op.drop_table(table)
    checks = [sa.CheckConstraint("deliverable_id <> input_id", name=op.f(f"ck_{table}_not_itself"))]
    made = op.create_table(
        table,
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column(end, sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        *(_key(table, name, to) for name, to in _ends(end, target).items()),
        *(checks if table == "deliverable_input" else []),
        sa.PrimaryKeyConstraint("deliverable_id", end, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{end}"), table, [end])
    name = "programme" if table == "deliverable_input" else "programme_id"
    op.create_index(f"ix_{table}_{name}", table, ["programme_id"])
    kept = ("deliverable_id", end, "programme_id")
    rows = [{name: row[name] for name in kept} for row in last.values() if row["holds"]]
    if rows:
        op.bulk_insert(made, rows)


def _ends(end: str, target: str) -> dict[str, str]:
    return {"deliverable_id": "deliverable", end: target, "programme_id": "programme"}


def _key(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}"), ondelete="RESTRICT")


def _unguarded(statement: str, table: str) -> None:
    """Run what the guards of an append-only table refuse, and put them back."""
    for lifted in drop_guards(op.get_bind().dialect.name, (table,)):
        op.execute(lifted)
    op.execute(statement)
    for again in create_guards(op.get_bind().dialect.name, (table,)):
        op.execute(again)
