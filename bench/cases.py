"""What is measured: for each case what is asked of ours and what of the floor."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench.load import Request, Requests, answer
from bench.requests import Browser, floor_rows, floor_updates
from bench.world import BenchWorld


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of ours, and what of the floor.

    `opened` is what a browser has before it when it begins; ours is asked for it once, and not timed.
    """

    name: str
    ours: Requests
    floor: Requests
    opened: Sequence[Request] = ()


async def cases(world: BenchWorld, port: int) -> list[Case]:
    """Every case, warm and cold; `port` is that of ours, asked once how many rows its pages have."""
    browser = Browser(world)
    overview = f"/programmas/{world.programme.slug}"
    listed = f"/api/v1/deliverables?programme={world.programme.slug}&limit=100"
    report = f"{overview}/rapportages/{world.half_year}"
    changes = f"{overview}/wijzigingen?sinds=2021-01-01"
    deliverable = f"/producten/{next(iter(world.running))}"
    history_rows = await _count_rows(browser.get(deliverable), port, "tr")
    every = await _count_rows(browser.get(deliverable), port, "tr", "li")
    of_report = await _count_rows(browser.get(report), port, "tr")
    tables = await _tables(browser, world.programme.slug, port)
    return [
        Case("overview, 200 of 2,000", browser.same(overview), floor_rows(200)),
        Case("overview, cold", browser.days(f"{overview}?peildatum=%s"), floor_rows(200)),
        Case("list of 100", browser.same(listed), floor_rows(100)),
        Case("list of 100, cold", browser.days(f"{listed}&asOf=%s"), floor_rows(100)),
        Case(f"deliverable, {history_rows} of history", browser.same(deliverable), floor_rows(history_rows)),
        Case(f"deliverable, all {every} rows", browser.same(deliverable), floor_rows(every)),
        Case("deliverable, cold", browser.each("/producten/%d"), floor_rows(every)),
        Case(f"report, {of_report} rows", browser.same(report), floor_rows(of_report)),
        Case("promise ledger, cold", browser.days(f"{overview}/beloften?peildatum=%s"), floor_rows(200)),
        Case("changes, cold", browser.days(f"{changes}&peildatum=%s"), floor_rows(200)),
        Case("search, 50 found", browser.same("/zoeken?q=handreiking"), floor_rows(50)),
        Case("status update", browser.updates("product"), floor_updates),
        Case("status update, row read back", browser.updates("project"), floor_updates, tables),
    ]


async def _count_rows(request: Request, port: int, *rows: str) -> int:
    """How many such rows the content of a page of ours has, for the floor to draw as many."""
    page = await answer(port, request)
    content = page[page.index(b"<main") :]
    return len(re.findall(rf"<(?:{'|'.join(rows)})\b".encode(), content))


async def _tables(browser: Browser, slug: str, port: int) -> list[Request]:
    """The pages with every row: whoever updates one has it before them."""
    projects = json.loads(await answer(port, browser.get(f"/api/v1/projects?programme={slug}&limit=100")))
    return [browser.get(f"/projecten/{project['id']}") for project in projects["items"]]
