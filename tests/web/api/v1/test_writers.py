"""Programs that write to the same deliverables at once lose nothing, and what is lost would be told."""

import asyncio
from dataclasses import replace

import pytest

from tests.writers import Deliverables, Record, Write, Writer, find_losses, read_deliverables

CLIENTS, WRITES = 4, 2


@pytest.mark.both_databases
async def test_four_programs_that_write_to_two_deliverables_at_once_lose_nothing(office, cast):
    ids = [cast["handbook"], cast["release"]]
    before, record = await read_deliverables(office, ids), Record()
    writers = [Writer(f"program {n}", office, record, lambda _: asyncio.sleep(0)) for n in range(CLIENTS)]
    await asyncio.gather(*(writer.write(ids * WRITES, lambda: True) for writer in writers))
    assert find_losses(before, record, await read_deliverables(office, ids)) == []
    assert len(record.acknowledged) == CLIENTS * WRITES * len(ids)
    assert record.answers[412] > 0, "nobody was second: nothing was tried"


WRITTEN = [Write(1, 4, "a"), Write(1, 5, "b")]
BEFORE, AFTER = Deliverables({1: 4}, {1: ["oud"]}), Deliverables({1: 6}, {1: ["oud", "a", "b"]})


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (WRITTEN, replace(AFTER, texts={1: ["oud", "b"]})),  # an acknowledged write is not there
        (WRITTEN, replace(AFTER, texts={1: ["oud", "b", "a"]})),  # in another order
        (WRITTEN, replace(AFTER, texts={1: ["oud", "a", "b", "c"]})),  # one that nobody wrote
        (WRITTEN, replace(AFTER, texts={1: ["a", "b"]})),  # what was there before is gone
        (WRITTEN, replace(AFTER, versions={1: 5})),
        ([Write(1, 4, "a"), Write(1, 4, "b")], AFTER),  # both on the same version: one overwrote the other
        ([Write(1, 4, "a"), Write(1, 6, "b")], AFTER),
    ],
)
def test_what_is_lost_is_told(written, after):
    assert find_losses(BEFORE, Record(WRITTEN), AFTER) == []
    assert find_losses(BEFORE, Record(written), after) != []
