"""Risks, external dependencies and commitments to parliament: their lists and forms."""

import pytest

from tests.cast import TODAY
from tests.web.forms import links_of, posted_forms_of

HERE = "/programmas/buurtkracht"
RISK = {
    "kind": "risk",
    "state": "open",
    "title": "Te weinig vrijwillige uren",
    "likelihood": "4",
    "impact": "4",
}
EXTERNAL = {"title": "Cijfers van het Rijk", "state": "expected", "phrase": "eind maart 2024"}
COMMITMENT = {"kind": "motion", "text": "Motie over buurtkracht.", "made_on": "01-12-2023"}


@pytest.fixture
def send(noor):
    """`await send("risicos/nieuw", title="…")`: a form of Noor's."""

    async def post(where, /, **fields):
        return await noor.post(f"{HERE}/{where}", data=fields)

    return post


@pytest.mark.parametrize(
    ("word", "sentences"),
    [
        ("risicos", ("Te weinig geld", "kans 3, gevolg 4", "Hoog", "Nieuw", "Handreiking buurthuizen")),
        ("raakvlakken", ("Verkeersplan van de gemeente", "Q2 2024", "Nooit bevestigd.", "Knelt.")),
        ("toezeggingen", ("een brief over het vervolg", "Toezegging", "21 september 2023")),
    ],
)
async def test_readers_see_the_lists_without_links_to_change_them(karel, word, sentences):
    page = (await karel.get(f"{HERE}/{word}")).text
    assert [words for words in sentences if words not in page] == []
    assert "Wijzigen" not in page


@pytest.mark.parametrize("word", ["risicos", "raakvlakken", "toezeggingen"])
async def test_a_past_day_shows_the_lists_as_they_were_without_links_to_change_them(noor, word):
    before = (await noor.get(f"{HERE}/{word}?peildatum=2023-10-01")).text
    assert 'class="entry"' not in before
    after = (await noor.get(f"{HERE}/{word}?peildatum=2023-10-03")).text
    assert 'class="entry"' in after
    assert "Wijzigen" not in after
    assert (await noor.get(f"{HERE}/{word}?peildatum=ooit")).status_code == 400


@pytest.mark.parametrize("word", ["risicos", "raakvlakken", "toezeggingen"])
async def test_only_the_office_can_edit_them(bram, vera, word):
    assert (await bram.get(f"{HERE}/{word}/nieuw")).status_code == 403
    assert (await bram.post(f"{HERE}/{word}/1", data={})).status_code == 403
    assert (await vera.get(f"{HERE}/{word}")).status_code == 404


async def test_a_risk_can_be_added_and_changed(noor, send, cast):
    answer = await send("risicos/nieuw", **RISK, **{f"about-{cast['handbook']}": "on"})
    assert answer.status_code == 303
    place, _, anchor = answer.headers["location"].partition("#")
    number = anchor.removeprefix("risk-")
    page = (await noor.get(place)).text
    assert f'id="{anchor}"' in page
    assert "Bewaard." in page
    form = (await noor.get(f"{HERE}/risicos/{number}")).text
    assert "Handreiking buurthuizen" in form
    grown = RISK | {"impact": "5", "version": "1", "reason": "Het werd zwaarder."}
    assert (await send(f"risicos/{number}", **grown)).status_code == 303
    page = (await noor.get(f"{HERE}/risicos")).text
    assert "Gegroeid" in page
    assert "2 keer gezegd" in page
    closed = grown | {"state": "closed", "version": "2"}
    assert (await send(f"risicos/{number}", **closed)).status_code == 303
    assert "Gesloten" in (await noor.get(f"{HERE}/risicos")).text


@pytest.mark.parametrize(
    ("where", "fields", "message"),
    [
        ("risicos/nieuw", RISK | {"title": ""}, "Geef het een titel"),
        ("risicos/nieuw", RISK | {"impact": ""}, "Weeg kans én gevolg"),
        ("risicos/nieuw", RISK | {"kind": "issue"}, "Een knelpunt is er al"),
        ("risicos/nieuw", RISK | {"impact": "9"}, "Kies een van de aangeboden"),
        ("risicos/nieuw", RISK | {"kind": "taart"}, "Kies een van de aangeboden"),
        ("risicos/nieuw", RISK | {"about-999999": "on"}, "Kies producten van dit programma"),
        ("toezeggingen/nieuw", COMMITMENT | {"deliverable": "999999"}, "van dit programma"),
        ("raakvlakken/nieuw", EXTERNAL | {"title": ""}, "Geef het een titel"),
        ("toezeggingen/nieuw", COMMITMENT | {"made_on": "01-01-2030"}, "moet nog komen"),
        ("raakvlakken/nieuw", EXTERNAL, "Kies de partij die het levert"),
        ("raakvlakken/nieuw", EXTERNAL | {"phrase": "ooit eens een keer"}, "niet begrepen als moment"),
        ("raakvlakken/nieuw", EXTERNAL | {"confirmed_on": "01-01-2030"}, "moet nog komen"),
        ("raakvlakken/nieuw", EXTERNAL | {"delivered_on": "01-12-2023"}, "Alleen wat is geleverd"),
        ("toezeggingen/nieuw", COMMITMENT | {"text": ""}, "Schrijf op wat"),
        ("toezeggingen/nieuw", COMMITMENT | {"answered_in": "Brief"}, "Geef aan op welke dag"),
        ("toezeggingen/nieuw", COMMITMENT | {"made_on": ""}, "op welke dag"),
        ("toezeggingen/nieuw", COMMITMENT | {"answered_on": "02-12-2023"}, "waar het antwoord staat"),
        (
            "toezeggingen/nieuw",
            COMMITMENT | {"answered_on": "01-11-2023", "answered_in": "Brief"},
            "niet zijn beantwoord voordat",
        ),
    ],
)
async def test_an_invalid_value_gets_a_message_beside_its_field(send, where, fields, message):
    answer = await send(where, **fields)
    assert answer.status_code == 400
    assert message in answer.text


