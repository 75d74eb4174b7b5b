"""The pages with the indicators of a programme, and recording their measurements."""

import re

import pytest

HERE = "/programmas/buurtkracht"
NEW = {"name": "Vergaderingen", "unit": "keer", "direction": "none"}


@pytest.fixture
def send(noor):
    """`await send("metingen/ronde", …)`: a form of Noor's."""

    async def post(where, /, **fields):
        return await noor.post(f"{HERE}/{where}", data=fields)

    return post


async def test_measurements_are_shown_in_a_chart_and_a_table(karel):
    page = (await karel.get(f"{HERE}/indicatoren")).text
    assert page.count("<svg viewBox=") >= 1
    for words in ("200", "30 september 2023", "het hele programma", "De Lindewijk", "Berekend:"):
        assert words in page
    assert "Corrigeer" not in page
    before = (await karel.get(f"{HERE}/indicatoren?peildatum=2023-02-01")).text
    assert "30 september 2023" not in before


async def test_a_round_can_be_recorded_for_every_pilot_site_at_once(noor, send, cast):
    form = (await noor.get(f"{HERE}/metingen/ronde")).text
    assert "De Lindewijk" in form
    programme_cell, site = f"cell-{cast.visitors}-0", f"cell-{cast.volunteers}-{cast.quarter}"
    fields = {"reference_date": "30-11-2023", programme_cell: "1.250", site: "30"}
    assert (await send("metingen/ronde", **fields)).status_code == 303
    page = (await noor.get(f"{HERE}/indicatoren")).text
    assert "1.250" in page
    assert "30 november 2023" in page
    again = await send("metingen/ronde", **fields)
    assert again.status_code == 400
    assert "Dit is al gemeten" in again.text
    assert 'value="1.250"' in again.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "op welke dag"),
        ({"reference_date": "30-11-2023"}, "ten minste één waarde"),
        ({"reference_date": "30-11-2030", "whole": "3"}, "moet nog komen"),
        ({"reference_date": "30-11-2023", "whole": "veel"}, "is geen getal"),
        ({"reference_date": "30-11-2023", "whole": "0"}, "het kan geen nul zijn"),
        ({"reference_date": "30-11-2023", "whole": "5", "parts": "jong: 2\noud: 2"}, "tellen op tot 4"),
        ({"reference_date": "30-11-2023", "whole": "5", "parts": "jong"}, "Schrijf elk deel als"),
    ],
)
async def test_nothing_of_an_invalid_round_is_recorded(noor, send, cast, fields, message):
    places = {"whole": f"cell-{cast.visitors}-0", "parts": f"parts-{cast.visitors}"}
    sent = {places.get(name, name): value for name, value in fields.items()}
    answer = await send("metingen/ronde", **sent)
    assert answer.status_code == 400
    assert message in answer.text
    assert "30 november 2023" not in (await noor.get(f"{HERE}/indicatoren")).text


async def test_a_measurement_can_be_corrected_and_its_parts_must_add_up(noor, send):
    page = (await noor.get(f"{HERE}/metingen/2/verbetering")).text
    assert "150" in page
    right = {"value": "210", "reference_date": "30-09-2023", "parts": "volwassenen: 160\nkinderen: 50"}
    for wrong, message in (
        ({"parts": "volwassenen: 160"}, "210"),
        ({"parts": "honderd"}, "Schrijf elk deel als"),
        ({"value": ""}, "Vul dit in"),
        ({"reference_date": ""}, "Vul dit in"),
    ):
        refused = await send("metingen/2/verbetering", **right | wrong)
        assert (refused.status_code, message in refused.text) == (400, True)
    assert (await send("metingen/2/verbetering", **right)).status_code == 303
    assert (await send("metingen/2/verbetering", **right)).status_code == 409
    page = (await noor.get(f"{HERE}/indicatoren")).text
    assert "volwassenen 160" in page
    assert (await noor.get(f"{HERE}/metingen/999/verbetering")).status_code == 404


