"""Adding and changing indicators, risks, dependencies and commitments, for the programme office."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.mistake import retract_entity
from app.actions.undo import undo_last
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.report import Record
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.templating import translator
from app.web.deps.programme import ProgrammeAccess, SteerableProgramme
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, act_on_day, all_or_nothing, read_number, require_own_form
from app.web.pages.steering_kinds import KINDS, SteeringKind, StoredEntity
from app.web.responses import redirect_to, render_page
from app.web.views.conflict import compare
from app.web.views.related import build_related, find_words, search_asked
from app.web.views.saved_entity import name_saved

router = APIRouter(prefix="/programmas/{slug}", include_in_schema=False)


def _add_routes(kind: SteeringKind) -> None:
    ours = [Depends(require_own_form)]

    @router.get(f"/{kind.word}/nieuw", name=f"{kind.noun}.new")
    def new(request: Request, access: SteerableProgramme) -> Response:
        """Show an empty form."""
        return _render_form(request, access, kind, Typed(kind.initial))

    @router.post(f"/{kind.word}/nieuw", name=f"{kind.noun}.create", dependencies=ours)
    def create(request: Request, access: SteerableProgramme, typed: TypedDep) -> Response:
        """Add it; a refusal shows the form again with what was typed and a message beside each field."""
        if search_asked(typed):
            return _render_form(request, access, kind, typed)
        try:
            with all_or_nothing(access.session):
                act = act_on_day(access.session, access.act, access.programme.id, typed.day("said_on"))
                entity_id = kind.add(access.session, act, access.programme.id, typed)
        except Invalid as refused:
            return _render_form(request, access, kind, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
        return _redirect_saved(request, access, kind, entity_id)

    @router.get(f"/{kind.word}/{{thing_id}}", name=f"{kind.noun}.edit")
    def edit(request: Request, access: SteerableProgramme, thing_id: Id, verbeter: str = "") -> Response:
        """Show the form with the present values; `verbeter` makes it a correction of what was said last."""
        entity = _load_entity(access, kind, thing_id)
        values = {**entity.values, "is_correction": "on" if verbeter else ""}
        return _render_form(request, access, kind, Typed(values), thing_id=thing_id, entity=entity)

    @router.post(f"/{kind.word}/{{thing_id}}", name=f"{kind.noun}.update", dependencies=ours)
    def update(request: Request, access: SteerableProgramme, thing_id: Id, typed: TypedDep) -> Response:
        """Save the change; if somebody else was first, show their values beside what was typed."""
        entity, act = _load_entity(access, kind, thing_id), access.act
        if search_asked(typed):
            return _render_form(request, access, kind, typed, thing_id=thing_id, entity=entity)
        try:
            with all_or_nothing(access.session):
                kind.change(access.session, act, access.programme.id, thing_id, typed)
        except Invalid as refused:
            errors, status = refused.fields, HTTPStatus.BAD_REQUEST
            return _render_form(
                request, access, kind, typed, errors, thing_id=thing_id, entity=entity, status=status
            )
        except Stale:
            entity = _load_entity(access, kind, thing_id)  # as it is by now
            typed = Typed({**typed.values, "version": entity.values["version"]})
            status = HTTPStatus.CONFLICT
            return _render_form(request, access, kind, typed, thing_id=thing_id, entity=entity, status=status)
        return _redirect_saved(request, access, kind, thing_id)


def _add_undo_route(kind: SteeringKind) -> None:
    @router.post(
        f"/{kind.word}/{{thing_id}}/ongedaan",
        name=f"{kind.noun}.undo",
        dependencies=[Depends(require_own_form)],
    )
    def undo(request: Request, access: SteerableProgramme, thing_id: Id, typed: TypedDep) -> Response:
        """Undo what was saved last; it then says what it said before, or is gone if it was made just now."""
        entity = _load_entity(access, kind, thing_id)
        reason = translator().gettext("Undone right after it was saved.")
        try:
            with all_or_nothing(access.session):
                undo_last(
                    access.session, access.act, kind.tracked, thing_id, read_number(typed["version"]), reason
                )
        except Conflict as refused:
            errors, status = {"retract-reason": refused.message}, HTTPStatus.CONFLICT
            entity = _load_entity(access, kind, thing_id)
            return _render_form(
                request,
                access,
                kind,
                Typed(entity.values),
                errors,
                thing_id=thing_id,
                entity=entity,
                status=status,
            )
        return redirect_to(request, kind.index, {"bewaard": "ongedaan"}, slug=access.programme.slug)


def _add_retract_route(kind: SteeringKind) -> None:
    @router.post(
        f"/{kind.word}/{{thing_id}}/terugname",
        name=f"{kind.noun}.retract",
        dependencies=[Depends(require_own_form)],
    )
    def retract(request: Request, access: SteerableProgramme, thing_id: Id, typed: TypedDep) -> Response:
        """Take it back where it was made by mistake; it is shown no more."""
        entity = _load_entity(access, kind, thing_id)
        values = {**entity.values, "retract-reason": typed["reason"]}
        try:
            with all_or_nothing(access.session):
                retract_entity(access.session, access.act, kind.tracked, thing_id, typed.statement)
        except Invalid as refused:
            errors = {"retract-reason": next(iter(refused.fields.values()))}
            status = HTTPStatus.BAD_REQUEST
        except Conflict as refused:
            errors, status = {"retract-reason": refused.message}, HTTPStatus.CONFLICT
        else:
            return redirect_to(request, kind.index, {"bewaard": "teruggenomen"}, slug=access.programme.slug)
        return _render_form(
            request, access, kind, Typed(values), errors, thing_id=thing_id, entity=entity, status=status
        )


def _load_entity(access: ProgrammeAccess, kind: SteeringKind, thing_id: int) -> StoredEntity:
    entity = kind.open(access, thing_id)
    if entity is None:
        raise NotFound("There is nothing here, or not for you.")
    return entity


def _render_form(
    request: Request,
    access: ProgrammeAccess,
    kind: SteeringKind,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    thing_id: int | None = None,
    entity: StoredEntity | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    is_stale = status is HTTPStatus.CONFLICT and not errors
    choices = kind.choices(access.session, access.programme.id)
    if is_stale and entity is not None:
        words = find_words(access.session, access.programme.id, kind.related, entity.values)
        boxes = ("in_report", "withdrawn")
        errors = compare(entity.values, typed.values, {**choices, **words.single}, words.ticks, boxes)
    context = {
        "programme": access.programme,
        "active_tab": kind.index,
        "kind": kind,
        "thing_id": thing_id,
        "now": entity,
        "typed": typed,
        "errors": errors or {},
        "is_stale": is_stale,
        "printed": _list_printed(access, kind, thing_id) if thing_id else [],
        "choices": choices,
        "related": {
            field.name: build_related(access.session, access.programme.id, field, typed)
            for field in kind.related
        },
    }
    return render_page(request, "steering/edit.html", context, viewer=access.viewer, status_code=status)


def _list_printed(access: ProgrammeAccess, kind: SteeringKind, thing_id: int) -> list[FrozenRow]:
    """Return the adopted reports that name it: what they print stays, whatever is corrected."""
    return reports_that_print(access.session, access.programme.id, [Record(kind.noun, thing_id)])


def _redirect_saved(request: Request, access: ProgrammeAccess, kind: SteeringKind, thing_id: int) -> Response:
    anchor = f"{kind.noun.replace('_', '-')}-{thing_id}"
    saved = {"bewaard": name_saved(kind.tracked, thing_id)}
    return redirect_to(request, kind.index, {**saved}, anchor, slug=access.programme.slug)


for _kind in KINDS.values():
    _add_routes(_kind)
    _add_undo_route(_kind)
    _add_retract_route(_kind)
