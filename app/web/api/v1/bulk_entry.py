"""Projects and deliverables made, changed and moved many at once: all of them or none, and undone as one."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response

from app.actions import bulk_entry
from app.domain.refusal import Invalid
from app.queries.bulk_entry import EntryRecords, records_of
from app.templating import translator
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.bulk_entry import NewBulkEntry
from app.web.api.v1.bulk_rows import pointing_at_rows, read_rows
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.pagination import require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import BulkEntry, Record
from app.web.openapi import CHANGED, CREATED

router = api_router("Many at once")


@router.post(
    "/bulk-entries",
    name="api.bulk_entry.create",
    status_code=HTTPStatus.CREATED,
    response_model=BulkEntry,
    responses=CREATED,
)
def create(access: Changeable, body: NewBulkEntry) -> Response:
    """Make and change projects and deliverables of a programme: all of them, or none.

    A row with an `id` changes what is there, on the `version` that was read; one without makes something new,
    which other rows name by its `key`. Whatever is wrong is told of all rows at once, each at its place.
    """
    programme = access.require_structure(access.programme_called(body.programme).id)
    rows = read_rows(access.session, programme.id, body)
    if not rows:
        raise Invalid.because("deliverables", "There is nothing in this that changes anything.")
    with pointing_at_rows():
        entry_id = bulk_entry.change_all(access.session, access.act, programme.id, rows, reason=body.reason)
    content = _write(access, _load(access, entry_id))
    return answer_created(access, "api.bulk_entry.show", content, programme.id, id=entry_id)


def load_entry(access: ReadableProgrammes, id: Id) -> EntryRecords:
    """Load the entry in the path. Refuses people who may not change what its programme is made of."""
    return _load(access, id)


EntryDep = Annotated[EntryRecords, Depends(load_entry)]


@router.get("/bulk-entries/{id}", name="api.bulk_entry.show", response_model=BulkEntry)
def show(entry: EntryDep, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get what was made and changed at once, for whoever may change what the programme is made of."""
    return respond(access, lambda: _write(access, entry), keep=False)


@router.post(
    "/bulk-entries/{id}/_undo", name="api.bulk_entry.undo", response_model=BulkEntry, responses=CHANGED
)
def undo(entry: EntryDep, access: Changeable, if_match: IfMatch) -> Response:
    """Take back everything that was made and changed, as long as nobody changed any of it since."""
    reason = translator().gettext("Undone right after it was made.")
    with if_match.judge(_version(entry), lambda: _write(access, _load(access, entry.id))):
        bulk_entry.undo(access.session, access.act, entry.programme_id, entry.id, reason=reason)
    return answer_changed(access, _write(access, _load(access, entry.id)), entry.programme_id)


def _load(access: ProgrammesAccess, entry_id: int) -> EntryRecords:
    entry = require_row(records_of(access.session, access.programme_ids, entry_id))
    access.require_structure(entry.programme_id)
    return entry


def _version(entry: EntryRecords) -> int:
    """It changes once at the most: when it is undone."""
    return 2 if entry.is_undone else 1


def _write(access: ProgrammesAccess, entry: EntryRecords) -> CachedResponse:
    shape = BulkEntry(
        id=entry.id,
        programme=access.slug(entry.programme_id),
        recorded_at=entry.recorded_at,
        undone=entry.is_undone,
        made=tuple(Record(type=type, id=id) for type, id in entry.made),
        changed=tuple(Record(type=type, id=id) for type, id in entry.changed),
        version=_version(entry),
    )
    return write_one(shape, shape.version)
