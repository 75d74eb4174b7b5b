"""The page of one deliverable: everything that was said of it, for whoever may read it."""

import pytest


async def test_the_page_tells_the_promised_words_and_what_they_can_mean(bram, cast):
    page = await bram.get(f"/producten/{cast['handbook']}")

    assert page.status_code == 200
    assert "begin 2024" in page.text
    assert "1 januari tot en met 31 maart 2024" in page.text
