"""The structure of a programme, for the office: add, change, merge, split and withdraw its parts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.undo import undo_last
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.report import Record
from app.queries.last_recorded import find_undoable
from app.queries.named_moment import read_register
from app.queries.party import party_places, pilot_site_places
from app.queries.programme import action_lines, projects
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.queries.structure import list_deliverables
from app.tables.tracked import TRACKED_ENTITIES
from app.templating import translator
from app.web.deps.programme import ProgrammeAccess, StructurableProgramme
from app.web.deps.session import Id, read_day_or_none
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form, without_nuls
from app.web.pages.structure_part import PartAction, PartKind, PartValues
from app.web.pages.structure_parts import PARTS
from app.web.responses import is_partial, redirect_to, render_page, render_part
from app.web.views.conflict import compare
from app.web.views.related import TARGET, build_related, find_words, search_asked
from app.web.views.status_update_form import Interpretation, interpret_words


@dataclass(frozen=True, slots=True)
class PartAccess(ProgrammeAccess):
    """A programme whose structure the viewer may change, and the kind of part in the path."""

    kind: PartKind


@dataclass(frozen=True, slots=True)
class ExistingPartAccess(PartAccess):
    """One part of the programme, with its present values."""

    id: int
    part: PartValues


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part that was just made or changed, which one press undoes."""

    kind: PartKind
    id: int
    part: PartValues
    printed: Sequence[FrozenRow] = ()
    """The adopted reports that print what it said before."""


async def load_part_kind(access: StructurableProgramme, soort: str) -> PartAccess:
    """Return the kind of part in the path. 404 for other words."""
    if soort not in PARTS:
        raise NotFound("There is nothing here, or not for you.")
    return PartAccess(access.session, access.viewer, access.app_state, access.programme, PARTS[soort])


PartToAdd = Annotated[PartAccess, Depends(load_part_kind)]


def load_part(access: PartToAdd, part_id: Id) -> ExistingPartAccess:
    """Load the part in the path. One query more, two for a deliverable."""
    part = access.kind.open(access.session, access.programme.id, part_id)
    if part is None:
        raise NotFound("There is nothing here, or not for you.")
    return ExistingPartAccess(
        access.session, access.viewer, access.app_state, access.programme, access.kind, part_id, part
    )


PartToChange = Annotated[ExistingPartAccess, Depends(load_part)]


router = APIRouter(prefix="/programmas/{slug}/opzet", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]
_TRACKED = {tracked.name: tracked for tracked in TRACKED_ENTITIES}


@router.get("", name="structure.index")
def index(
    request: Request,
    access: StructurableProgramme,
    bewaard: str = "",
    gemaakt: str = "",
    ongedaan: str = "",
) -> Response:
    """List every part, withdrawn ones too. Seven queries, one or two more right after something was made."""
    session, programme_id, today = access.session, access.programme.id, access.app_state.today()
    projects_by_line, deliverables_by_project = defaultdict(list), defaultdict(list)
    for project in projects(session, programme_id, today):
        projects_by_line[project.action_line_id].append(project)
    for deliverable in list_deliverables(session, programme_id):
        deliverables_by_project[deliverable.project_id].append(deliverable)
    context = {
        "programme": access.programme,
        "active_tab": "structure.index",
        "lines": action_lines(session, programme_id, today),
        "inside": projects_by_line,
        "within": deliverables_by_project,
        "parties": party_places(session, programme_id),
        "sites": pilot_site_places(session, programme_id),
        "saved": bewaard[:80],
        "made": _find_made(access, gemaakt),
        "undone": ongedaan[:80],
    }
    return render_page(request, "structure/index.html", context, viewer=access.viewer)


@router.get("/duiding", name="structure.reading")
def read_words(
    request: Request,
    access: StructurableProgramme,
    phrase: str = "",
    said_on: str = "",
    own_earliest: str = "",
    own_latest: str = "",
    own_undated: str = "",
) -> Response:
    """Show what the words of a promise mean on the day on which they are said, without saving anything."""
    if not is_partial(request):
        return redirect_to(request, "structure.new", slug=access.programme.slug, soort="producten")
    today = access.app_state.today()
    own = {"own_earliest": own_earliest, "own_latest": own_latest, "own_undated": own_undated}
    day, register = read_day_or_none(said_on, today) or today, read_register(access.session)
    reading = interpret_words(without_nuls(phrase), day, register, own)
    return render_part(request, "structure/_reading.html", {"words": reading}, viewer=access.viewer)


