"""The page of a project: its deliverables as rows, updated in place by whoever may."""

import pytest

from tests.many import add_many


async def test_the_page_lists_what_the_project_promised_with_how_it_stands(karel, cast):
    page = await karel.get(f"/projecten/{cast.houses}")

    assert page.status_code == 200
    assert "Trekker: Bram" in page.text
    assert page.text.index("Handreiking buurthuizen") < page.text.index("Training voor vrijwilligers")
    assert "begin 2024" in page.text
    assert "knelt tot 31 maart" in page.text
    assert "buurtapp" not in page.text


async def test_only_who_may_update_is_offered_to(bram, noor, iris, karel, cast):
    pages = [(await who.get(f"/projecten/{cast.houses}")).text for who in (bram, noor, iris, karel)]

    assert ["Bijwerken" in page for page in pages] == [True, True, False, False]
    assert ["Geen wijziging" in page for page in pages] == [True, True, False, False]


async def test_no_change_is_no_answer_for_what_is_overdue_delivered_or_never_told(iris, cast):
    page = (await iris.get(f"/projecten/{cast.app}")).text

    offered = {
        name: f"/producten/{cast[name]}/stand-van-zaken/geen-wijziging" in page for name in cast.deliverables
    }
    assert {name for name, yes in offered.items() if yes} == {"panel", "survey"}


async def test_a_past_day_is_looked_at_and_not_changed(bram, cast):
    page = (await bram.get(f"/projecten/{cast.houses}?peildatum=2023-06-30")).text

    assert "najaar 2023" in page
    assert "Bijwerken" not in page


@pytest.mark.parametrize(("typed", "said"), [("ooit", "is geen dag"), ("2024-01-01", "moet nog komen")])
async def test_a_day_that_cannot_be_is_refused_beside_its_field(bram, cast, typed, said):
    page = await bram.get(f"/projecten/{cast.houses}", params={"peildatum": typed})

    assert page.status_code == 400
    assert f'value="{typed}"' in page.text
    assert said in page.text


async def test_it_does_not_exist_for_a_stranger(vera, cast):
    page = await vera.get(f"/projecten/{cast.houses}")

    assert page.status_code == 404
    assert "Huizen van de wijk" not in page.text


async def test_what_is_not_there_is_not_found(bram):
    assert (await bram.get("/projecten/9999")).status_code == 404


async def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, cast):
    answer = await client.get(f"/projecten/{cast.houses}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?verder=")


async def test_the_page_asks_as_much_of_the_database_for_ten_as_for_a_thousand(bram, cast, database, queries):
    with queries() as few:
        await bram.get(f"/projecten/{cast.houses}")
    with database.writing() as session:
        add_many(session, cast, 1000)

    with queries() as many:
        page = await bram.get(f"/projecten/{cast.houses}")
    assert page.text.count("<tbody") == 1004
    assert len(many) == len(few) <= 16
