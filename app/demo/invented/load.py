"""Filling an empty database with invented programmes, many rows at a time: no action says each of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from app.actions import audit_log, installation
from app.actions.audit_log import AuditContext
from app.demo.invented.statements import FIRST, invent_deadlines, invent_delivery, invent_status_updates
from app.demo.invented.structure import InventedProgramme, create_programmes
from app.demo.loading import act_on
from app.domain.structure import DeliverableKind, Frequency
from app.sealing.session import row_key, take_written_rows
from app.tables import (
    Deadline,
    Deliverable,
    DeliverableInput,
    DeliverableStatement,
    Evidence,
    Source,
    StatusUpdate,
)
from app.tables.tracked import DELIVERABLE

Row = Mapping[str, Any]
Entity = TypeVar("Entity", bound=SQLModel)

DEMO_TODAY = date(2023, 12, 18)
SEED = 20231218


def load(session: Session, *, deliverables: int, programmes: int) -> None:
    """Load so many deliverables, spread evenly over so many programmes; the database becomes a demo.

    Each deliverable has five deadlines and two status updates, said in the half-years 2021-H1 to 2023-H2.
    Refuses a database that is not empty.
    """
    random = Random(SEED)
    start = act_on(FIRST, None)
    installation.mark_as_demo(session, start, today=DEMO_TODAY)
    each, left = divmod(deliverables, programmes)
    for number, invented in enumerate(create_programmes(session, start, programmes)):
        count = each + (1 if number < left else 0)
        _promise_deliverables(session, random, invented, count)
        act = AuditContext(invented.office, start.at, start.origin)
        audit_log.record(
            session,
            act,
            "programme.invent",
            ("programme", invented.programme),
            programme_id=invented.programme,
        )


def _promise_deliverables(session: Session, random: Random, invented: InventedProgramme, count: int) -> None:
    """Insert so many deliverables of one programme, with all that was said of them, and the traces of it."""
    promised = [_deliverable_columns(random, invented, number) for number in range(count)]
    deliverables = insert(session, [Deliverable(**row) for row in promised])
    ids = [int(row.id or 0) for row in deliverables]
    added: dict[int, list[SQLModel]] = {i: [row] for i, row in zip(ids, deliverables, strict=True)}
    deadlines: list[Deadline] = []
    updates: list[StatusUpdate] = []
    for deliverable_id, row in zip(ids, promised, strict=True):
        shared = {
            "programme_id": invented.programme,
            "deliverable_id": deliverable_id,
            "author_id": row["lead_id"],
        }
        delivered_on = invent_delivery(random)
        deadlines += [Deadline(**shared, **columns) for columns in invent_deadlines(random, delivered_on)]
        updates += [
            StatusUpdate(**shared, **columns) for columns in invent_status_updates(random, delivered_on)
        ]
        added[deliverable_id] += [
            DeliverableStatement(**_statement_columns(deliverable_id, row)),
            Source(**_source_columns(invented, deliverable_id)),
        ]
        if delivered_on and random.random() < 0.7:
            shown = {**_entity_columns(shared), **_say_by_nobody(delivered_on)}
            added[deliverable_id].append(Evidence(**shown, title="Verslag", url=None, on=delivered_on))
    for link in _input_columns(random, invented, ids):
        added[link["deliverable_id"]].append(DeliverableInput(**link))
    insert(session, [*(row for rows in added.values() for row in rows[1:]), *deadlines, *updates])
    take_written_rows(session)  # each trace names its own
    for deliverable_id, rows in added.items():
        _trace(session, "deliverable.add", act_on(FIRST, invented.office), deliverable_id, invented, rows)
    for (said_on, deliverable_id, author), statements in _group_by_author_and_day(
        [*deadlines, *updates]
    ).items():
        _trace(session, "status_update.submit", act_on(said_on, author), deliverable_id, invented, statements)


def _group_by_author_and_day(
    statements: Iterable[Deadline | StatusUpdate],
) -> dict[tuple[date, int, int], list[SQLModel]]:
    """What one person says of a deliverable on a day is one action; the first day comes first."""
    groups: dict[tuple[date, int, int], list[SQLModel]] = defaultdict(list)
    for statement in sorted(statements, key=lambda statement: (statement.said_on, statement.deliverable_id)):
        groups[statement.said_on, statement.deliverable_id, statement.author_id].append(statement)
    return groups


def _trace(
    session: Session,
    action: str,
    act: AuditContext,
    deliverable_id: int,
    invented: InventedProgramme,
    rows: Iterable[SQLModel],
) -> None:
    audit_log.record(
        session,
        act,
        action,
        ("deliverable", deliverable_id),
        programme_id=invented.programme,
        rows=[row_key(row) for row in rows],
        said_on=act.on,
    )


def insert(session: Session, rows: Sequence[Entity]) -> Sequence[Entity]:
    """Insert many rows at once; returns them, with their ids where the table has such."""
    session.add_all(rows)
    session.flush()
    return rows


def _deliverable_columns(random: Random, invented: InventedProgramme, number: int) -> Row:
    project = invented.projects[number % len(invented.projects)]
    kind = random.choices(list(DeliverableKind), weights=(5, 2, 2, 2, 1, 1))[0]
    recurs = kind is DeliverableKind.RECURRING
    return {
        "programme_id": invented.programme,
        "project_id": project,
        "kind": kind,
        "title": f"{_NOUN[kind]} {number + 1} over {random.choice(_SUBJECTS)}",
        "aliases": "",
        "description": "",
        "merged_into_id": None,
        "lead_id": invented.leads[project],
        "executing_party_id": None,
        "frequency_count": random.randint(1, 4) if recurs else None,
        "frequency_per": Frequency.YEAR if recurs else None,
        "position": number + 1,
        "said_on": FIRST,
        "recorded_at": act_on(FIRST, None).at,
        "updated_at": act_on(DEMO_TODAY, None).at,
        "version": 3,
    }


def _input_columns(random: Random, invented: InventedProgramme, ids: Sequence[int]) -> Iterator[Row]:
    """Every third deliverable needs an earlier one."""
    for number in range(2, len(ids), 3):
        needed = ids[random.randrange(number)]
        link = {"deliverable_id": ids[number], "input_id": needed, "programme_id": invented.programme}
        yield {**link, **_say_by_nobody(FIRST), "reason": "", "holds": True}


def _source_columns(invented: InventedProgramme, deliverable_id: int) -> Row:
    where = {"document": "Programmaplan", "section": "2", "heading": "", "quote": None}
    return {
        "programme_id": invented.programme,
        "deliverable_id": deliverable_id,
        **_say_by_nobody(FIRST),
        **where,
    }


def _statement_columns(deliverable_id: int, row: Row) -> Row:
    """What a deliverable was said to be from the first day on."""
    facts = {name: row[name] for name in DELIVERABLE.facts}
    shared = {"deliverable_id": deliverable_id, "programme_id": row["programme_id"]}
    return {**shared, **_say_by_nobody(FIRST), "reason": "", **facts}


def _say_by_nobody(on: date) -> Row:
    """On which day it was said, by nobody in particular."""
    return {"said_on": on, "recorded_at": act_on(on, None).at, "author_id": None}


def _entity_columns(shared: Row) -> Row:
    return {name: shared[name] for name in ("programme_id", "deliverable_id")}


_NOUN = {
    DeliverableKind.PRODUCT: "Handreiking",
    DeliverableKind.DECISION: "Besluit",
    DeliverableKind.RESEARCH: "Onderzoek",
    DeliverableKind.EVENT: "Bijeenkomst",
    DeliverableKind.RECURRING: "Overleg",
    DeliverableKind.ACTIVITY: "Samenwerking",
}
_SUBJECTS = (
    "wonen",
    "zorg",
    "onderwijs",
    "veiligheid",
    "werk",
    "cultuur",
    "bereikbaarheid",
    "toezicht",
    "data",
)
