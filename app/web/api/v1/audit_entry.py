"""The audit trail: who did what, for who may see that; the last entry first."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.refusal import Forbidden
from app.queries.audit_trail import KINDS, TrailFilter, TrailRow, trail_of
from app.queries.programme import ProgrammeRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import Absent, Id, Number, Paging, Parameters, ProgrammeSlug, RecordedSince
from app.web.api.v1.pagination import read_cursor, require_one, write_cursor
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import AuditEntry, collection_of
from app.web.openapi import PAGED

router = api_router("Audit entries")

ObjectType = Annotated[Literal[KINDS], Field()]  # type: ignore[valid-type]  # the kinds are listed by the query


class AuditEntryFilters(RecordedSince, Paging):
    """Which audit entries are asked for."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")
    object_type: ObjectType | Absent = Field(
        None, alias="objectType", description="Only of things of this kind."
    )
    object: Number | Absent = Field(
        None, description="Only of the thing with this number; give its kind too."
    )
    person: Number | Absent = Field(None, description="Only of what was done by the person with this number.")

    def trail_filter(self, access: ProgrammesAccess) -> TrailFilter:
        """Return what to look for. Refuses (`Invalid`) a cursor that is not of this list."""
        before = None if self.after is None else int(read_cursor(access, self)[0] or 0)
        return TrailFilter(self.object_type, self.object, self.person, before, since=self.changed_since)


@router.get(
    "/audit-entries", name="api.audit_entry.index", response_model=collection_of(AuditEntry), responses=PAGED
)
def index(filters: Annotated[AuditEntryFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the audit entries of the programmes of which you may see who did what."""

    def load() -> CachedResponse:
        chains = _auditable(access, access.matching(filters.programme))
        rows = trail_of(access.session, chains, filters.trail_filter(access), filters.limit + 1)
        last = rows[filters.limit - 1] if len(rows) > filters.limit else None
        after = None if last is None else write_cursor(access, filters, (last.id,))
        return write_page((_shape(access, row) for row in rows[: filters.limit]), after)

    return respond(access, load, keep=False)


@router.get("/audit-entries/{id}", name="api.audit_entry.show", response_model=AuditEntry)
def show(id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get an audit entry."""

    def load() -> CachedResponse:
        rows = trail_of(access.session, access.programme_ids, TrailFilter(before=id + 1), 1)
        row = require_one([row for row in rows if row.id == id])
        if row.programme_id not in _auditable(access, access.programmes.values()):
            raise Forbidden("You may not do this.")
        return write_one(_shape(access, row))

    return respond(access, load, keep=False)


def _auditable(access: ProgrammesAccess, programmes: Iterable[ProgrammeRow]) -> list[int]:
    """Return the ids of those of these programmes of which the viewer may see the trail."""
    rights = access.viewer.rights
    return [programme.id for programme in programmes if rights.may_audit(programme.id)]


def _shape(access: ProgrammesAccess, row: TrailRow) -> AuditEntry:
    return AuditEntry.of(
        row,
        programme=access.programme(row.programme_id).slug,
        number=row.seq,
        object=row.object_id,
        actor=row.actor_id,
        was=dict(row.was),
        becomes=dict(row.becomes),
        forgotten=row.is_forgotten,
    )
