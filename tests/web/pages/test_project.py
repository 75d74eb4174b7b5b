"""The page of a project: its deliverables as rows that can be updated in place."""

import pytest

from tests.many import add_many


async def test_the_page_lists_the_deliverables_with_their_status(karel, cast):
    page = await karel.get(f"/projecten/{cast.houses}")

    assert page.status_code == 200
    assert "Trekker: Bram" in page.text
    assert page.text.index("Handreiking buurthuizen") < page.text.index("Training voor vrijwilligers")
    assert "begin 2024" in page.text
    assert "knelt tot 31 maart" in page.text
    assert "buurtapp" not in page.text


async def test_only_those_who_may_update_are_offered_the_form(bram, noor, iris, karel, cast):
    pages = [(await who.get(f"/projecten/{cast.houses}")).text for who in (bram, noor, iris, karel)]

    assert ["Bijwerken" in page for page in pages] == [True, True, False, False]
    assert ["Geen wijziging" in page for page in pages] == [True, True, False, False]


async def test_no_change_is_not_offered_for_overdue_delivered_or_new_deliverables(iris, cast):
    page = (await iris.get(f"/projecten/{cast.app}")).text

    offered = {
        name: f"/producten/{cast[name]}/stand-van-zaken/geen-wijziging" in page for name in cast.deliverables
    }
    assert {name for name, yes in offered.items() if yes} == {"panel", "survey"}


async def test_nothing_can_be_changed_on_a_past_day(bram, cast):
    page = (await bram.get(f"/projecten/{cast.houses}?peildatum=2023-06-30")).text

    assert "najaar 2023" in page
    assert "Bijwerken" not in page


@pytest.mark.parametrize(("typed", "message"), [("ooit", "is geen dag"), ("2024-01-01", "moet nog komen")])
async def test_an_invalid_day_is_refused_beside_its_field(bram, cast, typed, message):
    page = await bram.get(f"/projecten/{cast.houses}", params={"peildatum": typed})

    assert page.status_code == 400
    assert f'value="{typed}"' in page.text
    assert message in page.text


async def test_a_stranger_gets_not_found(vera, cast):
    page = await vera.get(f"/projecten/{cast.houses}")

    assert page.status_code == 404
    assert "Huizen van de wijk" not in page.text


async def test_an_unknown_id_is_not_found(bram):
    assert (await bram.get("/projecten/9999")).status_code == 404


async def test_a_visitor_is_sent_to_sign_in(client, cast):
    answer = await client.get(f"/projecten/{cast.houses}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?verder=")


async def test_the_number_of_queries_does_not_grow_with_the_deliverables(bram, cast, database, queries):
    with queries() as few:
        await bram.get(f"/projecten/{cast.houses}")
    with database.writing() as session:
        add_many(session, cast, 1000)

    with queries() as many:
        page = await bram.get(f"/projecten/{cast.houses}")
    assert page.text.count("<tbody") == 1004
    assert len(many) == len(few) <= 16
