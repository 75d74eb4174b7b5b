"""Reporting periods over the API."""


async def test_a_reporting_period_tells_its_days_and_where_its_round_stands(noor, cast):
    assert (await noor.get(f"/api/v1/reporting-periods/{cast.period}")).json() == {
        "id": cast.period,
        "programme": "buurtkracht",
        "halfYear": "2023-H2",
        "number": 1,
        "state": "open",
        "startsOn": "2023-07-01",
        "endsOn": "2023-12-31",
        "referenceDate": "2023-12-31",
        "inputDeadline": "2024-01-12",
        "reportDate": "2024-01-31",
        "namesLeads": False,
        "inEnglish": False,
        "version": 2,
        "hash": None,
    }


async def test_reporting_periods_are_filtered_by_half_year_and_state(noor, cast):
    for params, expected_ids in (
        ({"halfYear": "2023-H2"}, [cast.period]),
        ({"halfYear": "2024-H1"}, []),
        ({"state": "open"}, [cast.period]),
        ({"state": "adopted"}, []),
    ):
        items = (await noor.get("/api/v1/reporting-periods", params=params)).json()["items"]
        assert [item["id"] for item in items] == expected_ids


async def test_a_half_year_that_is_none_is_refused_with_how_to_write_one(noor):
    answer = await noor.get("/api/v1/reporting-periods", params={"halfYear": "2023-H3"})
    assert answer.status_code == 400
    assert "2023-H1" in answer.json()["errors"][0]["message"]


async def test_a_reporting_period_does_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/reporting-periods/{cast.period}")).status_code == 404
