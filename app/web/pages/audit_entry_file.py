"""The whole audit trail as a file, for whoever audits with tools of their own: CSV and JSON lines."""

import json
from collections.abc import AsyncIterator, Callable, Sequence

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse
from sqlmodel import Session

from app.domain.refusal import NotFound
from app.queries.audit_trail import TrailFilter, TrailRow, trail
from app.web.deps.audit import AuditableInstallation, AuditableProgramme, TrailDoor, TrailFilterDep
from app.web.views.spreadsheet import write_line
from app.web.views.trail import describe_entry

router = APIRouter(include_in_schema=False)
AT_ONCE = 1000
Write = Callable[[Sequence[TrailRow], bool], str]
"""Writes entries, with what stands above them where they are the first."""


@router.get("/programmas/{slug}/logboek/bestand.{form}", name="audit_entry.file")
def show(door: AuditableProgramme, asked: TrailFilterDep, form: str) -> Response:
    """That of a programme, the last entry first, written while it is read."""
    return _file(door, asked, form)


@router.get("/logboek/bestand.{form}", name="audit_entry.installation_file")
def installation(door: AuditableInstallation, asked: TrailFilterDep, form: str) -> Response:
    """That of the installation itself."""
    return _file(door, asked, form)


def _file(door: TrailDoor, asked: TrailFilter, form: str) -> Response:
    if form not in _WRITTEN:
        raise NotFound("There is nothing here, or not for you.")
    write, media_type = _WRITTEN[form]
    of = door.programme.slug if door.programme else "installatie"
    headers = {"Content-Disposition": f'attachment; filename="logboek-{of}.{form}"'}
    return StreamingResponse(_every(door, asked, write), media_type=media_type, headers=headers)


async def _every(door: TrailDoor, asked: TrailFilter, write: Write) -> AsyncIterator[str]:
    """Piece by piece, each in a session of its own: whoever reads slowly keeps no connection from others.

    Nothing comes between: entries are only ever added, after those that were read.
    """
    before, is_first = asked.before, True
    while True:
        narrowed = TrailFilter(asked.kind, asked.thing, asked.actor, before)
        rows, text = await door.app_state.read(
            _piece(door, narrowed, write, is_first=is_first), patiently=True
        )
        yield text
        if len(rows) < AT_ONCE:
            return
        before, is_first = rows[-1].seq, False


def _piece(
    door: TrailDoor, asked: TrailFilter, write: Write, *, is_first: bool
) -> Callable[[Session], tuple[Sequence[TrailRow], str]]:
    def read(session: Session) -> tuple[Sequence[TrailRow], str]:
        rows = trail(session, door.programme_id, asked, AT_ONCE)
        return rows, write(rows, is_first)

    return read


_COLUMNS = (
    *("seq", "at", "actor_id", "actor", "action", "object_type", "object_id", "title", "result", "origin"),
    *("was", "becomes", "hash"),
)


def _cells(row: TrailRow) -> dict[str, object]:
    told = {name: getattr(row, name) for name in _COLUMNS}
    return told | {
        "at": row.at.isoformat(),
        "sentence": describe_entry(row),
        "values_forgotten": row.is_forgotten,
    }


def _csv(rows: Sequence[TrailRow], is_first: bool) -> str:
    head = write_line([*_COLUMNS, "sentence", "values_forgotten"]) if is_first else ""
    return head + "".join(write_line(_cells(row).values()) for row in rows)


def _json_lines(rows: Sequence[TrailRow], _is_first: bool) -> str:
    return "".join(json.dumps(_cells(row), ensure_ascii=False) + "\n" for row in rows)


_WRITTEN: dict[str, tuple[Write, str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "jsonl": (_json_lines, "application/jsonl; charset=utf-8"),
}
