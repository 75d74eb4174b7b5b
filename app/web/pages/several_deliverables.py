"""Changing several deliverables at once: choose them, say what changes, see it, and save all or none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.references import deliverable_objections, refuse
from app.actions.several_deliverables import SharedChange, change_several, field_of, undo_several
from app.actions.structure import require_possible_lead, require_target
from app.domain.refusal import Invalid, Message
from app.domain.structure import DeliverableKind
from app.queries.lead import possible_leads
from app.queries.structure import (
    CHANGEABLE_AT_ONCE,
    ChangeableDeliverable,
    changeable_deliverables,
    projects_now,
)
from app.tables.columns import LARGEST_ID
from app.tables.tracked import PROJECT
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.programme import ProgrammeAccess, StructurableProgramme
from app.web.forms import (
    Choices,
    FormText,
    Typed,
    TypedDep,
    all_or_nothing,
    read_member,
    read_number,
    require_own_form,
)
from app.web.responses import redirect_to, render_page

router = APIRouter(prefix="/programmas/{slug}/opzet/meerdere", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]
NOBODY = "geen"
"""The choice that leaves them to the lead of their project."""
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One of the chosen; `changes` say what is changed, what it was and what it becomes."""

    deliverable: ChangeableDeliverable
    changes: Sequence[tuple[str, str, str]] = ()
    wrong: Message | None = None


@router.get("", name="several_deliverables.index")
def index(
    request: Request,
    access: StructurableProgramme,
    tekst: FormText = "",
    project: str = "",
    soort: str = "",
    wie: str = "",
    bladzijde: str = "",
    gewijzigd: str = "",
) -> Response:
    """List what can be chosen, with the fields that can be changed. Six queries at the most."""
    sought = {"tekst": tekst, "project": project, "soort": soort, "wie": wie, "bladzijde": bladzijde}
    return _render_list(request, access, Typed({**sought, "gewijzigd": gewijzigd}))


@router.post("/voorstel", name="several_deliverables.preview", dependencies=OWN_FORM)
def preview(request: Request, access: StructurableProgramme, typed: TypedDep) -> Response:
    """Show what would change of each of the chosen, before anything is saved."""
    try:
        change = _read_change(access, typed)
        _require_own(access, typed.ticked_ids("kies"))
    except Invalid as refused:
        return _render_list(request, access, typed, refused.fields)
    return _render_preview(request, access, typed, change)


@router.post("", name="several_deliverables.update", dependencies=OWN_FORM)
def update(request: Request, access: StructurableProgramme, typed: TypedDep) -> Response:
    """Change all of them, or none where one of them is refused."""
    try:
        change = _read_change(access, typed)
    except Invalid as refused:
        return _render_list(request, access, typed, refused.fields)
    versions = _read_versions(typed)
    try:
        with all_or_nothing(access.session):
            changed = change_several(
                access.session,
                access.act,
                access.programme.id,
                versions,
                change,
                reason=typed["reason"],
                said_on=typed.day("said_on"),
            )
    except Invalid as refused:
        return _render_preview(request, access, typed, change, refused.fields)
    return _redirect_changed(request, access, changed)


@router.post("/ongedaan", name="several_deliverables.undo", dependencies=OWN_FORM)
def undo(request: Request, access: StructurableProgramme, typed: TypedDep) -> Response:
    """Put all of them back as they were before the last change, or none."""
    reason = translator().gettext("Undone right after it was saved.")
    try:
        with all_or_nothing(access.session):
            undo_several(
                access.session, access.act, access.programme.id, _read_versions(typed), reason=reason
            )
    except Invalid as refused:
        messages = list(refused.fields.values())
        first = {"several": messages[0]} if messages else {}
        return _render_list(request, access, Typed(), first, HTTPStatus.CONFLICT)
    return redirect_to(request, "several_deliverables.index", slug=access.programme.slug)


def _require_own(access: ProgrammeAccess, ids: Collection[int]) -> None:
    """Refuse none at all, and any that is not of this programme. One query."""
    if not ids:
        raise Invalid.because("several", "Choose at least one deliverable.")
    refuse(deliverable_objections(access.session, access.programme.id, ids, "several"))


def _read_versions(typed: Typed) -> dict[int, int]:
    """Return the version in which each of the chosen was read, by its id."""
    return {id: read_number(typed[field_of(id)]) for id in typed.ticked_ids("kies")}


def _read_change(access: ProgrammeAccess, typed: Typed) -> SharedChange:
    """Return what changes. Refuses nothing at all, and a project or lead that is not of this programme."""
    kind = read_member(DeliverableKind, typed["kind"], "kind")
    project_id = typed.id("project_id")
    lead_id = None if typed["lead"] == NOBODY else typed.id("lead")
    if project_id is not None:
        require_target(access.session, PROJECT, project_id, access.programme.id, "project_id")
    require_possible_lead(access.session, lead_id, access.programme.id)
    change = SharedChange(project_id, kind, lead_id, drops_lead=typed["lead"] == NOBODY)
    if change.is_empty:
        raise Invalid.because("lead", "Choose what changes: the lead, the project or the kind.")
    return change


