"""Indicators and their measurements over the API."""

from datetime import date
from decimal import Decimal

from app.actions import measurement
from app.actions.audit_log import AuditContext
from app.actions.measurement import MeasurementInput
from tests.cast import at


async def test_a_ratio_names_the_two_that_it_is_computed_from(noor, cast):
    assert (await noor.get(f"/api/v1/indicators/{cast.share}")).json() == {
        "id": cast.share,
        "programme": "buurtkracht",
        "actionLine": "1",
        "name": "Vrijwilligers per bezoeker",
        "definition": "",
        "unit": "%",
        "direction": "none",
        "target": None,
        "numerator": cast.volunteers,
        "denominator": cast.visitors,
        "caveat": "",
        "position": 3,
        "withdrawn": False,
        "version": 1,
    }


async def test_indicators_are_filtered_by_action_line(noor, cast):
    for code, expected_ids in (("1", [cast.visitors, cast.volunteers, cast.share]), ("2", [])):
        items = (await noor.get("/api/v1/indicators", params={"actionLine": code})).json()["items"]
        assert [item["id"] for item in items] == expected_ids


async def test_a_measurement_tells_its_parts(noor, cast):
    answer = await noor.get(f"/api/v1/indicators/{cast.visitors}/measurements")
    june, september = answer.json()["items"]
    assert (june["value"], june["referenceDate"], june["parts"]) == (120, "2023-06-30", [])
    assert september == {
        "id": september["id"],
        "indicator": cast.visitors,
        "value": 200,
        "referenceDate": "2023-09-30",
        "pilotSite": None,
        "parts": [{"label": "volwassenen", "value": 150}, {"label": "kinderen", "value": 50}],
        "note": "",
        "saidOn": "2023-10-09",
        "recordedAt": "2023-10-09T09:00:00Z",
        "author": "noor@voorbeeld.nl",
        "corrects": None,
        "version": 1,
    }


async def test_a_ratio_is_computed_for_each_day_on_which_both_were_measured(noor, cast, database):
    path = f"/api/v1/indicators/{cast.share}/measurements"
    assert (await noor.get(path)).json() == {"items": []}, "one pilot site is no part of the whole programme"
    said_on = date(2023, 11, 6)
    with database.writing() as session:
        everywhere = MeasurementInput(Decimal(25), date(2023, 9, 30), said_on)
        measurement.measure(
            session, AuditContext(cast.noor, at(said_on), "test"), cast.volunteers, everywhere
        )
    (ratio,) = (await noor.get(path)).json()["items"]
    assert (ratio["value"], ratio["referenceDate"], ratio["saidOn"]) == (12.5, "2023-09-30", "2023-11-06")
    assert (ratio["id"], ratio["author"]) == (None, None)


async def test_what_was_not_yet_said_is_not_yet_measured(noor, cast, database):
    path = f"/api/v1/indicators/{cast.volunteers}/measurements"
    said_on = date(2023, 11, 6)
    with database.writing() as session:
        later = MeasurementInput(Decimal(20), date(2023, 6, 30), said_on)
        measurement.measure(session, AuditContext(cast.noor, at(said_on), "test"), cast.volunteers, later)
    faulty_bodies = [
        len((await noor.get(path, params={"asOf": day})).json()["items"])
        for day in ("2023-11-05", "2023-11-06")
    ]
    assert faulty_bodies == [1, 2]


async def test_an_indicator_is_not_there_before_it_was_defined(noor, cast):
    path = f"/api/v1/indicators/{cast.share}/measurements"
    assert (await noor.get(path, params={"asOf": "2023-10-08"})).status_code == 404


async def test_indicators_and_measurements_do_not_exist_for_a_stranger(vera, cast):
    for path in (f"{cast.share}", f"{cast.share}/measurements"):
        assert (await vera.get(f"/api/v1/indicators/{path}")).status_code == 404
