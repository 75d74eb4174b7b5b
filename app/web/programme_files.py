"""The file of a programme over HTTP: read before any transaction begins, and written from one snapshot."""

from io import BytesIO, TextIOWrapper
from typing import NamedTuple

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlmodel import Session

from app.actions import programme_export
from app.actions.programme_import import ExaminedFile, examine
from app.domain.refusal import NotFound
from app.queries.programme import programme_by_slug
from app.queries.programme_file import ProgrammeWriter
from app.web.state import AppState

_READERS = CapacityLimiter(1)
"""One at a time: it is rare, and takes a processor."""


class WrittenProgramme(NamedTuple):
    """A file of a programme, whole."""

    id: int
    name: str
    content: bytes


async def examine_content(content: bytes) -> ExaminedFile:
    """Read a file that somebody sent, in a thread. Refuses (`Invalid`) as `examine` does."""

    def open_file() -> TextIOWrapper:
        return TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline="")

    return await run_sync(examine, open_file, limiter=_READERS)


async def fetch_programme_file(
    app_state: AppState, viewer_id: int, slug: str, origin: str
) -> WrittenProgramme:
    """Write the file of a programme, and note who took it. Refuses (`NotFound`) one that is not there."""

    def write(session: Session) -> WrittenProgramme:
        programme = programme_by_slug(session, slug)
        if programme is None:
            raise NotFound("There is nothing here, or not for you.")
        writer = ProgrammeWriter(session, app_state.database.keys(session), programme.id, slug)
        return WrittenProgramme(programme.id, f"{slug}.json", "".join(writer.lines()).encode())

    written = await app_state.read(write)
    act = app_state.act(viewer_id, origin)
    await app_state.write(lambda session: programme_export.note_export(session, act, written.id))
    return written
