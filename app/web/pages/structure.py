"""The structure of a programme, for the office: add, change, merge, split and withdraw its parts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.queries.party import party_places, pilot_site_places
from app.queries.programme import action_lines, projects
from app.queries.structure import list_deliverables
from app.web.deps.programme import ProgrammeDoor, StructurableProgramme
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.pages.structure_part import PartAction, PartKind, PartValues
from app.web.pages.structure_parts import PARTS
from app.web.responses import redirect_to, render_page


@dataclass(frozen=True, slots=True)
class PartDoor(ProgrammeDoor):
    """A programme whose structure the viewer may change, and the kind of part in the path."""

    kind: PartKind

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")


@dataclass(frozen=True, slots=True)
class ExistingPartDoor(PartDoor):
    """One part of the programme, with its present values."""

    id: int
    part: PartValues


def load_part_kind(door: StructurableProgramme, soort: str) -> PartDoor:
    """Return the kind of part in the path. 404 for other words."""
    if soort not in PARTS:
        raise NotFound("There is nothing here, or not for you.")
    return PartDoor(door.session, door.viewer, door.app_state, door.programme, PARTS[soort])


PartToAdd = Annotated[PartDoor, Depends(load_part_kind)]


def load_part(door: PartToAdd, part_id: Id) -> ExistingPartDoor:
    """Load the part in the path. One query more, two for a deliverable."""
    part = door.kind.open(door.session, door.programme.id, part_id)
    if part is None:
        raise NotFound("There is nothing here, or not for you.")
    return ExistingPartDoor(
        door.session, door.viewer, door.app_state, door.programme, door.kind, part_id, part
    )


PartToChange = Annotated[ExistingPartDoor, Depends(load_part)]


router = APIRouter(prefix="/programmas/{slug}/opzet", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]


@router.get("", name="structure.index")
def index(request: Request, door: StructurableProgramme, bewaard: str = "") -> Response:
    """List every part, withdrawn ones too. Seven queries."""
    session, programme_id, today = door.session, door.programme.id, door.app_state.today()
    projects_by_line, deliverables_by_project = defaultdict(list), defaultdict(list)
    for project in projects(session, programme_id, today):
        projects_by_line[project.action_line_id].append(project)
    for deliverable in list_deliverables(session, programme_id):
        deliverables_by_project[deliverable.project_id].append(deliverable)
    context = {
        "programme": door.programme,
        "active_tab": "structure.index",
        "lines": action_lines(session, programme_id, today),
        "inside": projects_by_line,
        "within": deliverables_by_project,
        "parties": party_places(session, programme_id),
        "sites": pilot_site_places(session, programme_id),
        "saved": bewaard[:80],
    }
    return render_page(request, "structure/index.html", context, viewer=door.viewer)


@router.get("/{soort}/nieuw", name="structure.new")
def new(request: Request, door: PartToAdd, onder: str = "") -> Response:
    """Show an empty form; `onder` is the id of the part that the new one will belong to."""
    if door.kind.add is None:
        raise NotFound("There is nothing here, or not for you.")
    parent = {"project": "action_line", "deliverable": "project"}.get(door.kind.thing, "")
    initial = {parent: str(read_number(onder) or "")} if parent else {}
    return _render_form(request, door, Typed(initial))


@router.post("/{soort}/nieuw", name="structure.create", dependencies=OWN_FORM)
def create(request: Request, door: PartToAdd, typed: TypedDep) -> Response:
    """Add the part; a refusal shows the form again with what was typed and a message beside each field."""
    if door.kind.add is None:
        raise NotFound("There is nothing here, or not for you.")
    try:
        with all_or_nothing(door.session):
            door.kind.add(door.session, door.act, door.programme.id, typed)
    except Invalid as refused:
        return _render_form(request, door, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    return _redirect_saved(request, door, typed["title"] or typed["name"])


@router.get("/{soort}/{part_id}", name="structure.edit")
def edit(request: Request, door: PartToChange) -> Response:
    """Show the form with the present values, and the other actions on the part."""
    return _render_form(request, door, Typed(door.part.values))


@router.post("/{soort}/{part_id}", name="structure.update", dependencies=OWN_FORM)
def update(request: Request, door: PartToChange, typed: TypedDep) -> Response:
    """Change the part from today, or from the day in the form."""
    try:
        with all_or_nothing(door.session):
            door.kind.revise(door.session, door.act, door.programme.id, door.id, typed)
    except Invalid as refused:
        return _render_form(request, door, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return _render_form(request, door, typed, stale=stale, status=HTTPStatus.CONFLICT)
    return _redirect_saved(request, door, typed["title"] or typed["name"])


@router.post("/{soort}/{part_id}/samenvoeging", name="structure.merge", dependencies=OWN_FORM)
def merge(request: Request, door: PartToChange, typed: TypedDep) -> Response:
    """Merge the part into another of its kind."""
    return _run_action(request, door, typed, "merge", door.kind.merge)


@router.post("/{soort}/{part_id}/intrekking", name="structure.withdraw", dependencies=OWN_FORM)
def withdraw(request: Request, door: PartToChange, typed: TypedDep) -> Response:
    """Withdraw the part; it stays visible as withdrawn."""
    return _run_action(request, door, typed, "withdraw", door.kind.withdraw)


@router.post("/{soort}/{part_id}/hervatting", name="structure.resume", dependencies=OWN_FORM)
def resume(request: Request, door: PartToChange, typed: TypedDep) -> Response:
    """Resume a part that was withdrawn or merged."""
    return _run_action(request, door, typed, "resume", door.kind.resume)


@router.post("/{soort}/{part_id}/splitsing", name="structure.split", dependencies=OWN_FORM)
def split(request: Request, door: PartToChange, typed: TypedDep) -> Response:
    """Split the part into several new ones."""
    return _run_action(request, door, typed, "split", door.kind.split)


def _run_action(
    request: Request, door: ExistingPartDoor, typed: Typed, about: str, action: PartAction | None
) -> Response:
    """Run an action on the part; a refusal shows the page again with that form as it was sent."""
    if action is None:
        raise NotFound("There is nothing here, or not for you.")
    try:
        with all_or_nothing(door.session):
            action(door.session, door.act, door.programme.id, door.id, typed)
    except Invalid as refused:
        return _render_form(request, door, typed, refused.fields, about=about, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return _render_form(request, door, typed, stale=stale, about=about, status=HTTPStatus.CONFLICT)
    except Conflict as refused:
        errors = {"reason": refused.message}
        return _render_form(request, door, typed, errors, about=about, status=HTTPStatus.CONFLICT)
    return _redirect_saved(request, door, door.part.title)


def _render_form(
    request: Request,
    door: PartDoor,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    stale: Stale | None = None,
    about: str = "update",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page with what was typed; `about` names which of its forms was sent."""
    part = door.part if isinstance(door, ExistingPartDoor) else None
    part_id = door.id if isinstance(door, ExistingPartDoor) else None
    if stale is not None and part is not None:
        typed = Typed({**typed.values, "version": part.values["version"]})
    context = {
        "programme": door.programme,
        "active_tab": "structure.index",
        "part": door.kind,
        "part_id": part_id,
        "now": part,
        "typed": typed if about == "update" or part is None else Typed(part.values),
        "sent": typed,
        "about": about,
        "errors": errors or {},
        "is_stale": stale is not None,
        "choices": door.kind.choices(door.session, door.programme.id, part_id),
    }
    return render_page(request, "structure/edit.html", context, viewer=door.viewer, status_code=status)


def _redirect_saved(request: Request, door: PartDoor, title: str) -> Response:
    """Redirect to the structure of the programme, which confirms what was saved."""
    return redirect_to(request, "structure.index", {"bewaard": title[:80]}, slug=door.programme.slug)
