"""Reading an existing report into proposals, before any transaction begins: it can take seconds."""

from datetime import date

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from app.domain.promise_extraction import ProposedPromise, ReportText, propose_promises
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
