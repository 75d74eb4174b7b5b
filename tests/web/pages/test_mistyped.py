"""What one viewer mistypes in an address is told to them alone: the next viewer gets the page as it is."""

import pytest

HERE = "/programmas/buurtkracht"
MISTYPED = [
    (HERE, "soort=scheef"),
    (HERE, "peildatum=scheef"),
    (f"{HERE}/beloften", "uitkomst=scheef"),
    (f"{HERE}/beloften", "peildatum=scheef"),
    (f"{HERE}/wijzigingen", "soort=scheef"),
    (f"{HERE}/wijzigingen", "peildatum=scheef"),
    (f"{HERE}/besluiten", "peildatum=scheef"),
    (f"{HERE}/actielijnen/1", "peildatum=scheef"),
    (f"{HERE}/rapportages/2023-H2", "peildatum=scheef"),
    ("/producten/1", "peildatum=scheef"),
]


@pytest.mark.parametrize(("path", "query"), MISTYPED)
async def test_what_one_viewer_mistypes_does_not_stand_on_the_page_of_the_next(noor, path, query):
    wrong = await noor.get(f"{path}?{query}")
    assert (wrong.status_code, "scheef" in wrong.text) == (400, True)
    right = await noor.get(path)
    assert (right.status_code, "scheef" in right.text) == (200, False)
