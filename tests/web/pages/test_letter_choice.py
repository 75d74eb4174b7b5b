"""Choosing which letters one gets by mail."""

PAGE = "/mijn-berichten"


async def test_each_kind_of_letter_can_be_switched_off_and_on_again(bram):
    before = (await bram.get(PAGE)).text
    assert before.count(" checked>") == 7
    await bram.post(PAGE, data={"soort": ["reminder", "question"]})
    assert (await bram.get(f"{PAGE}?bewaard=1")).text.count(" checked>") == 2
    assert (await bram.post(PAGE, data={"soort": ["onzin"]})).status_code == 400
    assert (await bram.get(PAGE)).text.count(" checked>") == 2
