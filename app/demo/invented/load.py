"""Fills an empty database with invented programmes, many rows at a time: no action says each of them."""

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
    for made in create_programmes(session, start, programmes):
        count = each + (1 if left > 0 else 0)
        left -= 1
        _promise(session, random, made, count)
        act = AuditContext(made.office, start.at, start.origin)
        audit_log.record(
            session, act, "programme.invent", ("programme", made.programme), programme_id=made.programme
        )


def _promise(session: Session, random: Random, made: InventedProgramme, count: int) -> None:
    """So many deliverables of one programme, with everything that was said of them, and the traces of it."""
    promised = [_deliverable(random, made, number) for number in range(count)]
    deliverables = insert(session, [Deliverable(**row) for row in promised])
    ids = [int(row.id or 0) for row in deliverables]
    added: dict[int, list[SQLModel]] = {i: [row] for i, row in zip(ids, deliverables, strict=True)}
    said: list[Deadline] = []
    stood: list[StatusUpdate] = []
    for deliverable_id, row in zip(ids, promised, strict=True):
        of = {"programme_id": made.programme, "deliverable_id": deliverable_id, "author_id": row["lead_id"]}
        delivered_on = invent_delivery(random)
        said += [Deadline(**{**of, **one}) for one in invent_deadlines(random, delivered_on)]
        stood += [StatusUpdate(**{**of, **one}) for one in invent_status_updates(random, delivered_on)]
        added[deliverable_id] += [
            DeliverableStatement(**_stated(deliverable_id, row)),
            Source(**_source(made, deliverable_id)),
        ]
        if delivered_on and random.random() < 0.7:
            told = {**_only(of), **_told(delivered_on)}
            added[deliverable_id].append(Evidence(**told, title="Verslag", url=None, on=delivered_on))
    for link in _inputs(random, made, ids):
        added[link["deliverable_id"]].append(DeliverableInput(**link))
    insert(session, [*(row for rows in added.values() for row in rows[1:]), *said, *stood])
    take_written_rows(session)  # each trace names its own
    for deliverable_id, rows in added.items():
        _trace(session, "deliverable.add", act_on(FIRST, made.office), deliverable_id, made, rows)
    for (said_on, deliverable_id, author), statements in _in_one_breath([*said, *stood]).items():
        _trace(session, "status_update.submit", act_on(said_on, author), deliverable_id, made, statements)


def _in_one_breath(
    statements: Iterable[Deadline | StatusUpdate],
) -> dict[tuple[date, int, int], list[SQLModel]]:
    """What the same person says of the same deliverable on one day is one act; the first day comes first."""
    acts: dict[tuple[date, int, int], list[SQLModel]] = defaultdict(list)
    for statement in sorted(statements, key=lambda statement: (statement.said_on, statement.deliverable_id)):
        acts[statement.said_on, statement.deliverable_id, statement.author_id].append(statement)
    return acts


def _trace(
    session: Session,
    action: str,
    act: AuditContext,
    deliverable_id: int,
    made: InventedProgramme,
    rows: Iterable[SQLModel],
) -> None:
    thing, sealed = ("deliverable", deliverable_id), [row_key(row) for row in rows]
    audit_log.record(session, act, action, thing, programme_id=made.programme, rows=sealed, said_on=act.on)


def insert(session: Session, rows: Sequence[Entity]) -> Sequence[Entity]:
    """Insert many rows at once; gives them back, with their ids where the table has such."""
    session.add_all(rows)
    session.flush()
    return rows


def _deliverable(random: Random, made: InventedProgramme, number: int) -> Row:
    project = made.projects[number % len(made.projects)]
    kind = random.choices(list(DeliverableKind), weights=(5, 2, 2, 2, 1))[0]
    recurs = kind is DeliverableKind.RECURRING
    return {
        "programme_id": made.programme,
        "project_id": project,
        "kind": kind,
        "title": f"{_NOUN[kind]} {number + 1} over {random.choice(_SUBJECTS)}",
        "aliases": "",
        "description": "",
        "merged_into_id": None,
        "lead_id": made.leads[project],
        "executing_party_id": None,
        "frequency_count": random.randint(1, 4) if recurs else None,
        "frequency_per": Frequency.YEAR if recurs else None,
        "position": number + 1,
        "said_on": FIRST,
        "recorded_at": act_on(FIRST, None).at,
        "updated_at": act_on(DEMO_TODAY, None).at,
        "version": 3,
    }


def _inputs(random: Random, made: InventedProgramme, ids: Sequence[int]) -> Iterator[Row]:
    """Every third deliverable needs an earlier one."""
    for number in range(2, len(ids), 3):
        needed = ids[random.randrange(number)]
        link = {"deliverable_id": ids[number], "input_id": needed, "programme_id": made.programme}
        yield {**link, **_told(FIRST), "reason": "", "holds": True}


def _source(made: InventedProgramme, deliverable_id: int) -> Row:
    where = {"document": "Programmaplan", "section": "2", "heading": "", "quote": None}
    return {"programme_id": made.programme, "deliverable_id": deliverable_id, **_told(FIRST), **where}


def _stated(deliverable_id: int, row: Row) -> Row:
    """What a deliverable was said to be from the first day on."""
    facts = {name: row[name] for name in DELIVERABLE.facts}
    of = {"deliverable_id": deliverable_id, "programme_id": row["programme_id"]}
    return {**of, **_told(FIRST), "reason": "", **facts}


def _told(on: date) -> Row:
    """On which day it was said, by nobody in particular."""
    return {"said_on": on, "recorded_at": act_on(on, None).at, "author_id": None}


def _only(of: Row) -> Row:
    return {name: of[name] for name in ("programme_id", "deliverable_id")}


_NOUN = {
    DeliverableKind.PRODUCT: "Handreiking",
    DeliverableKind.DECISION: "Besluit",
    DeliverableKind.RESEARCH: "Onderzoek",
    DeliverableKind.EVENT: "Bijeenkomst",
    DeliverableKind.RECURRING: "Overleg",
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
