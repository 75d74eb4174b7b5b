"""What a programme is made of, for the office: add, rename, move, merge, split, withdraw."""

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
from app.web.forms import Typed, TypedDep, number, require_own_form
from app.web.pages.structure_part import Do, PartKind, PartValues
from app.web.pages.structure_parts import PARTS
from app.web.responses import page, redirect_to


@dataclass(frozen=True, slots=True)
class PartDoor:
    """An opened door: a kind of part of a programme, to add one."""

    door: ProgrammeDoor
    part: PartKind

    @property
    def act(self) -> AuditContext:
        """By the viewer, now."""
        return self.door.app_state.act(self.door.viewer.id, "web")


@dataclass(frozen=True, slots=True)
class OpenedPart(PartDoor):
    """An opened door: one part of a programme, as it is now."""

    id: int
    now: PartValues


def part_to_add(door: StructurableProgramme, soort: str) -> PartDoor:
    """The kind of part in the path."""
    if soort not in PARTS:
        raise NotFound("There is nothing here, or not for you.")
    return PartDoor(door, PARTS[soort])


PartToAdd = Annotated[PartDoor, Depends(part_to_add)]


def part_to_change(kind: PartToAdd, part_id: Id) -> OpenedPart:
    """The part in the path. One query more, two for a deliverable."""
    now = kind.part.open(kind.door.session, kind.door.programme.id, part_id)
    if now is None:
        raise NotFound("There is nothing here, or not for you.")
    return OpenedPart(kind.door, kind.part, part_id, now)


PartToChange = Annotated[OpenedPart, Depends(part_to_change)]


def ask(
    request: Request,
    kind: PartDoor,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    stale: Stale | None = None,
    about: str = "update",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The form as typed; `about` names which of the forms on the page was sent.

    What was refused halfway is taken back: a form is saved whole or not at all.
    """
    door, now = kind.door, kind.now if isinstance(kind, OpenedPart) else None
    part_id = kind.id if isinstance(kind, OpenedPart) else None
    if status >= HTTPStatus.BAD_REQUEST:
        door.session.rollback()
    if stale is not None and now is not None:
        typed = Typed({**typed.values, "version": now.values["version"]})
    context = {
        "programme": door.programme,
        "active_tab": "structure.index",
        "part": kind.part,
        "part_id": part_id,
        "now": now,
        "typed": typed if about == "update" or now is None else Typed(now.values),
        "sent": typed,
        "about": about,
        "errors": errors or {},
        "is_stale": stale is not None,
        "choices": kind.part.choices(door.session, door.programme.id, part_id),
    }
    return page(request, "structure/edit.html", context, viewer=door.viewer, status_code=status)


def saved(request: Request, kind: PartDoor, title: str) -> Response:
    """Back to everything that the programme is made of, with word of what was saved."""
    return redirect_to(request, "structure.index", {"bewaard": title[:80]}, slug=kind.door.programme.slug)


router = APIRouter(prefix="/programmas/{slug}/opzet", include_in_schema=False)

OURS = [Depends(require_own_form)]


@router.get("", name="structure.index")
def index(request: Request, door: StructurableProgramme, bewaard: str = "") -> Response:
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


@router.post("/{soort}/{part_id}/samenvoeging", name="structure.merge", dependencies=OURS)
def merge(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let it be part of another from now on."""
    return _done(request, opened, typed, "merge", opened.part.merge)


@router.post("/{soort}/{part_id}/intrekking", name="structure.withdraw", dependencies=OURS)
def withdraw(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let it fall; it stays visible as withdrawn."""
    return _done(request, opened, typed, "withdraw", opened.part.withdraw)


@router.post("/{soort}/{part_id}/hervatting", name="structure.resume", dependencies=OURS)
def resume(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Take it up again."""
    return _done(request, opened, typed, "resume", opened.part.resume)


@router.post("/{soort}/{part_id}/splitsing", name="structure.split", dependencies=OURS)
def split(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let new ones come forth from it."""
    return _done(request, opened, typed, "split", opened.part.split)


def _done(request: Request, opened: OpenedPart, typed: Typed, about: str, do: Do | None) -> Response:
    """Back to everything once it is done; else the page with that form as it was sent."""
    if do is None:
        raise NotFound("There is nothing here, or not for you.")
    door = opened.door
    try:
        do(door.session, opened.act, door.programme.id, opened.id, typed)
    except Invalid as refused:
        return ask(request, opened, typed, refused.fields, about=about, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return ask(request, opened, typed, stale=stale, about=about, status=HTTPStatus.CONFLICT)
    except Conflict as refused:
        wrong = {"reason": refused.message}
        return ask(request, opened, typed, wrong, about=about, status=HTTPStatus.CONFLICT)
    return saved(request, opened, opened.now.title)
