"""Creating a programme and appointing its programme office, for administrators."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import person, programme
from app.actions.audit_log import AuditContext
from app.actions.programme_copy import CopyChoice, copy_structure
from app.actions.structure import check_title
from app.domain.refusal import Forbidden, Invalid, Message
from app.domain.role import Role
from app.queries.person import people
from app.queries.programme import programmes
from app.tables.tracked import PROGRAMME
from app.templating import translator
from app.web.auth import CredentialsDep
from app.web.deps.people import PeopleAccess, require_allowed
from app.web.deps.session import SessionDep, read_day_field
from app.web.forms import (
    FormText,
    OwnForm,
    all_or_nothing,
    prepend_empty_choice,
    read_number,
    require_own_form,
)
from app.web.responses import redirect_to, render_page

router = APIRouter(prefix="/programmas/nieuw", include_in_schema=False)


class ProgrammeForm(OwnForm):
    """A new programme; `office` is the id of the person who runs its office."""

    slug: FormText = ""
    title: FormText = ""
    purpose: FormText = ""
    starts_on: FormText = ""
    ends_on: FormText = ""
    office: FormText = ""
    copy_from: FormText = ""
    """The id of the programme of which it takes over the structure; empty begins with nothing."""
    with_parties: FormText = ""
    with_sponsors: FormText = ""


def require_programme_administrator(session: SessionDep, credentials: CredentialsDep) -> PeopleAccess:
    """Return access for an administrator. One query. 404 for people without any role, 403 for others."""
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer, viewer.rights.administers, Forbidden("Only the administrator begins a programme.")
    )
    return PeopleAccess(session, viewer, credentials.app_state)


AdministratorDep = Annotated[PeopleAccess, Depends(require_programme_administrator)]


@router.get("", name="programme.new")
def new(request: Request, access: AdministratorDep) -> Response:
    """Show an empty form; who is known alone runs its office. Three queries."""
    known = people(access.session)
    office = str(known[0].id) if len(known) == 1 else ""
    return _render_form(request, access, ProgrammeForm(office=office, with_parties="on", with_sponsors="on"))


@router.post("", name="programme.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: AdministratorDep, form: Annotated[ProgrammeForm, Form()]) -> Response:
    """Create the programme with its office; a refusal shows the form again with what was typed."""
    act = access.act
    try:
        with all_or_nothing(access.session):
            slug = programme.check_slug(access.session, form.slug.strip() or programme.slug_of(form.title))
            if read_number(form.office) not in {person_row.id for person_row in people(access.session)}:
                raise Invalid.because("office", "Choose one of these people.")
            programme_id = programme.create(
                access.session,
                act,
                slug=slug,
                title=check_title(PROGRAMME, form.title),
                purpose=form.purpose.strip(),
                starts_on=read_day_field(form.starts_on, "starts_on", act.on),
                ends_on=read_day_field(form.ends_on, "ends_on", act.on),
            )
            person.grant(
                access.session, act, read_number(form.office), Role.OFFICE, programme_id=programme_id
            )
            if form.copy_from:
                _copy_structure(access, act, form, programme_id)
    except Invalid as refused:
        return _render_form(request, access, form, refused.fields, HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "overview.show", slug=slug)


def _copy_structure(access: PeopleAccess, act: AuditContext, form: ProgrammeForm, programme_id: int) -> None:
    """Take over the structure of the programme that was chosen. Refuses one that is not there."""
    source_id = read_number(form.copy_from)
    others = programmes(access.session, access.viewer.rights.readable())
    if source_id not in {other.id for other in others} - {programme_id}:
        raise Invalid.because("copy_from", "Choose one of these programmes.")
    choice = CopyChoice(bool(form.with_parties), bool(form.with_sponsors))
    copy_structure(access.session, act, source_id, programme_id, choice)


def _render_form(
    request: Request,
    access: PeopleAccess,
    form: ProgrammeForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "portfolio.index",
        "typed": form,
        "errors": errors or {},
        "sources": prepend_empty_choice(
            [
                (other.id, other.title)
                for other in programmes(access.session, access.viewer.rights.readable())
            ],
            translator().gettext("none: begin empty"),
        ),
        "offices": prepend_empty_choice(
            [(person_row.id, person_row.name) for person_row in people(access.session)]
        ),
    }
    return render_page(request, "programme/new.html", context, viewer=access.viewer, status_code=status)