async def test_an_external_dependency_can_be_added_confirmed_and_delivered(noor, send, cast):
    fields = EXTERNAL | {"owner_party_id": str(cast.fund), "firmness": "committed"}
    answer = await send("raakvlakken/nieuw", **fields)
    number = answer.headers["location"].rpartition("-")[2]
    assert (await send(f"raakvlakken/{number}/bevestiging")).status_code == 303
    page = (await noor.get(f"{HERE}/raakvlakken")).text
    assert "Laatst bevestigd op 18 december 2023." in page
    done = fields | {"state": "delivered", "delivered_on": "18-12-2023", "version": "2"}
    assert (await send(f"raakvlakken/{number}", **done)).status_code == 303
    assert (await send(f"raakvlakken/{number}/bevestiging")).status_code == 409
    assert (await send("raakvlakken/999/bevestiging")).status_code == 404


async def test_a_commitment_can_be_answered(noor, send, cast):
    answered = {
        "kind": "undertaking",
        "text": "De Kamer krijgt een brief over het vervolg.",
        "made_on": "21-09-2023",
        "deliverable": str(cast["handbook"]),
        "answered_on": "15-12-2023",
        "answered_in": "Brief van december",
        "version": "1",
    }
    assert (await send(f"toezeggingen/{cast.commitment}", **answered)).status_code == 303
    page = (await noor.get(f"{HERE}/toezeggingen")).text
    assert "Beantwoord op 15 december 2023: Brief van december" in page
    withdrawn = answered | {"withdrawn": "on", "version": "2"}
    assert (await send(f"toezeggingen/{cast.commitment}", **withdrawn)).status_code == 303
    assert "Vervallen" in (await noor.get(f"{HERE}/toezeggingen")).text


async def test_the_second_writer_sees_the_first_change_and_loses_nothing(send, cast):
    first = RISK | {"title": "Te weinig geld in 2024", "version": "1"}
    assert (await send(f"risicos/{cast.risk}", **first)).status_code == 303
    second = await send(f"risicos/{cast.risk}", **first | {"title": "Geen geld"})
    assert second.status_code == 409
    assert "Te weinig geld in 2024" in second.text
    assert 'value="Geen geld"' in second.text
    assert 'name="version" value="2"' in second.text


async def test_an_unknown_entity_is_not_found(noor):
    assert (await noor.get(f"{HERE}/risicos/999")).status_code == 404
    assert (await noor.get(f"{HERE}/risicos?peildatum={TODAY}")).status_code == 200


async def test_a_risk_that_was_told_by_mistake_is_taken_back_from_its_form(noor, cast):
    address = f"/programmas/buurtkracht/risicos/{cast.risk}"
    page = (await noor.get(address)).text
    assert f'action="{address}/terugname"' in page
    refused = await noor.post(f"{address}/terugname", data={"version": "1"})
    assert 'id="retract-reason-error"' in refused.text
    stale = await noor.post(f"{address}/terugname", data={"version": "9", "reason": "Dubbel."})
    assert stale.status_code == 409
    done = await noor.post(f"{address}/terugname", data={"version": "1", "reason": "Dubbel."})
    assert done.status_code == 303
    assert "Te weinig geld" not in (await noor.get("/programmas/buurtkracht/risicos")).text


async def test_a_risk_can_have_been_told_on_an_earlier_day(noor):
    address = "/programmas/buurtkracht/risicos"
    typed = {"title": "Te weinig ruimte", "kind": "issue", "impact": "3", "state": "open"}
    refused = await noor.post(f"{address}/nieuw", data=typed | {"said_on": "31-12-2022"})
    assert 'id="said_on-error"' in refused.text
    assert (await noor.post(f"{address}/nieuw", data=typed | {"said_on": "01-12-2023"})).status_code == 303
    assert "Te weinig ruimte" in (await noor.get(f"{address}?peildatum=2023-12-01")).text
    assert "Te weinig ruimte" not in (await noor.get(f"{address}?peildatum=2023-11-30")).text


@pytest.mark.parametrize(
    ("word", "field", "wrong", "right"),
    [
        ("risicos", "title", "Te weinig geld", "Te weinig mensen"),
        ("raakvlakken", "title", "Verkeersplan van de gemeente", "Verkeersplan van het Rijk"),
        ("toezeggingen", "text", "een brief over het vervolg", "Twee brieven."),
        ("indicatoren", "name", "Bezoekers", "Bezoekers van de huizen"),
    ],
)
async def test_a_correction_takes_three_acts_and_one_undoes_it(noor, cast, word, field, wrong, right):
    index = (await noor.get(f"{HERE}/{word}")).text
    (correct, *_) = [link for link in links_of(index, HERE) if "verbeter=1" in link and f"/{word}/" in link]
    form = _form_to_save((await noor.get(correct)).text, correct)
    answer = await noor.post(form.action, data=form.filled() | {field: right})
    assert answer.status_code == 303
    saved = (await noor.get(answer.headers["location"].partition("#")[0])).text
    assert right in saved
    (undo,) = [form for form in posted_forms_of(saved, HERE) if form.action.endswith("/ongedaan")]
    answer = await noor.post(undo.action, data=undo.filled())
    undone = (await noor.get(answer.headers["location"])).text
    assert (right in undone, wrong in undone, "Ongedaan gemaakt." in undone) == (False, True, True)


def _form_to_save(html, address):
    return next(form for form in posted_forms_of(html, address) if form.action == address.partition("?")[0])
