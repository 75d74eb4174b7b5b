"""The audit trail of a programme: in sentences, of one thing or by one person, and as files."""

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from app.domain.refusal import Forbidden, Invalid, NotFound
from app.queries.audit_trail import KINDS, TrailFilter, TrailRow, people_of, trail
from app.web.answer import page
from app.web.deps import ProgrammeDoor, ReadableProgramme
from app.web.spreadsheet import line
from app.web.trail import kind_words, sentence

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/logboek")
AT_ONCE, IN_A_FILE = 50, 1000
MOST = 2**31 - 1


async def auditable_programme(door: ReadableProgramme) -> ProgrammeDoor:
    """The programme in the path, for who may see who did what in it."""
    if not door.viewer.rights.may_audit(door.programme.id):
        raise Forbidden("Only the programme office and an administrator read the audit trail.")
    return door


AuditableProgramme = Annotated[ProgrammeDoor, Depends(auditable_programme)]


async def asked(
    soort: str = "", id: str = "", persoon: str = "", voor: Annotated[str, Query()] = ""
) -> TrailFilter:
    """What is asked for in the address; everything that cannot be read is refused."""
    if soort and soort not in KINDS:
        raise Invalid.because("soort", "Choose one of the given values.")
    return TrailFilter(soort or None, _number("id", id), _number("persoon", persoon), _number("voor", voor))


Asked = Annotated[TrailFilter, Depends(asked)]


@router.get("", name="audit_entry.index")
def index(request: Request, door: AuditableProgramme, asked: Asked) -> Response:
    """The last entries, or those before a number. Four queries, however long the trail is."""
    found = trail(door.session, door.programme.id, asked, AT_ONCE + 1)
    rows = found[:AT_ONCE]
    kept = {"soort": asked.kind, "id": asked.thing, "persoon": asked.actor}
    context = {
        "programme": door.programme,
        "active_tab": "audit_entry.index",
        "rows": [(row, sentence(row)) for row in rows],
        "kind_words": kind_words(),
        "people": people_of(door.session, door.programme.id),
        "asked": asked,
        "kept": kept,
        "older": {**kept, "voor": rows[-1].seq} if len(found) > AT_ONCE else None,
    }
    return page(request, "audit_entry/index.html", context, viewer=door.viewer)


@router.get("/bestand.{form}", name="audit_entry.file")
def file(door: AuditableProgramme, asked: Asked, form: str) -> Response:
    """The whole trail as a file, the last entry first, written while it is read."""
    if form not in _WRITTEN:
        raise NotFound("There is nothing here, or not for you.")
    write, media_type = _WRITTEN[form]
    name = f"logboek-{door.programme.slug}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(write(_every(door, asked)), media_type=media_type, headers=headers)


def _number(name: str, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:12]) <= MOST):
        raise Invalid.because(name, "Give a whole number from 1 to %(most)s.", most=MOST)
    return int(typed)


def _every(door: ProgrammeDoor, asked: TrailFilter) -> Iterator[TrailRow]:
    """In a session of its own: that of the request has ended when the first line is sent."""
    before = asked.before
    with door.world.database.reading() as session:
        while True:
            narrowed = TrailFilter(asked.kind, asked.thing, asked.actor, before)
            rows = trail(session, door.programme.id, narrowed, IN_A_FILE)
            yield from rows
            if len(rows) < IN_A_FILE:
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
