"""The reports of a programme: their list, the page of one, and its files."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.status import Status
from tests.cast import TODAY, at

LIST = "/programmas/buurtkracht/rapportages"
PAGE = f"{LIST}/2023-H2"


async def test_the_list_shows_every_half_year_with_its_days(karel):
    answer = await karel.get(LIST)
    assert answer.status_code == 200
    assert f'<a href="{PAGE}">2023-H2</a>' in answer.text
    assert "31 december 2023" in answer.text


async def test_the_page_shows_the_whole_report(karel):
    answer = await karel.get(PAGE)
    assert answer.status_code == 200
    for title in ("Inleiding", "Managementsamenvatting", "Besluiten", "Vooruitblik", "Colofon"):
        assert title in answer.text
    assert "Een concept, gemaakt uit wat tot en met 18 december 2023 is gemeld." in answer.text
    assert "Verschoven van najaar 2023 naar begin 2024, +4 maanden" in answer.text


async def test_every_sentence_on_the_page_links_to_its_record(karel, cast):
    page = (await karel.get(PAGE)).text
    handbook = cast["handbook"]
    assert f'<a href="/producten/{handbook}">Handreiking buurthuizen.</a>' in page
    assert f'data-records="deliverable:{handbook} status_update:' in page
    assert f'href="/projecten/{cast.houses}"' in page
    assert 'href="/programmas/buurtkracht/actielijnen/1"' in page
    assert '<a class="source" href="/programmas/buurtkracht">' in page


async def test_the_contents_link_to_every_section_and_the_files_to_every_format(karel):
    page = (await karel.get(PAGE)).text
    for anchor in ("introduction", "summary", "action-line-1", "action-line-2", "colophon"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    for format in ("html", "md", "json"):
        assert f'href="{PAGE}/bestand.{format}"' in page


async def test_a_report_file_may_use_only_its_own_inline_styles(karel):
    answer = await karel.get(f"{PAGE}/bestand.html")
    styles = re.findall(r"<style>(.*?)</style>", answer.text, flags=re.DOTALL)
    assert len(styles) == 2  # that of the document, and that of its pictures
    hashes = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    own = " ".join(f"'sha256-{hashed}'" for hashed in hashes)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert policy[:2] == ["default-src 'none'", f"style-src {own}"]
    assert all(part.endswith(" 'none'") for part in policy[2:])
    assert not any("url(" in style for style in styles)


async def test_a_past_day_shows_what_was_known_then_and_stays_in_the_links(karel, cast):
    page = (await karel.get(PAGE, params={"peildatum": "30-06-2023"})).text
    assert "gemaakt uit wat tot en met 30 juni 2023 is gemeld" in page
    assert "Verschoven van najaar 2023" not in page
    assert f'href="/producten/{cast["handbook"]}?peildatum=2023-06-30"' in page
    assert f'href="{PAGE}/bestand.md?peildatum=2023-06-30"' in page


@pytest.mark.parametrize(("typed", "message"), [("ooit", "is geen dag"), ("2024-01-01", "moet nog komen")])
async def test_a_wrong_day_is_refused_beside_the_field(karel, typed, message):
    answer = await karel.get(PAGE, params={"peildatum": typed})
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{typed}"' in answer.text


async def test_an_adopted_report_refuses_and_offers_no_day(karel, frozen):
    assert (await karel.get(PAGE, params={"peildatum": "2023-12-01"})).status_code == 409
    answer = await karel.get(PAGE)
    assert answer.status_code == 200
    assert 'name="peildatum"' not in answer.text
    assert "Deze rapportage is vastgesteld op 18 december 2023" in answer.text


async def test_an_invalid_half_year_is_refused_and_an_unknown_one_not_found(karel):
    refused = await karel.get(f"{LIST}/2023-H3")
    assert refused.status_code == 400
    assert "2023-H1" in refused.text
    missing = await karel.get(f"{LIST}/2021-H1")
    assert missing.status_code == 404
    assert "geen rapportage over 2021-H1" in missing.text


@pytest.mark.parametrize("path", [LIST, PAGE, f"{PAGE}/bestand.json"])
async def test_strangers_get_not_found_for_reports_and_visitors_sign_in(vera, client, path):
    assert (await vera.get(path)).status_code == 404
    assert (await client.get(path)).status_code == 303


@pytest.mark.parametrize(
    ("format", "media_type", "opening"),
    [
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("md", "text/markdown; charset=utf-8", "# Eerste voortgangsrapportage, tweede helft van 2023"),
        (
            "json",
            "application/json",
            '{"halfYear":"2023-H2","hash":null,"language":"nl"',
        ),
    ],
)
async def test_a_file_has_its_type_and_name(karel, format, media_type, opening):
    answer = await karel.get(f"{PAGE}/bestand.{format}")
    assert answer.headers["content-type"] == media_type
    assert f'filename="buurtkracht-2023-H2-concept-0.1.{format}"' in answer.headers["content-disposition"]
    assert answer.text.startswith(opening)


async def test_a_file_is_available_in_english(karel):
    assert (await karel.get(f"{PAGE}/bestand.json?taal=en")).json()["language"] == "en"
    assert (await karel.get(f"{PAGE}/bestand.json?taal=fr")).status_code == 400


async def test_there_is_no_file_in_a_format_that_nobody_knows(karel):
    answer = await karel.get(f"{PAGE}/bestand.xlsx")
    assert answer.status_code == 404
    assert "Hier is niets" in answer.text


async def test_an_update_is_in_the_report_at_once(bram, cast, database):
    assert "De tweede druk is er" not in (await bram.get(PAGE)).text
    update = StatusUpdateInput(Status.IN_PROGRESS, version=4, said_on=TODAY, text="De tweede druk is er.")
    with database.writing() as session:
        submit(session, AuditContext(cast.bram, at(TODAY), "test"), cast["handbook"], update, today=TODAY)
    assert "De tweede druk is er" in (await bram.get(PAGE)).text


async def test_a_cached_report_needs_no_queries(karel, queries):
    await karel.get(PAGE)
    with queries() as statements:
        await karel.get(PAGE)
    assert len(statements) == 3