def _list_choices(access: ProgrammeAccess) -> Choices:
    """Return what can be chosen, in the filter and in the change. Two queries."""
    leads = [(str(id), name) for id, name in possible_leads(access.session, [access.programme.id])]
    return {
        "projects": [(str(id), title) for id, title in projects_now(access.session, access.programme.id)],
        "leads": leads,
        "kinds": [(kind.value, word(translator(), kind)) for kind in DeliverableKind],
    }


def _read_id(typed: str) -> int | None:
    number = read_number(typed)
    return number if 0 < number <= LARGEST_ID else None


def _render_list(
    request: Request,
    access: ProgrammeAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    page = min(max(read_number(typed["bladzijde"]), 1), MOST_PAGES)
    rows = changeable_deliverables(
        access.session,
        access.programme.id,
        words=typed["tekst"][:200],
        project_id=_read_id(typed["project"]),
        lead_id=_read_id(typed["wie"]),
        kind=DeliverableKind(typed["soort"]) if typed["soort"] in set(DeliverableKind) else None,
        page=page,
    )
    changed = _read_changed(typed["gewijzigd"])
    query = {name: typed[name] for name in ("tekst", "project", "soort", "wie")}
    context = {
        "programme": access.programme,
        "active_tab": "structure.index",
        "rows": rows[:CHANGEABLE_AT_ONCE],
        "next_page": {**query, "bladzijde": page + 1} if len(rows) > CHANGEABLE_AT_ONCE else None,
        "typed": typed,
        "errors": errors or {},
        "choices": _list_choices(access),
        "changed": changed,
    }
    status = status if not errors or status is not HTTPStatus.OK else HTTPStatus.BAD_REQUEST
    return render_page(
        request, "several_deliverables/index.html", context, viewer=access.viewer, status_code=status
    )


def _render_preview(
    request: Request,
    access: ProgrammeAccess,
    typed: Typed,
    change: SharedChange,
    errors: Mapping[str, Message] | None = None,
) -> Response:
    """Return what becomes of each; those that were changed meanwhile carry their version of now."""
    wrong, choices = errors or {}, _list_choices(access)
    ids = [id for id in typed.ticked_ids("kies") if 0 < id <= LARGEST_ID]
    chosen = changeable_deliverables(access.session, access.programme.id, ids=ids)
    context = {
        "programme": access.programme,
        "active_tab": "structure.index",
        "rows": [
            ChangedRow(row, _list_changes(row, change, choices), wrong.get(field_of(row.id)))
            for row in chosen
        ],
        "typed": typed,
        "errors": wrong,
    }
    status = HTTPStatus.CONFLICT if wrong else HTTPStatus.OK
    return render_page(
        request, "several_deliverables/preview.html", context, viewer=access.viewer, status_code=status
    )


def _list_changes(
    row: ChangeableDeliverable, change: SharedChange, choices: Choices
) -> list[tuple[str, str, str]]:
    """Return what changes of one of them, as what it is called, what it was and what it becomes."""
    words, changes = translator(), []
    nobody = words.gettext("the lead of the project")
    if change.drops_lead or change.lead_id:
        lead = dict(choices["leads"]).get(str(change.lead_id), nobody)
        changes.append((words.gettext("Lead"), row.lead or nobody, lead))
    if change.project_id:
        project = dict(choices["projects"]).get(str(change.project_id), "")
        changes.append((words.gettext("Project"), row.project, project))
    if change.kind:
        changes.append((words.gettext("Kind"), word(words, row.kind), word(words, change.kind)))
    return [(name, was, becomes) for name, was, becomes in changes if was != becomes]


def _redirect_changed(request: Request, access: ProgrammeAccess, changed: Mapping[int, int]) -> Response:
    """Redirect to the list, which confirms what changed and can undo it."""
    query = {"gewijzigd": "_".join(f"{id}.{version}" for id, version in changed.items()) or "0.0"}
    return redirect_to(request, "several_deliverables.index", {**query}, slug=access.programme.slug)


def _read_changed(named: str) -> dict[str, str] | None:
    """Return the fields by which the change can be undone, none where nothing was changed just now."""
    if not named:
        return None
    pairs = (pair.partition(".") for pair in named.split("_")[: CHANGEABLE_AT_ONCE + 1])
    numbers = ((read_number(id), read_number(version)) for id, _, version in pairs)
    return {field_of(id): str(version) for id, version in numbers if id and version}
