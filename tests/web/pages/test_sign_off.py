"""The review of a report: signatures, the page of each section with its forms, and refusals."""

import re

import pytest

from app.actions.report import draft, reporting_period, review
from app.actions.report.review import ReviewedSection
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.queries.report.review import remarks, signatures
from tests import rounds
from tests.rounds import edit, hash_of, send_to_review, sign_all, version_of

PAGE = "/programmas/buurtkracht/rapportages/2023-H2/akkoord"
SECTION = f"{PAGE}/promises"


@pytest.fixture
def read(database, cast):
    """The hash of the present text of a section."""

    def of(key="promises"):
        with database.reading() as session:
            return hash_of(session, cast.period, key)

    return of


@pytest.fixture
def signed(database, cast):
    """The signatures, the oldest first."""

    def found():
        with database.reading() as session:
            return [
                (signature.section_key, signature.verdict, signature.document)
                for signature in signatures(session, cast.period)
            ]

    return found


async def test_a_sponsor_can_sign_a_section_and_is_sent_to_the_next(karel, cast, in_review, read, signed):
    page = await karel.get(SECTION)
    assert page.status_code == 200
    assert "Nagekomen beloften" in page.text
    typed = {
        "hash": read(),
        "party_id": cast.fund,
        "verdict": "agrees_with_reservation",
        "text": "Graag eerder.",
    }
    answer = await karel.post(SECTION, data=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}/action-line%3A1")
    assert signed() == [("promises", Verdict.AGREES_WITH_RESERVATION, "")]
    assert "Graag eerder." in (await karel.get(SECTION)).text
    assert "<b>1 van 13</b> oordelen" in (await karel.get(PAGE)).text


async def test_a_sponsor_can_agree_with_all_open_sections_at_once(karel, cast, in_review, signed):
    assert "Akkoord met alle 13 open hoofdstukken" in (await karel.get(PAGE)).text
    await karel.post(PAGE, data={"version": 1, "party_id": cast.fund})
    assert len(signed()) == 13
    stale = await karel.post(PAGE, data={"version": 0, "party_id": cast.fund})
    assert stale.status_code == 409


async def test_after_the_last_section_come_those_before_it_that_are_open(karel, cast, in_review, read):
    typed = {"hash": read("changes"), "party_id": cast.fund, "verdict": "agrees"}
    answer = await karel.post(f"{PAGE}/changes", data=typed)
    assert answer.headers["location"] == f"{PAGE}/introduction"


@pytest.fixture
def anew(database, cast, in_review):
    """Everything was signed in version 0.1; version 0.2 has another summary."""
    with database.writing() as session:
        sign_all(session, cast)
        review.add_comment(
            session,
            rounds.karel(cast),
            ReviewedSection(cast.period, "summary", hash_of(session, cast.period, "summary")),
            "Gaat het echt goed?",
        )
        office = rounds.noor(cast)
        reporting_period.take_step(
            session, office, cast.period, PeriodState.EDITING, version_of(session, cast.period)
        )
        draft.write_section(
            session, office, draft.TextPlace(cast.period, "summary"), "Het gaat vrij goed.", read=1
        )
        send_to_review(session, cast)


async def test_a_sponsor_reads_what_changed_since_the_version_that_they_signed(karel, anew):
    page = (await karel.get(f"{PAGE}/summary")).text
    assert "Gewijzigd sinds versie 0.1" in page
    assert "<ins>vrij" in page
    assert re.search(r"<details>\s*<summary>Lees het hele onderdeel", page)
    same = (await karel.get(f"{PAGE}/promises")).text
    assert "Deze tekst is niet gewijzigd." in same


async def test_whoever_saw_no_earlier_version_finds_the_whole_section_open(noor, anew):
    page = (await noor.get(f"{PAGE}/summary")).text
    assert re.search(r"<details open>\s*<summary>Lees het hele onderdeel", page)


