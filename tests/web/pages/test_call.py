"""My updates: what a round asks of leads, confirmed one by one or several at once."""

import re

import pytest

from app.actions import person
from app.actions.audit_log import AuditContext
from tests.cast import TODAY, at

PAGE = "/stand-van-zaken"
SEVERAL = f"{PAGE}/geen-wijziging"


def asked(page):
    """The titles of the deliverables that still need an update, in order."""
    queue = re.search(r'<ol class="queue" data-queue>(.*?)</ol>', page, re.DOTALL)
    return re.findall(r"<h3><a [^>]*>([^<]+)</a>", queue[1]) if queue else []


def choosable(page):
    """The fields that the form sends to choose each deliverable for “no change”."""
    return dict(re.findall(r'name="(kies-\d+)" value="(\d+)"', page))


async def test_the_round_its_deadline_and_the_progress_are_shown_above_the_list(iris):
    page = (await iris.get(PAGE)).text
    assert "Buurtkracht · ronde 2023-H2 · inleveren tot en met 12 januari 2024" in page
    assert "Is er niets veranderd? Dan is één druk genoeg." in page
    left = len(asked(page))
    assert left > 1
    assert f"nog {left} te gaan" in page
    assert f'<span class="n">{left}</span>' in page


async def test_the_counts_are_redrawn_after_an_update_and_keep_the_chosen_list(iris):
    shown = {"HX-Request-Type": "partial", "HX-Current-URL": f"https://mijlpaal.test{PAGE}?stand=te-doen"}
    part = (await iris.get(PAGE, headers=shown)).text
    assert part.strip().startswith('<div id="progress"')
    assert re.findall(r'stand=([\w-]+)"( aria-current=true)?', part) == [
        ("te-doen", " aria-current=true"),
        ("over", ""),
        ("komend", ""),
        ("gedaan", ""),
    ]
    assert "nog " in part


async def test_several_deliverables_can_be_confirmed_at_once(iris, state):
    page = (await iris.get(PAGE)).text
    fields = choosable(page)
    assert len(fields) > 1
    answer = await iris.post(SEVERAL, data=fields)
    after = (await iris.get(answer.headers["location"])).text
    assert f"Van {len(fields)} producten is “geen wijziging” vastgelegd." in after
    assert choosable(after) == {}
    assert len(asked(after)) == len(asked(page)) - len(fields)


def undoing(page):
    """The fields of the form that undoes what was confirmed."""
    return dict(re.findall(r'name="(terug-\d+)" value="(\d+)"', page))


async def test_what_was_confirmed_at_once_is_undone_as_one(iris, noor, state, address, form, cast):
    before = (await iris.get(PAGE)).text
    answer = await iris.post(SEVERAL, data=choosable(before))
    saved = (await iris.get(answer.headers["location"])).text
    refused = await noor.post(f"{SEVERAL}/ongedaan", data=undoing(saved))
    assert refused.status_code == 404
    undone = await iris.post(f"{SEVERAL}/ongedaan", data=undoing(saved))
    after = (await iris.get(undone.headers["location"])).text
    assert "Teruggenomen." in after
    assert asked(after) == asked(before)
    assert undoing((await iris.get(answer.headers["location"])).text) == {}


async def test_nothing_is_undone_where_somebody_said_something_since(iris, noor, address, form, cast):
    fields = choosable((await iris.get(PAGE)).text)
    answer = await iris.post(SEVERAL, data=fields)
    saved = await iris.get(answer.headers["location"])
    left = asked(saved.text)
    first = next(name for name, key in cast.deliverables.items() if f"kies-{key}" in fields)
    await noor.post(address(first), data=await form(noor, first, text="Van Noor."))
    refused = await iris.post(f"{SEVERAL}/ongedaan", data=undoing(saved.text))
    assert refused.status_code == 409
    assert "is sindsdien gewijzigd" in refused.text
    assert asked((await iris.get(PAGE)).text) == left


async def test_a_deliverable_changed_by_somebody_else_does_not_block_the_others(
    iris, noor, address, form, cast
):
    fields = choosable((await iris.get(PAGE)).text)
    first, *others = fields
    title = next(name for name, key in cast.deliverables.items() if f"kies-{key}" == first)
    await noor.post(address(title), data=await form(noor, title, text="Van Noor."))
    answer = await iris.post(SEVERAL, data=fields)
    assert answer.status_code == 409
    assert "Van één product kon “geen wijziging” niet worden vastgelegd." in answer.text
    assert "de andere zijn bewaard" in answer.text
    assert choosable(answer.text).keys() & set(others) == set()


async def test_confirming_what_one_does_not_lead_is_refused(iris, bram, cast):
    before = choosable((await bram.get(PAGE)).text)
    answer = await iris.post(SEVERAL, data=before)
    assert answer.status_code == 409
    assert choosable((await bram.get(PAGE)).text) == before


async def test_choosing_nothing_changes_nothing(iris, client):
    assert (await iris.post(SEVERAL)).headers["location"] == PAGE
    assert (await client.post(SEVERAL)).status_code in (303, 403)


@pytest.mark.parametrize("stand", ["te-doen", "over", "komend", "gedaan", "onzin"])
async def test_each_number_is_a_filter(iris, stand):
    page = await iris.get(PAGE, params={"stand": stand})
    assert page.status_code == 200
    assert ("aria-current=true" in page.text) is (stand != "onzin")


async def test_without_an_open_round_the_half_year_itself_asks_for_updates(iris, in_review):
    page = (await iris.get(PAGE)).text
    assert "ronde 2023-H2" not in page
    assert asked(page)


async def test_the_menu_leads_to_ones_updates_only_who_has_any(iris, karel, database, cast, client_as):
    """Whoever may lead and leads nothing by now has no such list."""
    entry = f'<a href="{PAGE}"'
    assert entry in (await iris.get("/portfolio")).text
    assert entry not in (await karel.get("/portfolio")).text
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        person.hand_over(session, act, cast.iris, cast.bram)
    assert entry not in (await (await client_as("iris")).get("/portfolio")).text
