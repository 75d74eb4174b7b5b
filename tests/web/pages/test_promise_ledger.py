"""The promise ledger: who may read it, what it shows of a promise, and its filters."""

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
    return {int(number) for number in re.findall(r'href="/producten/(\d+)', page)}


async def test_the_ledger_shows_the_first_promise_and_its_outcome(karel, cast):
    page = (await karel.get(LEDGER)).text
    assert named(page) == set(cast.deliverables.values())
    assert page.index("najaar 2023") < page.index("begin 2024")
    assert "Bewoners wilden meeschrijven, en dat kost tijd." in page
    assert "+4 mnd" in page
    assert "De app legt zichzelf uit." in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"uitkomst": "verschoven"}, {"handbook"}),
        ({"uitkomst": "te-laat"}, {"opening"}),
        ({"uitkomst": "vervallen"}, {"leaflet"}),
        ({"uitkomst": "gehaald"}, set()),
        ({"uitkomst": "loopt"}, {"location", "release", "panel", "survey"}),
        ({"uitkomst": "zonder-moment"}, {"training"}),
        ({"lijn": "2", "tekst": "BUURTAPP", "uitkomst": "vervallen"}, {"leaflet"}),
    ],
)
async def test_a_filter_shows_only_what_matches(karel, cast, query, names):
    assert named((await karel.get(LEDGER, params=query)).text) == {cast[name] for name in names}


async def test_a_filter_replaces_only_its_block(karel):
    part = (await karel.get(LEDGER, params={"uitkomst": "vervallen"}, headers=PARTIAL)).text
    assert part.strip().startswith('<div id="ledger">')
    assert "<html" not in part


@pytest.mark.parametrize("query", [{"uitkomst": "scheef"}, {"bladzijde": "0"}, {"peildatum": "ooit"}])
async def test_an_unknown_value_is_named_and_ignored(karel, query):
    answer = await karel.get(LEDGER, params=query)
    assert answer.status_code == 400
    assert "Handreiking buurthuizen" in answer.text


async def test_a_past_day_shows_what_was_promised_then(karel):
    then = (await karel.get(LEDGER, params={"peildatum": "2023-06-01"})).text
    assert "najaar 2023" in then
    assert "begin 2024" not in then


async def test_an_adopted_report_is_a_column_and_a_point_of_the_trend(karel, database, cast):
    with database.writing() as session:
        period = session.get_one(ReportingPeriod, cast.period)
        period.half_year, period.input_deadline = "2023-H1", date(2023, 7, 1)
        adopted(session, cast)
    page = (await karel.get(LEDGER)).text
    assert "2023-H1" in page
    assert "ongewijzigd, najaar 2023" in page
    assert "Trend van Ontmoeten" in page
    promises = (await karel.get(f"/api/v1/deliverables/{cast['handbook']}/promises")).json()["items"]
    assert [(promise["place"], promise["report"], promise["step"]) for promise in promises] == [
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


async def test_a_stranger_gets_not_found_for_the_ledger(vera, cast):
    assert (await vera.get(LEDGER)).status_code == 404
    assert (await vera.get(f"/api/v1/deliverables/{cast['handbook']}/promises")).status_code == 404
