"""Briefs of one page for a meeting: whatever there is to tell, what does not fit is counted."""

from dataclasses import replace
from datetime import date

import pypdfium2

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

assert OVERVIEW.milestones is not None
_DRAWN = OVERVIEW.milestones.milestones[2]
PICTURED = replace(
    LARGE,
    tables=(),
    counts=[BriefCount(n, "verschoven sinds de eerste belofte in deze rapportage") for n in range(10)],
    picture=MilestonePicture(
        "Zestig mijlpalen.",
        date(2023, 12, 18),
        date(2024, 3, 31),
        tuple(replace(_DRAWN, title=f"Mijlpaal {n}") for n in range(60)),
    ),
    picture_title="Wat komt",
    lead=["Let op."] * 9,
)


def test_a_brief_of_much_is_one_page_that_counts_what_is_left():
    (page,) = _pages(render_brief(LARGE))
    shown = page.count("morgen")
    assert 20 < shown < 150
    assert f"Nog {150 - shown} regels: http://localhost/wacht-op-u" in " ".join(page.split())


def test_a_picture_is_cut_to_the_page_and_what_it_shows_is_in_words_too():
    document = render_brief(PICTURED)
    (page,) = _pages(document)
    with read_pdf(document) as pdf:
        (figure,) = elements(pdf, "Figure")
        in_words = str(figure.Alt).count("Mijlpaal ")
    assert 10 < in_words < 60
    assert f"Nog {60 - in_words} regels" in page


def _pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
