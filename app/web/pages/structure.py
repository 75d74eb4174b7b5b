"""What a programme is made of, for the office: everything in order, to add to and to change."""

from collections import defaultdict
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.domain.refusal import Invalid, NotFound, Stale
from app.queries.party import party_places, pilot_site_places
from app.queries.programme import action_lines, projects
from app.queries.structure import list_deliverables
from app.web.deps.programme import StructuredProgramme
from app.web.forms import Typed, TypedDep, number, require_own_form
from app.web.pages.structure_answer import ask, saved
from app.web.pages.structure_door import PartToAdd, PartToChange
from app.web.responses import page

router = APIRouter(prefix="/programmas/{slug}/opzet", include_in_schema=False)

OURS = [Depends(require_own_form)]


@router.get("", name="structure.index")
def index(request: Request, door: StructuredProgramme, bewaard: str = "") -> Response:
    """Every part, also what is gone. Seven queries."""
    session, here, today = door.session, door.programme.id, door.app_state.today()
    inside, within = defaultdict(list), defaultdict(list)
    for project in projects(session, here, today):
        inside[project.action_line_id].append(project)
    for deliverable in list_deliverables(session, here):
        within[deliverable.project_id].append(deliverable)
    context = {
        "programme": door.programme,
        "active_tab": "structure.index",
        "lines": action_lines(session, here, today),
        "inside": inside,
        "within": within,
        "parties": party_places(session, here),
        "sites": pilot_site_places(session, here),
        "saved": bewaard[:80],
    }
    return page(request, "structure/index.html", context, viewer=door.viewer)


@router.get("/{soort}/nieuw", name="structure.new")
def new(request: Request, kind: PartToAdd, onder: str = "") -> Response:
    """An empty form; `onder` is where it is to stand."""
    if kind.part.add is None:
        raise NotFound("There is nothing here, or not for you.")
    above = {"project": "action_line", "deliverable": "project"}.get(kind.part.thing, "")
    begun = {above: str(number(onder) or "")} if above else {}
    return ask(request, kind, Typed(begun))


@router.post("/{soort}/nieuw", name="structure.create", dependencies=OURS)
def create(request: Request, kind: PartToAdd, typed: TypedDep) -> Response:
    """Add it; else the form with everything still in it, and a message beside each field."""
    if kind.part.add is None:
        raise NotFound("There is nothing here, or not for you.")
    try:
        kind.part.add(kind.door.session, kind.act, kind.door.programme.id, typed)
    except Invalid as refused:
        return ask(request, kind, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    return saved(request, kind, typed["title"] or typed["name"])


@router.get("/{soort}/{part_id}", name="structure.edit")
def edit(request: Request, opened: PartToChange) -> Response:
    """The form with what it is now, and what else can be done with it."""
    return ask(request, opened, Typed(opened.now.values))


@router.post("/{soort}/{part_id}", name="structure.update", dependencies=OURS)
def update(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Say what it is from now on, or from the day that is given."""
    try:
        opened.part.revise(opened.door.session, opened.act, opened.door.programme.id, opened.id, typed)
    except Invalid as refused:
        return ask(request, opened, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return ask(request, opened, typed, stale=stale, status=HTTPStatus.CONFLICT)
    return saved(request, opened, typed["title"] or typed["name"])
