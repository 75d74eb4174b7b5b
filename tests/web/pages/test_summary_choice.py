"""The page on which the office picks what the summary tells: as a page and in place, lengths beside it."""

import re

import pytest

from app.actions import risk
from app.actions.risk import RiskInput
from app.domain.report.choice import BY_RULE, Placement
from app.domain.report.tree import Record
from app.domain.structure import RiskKind
from app.queries.report.summary_choice import current_choices
from tests.html import compact
from tests.rounds import adopt, edit, send_to_review, sign_all
from tests.rounds import noor as office

PAGE = "/programmas/buurtkracht/rapportages/2023-H2/samenvatting"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def editing(database, cast):
    with database.writing() as session:
        edit(session, cast)


@pytest.fixture
def chosen(database, cast):
    """What holds for a deliverable of the cast."""

    def of(name):
        with database.reading() as session:
            return current_choices(session, cast.period).get(Record("deliverable", cast[name]), BY_RULE)

    return of


def place_of(cast, name):
    return f"{PAGE}/feiten/deliverable/{cast[name]}"


async def test_the_page_shows_threads_with_their_lengths_and_what_is_not_in_the_summary(noor):
    page = compact((await noor.get(PAGE)).text)
    assert "van hoogstens 1.100 woorden" in page
    assert "van hoogstens 300 woorden" in page
    assert "van hoogstens 4.000 woorden" in page
    assert "niet in de samenvatting" in page


async def test_a_fact_is_pinned_left_out_and_given_back_to_the_rule(noor, cast, chosen):
    answer = await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"})
    assert answer.headers["location"] == f"{PAGE}?bewaard=1"
    assert chosen("handbook").placement is Placement.PINNED
    for placement in ("left_out", "by_rule"):
        read = chosen("handbook").id
        await noor.post(place_of(cast, "handbook"), data={"placement": placement, "read": read})
        assert chosen("handbook").placement == placement


async def test_in_place_the_answer_is_the_list_anew_with_the_new_length(noor, cast):
    answer = await noor.post(
        place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"}, headers=PARTIAL
    )
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="summary-choices"')
    assert "Bewaard" in answer.text


async def test_own_words_take_the_place_of_the_sentences_of_a_thread(noor, cast, chosen):
    await noor.post(
        f"{place_of(cast, 'handbook')}/tekst",
        data={"text": "Het handboek ligt bij de drukker.", "together_with": cast["location"], "read": "0"},
    )
    assert (chosen("handbook").text, chosen("handbook").together_with) == (
        "Het handboek ligt bij de drukker.",
        cast["location"],
    )
    await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": chosen("handbook").id})
    report = (await noor.get("/programmas/buurtkracht/rapportages/2023-H2")).text
    assert "Het handboek ligt bij de drukker." in report


async def test_own_words_that_are_too_long_are_refused_and_stay_in_the_form(noor, cast, chosen):
    await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"})
    read = chosen("handbook").id
    answer = await noor.post(
        f"{place_of(cast, 'handbook')}/tekst", data={"text": "woord " * 400, "read": read}
    )
    assert answer.status_code == 400
    assert "Gebruik hooguit 2000 tekens." in answer.text
    assert "woord woord" in answer.text
    assert chosen("handbook").text == ""


async def test_who_is_second_is_told_and_loses_nothing(noor, cast, chosen):
    await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"})
    answer = await noor.post(
        f"{place_of(cast, 'handbook')}/tekst", data={"text": "Mijn zin over het handboek.", "read": "0"}
    )
    assert answer.status_code == 409
    assert "Iemand anders was u voor" in answer.text
    assert "Mijn zin over het handboek." in answer.text
    assert chosen("handbook").text == ""


async def test_a_thread_moves_one_place_up_and_what_is_gone_is_refused(noor, cast, chosen):
    for name in ("handbook", "location"):
        await noor.post(place_of(cast, name), data={"placement": "pinned", "read": chosen(name).id})
        text = {"text": f"Over {name}.", "read": chosen(name).id}
        await noor.post(f"{place_of(cast, name)}/tekst", data=text)

    async def order():
        return re.findall(r'id="fact-(\d+)"', (await noor.get(PAGE)).text)

    before = await order()
    name = max(("handbook", "location"), key=lambda name: before.index(str(cast[name])))
    move = {"direction": "up", "read": max(chosen("handbook").id, chosen("location").id)}
    await noor.post(f"{place_of(cast, name)}/plaats", data=move)
    assert (await order()).index(str(cast[name])) == before.index(str(cast[name])) - 1
    gone = await noor.post(f"{place_of(cast, 'opening')}/plaats", data={"direction": "up", "read": "0"})
    assert gone.status_code == 409


@pytest.mark.parametrize("data", [{"placement": "somewhere", "read": "0"}, {"placement": "", "read": "0"}])
async def test_a_placement_that_does_not_exist_is_refused(noor, cast, chosen, data):
    answer = await noor.post(place_of(cast, "handbook"), data=data)
    assert answer.status_code == 400
    assert chosen("handbook") == BY_RULE


async def test_in_review_the_page_offers_nothing_to_change(noor, database, cast):
    with database.writing() as session:
        send_to_review(session, cast)
    page = (await noor.get(PAGE)).text
    assert "Aan deze rapportage wordt niet meer geschreven." in page
    assert 'name="placement"' not in page
    refused = await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"})
    assert refused.status_code == 409


async def test_a_risk_is_pinned_in_the_general_picture(noor, database, cast):
    with database.writing() as session:
        new_risk = RiskInput(RiskKind.RISK, "Te weinig geld", likelihood=3, impact=4, in_report=True)
        risk_id = risk.add(session, office(cast), cast.programme, new_risk)
    assert "Risico’s in het algemeen beeld" in (await noor.get(PAGE)).text
    await noor.post(f"{PAGE}/feiten/risk/{risk_id}", data={"placement": "pinned", "read": "0"})
    with database.reading() as session:
        assert current_choices(session, cast.period)[Record("risk", risk_id)].placement is Placement.PINNED
    assert "Te weinig geld." in (await noor.get("/programmas/buurtkracht/rapportages/2023-H2")).text


async def test_once_adopted_the_page_chooses_for_the_next_erratum(noor, database, cast, chosen):
    with database.writing() as session:
        send_to_review(session, cast)
        sign_all(session, cast)
        adopt(session, cast)
    assert "komt in het volgende erratum" in (await noor.get(PAGE)).text
    await noor.post(place_of(cast, "handbook"), data={"placement": "pinned", "read": "0"})
    assert chosen("handbook").placement is Placement.PINNED


async def test_own_words_are_kept_while_they_are_typed_and_offered_again(noor, cast):
    address = f"{place_of(cast, 'opening')}/tekst"
    page = (await noor.get(PAGE)).text
    kept, offered = (
        re.search(rf'data-hx-{verb}="(/concepten[?]voor=[^"]*{cast["opening"]}%2Ftekst)"', page)[1]
        for verb in ("post", "get")
    )
    await noor.post(kept, data={"text": "Het eerste huis is open.", "read": "0"}, headers=PARTIAL)
    assert "Ga daarmee verder" in (await noor.get(offered, headers=PARTIAL)).text
    resumed = await noor.post(f"{address}?herneem=1", data={"text": "Het eerste huis is open.", "read": "0"})
    assert "Het eerste huis is open.</textarea>" in resumed.text
