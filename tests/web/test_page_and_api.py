"""The overview and the API answer the same question with the same deliverables."""

import re

import pytest

from app.domain.status import Status
from app.templating import translator
from app.templating.vocabulary import word

PAGE, API = "/programmas/buurtkracht", "/api/v1/deliverables"
HALF_YEARS = ("2023-H1", "2023-H2", "2024-H1", "2024-H2", "2030-H1")


async def shown(noor, **query):
    """The deliverables of the overview, by the links of its rows."""
    page = (await noor.get(PAGE, params=query)).text
    return set(map(int, re.findall(r'<a href="/producten/(\d+)', page)))


async def listed(noor, **query):
    return {item["id"] for item in (await noor.get(API, params=query)).json()["items"]}


@pytest.mark.parametrize("half_year", HALF_YEARS)
async def test_what_falls_in_a_half_year_is_the_same_on_the_page_and_in_the_api(noor, half_year):
    assert await shown(noor, venster=half_year) == await listed(noor, halfYear=half_year)


@pytest.mark.parametrize("status", Status)
async def test_what_has_a_status_is_the_same_on_the_page_and_in_the_api(noor, status):
    assert await shown(noor, status=word(translator(), status).lower().replace(" ", "-")) == await listed(
        noor, status=status.value
    )