async def test_a_remark_stays_with_the_version_on_which_it_was_made(karel, anew, read):
    page = (await karel.get(f"{PAGE}/summary")).text
    assert page.index("Gaat het echt goed?") < page.index("bij versie 0.1")
    answer = await karel.post(
        f"{PAGE}/summary/opmerkingen", data={"hash": read("summary"), "remark": "Nu wel."}
    )
    location = answer.headers["location"]
    assert location.startswith(f"{PAGE}/summary#remark-")
    assert f'id="{location.partition("#")[2]}"' in (await karel.get(f"{PAGE}/summary")).text


async def test_an_objection_without_words_gets_a_message_and_loses_nothing(
    karel, cast, in_review, read, signed
):
    answer = await karel.post(SECTION, data={"hash": read(), "party_id": cast.fund, "verdict": "objects"})
    assert answer.status_code == 400
    assert 'id="text-error"' in answer.text
    assert 'value="objects" checked' in answer.text
    nothing = await karel.post(SECTION, data={"hash": read(), "party_id": cast.fund, "text": "Hm."})
    assert 'href="#verdict"' in nothing.text
    assert "Hm." in nothing.text
    assert signed() == []


async def test_signing_an_outdated_text_is_refused_and_keeps_what_was_typed(karel, cast, in_review):
    typed = {"hash": "anders", "party_id": cast.fund, "verdict": "objects", "text": "Dit klopt niet."}
    answer = await karel.post(SECTION, data=typed)
    assert answer.status_code == 409
    assert "gewijzigd terwijl u las" in answer.text
    assert "Dit klopt niet." in answer.text


async def test_nobody_can_sign_for_another_party_or_for_none(karel, noor, bram, cast, in_review, read):
    typed = {"hash": read(), "party_id": 10**6, "verdict": "agrees", "text": "Dit staat er nog."}
    unknown = await karel.post(SECTION, data=typed)
    assert unknown.status_code == 400
    assert "Alleen een opdrachtgever van dit programma" in unknown.text
    assert "Dit staat er nog." in unknown.text
    assert (await noor.post(SECTION, data=typed | {"party_id": cast.fund})).status_code == 403
    assert (await bram.post(f"{SECTION}/opmerkingen", data={"remark": "Ha."})).status_code == 403


async def test_the_office_can_record_what_was_signed_elsewhere(noor, cast, in_review, read, signed):
    typed = {"hash": read(), "party_id": cast.fund, "verdict": "agrees", "given_on": "morgen"}
    wrong = await noor.post(f"{SECTION}/elders", data=typed)
    assert wrong.status_code == 400
    assert 'id="elsewhere-given_on-error"' in wrong.text
    assert 'value="morgen"' in wrong.text
    missing = await noor.post(f"{SECTION}/elders", data=typed | {"given_on": ""})
    assert 'id="elsewhere-document-error"' in missing.text
    right = typed | {"given_on": "18-12-2023", "document": "Brief van het fonds"}
    assert (await noor.post(f"{SECTION}/elders", data=right)).status_code == 303
    assert signed() == [("promises", Verdict.AGREES, "Brief van het fonds")]
    assert "18 december 2023, in: Brief van het fonds" in (await noor.get(SECTION)).text
    late = await noor.post(f"{SECTION}/elders", data=right | {"hash": "anders"})
    assert late.status_code == 409


async def test_replies_are_shown_below_their_comments(karel, noor, cast, database, in_review, read):
    address = f"{SECTION}/opmerkingen"
    assert (await karel.post(address, data={"hash": read(), "remark": "Waarom?"})).status_code == 303
    with database.reading() as session:
        first = remarks(session, cast.period)[0].id
    answer = {"hash": read(), "answers": first, "remark": "Bewoners schreven mee."}
    assert (await noor.post(address, data=answer)).status_code == 303
    page = (await karel.get(SECTION)).text
    assert page.index("Waarom?") < page.index("Bewoners schreven mee.")
    empty = await noor.post(address, data={"hash": read(), "answers": first, "remark": " "})
    assert empty.status_code == 400
    assert f'id="answer-{first}-remark-error"' in empty.text
    late = await karel.post(address, data={"hash": "anders", "remark": "Nog iets."})
    assert late.status_code == 409
    assert "Nog iets." in late.text


