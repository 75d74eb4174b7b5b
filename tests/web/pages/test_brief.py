"""Briefs of one page for a meeting: whatever there is to tell, what does not fit is counted."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.domain.report.picture import MilestonePicture
from app.renderers.brief import Brief, BriefCount, BriefTable, render_brief
from tests.machine.pdf import elements, read_pdf
from tests.renderers.example import OVERVIEW

LARGE = Brief(
    "Mijlpalenoverzicht",
    "Buurtkracht & co",
    date(2023, 12, 18),
    "zoals bekend op 18 december 2023",
    "Nog één regel:",
    "Nog {n} regels:",
    "http://localhost/wacht-op-u",
    tables=[BriefTable(f"Deel {part}", ("Wat", "Tot"), [("Iets", "morgen")] * 50) for part in (1, 2, 3)],
)


def test_a_brief_of_much_is_one_page_that_counts_what_is_left():
    (page,) = _pages(render_brief(LARGE))
    shown = page.count("morgen")
    assert 20 < shown < 150
    assert f"Nog {150 - shown} regels: http://localhost/wacht-op-u" in " ".join(page.split())


def test_a_picture_is_cut_to_the_page_and_what_it_shows_is_in_words_too():
    assert OVERVIEW.milestones is not None
    drawn = OVERVIEW.milestones.milestones[2]
    milestones = tuple(replace(drawn, title=f"Mijlpaal {n}") for n in range(60))
    picture = MilestonePicture("Zestig mijlpalen.", date(2023, 12, 18), date(2024, 3, 31), milestones)
    counts = [BriefCount(n, "verschoven sinds de eerste belofte in deze rapportage") for n in range(10)]
    brief = replace(
        LARGE, tables=(), counts=counts, picture=picture, picture_title="Wat komt", lead=["Let op."] * 9
    )
    document = render_brief(brief)
    (page,) = _pages(document)
    with read_pdf(document) as pdf:
        (figure,) = elements(pdf, "Figure")
        in_words = str(figure.Alt).count("Mijlpaal ")
    assert 10 < in_words < 60
    assert f"Nog {60 - in_words} regels" in page


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_each_brief_tells_what_its_page_tells(iris):
    day = {"peildatum": "2023-11-01"}
    overview = await iris.get("/programmas/buurtkracht/overzicht/bestand.pdf", params=day)
    portfolio = await iris.get("/portfolio/bestand.pdf")
    waiting = await iris.get("/wacht-op-u/bestand.pdf")
    assert {answer.headers["content-type"] for answer in (overview, portfolio, waiting)} == {
        "application/pdf"
    }
    assert 'filename="overzicht-buurtkracht-2023-11-01.pdf"' in overview.headers["content-disposition"]
    ((told,), (board,), (asked,)) = (_pages(answer.content) for answer in (overview, portfolio, waiting))
    assert "1 november 2023" in told
    assert "Buurtkracht" in told
    assert "Buurtkracht" in board
    assert "Bijeenkomst van het buurtpanel" in asked
    for page in ("/programmas/buurtkracht?peildatum=2023-11-01", "/portfolio", "/wacht-op-u"):
        assert "/bestand.pdf" in (await iris.get(page)).text


def _pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
