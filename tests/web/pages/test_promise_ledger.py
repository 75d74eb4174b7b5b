"""The promise ledger: who sees it, what it tells of a promise, and what a filter leaves."""

import re
from datetime import date

import pytest

from app.tables import ReportingPeriod
from tests.cast import SLUG
from tests.rounds import adopted

LEDGER = f"/programmas/{SLUG}/beloften"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def named(page):
    """The ids of the deliverables that a page links to."""
    return {int(found) for found in re.findall(r'href="/producten/(\d+)', page)}


async def test_the_ledger_tells_the_first_promise_and_what_became_of_it(karel, cast):
    page = (await karel.get(LEDGER)).text
    assert named(page) == set(cast.deliverables.values())
    assert page.index("najaar 2023") < page.index("begin 2024")
    assert "Bewoners wilden meeschrijven, en dat kost tijd." in page
    assert "+4 mnd" in page
    assert "De app legt zichzelf uit." in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"uitkomst": "verschoven"}, {"handbook", "opening"}),
        ({"uitkomst": "vervallen"}, {"leaflet"}),
        ({"uitkomst": "gehaald"}, set()),
        ({"uitkomst": "loopt"}, {"location", "release", "panel", "survey"}),
        ({"uitkomst": "zonder-moment"}, {"training"}),
        ({"lijn": "2", "tekst": "BUURTAPP", "uitkomst": "vervallen"}, {"leaflet"}),
    ],
)
async def test_a_filter_leaves_what_it_asks_for(karel, cast, asked, names):
    assert named((await karel.get(LEDGER, params=asked)).text) == {cast[name] for name in names}


async def test_a_filter_replaces_only_its_block(karel):
    part = (await karel.get(LEDGER, params={"uitkomst": "vervallen"}, headers=PARTIAL)).text
    assert part.strip().startswith('<div id="ledger">')
    assert "<html" not in part


@pytest.mark.parametrize("asked", [{"uitkomst": "scheef"}, {"bladzijde": "0"}, {"peildatum": "gisteren"}])
async def test_what_is_no_choice_is_named_and_left_out(karel, asked):
    answer = await karel.get(LEDGER, params=asked)
    assert answer.status_code == 400
    assert "Handreiking buurthuizen" in answer.text


async def test_a_past_day_shows_what_was_promised_then(karel):
    then = (await karel.get(LEDGER, params={"peildatum": "2023-06-01"})).text
    assert "najaar 2023" in then
    assert "begin 2024" not in then


async def test_an_adopted_report_is_a_column_and_time_between_draws_a_trend(karel, database, cast):
    with database.writing() as session:
        period = session.get_one(ReportingPeriod, cast.period)
        period.half_year, period.input_deadline = "2023-H1", date(2023, 7, 1)
        adopted(session, cast)
    page = (await karel.get(LEDGER)).text
    assert "2023-H1" in page
    assert "ongewijzigd, najaar 2023" in page
    assert "Trend van Ontmoeten" in page
    promises = (await karel.get(f"/api/v1/deliverables/{cast['handbook']}/promises")).json()["items"]
    assert [(one["place"], one["report"], one["step"]) for one in promises] == [
        ("first", None, "first"),
        ("report", "2023-H1", "same"),
        ("now", None, "changed"),
    ]
    assert (promises[2]["deadline"]["phrase"], promises[2]["change"], promises[2]["slipDays"]) == (
        "begin 2024",
        "later",
        122,
    )
    assert promises[2]["reasons"] == ["Bewoners wilden meeschrijven, en dat kost tijd."]


async def test_to_a_stranger_there_is_no_ledger(vera, cast):
    assert (await vera.get(LEDGER)).status_code == 404
    assert (await vera.get(f"/api/v1/deliverables/{cast['handbook']}/promises")).status_code == 404
