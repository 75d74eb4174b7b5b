"""The interpretation of a phrase about time while it is typed."""

import pytest

from tests.html import compact

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"phrase": "Q2 2024"},
            [
                "Q2 2024</b> = 1 april tot en met 30 juni 2024",
                "+3 maanden",
                'Reden <span class="muted">(verplicht)',
            ],
        ),
        ({"phrase": "Q2 2024"}, ["Gevolg voor een ander product.", "plaats van het tweede buurthuis"]),
        ({"phrase": "begin 2024"}, ["Dezelfde dagen als nu"]),
        ({"phrase": "ooit eens"}, ["is niet begrepen als moment"]),
        ({"status": "on_hold"}, ['Reden <span class="muted">(verplicht)']),
        ({"confidence": "zeker"}, ['aria-live="polite"']),
    ],
)
async def test_while_typing_the_phrase_is_interpreted_without_saving(
    bram, address, state, queries, typed, expected
):
    with queries() as statements:
        part = await bram.get(f"{address('handbook')}/duiding", params=typed, headers=PARTIAL)

    assert part.status_code == 200
    for words in expected:
        assert words in compact(part.text)
    assert not [statement for statement in statements if not statement.lstrip().startswith("SELECT")]
    assert state("handbook").version == 4


async def test_on_track_against_the_facts_asks_for_a_sentence(bram, address):
    part = await bram.get(
        f"{address('location')}/duiding", params={"confidence": "on_track"}, headers=PARTIAL
    )

    assert "U zegt “op koers”, maar de regels zien iets anders" in part.text
    assert "maar wacht op “Handreiking buurthuizen” (uiterlijk 31 maart 2024)" in part.text
    assert 'name="answer"' in part.text


async def test_without_javascript_the_interpretation_is_a_page_with_the_form(bram, address):
    page = await bram.get(f"{address('handbook')}/duiding", params={"phrase": "Q2 2024", "status": "on_hold"})

    assert "<html" in page.text
    assert 'value="Q2 2024"' in page.text
    assert "1 april tot en met 30 juni 2024" in page.text
