"""The sign-offs of a report: what each sponsor party said of each section, and whether it still holds."""

from app.domain.sign_off import Signature, holding
from app.queries.address import signers_of
from app.queries.report.review import review_versions, signatures
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing
from app.web.api.v1.noun import Noun, collection, many
from app.web.api.v1.parameters import ID, PAGING, sort
from app.web.api.v1.reporting_period import draft_asked
from app.web.api.v1.shapes import SignOff

NOUN = Noun("sign_off", "Reporting periods")
LISTING: Listing[Signature] = Listing(key=lambda row: str(row.id), fits={}, orders={})


@NOUN.get("/reporting-periods/{id}/sign-offs", (ID, sort("recordedAt"), *PAGING), collection(SignOff))
def index(door: Door, asked: Asked) -> Made:
    """List the sign-offs of the report of a reporting period, the first one first.

    One `holds` while its section reads as it did, and until the same party says something else of it.
    """
    period = draft_asked(door, asked)
    given, found = signatures(door.session, period.id), review_versions(door.session, period.id)
    holds = {one.id for one in holding(given, found[-1].hashes).values()} if found else set()
    signers = signers_of(door.session, period.id)
    rows, after = LISTING.page(given, asked)
    return many((_shape(row, period.id, signers[row.id], row.id in holds) for row in rows), after)


def _shape(row: Signature, period_id: int, author: str, holds: bool) -> SignOff:
    return SignOff(
        id=row.id,
        reporting_period=period_id,
        party=row.party_id,
        section=row.section_key,
        section_hash=row.section_hash,
        verdict=row.verdict,
        text=row.text,
        document=row.document or None,
        given_on=row.given_on,
        holds=holds,
        recorded_at=row.recorded_at,
        author=author,
    )
