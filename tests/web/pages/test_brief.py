"""The briefs of pages: what they tell, and the way to them."""

import pypdfium2
import pytest


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
