"""What several ask for at once is made once; a failure is shared, and not tried again at once."""

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from anyio import CancelScope, CapacityLimiter, create_task_group

from app.renderers.apart import RenderingFailed
from app.web.flights import REST, Flights

NOON = datetime(2023, 12, 18, 12, tzinfo=UTC)


async def test_those_who_waited_share_the_failure_and_take_no_place_meanwhile():
    flights, places, may_fail, tried = Flights(), CapacityLimiter(2), Event(), []

    def hang():
        tried.append(1)
        may_fail.wait(5)
        raise RenderingFailed("it took more than 120 seconds")

    waiting = [asyncio.ensure_future(flights.make("slow", hang, places, lambda: NOON)) for _ in range(5)]
    assert await flights.make("other", lambda: "made", places, lambda: NOON) == "made"
    may_fail.set()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RenderingFailed] * 5
    with pytest.raises(RenderingFailed):
        await flights.make("slow", hang, places, lambda: NOON + REST - timedelta(seconds=1))
    assert tried == [1]
    assert await flights.make("slow", lambda: "made", places, lambda: NOON + REST) == "made"


async def test_who_asked_first_and_leaves_takes_nothing_from_the_others():
    flights, places, may_end, served = Flights(), CapacityLimiter(1), Event(), []

    def write():
        may_end.wait(5)
        return "made"

    with CancelScope() as leaving:
        async with create_task_group() as others:

            async def follow():
                assert await flights.make("file", write, places, lambda: NOON) == "made"
                served.append(1)

            async def leave():
                leaving.cancel()
                may_end.set()

            others.start_soon(flights.make, "file", write, places, lambda: NOON)
            with CancelScope(shield=True):
                async with create_task_group() as shielded:
                    shielded.start_soon(follow)
                    shielded.start_soon(leave)
    assert served == [1]
