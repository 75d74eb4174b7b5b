"""What somebody sees who only reads a programme: its facts, and its reports once they have been adopted."""

import pytest

from app.actions import person, question
from app.actions.audit_log import AuditContext
from app.actions.question import QuestionInput
from app.actions.report import review
from app.domain.role import Role
from tests.cast import SLUG, TODAY, at
from tests.clients import every_route
from tests.rounds import edit, send_to_review, signing
from tests.web.route_matrix import DOORS

REPORTS = f"/programmas/{SLUG}/rapportages"
REPORT = f"{REPORTS}/2023-H2"
WRITTEN, REMARKED = "Zonneklaar staat dit alleen in het concept.", "Kanttekening van Karel."
ASKED, ANSWERED = "Zonneklaar gevraagd?", "Zonneklaar geantwoord."


@pytest.fixture
def reader_id(database, cast):
    """Lotte, who only reads."""
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        lotte = person.add(session, act, email="lotte@voorbeeld.nl", name="Lotte")
        person.grant(session, act, lotte, Role.READER, programme_id=cast.programme)
    return lotte


@pytest.fixture
async def reader(client_as, reader_id):
    """The browser of Lotte."""
    return await client_as(reader_id)


@pytest.fixture
def draft(database, cast):
    """The report is in review, with a text that was written and a remark; a question was answered."""
    with database.writing() as session:
        karel = AuditContext(cast.karel, at(TODAY), "test")
        asked_id = question.ask(session, karel, cast["handbook"], QuestionInput(ASKED))
        question.answer(session, AuditContext(cast.bram, at(TODAY), "test"), asked_id, ANSWERED)
        edit(session, cast, text=WRITTEN)
        send_to_review(session, cast)
        place = signing(session, cast).section
        review.add_comment(session, AuditContext(cast.karel, at(TODAY), "test"), place, REMARKED)


def addresses(app, cast):
    """The address of everything that can be looked at in the programme, of each section, in each format."""
    somebody = {"person_id": cast.bram, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
    for route in every_route():
        if "GET" in route.methods:
            yield route.path_format.format(**somebody | DOORS[route.name].path(cast))
    for format in ("html", "md", "json"):
        yield f"{REPORT}/bestand.{format}"
    for key in ("summary", "promises", "action-line:1"):
        yield f"{REPORT}/akkoord/{key}"
    yield f"{REPORT}/vergelijking/2023-H2"
    yield "/zoeken?q=zonneklaar"
    yield f"/programmas/{SLUG}/wijzigingen?sinds=2023-01-01"


async def texts(browser, paths):
    """What stands at each address that opens."""
    answers = {path: await browser.get(path) for path in paths}
    return {path: answer.text for path, answer in answers.items() if answer.status_code == 200}


@pytest.mark.parametrize("backend", ["sqlite"])  # what a page leaves out is decided above the database
async def test_nothing_that_a_reader_opens_holds_a_word_of_a_draft(app, reader, bram, cast, draft):
    paths = list(dict.fromkeys(addresses(app, cast)))
    of_lead = await texts(
        bram, paths
    )  # first: what was drawn for one is kept, and may not be shown to the other
    of_reader = await texts(reader, paths)
    assert [path for path, text in of_lead.items() if WRITTEN in text and "zoeken" not in path] != []
    comments = f"/api/v1/reporting-periods/{cast.period}/comments"
    remarked = {path for path, text in of_lead.items() if REMARKED in text}
    assert remarked == {f"{REPORT}/akkoord/promises", comments, f"{comments}/1"}
    kept = (WRITTEN, REMARKED, ASKED, ANSWERED)
    assert [path for path, text in of_reader.items() if any(words in text for words in kept)] == []
    of_question = {path for path, text in of_lead.items() if ASKED in text or ANSWERED in text}
    page = f"/producten/{cast['handbook']}"
    questions = f"/api/v1/deliverables/{cast['handbook']}/questions"
    assert of_question - {"/zoeken?q=zonneklaar"} == {page, f"{page}/vragen", questions}
    assert [path for path, text in of_reader.items() if REPORT in text] == []
    facts = {f"/programmas/{SLUG}", f"/programmas/{SLUG}/risicos", f"/producten/{cast['handbook']}"}
    assert facts <= set(of_reader)


@pytest.mark.parametrize(
    "path", ["", "/akkoord", "/akkoord/promises", "/bestand.json", "/vergelijking/nu", "/vaststelling"]
)
async def test_a_reader_is_told_that_the_report_is_still_to_be_adopted(reader, draft, path):
    answer = await reader.get(REPORT + path)
    assert answer.status_code == 403
    assert "Lezers zien een rapportage zodra die is vastgesteld." in answer.text


async def test_the_list_of_a_reader_leaves_the_drafts_out_and_says_what_is_to_come(reader, bram):
    assert "2023-H2" in (await bram.get(REPORTS)).text
    page = (await reader.get(REPORTS)).text
    assert "2023-H2" not in page
    assert "Er is nog geen rapportage vastgesteld" in page


async def test_the_interface_keeps_drafts_from_a_reader_also_where_another_asked_before(
    reader, bram, cast, draft
):
    for path in ("report", "sign-offs"):
        address = f"/api/v1/reporting-periods/{cast.period}/{path}"
        assert (await bram.get(address)).status_code == 200
        assert (await reader.get(address)).status_code == 403


async def test_a_reader_reads_what_was_adopted_and_compares_it_with_now(reader, cast, frozen):
    assert REPORT in (await reader.get(REPORTS)).text
    page = await reader.get(REPORT)
    assert page.status_code == 200
    assert "/akkoord" not in page.text
    for path in ("/bestand.json", "/vergelijking/nu"):
        assert (await reader.get(REPORT + path)).status_code == 200
    assert (await reader.get(f"/api/v1/reporting-periods/{cast.period}/report")).status_code == 200
    assert (await reader.get(f"{REPORT}/akkoord")).status_code == 403


async def test_who_reads_and_leads_sees_what_a_lead_sees(client_as, reader_id, cast, database, draft):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        person.grant(session, act, reader_id, Role.LEAD, programme_id=cast.programme)
    assert WRITTEN in (await (await client_as(reader_id)).get(REPORT)).text
