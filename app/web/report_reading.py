"""Reading an existing report into proposals, before any transaction begins: it can take seconds."""

from collections.abc import Iterator
from datetime import date

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from app.domain.promise_extraction import (
    PlainLine,
    ProposedPromise,
    ReportText,
    build_report_text,
    propose_promises,
)
from app.domain.refusal import Invalid
from app.domain.vague_date import Register

LONGEST_REPORT = 600_000
"""In characters: more than two hundred pages."""
_READERS = CapacityLimiter(1)
"""One at a time: it is rare, and takes a processor."""


async def find_proposals(
    report: ReportText, said_on: date, register: Register
) -> tuple[ProposedPromise, ...]:
    """Return what a report promises, read in a thread. Refuses (`Invalid`, at `text`) one too long."""
    if sum(len(paragraph.text) for paragraph in report.paragraphs) > LONGEST_REPORT:
        raise Invalid.because("text", "Use at most %(most)s characters.", most=LONGEST_REPORT)
    return await run_sync(propose_promises, report, said_on, register, limiter=_READERS)


def read_pasted_text(text: str, title: str) -> ReportText:
    """Return a text as it was printed, line by line, with a form feed before each next page."""
    return build_report_text(list(_list_lines(text)), title)


def _list_lines(text: str) -> Iterator[PlainLine]:
    pages = text.split("\f")
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            yield PlainLine(line, number if len(pages) > 1 else None)
