"""The audit trail in sentences: of a programme, of the installation itself, and of one person anywhere."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.queries.audit_trail import TrailFilter, people_of, trail, trail_of
from app.queries.programme import programmes
from app.web.deps.audit import AuditableInstallation, AuditableProgramme, TrailDoor, TrailFilterDep
from app.web.deps.people import ManagedPerson
from app.web.responses import page
from app.web.views.trail import describe_entry, list_kinds

router = APIRouter(include_in_schema=False)
AT_ONCE = 50


@router.get("/programmas/{slug}/logboek", name="audit_entry.index")
def index(request: Request, door: AuditableProgramme, asked: TrailFilterDep) -> Response:
    """The last entries, or those before a number. Four queries, however long the trail is."""
    return _chain(request, door, asked)


@router.get("/logboek", name="audit_entry.installation")
def installation(request: Request, door: AuditableInstallation, asked: TrailFilterDep) -> Response:
    """The same of what belongs to no programme: people, tokens, signing in. Three queries."""
    return _chain(request, door, asked)


@router.get("/mensen/{person_id}/logboek", name="audit_entry.person")
def person(request: Request, door: ManagedPerson, asked: TrailFilterDep) -> Response:
    """What this person did and what was done to them, wherever the viewer may see that. Four queries."""
    rights = door.viewer.rights
    where: list[int | None] = [p.id for p in programmes(door.session, door.managed) if rights.may_audit(p.id)]
    if rights.administers:
        where.append(None)
    narrowed = TrailFilter(asked.kind, asked.thing, before=asked.before, whom=door.person.id)
    found = trail_of(door.session, where, narrowed, AT_ONCE + 1)
    rows = found[:AT_ONCE]
    paths = request.app.state.paths
    older = {"voor": rows[-1].id} if len(found) > AT_ONCE else None
    context = {
        "active_page": "person.index",
        "someone": door.person,
        "rows": [(row, describe_entry(row)) for row in rows],
        "older": paths("audit_entry.person", older, person_id=door.person.id) if older else "",
    }
    return page(request, "audit_entry/person.html", context, viewer=door.viewer)


def _chain(request: Request, door: TrailDoor, asked: TrailFilter) -> Response:
    found = trail(door.session, door.programme_id, asked, AT_ONCE + 1)
    rows = found[:AT_ONCE]
    kept: dict[str, object] = {"soort": asked.kind, "id": asked.thing, "persoon": asked.actor}
    name, places = ("index", {"slug": door.programme.slug}) if door.programme else ("installation", {})
    paths = request.app.state.paths

    def here(query: dict[str, object] | None = None) -> str:
        return str(paths(f"audit_entry.{name}", query, **places))

    def file(form: str) -> str:
        of = "file" if door.programme else "installation_file"
        return str(paths(f"audit_entry.{of}", kept, form=form, **places))

    context = {
        "programme": door.programme,
        "active_tab": "audit_entry.index",
        "active_page": "" if door.programme else "person.index",
        "here": here,
        "file": file,
        "rows": [(row, describe_entry(row)) for row in rows],
        "kind_words": list_kinds(),
        "people": people_of(door.session, door.programme_id),
        "asked": asked,
        "older": here({**kept, "voor": rows[-1].seq}) if len(found) > AT_ONCE else "",
    }
    return page(request, "audit_entry/index.html", context, viewer=door.viewer)