async def test_an_unknown_section_has_no_page_and_takes_no_comment(karel, in_review, read):
    for key in ("action-line:9", "colophon"):
        assert (await karel.get(f"{PAGE}/{key}")).status_code == 404
    gone = {"hash": read(), "remark": "Waar is dit?"}
    assert (await karel.post(f"{PAGE}/action-line:9/opmerkingen", data=gone)).status_code == 409


async def test_after_taking_a_report_back_the_new_version_shows_what_lapsed(
    noor, karel, cast, database, in_review
):
    with database.writing() as session:
        sign_all(session, cast)
        version = version_of(session, cast.period)
    steps = "/programmas/buurtkracht/rapportages/2023-H2/beoordeling"
    assert (await noor.post(f"{steps}/terug", data={"version": version})).status_code == 303
    assert "niet in beoordeling" in (await karel.get(PAGE)).text
    with database.writing() as session:
        place = draft.TextPlace(cast.period, "summary")
        draft.write_section(session, rounds.noor(cast), place, "Het gaat beter.", read=1)
    assert (await noor.post(steps, data={"version": version + 1})).status_code == 303
    page = (await karel.get(PAGE)).text
    assert "Wat veranderde sinds versie 0.1" in page
    assert "1 oordeel is vervallen." in page
    assert "Opnieuw beoordelen" in page
    assert "het hoofdstuk is sindsdien gewijzigd" in (await karel.get(f"{PAGE}/summary")).text


async def test_only_the_office_can_take_steps_and_only_in_order(noor, karel, vera, cast, database):
    steps = "/programmas/buurtkracht/rapportages/2023-H2/beoordeling"
    met = [(await who.post(steps, data={"version": 2})).status_code for who in (karel, vera, noor)]
    assert met == [403, 404, 409]
    with database.writing() as session:
        edit(session, cast)
        rounds.report_on(session, cast)
        version = version_of(session, cast.period)
    assert (await noor.post(steps, data={"version": version - 1})).status_code == 409
    assert (await noor.post(steps, data={"version": version})).headers["location"] == PAGE


async def test_before_the_first_review_there_is_nothing_to_sign(karel, vera):
    assert "nog niet in beoordeling geweest" in (await karel.get(PAGE)).text
    assert (await karel.get(SECTION)).status_code == 404
    assert [(await vera.get(path)).status_code for path in (PAGE, SECTION)] == [404, 404]


async def test_the_writer_of_a_section_cannot_sign_it(karel, cast, database):
    with database.writing() as session:
        edit(session, cast)
        draft.write_section(session, rounds.karel(cast), draft.TextPlace(cast.period, "promises"), "Tekst.")
        send_to_review(session, cast)
    page = (await karel.get(SECTION)).text
    assert "een ander van uw partij" in page
    assert "Teken dit hoofdstuk" not in page
    await karel.post(PAGE, data={"version": 1, "party_id": cast.fund})
    with database.reading() as session:
        signed_keys = {signature.section_key for signature in signatures(session, cast.period)}
    assert len(signed_keys) == 12
    assert "promises" not in signed_keys


async def test_the_number_of_queries_does_not_grow_with_signatures_and_comments(
    karel, cast, database, in_review, read, queries
):
    async def asked():
        counts = []
        for page in (PAGE, SECTION):
            with queries() as statements:
                await karel.get(page)
            counts.append(len(statements))
        return counts

    before = await asked()
    with database.writing() as session:
        sign_all(session, cast)
    for _ in range(2):
        await karel.post(f"{SECTION}/opmerkingen", data={"hash": read(), "remark": "Waarom?"})
    assert await asked() == before