async def test_a_measurement_that_was_never_made_is_taken_back(noor, karel, send):
    page = (await noor.get(f"{HERE}/metingen/2/verbetering")).text
    assert f'action="{HERE}/metingen/2/terugname"' in page
    assert (await send("metingen/2/terugname", why="Verkeerd geteld.")).status_code == 303
    assert ">200<" not in (await karel.get(f"{HERE}/indicatoren")).text
    assert (await noor.get(f"{HERE}/metingen/2/verbetering")).status_code == 404
    log = (await noor.get(f"{HERE}/logboek")).text
    assert "nam een meting van Bezoekers terug" in log


async def test_a_round_and_a_correction_can_be_undone_right_after_saving(noor, karel, send):
    saved = await send("metingen/ronde", **{"reference_date": "01-10-2023", "cell-1-0": "210"})
    page = (await noor.get(saved.headers["location"])).text
    assert "Ongedaan maken" in page
    assert "Ongedaan maken" not in (await karel.get(saved.headers["location"])).text
    ids = re.search(r'name="ids" value="([\d-]+)"', page)[1]
    assert (await send("metingen/ongedaan", ids=ids)).status_code == 303
    assert ">210<" not in (await noor.get(f"{HERE}/indicatoren")).text
    right = {"value": "190", "reference_date": "30-09-2023", "parts": "", "note": ""}
    corrected = await send("metingen/2/verbetering", **right)
    ids = corrected.headers["location"].rpartition("=")[2]
    assert (await send("metingen/ongedaan", ids=ids)).status_code == 303
    table = (await noor.get(f"{HERE}/indicatoren")).text
    assert (">200<" in table, ">190<" in table, "volwassenen 150" in table) == (True, False, True)


async def test_a_round_can_be_said_on_an_earlier_day(send, karel):
    cells = {"reference_date": "01-10-2023", "cell-1-0": "210"}
    refused = await send("metingen/ronde", **cells, said_on="31-12-2022")
    assert 'id="said_on-error"' in refused.text
    assert (await send("metingen/ronde", **cells, said_on="10-10-2023")).status_code == 303
    assert ">210<" in (await karel.get(f"{HERE}/indicatoren?peildatum=2023-10-10")).text


async def test_an_indicator_can_be_defined_and_changed(noor, send, cast):
    answer = await send("indicatoren/nieuw", **NEW)
    number = answer.headers["location"].rpartition("-")[2]
    form = (await noor.get(f"{HERE}/indicatoren/{number}")).text
    assert 'value="Vergaderingen"' in form
    changed = NEW | {"target": "12,5", "direction": "up", "version": "1"}
    assert (await send(f"indicatoren/{number}", **changed)).status_code == 303
    assert "streefwaarde 12,5" in (await noor.get(f"{HERE}/indicatoren")).text
    gone = changed | {"withdrawn": "on", "version": "2"}
    assert (await send(f"indicatoren/{number}", **gone)).status_code == 303
    assert (await send(f"indicatoren/{number}", **gone | {"version": "1"})).status_code == 409
    assert (await noor.get(f"{HERE}/indicatoren/999")).status_code == 404


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Geef het een naam"),
        ({"unit": ""}, "waarin"),
        ({"target": "veel"}, "is geen getal"),
        ({"target": "1" * 30}, "cijfers voor de komma"),
        ({"direction": "schuin"}, "Kies een van de aangeboden"),
        ({"action_line_id": "999"}, "Kies er een van dit programma"),
        ({"numerator_id": "1"}, "verhouding"),
    ],
)
async def test_an_invalid_indicator_gets_a_message_beside_its_field(send, changed, message):
    answer = await send("indicatoren/nieuw", **NEW | changed)
    assert answer.status_code == 400
    assert message in answer.text


async def test_a_ratio_of_different_units_asks_for_a_caveat(noor, send, cast):
    other = (await send("indicatoren/nieuw", **NEW)).headers["location"].rpartition("-")[2]
    ratio = NEW | {"name": "Druk", "numerator_id": str(cast.visitors), "denominator_id": other}
    refused = await send("indicatoren/nieuw", **ratio)
    assert refused.status_code == 400
    assert "Schrijf op waarvoor de verhouding" in refused.text
    assert (await send("indicatoren/nieuw", **ratio | {"name": "X", "caveat": "Let op."})).status_code == 303
    assert "Let op." in (await noor.get(f"{HERE}/indicatoren")).text