@router.get("/{soort}/nieuw", name="structure.new")
def new(request: Request, access: PartToAdd, bewaard: str = "", gemaakt: str = "") -> Response:
    """Show an empty form, but for what the address names: where the new one belongs, what it shares."""
    if access.kind.add is None:
        raise NotFound("There is nothing here, or not for you.")
    named = {field: request.query_params.get(word, "") for word, field in access.kind.keeps.items()}
    made = _find_made(access, f"{access.kind.word}-{gemaakt}")
    return _render_form(request, access, Typed(named), saved=bewaard[:80], made=made)


@router.post("/{soort}/nieuw", name="structure.create", dependencies=OWN_FORM)
def create(request: Request, access: PartToAdd, typed: TypedDep) -> Response:
    """Add the part; a refusal shows the form again with what was typed and a message beside each field."""
    if access.kind.add is None:
        raise NotFound("There is nothing here, or not for you.")
    if search_asked(typed):
        return _render_form(request, access, typed)
    try:
        with all_or_nothing(access.session):
            part_id = access.kind.add(access.session, access.act, access.programme.id, typed)
    except Invalid as refused:
        return _render_form(request, access, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    title = typed["title"] or typed["name"]
    if not typed["again"]:
        return _redirect_saved(request, access, title, made=part_id)
    kept = {word: typed[field] for word, field in access.kind.keeps.items() if typed[field]}
    kept |= {"bewaard": title[:80], "gemaakt": str(part_id)}
    return redirect_to(request, "structure.new", {**kept}, slug=access.programme.slug, soort=access.kind.word)


@router.get("/{soort}/{part_id}", name="structure.edit")
def edit(request: Request, access: PartToChange, verbeter: str = "") -> Response:
    """Show the form with the present values, and the other actions on the part.

    `verbeter` makes it a correction of what was said last.
    """
    values = {**access.part.values, "is_correction": "on" if verbeter and access.kind.is_said else ""}
    return _render_form(request, access, Typed(values))


@router.post("/{soort}/{part_id}", name="structure.update", dependencies=OWN_FORM)
def update(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Change the part from today, or from the day in the form."""
    if search_asked(typed):
        return _render_form(request, access, typed)
    try:
        with all_or_nothing(access.session):
            access.kind.revise(access.session, access.act, access.programme.id, access.id, typed)
    except Invalid as refused:
        return _render_form(request, access, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return _render_form(request, access, typed, stale=stale, status=HTTPStatus.CONFLICT)
    return _redirect_saved(request, access, typed["title"] or typed["name"], made=access.id)


@router.post("/{soort}/{part_id}/ongedaan", name="structure.undo", dependencies=OWN_FORM)
def undo(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Undo what was saved last of the part; it then says what it said before, or is gone if it was made."""
    tracked = _TRACKED.get(access.kind.noun)
    if tracked is None:
        raise NotFound("There is nothing here, or not for you.")
    version, reason = read_number(typed["version"]), translator().gettext("Undone right after it was saved.")

    def undo_change(session: Session, act: AuditContext, _programme: int, part_id: int, _: Typed) -> None:
        undo_last(session, act, tracked, part_id, version, reason)

    return _run_action(request, access, typed, "retract", undo_change)


@router.post("/{soort}/{part_id}/samenvoeging", name="structure.merge", dependencies=OWN_FORM)
def merge(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Merge the part into another of its kind."""
    return _run_action(request, access, typed, "merge", access.kind.merge)


@router.post("/{soort}/{part_id}/intrekking", name="structure.withdraw", dependencies=OWN_FORM)
def withdraw(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Withdraw the part; it stays visible as withdrawn."""
    return _run_action(request, access, typed, "withdraw", access.kind.withdraw)


@router.post("/{soort}/{part_id}/hervatting", name="structure.resume", dependencies=OWN_FORM)
def resume(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Resume a part that was withdrawn or merged."""
    return _run_action(request, access, typed, "resume", access.kind.resume)


@router.post("/{soort}/{part_id}/splitsing", name="structure.split", dependencies=OWN_FORM)
def split(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Split the part into several new ones."""
    return _run_action(request, access, typed, "split", access.kind.split)


@router.post("/{soort}/{part_id}/terugname", name="structure.retract", dependencies=OWN_FORM)
def retract(request: Request, access: PartToChange, typed: TypedDep) -> Response:
    """Take back a part that was made by mistake; it is shown no more."""
    return _run_action(request, access, typed, "retract", access.kind.retract)


def _run_action(
    request: Request, access: ExistingPartAccess, typed: Typed, about: str, action: PartAction | None
) -> Response:
    """Run an action on the part; a refusal shows the page again with that form as it was sent."""
    if action is None:
        raise NotFound("There is nothing here, or not for you.")
    if search_asked(typed):
        return _render_form(request, access, typed, about=about)
    try:
        with all_or_nothing(access.session):
            action(access.session, access.act, access.programme.id, access.id, typed)
    except Invalid as refused:
        return _render_form(
            request, access, typed, refused.fields, about=about, status=HTTPStatus.BAD_REQUEST
        )
    except Stale as stale:
        return _render_form(request, access, typed, stale=stale, about=about, status=HTTPStatus.CONFLICT)
    except Conflict as refused:
        errors = {"reason": refused.message}
        return _render_form(request, access, typed, errors, about=about, status=HTTPStatus.CONFLICT)
    if about == "retract":
        query: dict[str, object] = {"ongedaan": access.part.title[:80]}
        return redirect_to(request, "structure.index", query, slug=access.programme.slug)
    return _redirect_saved(request, access, access.part.title)


def _render_form(
    request: Request,
    access: PartAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    stale: Stale | None = None,
    about: str = "update",
    status: HTTPStatus = HTTPStatus.OK,
    saved: str = "",
    made: MadePart | None = None,
) -> Response:
    """Return the page with what was typed; `about` names which of its forms was sent."""
    part = access.part if isinstance(access, ExistingPartAccess) else None
    part_id = access.id if isinstance(access, ExistingPartAccess) else None
    today = access.app_state.today()
    choices = access.kind.choices(access.session, access.programme.id, part_id)
    if stale is not None and part is not None and part_id is not None:
        part = access.kind.open(access.session, access.programme.id, part_id) or part  # as it is by now
        typed = Typed({**typed.values, "version": part.values["version"]})
        if about == "update":
            words = find_words(access.session, access.programme.id, access.kind.related, part.values)
            ticks = {**words.ticks, "party": ("parties", dict(choices.get("parties", ())))}
            errors = compare(part.values, typed.values, {**choices, **words.single}, ticks)
    own = typed if about == "update" or part is None else Typed(part.values)
    context = {
        "programme": access.programme,
        "active_tab": "structure.index",
        "part": access.kind,
        "part_id": part_id,
        "now": part,
        "typed": own,
        "sent": typed,
        "about": about,
        "errors": errors or {},
        "is_stale": stale is not None,
        "printed": _list_printed(access, access.kind, part_id) if access.kind.is_said and part_id else [],
        "choices": choices,
        "related": {
            field.name: build_related(
                access.session, access.programme.id, field, typed if field is TARGET else own, part_id
            )
            for field in access.kind.related
        },
        "words": _read_promise(access, typed, today),
        "saved": saved,
        "made": made,
    }
    return render_page(request, "structure/edit.html", context, viewer=access.viewer, status_code=status)


def _read_promise(access: PartAccess | ProgrammeAccess, typed: Typed, today: date) -> Interpretation:
    if not typed["phrase"].strip():
        return Interpretation()
    day, register = read_day_or_none(typed["said_on"], today) or today, read_register(access.session)
    return interpret_words(typed["phrase"], day, register, typed.values)


def _list_printed(access: ProgrammeAccess, kind: PartKind, part_id: int) -> list[FrozenRow]:
    """Return the adopted reports that name the part: what they print of it stays, whatever is corrected."""
    record = Record(kind.noun, part_id)
    return reports_that_print(access.session, access.programme.id, [record])


def _find_made(access: ProgrammeAccess, named: str) -> MadePart | None:
    """Return the part that was just made or changed (`producten-12`), where the viewer can undo that."""
    soort, _, number = named.partition("-")
    kind, part_id = PARTS.get(soort), read_number(number)
    part = kind.open(access.session, access.programme.id, part_id) if kind and part_id else None
    tracked = _TRACKED.get(kind.noun) if kind else None
    if kind is None or part is None or tracked is None:
        return None
    if find_undoable(access.session, tracked, access.programme.id, part_id, access.viewer.id) is None:
        return None
    return MadePart(kind, part_id, part, _list_printed(access, kind, part_id) if kind.is_said else ())


def _redirect_saved(request: Request, access: PartAccess, title: str, made: int = 0) -> Response:
    """Redirect to the structure of the programme, which confirms what was saved or made."""
    query: dict[str, object] = {"bewaard": title[:80]}
    if made:
        query["gemaakt"] = f"{access.kind.word}-{made}"
    return redirect_to(request, "structure.index", query, slug=access.programme.slug)
