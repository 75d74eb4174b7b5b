"""Fills an empty database with invented programmes, many rows at a time: no action says each of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from app.actions import audit, installation, search_entry
from app.actions.act import Act
from app.demo.invented.course import FIRST, deadlines, delivery, status_updates
from app.demo.invented.frame import Frame, frame
from app.demo.known import act_on
from app.domain.structure import DeliverableKind, Frequency
from app.tables import (
    Deadline,
    Deliverable,
    DeliverableInput,
    DeliverableStatement,
    Evidence,
    Source,
    StatusUpdate,
)
from app.tables.noun import DELIVERABLE

Row = Mapping[str, Any]

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
    for made in frame(session, start, programmes):
        count = each + (1 if left > 0 else 0)
        left -= 1
        _promise(session, random, made, count)
        act = Act(made.office, start.at, start.origin)
        audit.record(
            session, act, "programme.invent", ("programme", made.programme), programme_id=made.programme
        )
    search_entry.catch_up(session)


def _promise(session: Session, random: Random, made: Frame, count: int) -> None:
    """So many deliverables of one programme, with everything that was said of them."""
    promised = [_deliverable(random, made, number) for number in range(count)]
    ids = insert(session, Deliverable, promised)
    insert(session, DeliverableStatement, [_stated(i, row) for i, row in zip(ids, promised, strict=True)])
    said: list[Row] = []
    stood: list[Row] = []
    shown: list[Row] = []
    for deliverable_id, row in zip(ids, promised, strict=True):
        of = {"programme_id": made.programme, "deliverable_id": deliverable_id, "author_id": row["lead_id"]}
        delivered_on = delivery(random)
        said += [{**of, **one} for one in deadlines(random, delivered_on)]
        stood += [{**of, **one} for one in status_updates(random, delivered_on)]
        if delivered_on and random.random() < 0.7:
            shown.append(
                {**_only(of), **_told(delivered_on), "title": "Verslag", "url": None, "on": delivered_on}
            )
    insert(session, Deadline, said)
    insert(session, StatusUpdate, stood)
    insert(session, Evidence, shown)
    insert(session, Source, [_source(made, deliverable_id) for deliverable_id in ids])
    insert(session, DeliverableInput, list(_inputs(random, made, ids)))


def insert(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> list[int]:
    """Insert many rows at once; returns their ids, in the order of the rows, where the table has such."""
    target: sa.Table = table.__table__  # type: ignore[attr-defined]
    if not rows:
        return []
    if "id" not in target.c:
        session.execute(sa.insert(target), rows)
        return []
    asked = sa.insert(target).returning(target.c.id, sort_by_parameter_order=True)
    return list(session.scalars(asked, rows))


def _deliverable(random: Random, made: Frame, number: int) -> Row:
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


def _inputs(random: Random, made: Frame, ids: Sequence[int]) -> Iterator[Row]:
    """Every third deliverable needs an earlier one."""
    for number in range(2, len(ids), 3):
        needed = ids[random.randrange(number)]
        link = {"deliverable_id": ids[number], "input_id": needed, "programme_id": made.programme}
        yield {**link, **_told(FIRST), "reason": "", "holds": True}


def _source(made: Frame, deliverable_id: int) -> Row:
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
