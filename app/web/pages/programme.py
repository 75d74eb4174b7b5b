"""Beginning a programme, for the administrator: what it is called, and who runs its office."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import person, programme
from app.actions.structure import check_title
from app.domain.refusal import Forbidden, Invalid, Message, NotFound
from app.domain.role import Role
from app.queries.person import people
from app.tables.tracked import PROGRAMME
from app.web.auth import CredentialsDep
from app.web.deps.people import PeopleDoor
from app.web.deps.session import SessionDep, read_day_field
from app.web.forms import FormText, OwnForm, number, require_own_form, with_nothing
from app.web.responses import page, redirect_to

router = APIRouter(prefix="/programmas/nieuw", include_in_schema=False)


class ProgrammeForm(OwnForm):
    """A programme to begin; `office` is the id of who runs its office."""

    slug: FormText = ""
    title: FormText = ""
    purpose: FormText = ""
    starts_on: FormText = ""
    ends_on: FormText = ""
    office: FormText = ""


def administrator(session: SessionDep, credentials: CredentialsDep) -> PeopleDoor:
    """Whoever runs the installation. One query."""
    viewer = credentials.viewer(session)
    if viewer.rights.readable() == frozenset():
        raise NotFound("There is nothing here, or not for you.")
    if not viewer.rights.administers:
        raise Forbidden("Only the administrator begins a programme.")
    return PeopleDoor(session, viewer, credentials.app_state)


AdministratorDep = Annotated[PeopleDoor, Depends(administrator)]


@router.get("", name="programme.new")
def new(request: Request, door: AdministratorDep) -> Response:
    """An empty form. Two queries."""
    return _ask(request, door, ProgrammeForm())


@router.post("", name="programme.create", dependencies=[Depends(require_own_form)])
def create(request: Request, door: AdministratorDep, form: Annotated[ProgrammeForm, Form()]) -> Response:
    """Begin it, with its office; else the form with everything still in it."""
    act = door.app_state.act(door.viewer.id, "web")
    try:
        slug = programme.check_slug(door.session, form.slug)
        if number(form.office) not in {one.id for one in people(door.session)}:
            raise Invalid.because("office", "Choose one of these people.")
        made = programme.create(
            door.session,
            act,
            slug=slug,
            title=check_title(PROGRAMME, form.title),
            purpose=form.purpose.strip(),
            starts_on=read_day_field(form.starts_on, "starts_on"),
            ends_on=read_day_field(form.ends_on, "ends_on"),
        )
        person.grant(door.session, act, number(form.office), Role.OFFICE, programme_id=made)
    except Invalid as refused:
        return _ask(request, door, form, refused.fields, HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "overview.show", slug=slug)


def _ask(
    request: Request,
    door: PeopleDoor,
    form: ProgrammeForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    if status >= HTTPStatus.BAD_REQUEST:  # it is begun with its office or not at all
        door.session.rollback()
    context = {
        "active_page": "portfolio.index",
        "typed": form,
        "errors": errors or {},
        "offices": with_nothing([(one.id, one.name) for one in people(door.session)]),
    }
    return page(request, "programme/new.html", context, viewer=door.viewer, status_code=status)
