"""The register of named moments, for administrators: when the recess is, and the budget debate."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import named_moment
from app.actions.named_moment import NamedMomentInput
from app.domain.refusal import Forbidden, Invalid, Message, NotFound, Stale
from app.queries.named_moment import RegisteredMoment, registered_moments
from app.web.auth import CredentialsDep
from app.web.deps.people import PeopleAccess, require_allowed
from app.web.deps.session import Id, SessionDep
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(prefix="/beheer/momenten", include_in_schema=False)


def require_moment_administrator(session: SessionDep, credentials: CredentialsDep) -> PeopleAccess:
    """Return access for an administrator. One query. 404 for people without any role, 403 for others."""
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer, viewer.rights.administers, Forbidden("Only an administrator keeps the named moments.")
    )
    return PeopleAccess(session, viewer, credentials.app_state)


AdministratorDep = Annotated[PeopleAccess, Depends(require_moment_administrator)]


@router.get("", name="named_moment.index")
def index(request: Request, access: AdministratorDep, bewaard: str = "") -> Response:
    """List the named moments with a form for a new one. Two queries."""
    return _render_index(request, access, Typed(), saved=bewaard[:80])


@router.post("", name="named_moment.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: AdministratorDep, typed: TypedDep) -> Response:
    """Record a named moment; a refusal shows the form again with what was typed."""
    try:
        with all_or_nothing(access.session):
            named_moment.add(access.session, access.act, _read_input(typed))
    except Invalid as refused:
        return _render_index(request, access, typed, refused.fields)
    return redirect_to(request, "named_moment.index", {"bewaard": typed["name"].strip()[:80]})


@router.get("/{moment_id}", name="named_moment.edit")
def edit(request: Request, access: AdministratorDep, moment_id: Id) -> Response:
    """Show the form with what is recorded. Two queries."""
    moment = _load_moment(access, moment_id)
    return _render_form(request, access, moment, _fill_in(moment))


@router.post("/{moment_id}", name="named_moment.update", dependencies=[Depends(require_own_form)])
def update(request: Request, access: AdministratorDep, moment_id: Id, typed: TypedDep) -> Response:
    """Record anew when a moment is; a refusal shows the form again with what was typed."""
    moment, version = _load_moment(access, moment_id), read_number(typed["version"])
    try:
        with all_or_nothing(access.session):
            named_moment.correct(access.session, access.act, moment_id, version, _read_input(typed))
    except Invalid as refused:
        return _render_form(request, access, moment, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        renewed = Typed({**typed.values, "version": str(moment.version)})
        return _render_form(request, access, moment, renewed, status=HTTPStatus.CONFLICT)
    saved = typed["name"].strip()[:80]
    return redirect_to(request, "named_moment.index", {"bewaard": saved}, f"moment-{moment_id}")


@router.post("/{moment_id}/verwijderen", name="named_moment.remove", dependencies=[Depends(require_own_form)])
def remove(request: Request, access: AdministratorDep, moment_id: Id, typed: TypedDep) -> Response:
    """Remove a named moment that was recorded by mistake."""
    moment = _load_moment(access, moment_id)
    try:
        with all_or_nothing(access.session):
            named_moment.remove(access.session, access.act, moment_id, read_number(typed["version"]))
    except Stale:
        return _render_form(request, access, moment, _fill_in(moment), status=HTTPStatus.CONFLICT)
    return redirect_to(request, "named_moment.index")


def _read_input(typed: Typed) -> NamedMomentInput:
    """Return what was typed. Refuses the days and the year that cannot be read, all together."""
    days, wrong = dict[str, date | None](), dict[str, Message]()
    for name in ("first", "last"):
        try:
            days[name] = typed.day(name)
        except Invalid as refused:
            wrong |= refused.fields
    year = read_number(typed["year"].strip())
    if typed["year"].strip() and not 1990 <= year <= 2100:
        wrong["year"] = Message("Write the year in four figures.")
    if wrong:
        raise Invalid(wrong)
    return NamedMomentInput(typed["name"], days["first"], days["last"], year or None)


def _load_moment(access: PeopleAccess, moment_id: int) -> RegisteredMoment:
    rows = registered_moments(access.session, moment_id)
    if not rows:
        raise NotFound("There is nothing here, or not for you.")
    return rows[0]


def _fill_in(moment: RegisteredMoment) -> Typed:
    days = {"first": f"{moment.first:%d-%m-%Y}", "last": f"{moment.last:%d-%m-%Y}"}
    return Typed({"name": moment.name, "year": str(moment.year), "version": str(moment.version), **days})


def _render_index(
    request: Request,
    access: PeopleAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    saved: str = "",
) -> Response:
    context = {
        "active_page": "portfolio.index",
        "moments": registered_moments(access.session),
        "typed": typed,
        "errors": errors or {},
        "saved": saved,
    }
    status = HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK
    return render_page(request, "named_moment/index.html", context, viewer=access.viewer, status_code=status)


def _render_form(
    request: Request,
    access: PeopleAccess,
    moment: RegisteredMoment,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "portfolio.index",
        "moment": moment,
        "typed": typed,
        "errors": errors or {},
        "is_stale": status is HTTPStatus.CONFLICT,
    }
    return render_page(request, "named_moment/edit.html", context, viewer=access.viewer, status_code=status)
