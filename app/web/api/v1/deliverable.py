"""Deliverables: how they stand on a day, and what the rules see."""

from collections.abc import Sequence
from datetime import date

from app.domain.half_year import HalfYear
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.queries.access import deliverable_place
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.programme import ProgrammeRow
from app.queries.source import evidence_of, sources_of
from app.web.api.v1.asked import Asked
from app.web.api.v1.deliverable_shape import shaped
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import (
    ACTION_LINE,
    AS_OF,
    HALF_YEAR,
    ID,
    LEAD,
    PAGING,
    PROGRAMME,
    PROJECT,
    one_of,
    sort,
)
from app.web.api.v1.shapes import Deliverable

NOUN = Noun("deliverable", "Deliverables")


def falls_in(row: DeliverableState, half_year: HalfYear) -> bool:
    """Whether the window of the current deadline touches the half-year."""
    window = row.assessment.deadline.window if row.assessment.deadline else None
    if window is None or window.is_undated:
        return False
    opens, closes = window.earliest or window.latest, window.latest or window.earliest
    assert opens is not None
    assert closes is not None
    return opens <= half_year.ends_on and closes >= half_year.starts_on


def last_day(row: DeliverableState) -> date | None:
    """The last day that the current deadline can mean."""
    return row.assessment.deadline.window.latest if row.assessment.deadline else None


LISTING: Listing[DeliverableState] = Listing(
    key=lambda row: str(row.id),
    fits={
        "actionLine": lambda row, code: row.action_line == code,
        "project": lambda row, project: row.project_id == project,
        "kind": lambda row, kind: row.kind == kind,
        "status": lambda row, status: (row.assessment.status or Status.PLANNED) == status,
        "timeliness": lambda row, timeliness: row.assessment.timeliness == timeliness,
        "lead": lambda row, email: row.lead_email == email,
        "halfYear": falls_in,
    },
    orders={"title": lambda row: row.title, "latest": last_day, "updatedAt": lambda row: row.updated_at},
)
LISTED = (
    *(AS_OF, PROGRAMME, ACTION_LINE, PROJECT),
    one_of("kind", DeliverableKind, "Only of this kind."),
    one_of("status", Status, "Only with this status."),
    one_of("timeliness", Timeliness, "Only with this verdict."),
    *(LEAD, HALF_YEAR, sort("position", "title", "latest", "updatedAt"), *PAGING),
)


@NOUN.get("/deliverables", LISTED, collection(Deliverable))
def index(door: Door, asked: Asked) -> Made:
    """List deliverables as they stood on a day."""
    rows = [state for programme in asked.programmes for state in states_on(door, programme, asked.day)]
    page, after = LISTING.page(rows, asked)
    return many(_shapes(door, page, asked.day), after)


@NOUN.get("/deliverables/{id}", (ID, AS_OF), Deliverable)
def show(door: Door, asked: Asked) -> Made:
    """Get a deliverable as it stood on a day."""
    programme = programme_of(door, asked.id)
    rows = deliverable_states(door.session, programme.id, asked.day, [asked.id])
    row = found(rows, asked)
    return one(_shapes(door, [row], asked.day)[0], row.version)


def programme_of(door: Door, deliverable_id: int) -> ProgrammeRow:
    """The programme of a deliverable. One query. What the viewer may not read does not exist."""
    place = deliverable_place(door.session, deliverable_id)
    return door.programme_of(place.programme.id if place else None)


def states_on(door: Door, programme: ProgrammeRow, day: date) -> list[DeliverableState]:
    """The deliverables of a programme on a day.

    Those of today are kept, since every filter asks for them; of other days there are too many.
    """
    if day != door.today:
        return deliverable_states(door.session, programme.id, day)
    key = ("deliverable states", programme.id, programme.revision, day)
    return door.app_state.assessments.get(key, lambda: deliverable_states(door.session, programme.id, day))


def _shapes(door: Door, rows: Sequence[DeliverableState], day: date) -> list[Deliverable]:
    ids = [row.id for row in rows]
    sources, evidence = sources_of(door.session, ids, day), evidence_of(door.session, ids, day)
    return [
        shaped(
            row,
            door.programmes[row.programme_id].slug,
            sources.get(row.id, ()),
            evidence.get(row.id, ()),
            day,
        )
        for row in rows
    ]
