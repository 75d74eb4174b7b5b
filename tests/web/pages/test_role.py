"""The page with the table of roles and rights."""

import re

from app.domain.role import MAY, MEANS, Role
from app.templating import translator
from tests.html import compact


async def test_everybody_who_is_signed_in_can_read_it_even_without_a_role(vera, karel):
    for who in (vera, karel):
        assert (await who.get("/rollen")).status_code == 200
    assert "U hebt hier nog geen rol" in (await vera.get("/rollen")).text
    assert "Uw rol hier: opdrachtgever" in (await karel.get("/rollen")).text


async def test_a_visitor_is_sent_to_sign_in(client):
    answer = await client.get("/rollen")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Frollen")


async def test_the_page_shows_the_table_of_the_rules_itself(bram):
    page = compact((await bram.get("/rollen")).text)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    dutch = translator("nl").gettext
    shown = {meaning: re.findall(r">(ja|nee)<", cells) for meaning, cells in rows}
    assert shown == {
        dutch(meaning.msgid): ["ja" if ability in MAY[role] else "nee" for role in Role]
        for ability, meaning in MEANS.items()
    }


async def test_the_page_only_queries_the_viewer(bram, queries):
    await bram.get("/")  # whether the menu leads to answers is looked up once for each change
    with queries() as statements:
        await bram.get("/rollen")
    assert len(statements) == 1


async def test_every_page_links_to_it(bram, client):
    assert 'href="/rollen"' in (await bram.get("/")).text
    assert 'href="/rollen"' not in (await client.get("/toegankelijkheid")).text
