"""The audit log in sentences: of a programme, of the installation, and of one person."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.queries.audit_trail import TrailFilter, people_of, trail, trail_of
from app.queries.programme import programmes
from app.web.deps.audit import AuditableInstallation, AuditableProgramme, TrailAccess, TrailFilterDep
from app.web.deps.people import ManagedPerson
from app.web.responses import render_page
from app.web.views.trail import describe_entry, list_kinds

router = APIRouter(include_in_schema=False)
PAGE_SIZE = 50


@router.get("/programmas/{slug}/logboek", name="audit_entry.index")
def index(request: Request, access: AuditableProgramme, filters: TrailFilterDep) -> Response:
    """Show the last entries of a programme, or those before a number. Four queries, however long it is."""
    return _render_chain(request, access, filters)


@router.get("/logboek", name="audit_entry.installation")
def show_installation(request: Request, access: AuditableInstallation, filters: TrailFilterDep) -> Response:
    """Show the entries outside programmes: people, tokens, signing in. Three queries."""
    return _render_chain(request, access, filters)


@router.get("/mensen/{person_id}/logboek", name="audit_entry.person")
def show_person(request: Request, access: ManagedPerson, filters: TrailFilterDep) -> Response:
    """Show what a person did and what was done to them, as far as the viewer may see it. Four queries."""
    rights = access.viewer.rights
    chains: list[int | None] = [
        p.id for p in programmes(access.session, access.managed) if rights.may_audit(p.id)
    ]
    if rights.administers:
        chains.append(None)
    own_filter = TrailFilter(filters.kind, filters.object_id, before=filters.before, whom=access.person.id)
    entries = trail_of(access.session, chains, own_filter, PAGE_SIZE + 1)
    rows = entries[:PAGE_SIZE]
    paths = request.app.state.paths
    older = {"voor": rows[-1].id} if len(entries) > PAGE_SIZE else None
    context = {
        "active_page": "person.index",
        "someone": access.person,
        "rows": [(row, describe_entry(row)) for row in rows],
        "older": paths("audit_entry.person", older, person_id=access.person.id) if older else "",
    }
    return render_page(request, "audit_entry/person.html", context, viewer=access.viewer)


def _render_chain(request: Request, access: TrailAccess, filters: TrailFilter) -> Response:
    entries = trail(access.session, access.programme_id, filters, PAGE_SIZE + 1)
    rows = entries[:PAGE_SIZE]
    filter_query: dict[str, object] = {
        "soort": filters.kind,
        "id": filters.object_id,
        "persoon": filters.actor,
    }
    name, route_params = (
        ("index", {"slug": access.programme.slug}) if access.programme else ("installation", {})
    )
    paths = request.app.state.paths

    def page_address(query: dict[str, object] | None = None) -> str:
        return str(paths(f"audit_entry.{name}", query, **route_params))

    def file_address(form: str) -> str:
        of = "file" if access.programme else "installation_file"
        return str(paths(f"audit_entry.{of}", filter_query, form=form, **route_params))

    context = {
        "programme": access.programme,
        "active_tab": "audit_entry.index",
        "active_page": "" if access.programme else "person.index",
        "page_url": page_address,
        "file": file_address,
        "rows": [(row, describe_entry(row)) for row in rows],
        "kind_words": list_kinds(),
        "people": people_of(access.session, access.programme_id),
        "filters": filters,
        "older": page_address({**filter_query, "voor": rows[-1].seq}) if len(entries) > PAGE_SIZE else "",
    }
    return render_page(request, "audit_entry/index.html", context, viewer=access.viewer)
