"""Changing several deliverables at once: choose, see what changes, save all or none, undo."""

import re

import pytest

from app.tables import Deliverable

HERE = "/programmas/buurtkracht/opzet/meerdere"


@pytest.fixture
def chosen(cast):
    """Two of them, ticked as the page offers them."""

    async def ticked(browser):
        page = (await browser.get(HERE)).text
        versions = dict(re.findall(r'name="(kies-\d+)" value="(\d+)"', page))
        return {name: versions[name] for name in (f"kies-{cast['handbook']}", f"kies-{cast['leaflet']}")}

    return ticked


async def test_what_changes_is_shown_first_then_saved_and_undone_by_one_press(noor, cast, database, chosen):
    ticked = await chosen(noor)
    shown = await noor.post(f"{HERE}/voorstel", data=ticked | {"lead": str(cast.iris)})
    assert "2 producten veranderen" in shown.text
    assert "de trekker van het project" in shown.text
    saved = await noor.post(HERE, data=ticked | {"lead": str(cast.iris)})
    page = await noor.get(saved.headers["location"])
    assert "2 producten zijn gewijzigd." in page.text
    with database.reading() as session:
        assert session.get_one(Deliverable, cast["handbook"]).lead_id == cast.iris
    form = dict(re.findall(r'type="hidden" name="(kies-\d+)" value="(\d+)"', page.text))
    assert (await noor.post(f"{HERE}/ongedaan", data=form)).status_code == 303
    with database.reading() as session:
        assert session.get_one(Deliverable, cast["handbook"]).lead_id is None
    again = await noor.post(f"{HERE}/ongedaan", data=form)
    assert (again.status_code, "intussen gewijzigd" in again.text) == (409, True)


async def test_one_that_was_changed_meanwhile_stops_all_and_is_named(noor, cast, database, chosen):
    ticked = await chosen(noor)
    behind = ticked | {f"kies-{cast['handbook']}": "0", "lead": str(cast.iris), "reason": "Bram gaat weg."}
    refused = await noor.post(HERE, data=behind)
    assert refused.status_code == 409
    assert f'id="kies-{cast["handbook"]}-error"' in refused.text
    assert "Bram gaat weg." in refused.text
    with database.reading() as session:
        assert session.get_one(Deliverable, cast["leaflet"]).lead_id is None
    fresh = dict(re.findall(r'name="(kies-\d+)"\s+value="(\d+)"', refused.text))
    assert (await noor.post(HERE, data=fresh | {"lead": str(cast.iris)})).status_code == 303


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"lead": "geen"}, "Kies ten minste één product"),
        ({"kies-1": "1"}, "Kies wat er verandert"),
        ({"kies-1": "1", "project_id": "999999"}, "van dit programma"),
        ({"kies-1": "1", "lead": "999999"}, "geen rol"),
        ({"kies-1": "1", "kind": "taart"}, "Kies een van de aangeboden"),
    ],
)
async def test_a_choice_that_says_nothing_is_refused_and_keeps_what_was_ticked(noor, fields, message):
    answer = await noor.post(f"{HERE}/voorstel", data=fields)
    assert (answer.status_code, message in answer.text) == (400, True)
    assert re.search(r'name="kies-1"[^>]*checked', answer.text) or "kies-1" not in fields


async def test_the_list_can_be_narrowed(noor, cast):
    page = (await noor.get(f"{HERE}?tekst=handreiking")).text
    assert re.findall(r'name="(kies-\d+)"', page) == [f"kies-{cast['handbook']}"]
    page = (await noor.get(f"{HERE}?project={cast.app}&soort=research")).text
    assert re.findall(r'name="(kies-\d+)"', page) == [f"kies-{cast['survey']}"]
    assert "Niets past bij dit filter" in (await noor.get(f"{HERE}?tekst=zeppelin")).text
