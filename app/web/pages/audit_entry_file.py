"""The whole audit log as a file for auditors with tools of their own: CSV and JSON lines."""

import json
from collections.abc import AsyncIterator, Callable, Sequence

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse
from sqlmodel import Session

from app.domain.refusal import NotFound
from app.queries.audit_trail import TrailFilter, TrailRow, trail
from app.web.deps.audit import AuditableInstallation, AuditableProgramme, TrailAccess, TrailFilterDep
from app.web.views.spreadsheet import write_line
from app.web.views.trail import describe_entry

router = APIRouter(include_in_schema=False)
ENTRIES_PER_QUERY = 1000
Write = Callable[[Sequence[TrailRow], bool], str]
"""Writes entries as text, preceded by a header if they are the first."""


@router.get("/programmas/{slug}/logboek/bestand.{form}", name="audit_entry.file")
def show(access: AuditableProgramme, filters: TrailFilterDep, form: str) -> Response:
    """Stream the log of a programme, the last entry first."""
    return _stream_file(access, filters, form)


@router.get("/logboek/bestand.{form}", name="audit_entry.installation_file")
def show_installation(access: AuditableInstallation, filters: TrailFilterDep, form: str) -> Response:
    """Stream the log of the installation."""
    return _stream_file(access, filters, form)


def _stream_file(access: TrailAccess, filters: TrailFilter, form: str) -> Response:
    if form not in _WRITERS:
        raise NotFound("There is nothing here, or not for you.")
    write, media_type = _WRITERS[form]
    of = access.programme.slug if access.programme else "installatie"
    headers = {"Content-Disposition": f'attachment; filename="logboek-{of}.{form}"'}
    return StreamingResponse(_stream_batches(access, filters, write), media_type=media_type, headers=headers)


async def _stream_batches(access: TrailAccess, filters: TrailFilter, write: Write) -> AsyncIterator[str]:
    """Yield the log in batches, each read in a session of its own, so that slow clients hold no connection.

    The batches are consistent, because entries are only ever appended and the last are read first.
    """
    before, is_first = filters.before, True
    while True:
        batch_filter = TrailFilter(filters.kind, filters.object_id, filters.actor, before)
        rows, text = await access.app_state.read(
            _read_batch(access, batch_filter, write, is_first=is_first), patiently=True
        )
        yield text
        if len(rows) < ENTRIES_PER_QUERY:
            return
        before, is_first = rows[-1].seq, False


def _read_batch(
    access: TrailAccess, filters: TrailFilter, write: Write, *, is_first: bool
) -> Callable[[Session], tuple[Sequence[TrailRow], str]]:
    def read(session: Session) -> tuple[Sequence[TrailRow], str]:
        rows = trail(session, access.programme_id, filters, ENTRIES_PER_QUERY)
        return rows, write(rows, is_first)

    return read


_COLUMNS = (
    *("seq", "at", "actor_id", "actor", "action", "object_type", "object_id", "title", "result", "origin"),
    *("was", "becomes", "hash"),
)


def _list_cells(row: TrailRow) -> dict[str, object]:
    cells = {name: getattr(row, name) for name in _COLUMNS}
    return cells | {
        "at": row.at.isoformat(),
        "sentence": describe_entry(row),
        "values_forgotten": row.is_forgotten,
    }


def _write_csv(rows: Sequence[TrailRow], is_first: bool) -> str:
    head = write_line([*_COLUMNS, "sentence", "values_forgotten"]) if is_first else ""
    return head + "".join(write_line(_list_cells(row).values()) for row in rows)


def _write_json_lines(rows: Sequence[TrailRow], _is_first: bool) -> str:
    return "".join(json.dumps(_list_cells(row), ensure_ascii=False) + "\n" for row in rows)


_WRITERS: dict[str, tuple[Write, str]] = {
    "csv": (_write_csv, "text/csv; charset=utf-8"),
    "jsonl": (_write_json_lines, "application/jsonl; charset=utf-8"),
}
