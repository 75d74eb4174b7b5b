"""Files that are sent with a form: where they are taken in, how large, and reading them apart."""

import re

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from app.domain.promise_extraction import ReportText
from app.domain.sheet import Sheet
from app.domain.text_document import TextDocument
from app.readers.report_document import LARGEST_FILE as LARGEST_REPORT
from app.readers.report_document import read_report_apart
from app.readers.table import LARGEST_FILE
from app.readers.table_process import read_file_apart
from app.readers.word import read_word_apart

LONGEST_UPLOAD = 2 * LARGEST_FILE + 1024 * 1024
"""In bytes: a file, and beside it the text that was read from another."""

LARGEST_PROGRAMME = 64 * 1024 * 1024
"""In bytes, of the file of a programme; a larger one comes in by a command."""

PROGRAMME_FILES = "/beheer/programmabestanden"
_TAKES_PROGRAMME = frozenset({PROGRAMME_FILES, "/api/v1/programmes/_import"})
READ_REPORTS = "/api/v1/read-reports"
_TAKES_FILE = re.compile(
    rf"{PROGRAMME_FILES}"
    r"|/programmas/[^/]+/(?:(?:invoer|werkmap)(?:/[a-z]+)?|inlezen|rapportages/[^/]+/teksten(?:/proef)?)"
)
_TAKES_REPORT = re.compile(r"/programmas/[^/]+/inlezen")
_READERS = CapacityLimiter(2)
"""So many files are read at once; each takes a process of its own."""


def takes_file(path: str) -> bool:
    """Whether a file may be sent to this address."""
    return _TAKES_FILE.fullmatch(path) is not None


def longest_upload(path: str) -> int:
    """Return how many bytes may be sent to an address, none where it takes no file."""
    if path in _TAKES_PROGRAMME:
        return LARGEST_PROGRAMME + 1024 * 1024
    if path == READ_REPORTS:
        return LARGEST_REPORT * 4 // 3 + 1024 * 1024  # in base64
    if _TAKES_REPORT.fullmatch(path):
        return 2 * LARGEST_REPORT  # so that a file too large is told on the page, beside its field
    return LONGEST_UPLOAD if takes_file(path) else 0


async def keep_uploaded(request: Request, form: FormData) -> None:
    """Keep the file of a form with the request, and close it; a field without a file is none."""
    if hasattr(request.state, "uploaded"):
        return
    request.state.uploaded = b""
    for value in form.values():
        if isinstance(value, UploadFile):
            if value.filename:
                request.state.uploaded = await value.read()
                request.state.uploaded_name = value.filename
                request.state.has_file = True
            await value.close()


async def read_uploaded_sheets(request: Request) -> list[Sheet] | None:
    """Return the sheets of the file in the form, None if none was chosen. Refuses (`UnreadableTable`)."""
    if not getattr(request.state, "has_file", False):
        return None
    return await run_sync(read_file_apart, request.state.uploaded, limiter=_READERS)


async def read_uploaded_document(request: Request) -> TextDocument | None:
    """Return the Word document in the form, None if none was chosen. Refuses (`Invalid`, at `file`)."""
    if not getattr(request.state, "has_file", False):
        return None
    return await run_sync(read_word_apart, request.state.uploaded, limiter=_READERS)


async def read_uploaded_report(request: Request) -> ReportText | None:
    """Return the report in the form, None if no file was chosen. Refuses (`Invalid`, at `file`)."""
    if not getattr(request.state, "has_file", False):
        return None
    name = request.state.uploaded_name
    return await run_sync(read_report_apart, request.state.uploaded, name, limiter=_READERS)
