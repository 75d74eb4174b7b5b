"""The texts of a report in Word: downloaded, sent back, looked at, and taken over one by one."""

import re

import pytest

from app.queries.report.section_text import current_texts
from app.renderers import pandoc
from app.renderers.office_package import read_parts, write_parts
from tests.rounds import edit, send_to_review

ROUND = "/programmas/buurtkracht/rapportages/2023-H2"
PAGE = f"{ROUND}/teksten"


@pytest.fixture
def now(database, cast):
    """The present text of a section."""

    def of(key="summary"):
        with database.reading() as session:
            version = current_texts(session, cast.period).get((key, "nl"))
            return version.text if version else ""

    return of


@pytest.fixture(autouse=True)
def editing(database, cast):
    """The round is in editing, and the summary has one version: “Het gaat goed.”"""
    with database.writing() as session:
        edit(session, cast)


async def download(noor):
    answer = await noor.get(f"{PAGE}/bestand.docx")
    assert answer.headers["content-disposition"].endswith('-teksten-0.1.docx"')
    return answer.content


def change(document, old, new):
    parts = read_parts(document)
    text = parts["word/document.xml"].decode()
    assert old in text
    return write_parts(parts | {"word/document.xml": text.replace(old, new, 1).encode()})


async def look(browser, document, name="teksten.docx"):
    return await browser.post(f"{PAGE}/proef", data={}, files={"file": (name, document)})


def fields_of(page):
    """Every hidden field of the form that saves, as a browser sends it."""
    texts = dict(re.findall(r'<textarea name="(text-[0-9a-f]{8})" hidden>([^<]*)</textarea>', page))
    numbers = dict(re.findall(r'name="(number-[0-9a-f]{8})" value="(\d+)"', page))
    return {name: text.replace("\n", "\r\n") for name, text in (texts | numbers).items()}


async def test_a_changed_text_is_shown_first_and_saved_only_when_it_is_chosen(noor, now):
    looked = await look(noor, change(await download(noor), "Het gaat goed.", "Het gaat beter."))
    assert looked.status_code == 200
    assert "1 tekst verschilt" in looked.text
    assert re.search(r"<del>goed\.</del>\s*<ins>beter\.</ins>", looked.text)
    assert now() == "Het gaat goed."
    fields = fields_of(looked.text)
    (text,) = [name for name in fields if name.startswith("text-")]
    nothing = await noor.post(PAGE, data=fields)
    assert (nothing.status_code, now()) == (400, "Het gaat goed.")
    assert "Kies ten minste één tekst" in nothing.text
    saved = await noor.post(PAGE, data=fields | {text.replace("text", "take"): "on"})
    assert saved.headers["location"] == f"{ROUND}/hoofdstukken/summary?bewaard=1"
    assert now() == "Het gaat beter."


async def test_a_document_that_nobody_changed_differs_nowhere(noor):
    looked = await look(noor, await download(noor))
    assert "Geen enkele tekst verschilt" in looked.text
    assert 'name="text-' not in looked.text


async def test_what_somebody_else_wrote_meanwhile_stands_beside_it_and_nothing_is_lost(noor, now):
    document = change(await download(noor), "Het gaat goed.", "Het gaat beter.")
    early = fields_of((await look(noor, document)).text)
    await noor.post(f"{ROUND}/hoofdstukken/summary", data={"text": "Hier anders.", "number": 1})
    looked = (await look(noor, document)).text
    assert "na het downloaden ook hier gewijzigd" in looked
    assert "checked" not in looked.split('id="changed"')[-1].split("</form>")[0]
    chosen = {name.replace("text", "take"): "on" for name in early if name.startswith("text-")}
    by_field = {name.replace("text", "beside"): "Opmerking van Karel: “Korter?”" for name in early}
    early |= {name: text for name, text in by_field.items() if name.startswith("beside-")}
    refused = await noor.post(PAGE, data=early | chosen)
    assert (refused.status_code, now()) == (409, "Hier anders.")
    assert "Iemand anders heeft intussen een tekst gewijzigd" in refused.text
    assert "<li>Opmerking van Karel: “Korter?”</li>" in refused.text
    assert (await noor.post(PAGE, data=fields_of(refused.text) | chosen)).status_code == 303
    assert now() == "Het gaat beter."


async def test_a_change_in_what_is_made_from_the_data_is_named(noor, now):
    looked = await look(noor, change(await download(noor), "Dit is de", "Dit was de"))
    assert "Ook wat uit de gegevens is gemaakt, is gewijzigd" in looked.text
    assert now() == "Het gaat goed."


async def test_what_is_no_document_of_this_report_is_refused_and_says_what_to_do(noor):
    assert (
        "Kies eerst een bestand" in (await noor.post(f"{PAGE}/proef", data={}, files={"x": ("", b"")})).text
    )
    refused = await look(noor, b"%PDF-1.7", "teksten.pdf")
    assert refused.status_code == 400
    assert "Dit is een pdf" in refused.text


async def test_in_review_no_text_goes_out_or_comes_in(noor, database, cast):
    document = await download(noor)
    with database.writing() as session:
        send_to_review(session, cast)
    assert "wordt niet meer" in (await noor.get(PAGE)).text
    assert (await noor.get(f"{PAGE}/bestand.docx")).status_code == 409
    assert (await look(noor, document)).status_code == 409
    assert (await noor.post(PAGE, data={})).status_code == 409


async def test_the_editor_of_a_section_leads_to_it(noor):
    assert f'href="{PAGE}"' in (await noor.get(f"{ROUND}/hoofdstukken/summary")).text


async def test_a_document_that_takes_too_long_is_told_in_words(noor, monkeypatch):
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    answer = await noor.get(f"{PAGE}/bestand.docx")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "kan nu niet worden gemaakt" in answer.text
