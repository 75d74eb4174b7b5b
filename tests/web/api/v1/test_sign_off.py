"""The sign-offs of a report over the API."""

from app.actions.report import sign_off
from app.domain.round import Verdict
from tests.rounds import adopt, karel, sign_all, signing


def path(cast):
    return f"/api/v1/reporting-periods/{cast.period}/sign-offs"


async def test_each_tells_who_said_what_of_which_section_and_whether_it_holds(
    noor, cast, database, in_review
):
    with database.writing() as session:
        for verdict, text in ((Verdict.OBJECTS, "Dit klopt niet."), (Verdict.AGREES, "")):
            sign_off.sign(session, karel(cast), signing(session, cast, "promises", verdict, text))
    first, second = (await noor.get(path(cast))).json()["items"]
    assert first == {
        "id": first["id"],
        "reportingPeriod": cast.period,
        "party": cast.fund,
        "section": "promises",
        "sectionHash": second["sectionHash"],
        "verdict": "objects",
        "text": "Dit klopt niet.",
        "document": None,
        "givenOn": None,
        "holds": False,
        "recordedAt": "2023-12-18T09:00:00Z",
        "author": "karel@voorbeeld.nl",
    }
    assert (second["verdict"], second["holds"]) == ("agrees", True)


async def test_all_of_them_hold_for_an_adopted_report(noor, cast, database, in_review):
    with database.writing() as session:
        sign_all(session, cast)
        adopt(session, cast)
    items_there = (await noor.get(path(cast), params={"limit": "200"})).json()["items"]
    assert {one["holds"] for one in items_there} == {True}


async def test_before_the_first_review_there_are_none(noor, cast):
    assert (await noor.get(path(cast))).json() == {"items": []}


async def test_who_may_not_read_the_programme_finds_nothing(vera, cast):
    assert (await vera.get(path(cast))).status_code == 404
