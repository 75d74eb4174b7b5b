"""The sign-offs of a report: what each sponsor party said of each section, and whether it still holds."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import sign_off
from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignedDocument, SignOffInput
from app.domain.refusal import Forbidden
from app.domain.sign_off import Signature, find_valid
from app.queries.address import signers_of
from app.queries.report.review import review_versions, signatures
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import NewSignOff
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, answer_created
from app.web.api.v1.filters import SORT, Id, Number, Paging, Parameters, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.reporting_period import PeriodToSignOrRecord, period_in_review
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import SignOff, collection_of
from app.web.deps.report import require_own_party
from app.web.openapi import CREATED, PAGED

router = api_router("Reporting periods")


ORDERS: Orders[Signature] = {
    "recordedAt": lambda row: (row.recorded_at, row.id),
    "id": lambda row: row.id,
}


SignOffId = Annotated[Number, Path(description="The number of the sign-off.")]


class SignOffFilters(RecordedSince, Paging):
    """How the sign-offs of a report are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("recordedAt", description=SORT)


@router.get(
    "/reporting-periods/{id}/sign-offs",
    name="api.sign_off.index",
    response_model=collection_of(SignOff),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[SignOffFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the sign-offs of the report of a reporting period, the first one first.

    One `holds` while its section reads as it did, and until the same party says something else of it.
    """

    def load() -> CachedResponse:
        period = period_in_review(access, id)
        given_signatures, holds = _load(access, period)
        signers = signers_of(access.session, period.id)
        page = cut_page(access, filters.recorded_since(given_signatures), filters, ORDERS)
        return write_page(
            (_shape(row, period.id, signers[row.id], row.id in holds) for row in page.rows), page.after
        )

    return respond(access, load)


@router.get("/reporting-periods/{id}/sign-offs/{signoff}", name="api.sign_off.show", response_model=SignOff)
def show(
    id: Id, signoff: SignOffId, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get one sign-off."""
    period = period_in_review(access, id)
    return respond(access, lambda: _write(access, period, signoff))


@router.post(
    "/reporting-periods/{id}/sign-offs",
    name="api.sign_off.create",
    status_code=HTTPStatus.CREATED,
    response_model=SignOff,
    responses=CREATED,
)
def create(_sent: Changeable, round_access: PeriodToSignOrRecord, body: NewSignOff) -> Response:
    """Say on behalf of a sponsor what it thinks of a section as it reads; the last word of a party counts.

    With `document` or `givenOn` the office records what was said elsewhere, which is printed as such.
    """
    access, period = round_access.access, round_access.period
    place = ReviewedSection(period.id, body.section, body.section_hash)
    signature = SignOffInput(place, body.party, body.verdict, body.text)
    with body.faults():
        if body.document or body.given_on:
            if not access.viewer.rights.may_run_round(period.programme_id):
                raise Forbidden("Only the programme office takes the round from step to step.")
            document = SignedDocument(body.document, body.given_on)
            made = sign_off.record_elsewhere(access.session, access.act, signature, document)
        else:
            if not access.viewer.rights.may_sign(period.programme_id):
                raise Forbidden("Only sponsors sign a report.")
            require_own_party(access.session, access.viewer, period.programme_id, body.party)
            made = sign_off.sign(access.session, access.act, signature)
    content = _write(access, period, made)
    return answer_created(
        access, "api.sign_off.show", content, period.programme_id, id=period.id, signoff=made
    )


def _write(access: ProgrammesAccess, period: PeriodRow, sign_off_id: int) -> CachedResponse:
    rows, holds = _load(access, period)
    row = require_row(next((row for row in rows if row.id == sign_off_id), None))
    author = signers_of(access.session, period.id)[row.id]
    return write_one(_shape(row, period.id, author, row.id in holds))


def _load(access: ProgrammesAccess, period: PeriodRow) -> tuple[list[Signature], set[int]]:
    """Return everything that was signed of a report, and the ids of what holds."""
    given, versions = signatures(access.session, period.id), review_versions(access.session, period.id)
    current = find_valid(given, versions[-1].hashes).values() if versions else ()
    return given, {signature.id for signature in current}


def _shape(row: Signature, period_id: int, author: str, holds: bool) -> SignOff:
    return SignOff.of(
        row,
        reporting_period=period_id,
        party=row.party_id,
        section=row.section_key,
        document=row.document or None,
        holds=holds,
        author=author,
    )
