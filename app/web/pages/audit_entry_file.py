"""The whole audit trail as a file, for whoever audits with tools of their own: CSV and JSON lines."""

import json
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from app.domain.refusal import NotFound
from app.queries.audit_trail import TrailFilter, TrailRow, trail
from app.web.spreadsheet import line
from app.web.trail import sentence
from app.web.trail_door import Asked, AuditableInstallation, AuditableProgramme, TrailDoor

router = APIRouter(include_in_schema=False)
AT_ONCE = 1000


@router.get("/programmas/{slug}/logboek/bestand.{form}", name="audit_entry.file")
def show(door: AuditableProgramme, asked: Asked, form: str) -> Response:
    """That of a programme, the last entry first, written while it is read."""
    return _file(door, asked, form)


@router.get("/logboek/bestand.{form}", name="audit_entry.installation_file")
def installation(door: AuditableInstallation, asked: Asked, form: str) -> Response:
    """That of the installation itself."""
    return _file(door, asked, form)


def _file(door: TrailDoor, asked: TrailFilter, form: str) -> Response:
    if form not in _WRITTEN:
        raise NotFound("There is nothing here, or not for you.")
    write, media_type = _WRITTEN[form]
    of = door.programme.slug if door.programme else "installatie"
    headers = {"Content-Disposition": f'attachment; filename="logboek-{of}.{form}"'}
    return StreamingResponse(write(_every(door, asked)), media_type=media_type, headers=headers)


def _every(door: TrailDoor, asked: TrailFilter) -> Iterator[TrailRow]:
    """In a session of its own: that of the request has ended when the first line is sent."""
    before = asked.before
    with door.world.database.reading() as session:
        while True:
            narrowed = TrailFilter(asked.kind, asked.thing, asked.actor, before)
            rows = trail(session, door.programme_id, narrowed, AT_ONCE)
            yield from rows
            if len(rows) < AT_ONCE:
                return
            before = rows[-1].seq


_COLUMNS = (
    *("seq", "at", "actor_id", "actor", "action", "object_type", "object_id", "title", "result", "origin"),
    *("was", "becomes", "hash"),
)


def _cells(row: TrailRow) -> dict[str, object]:
    told = {name: getattr(row, name) for name in _COLUMNS}
    return told | {"at": row.at.isoformat(), "sentence": sentence(row), "values_forgotten": row.is_forgotten}


def _csv(rows: Iterator[TrailRow]) -> Iterator[str]:
    yield line([*_COLUMNS, "sentence", "values_forgotten"])
    for row in rows:
        yield line(_cells(row).values())


def _json_lines(rows: Iterator[TrailRow]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(_cells(row), ensure_ascii=False) + "\n"


_WRITTEN = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "jsonl": (_json_lines, "application/jsonl; charset=utf-8"),
}
