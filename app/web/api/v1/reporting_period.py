"""Reporting periods: the half-years over which programmes account."""

from collections.abc import Mapping

from app.domain.refusal import Forbidden
from app.domain.structure import PeriodState
from app.queries.report.archive import FrozenRow, frozen_now
from app.queries.reporting_period import PeriodRow, is_adopted, periods
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, HALF_YEAR, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import ReportingPeriod

NOUN = Noun("reporting_period", "Reporting periods")
LISTING: Listing[PeriodRow] = Listing(
    key=lambda row: str(row.id),
    fits={
        "halfYear": lambda row, half_year: row.half_year == str(half_year),
        "state": lambda row, state: row.state == state,
    },
    orders={"startsOn": lambda row: row.starts_on},
)
STATE = one_of("state", PeriodState, "Only where the round stands here.")
LISTED = (AS_OF, PROGRAMME, HALF_YEAR, STATE, sort("number", "startsOn"), *PAGING)


@NOUN.get("/reporting-periods", LISTED, collection(ReportingPeriod))
def index(door: Door, asked: Asked) -> Made:
    """List the reporting periods of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    frozen = frozen_now(door.session, [programme.id for programme in asked.programmes])
    return many((_shape(door, row, frozen) for row in rows), after)


@NOUN.get("/reporting-periods/{id}", (ID, AS_OF), ReportingPeriod)
def show(door: Door, asked: Asked) -> Made:
    """Get a reporting period."""
    row = period_asked(door, asked)
    return one(_shape(door, row, frozen_now(door.session, [row.programme_id])), row.version)


def period_asked(door: Door, asked: Asked) -> PeriodRow:
    """The period of the number in the path. One query. What the viewer may not read does not exist."""
    return found(_rows(door, asked), asked)


def draft_asked(door: Door, asked: Asked) -> PeriodRow:
    """The same, for who sees how its report comes to be. Refuses whoever only reads the programme."""
    row = period_asked(door, asked)
    if not door.viewer.rights.may_see_drafts(row.programme_id):
        raise Forbidden("Readers see the report, and not how it came to be.")
    return row


def report_asked(door: Door, asked: Asked) -> PeriodRow:
    """The same, for who reads its report: a reader once it has been adopted."""
    row = period_asked(door, asked)
    if not is_adopted(row) and not door.viewer.rights.may_see_drafts(row.programme_id):
        raise Forbidden("Readers see a report as soon as it has been adopted.")
    return row


def _rows(door: Door, asked: Asked) -> list[PeriodRow]:
    return periods(door.session, [programme.id for programme in asked.programmes])


def _shape(door: Door, row: PeriodRow, frozen: Mapping[int, FrozenRow]) -> ReportingPeriod:
    return ReportingPeriod(
        id=row.id,
        programme=door.programmes[row.programme_id].slug,
        half_year=row.half_year,
        number=row.number,
        state=row.state,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reference_date=row.reference_date,
        input_deadline=row.input_deadline,
        report_date=row.report_date,
        version=row.version,
        hash=frozen[row.id].hash if row.id in frozen else None,
    )
