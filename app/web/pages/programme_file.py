"""Whole programmes as files, for administrators: out of this installation, and into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions.programme import check_slug
from app.actions.programme_import import ExaminedFile, import_programme
from app.domain.refusal import Conflict, Forbidden, Invalid, Message
from app.queries.programme import programme_by_slug, programmes
from app.web.auth import Credentials, CredentialsDep, note_use_apart
from app.web.deps.people import PeopleAccess, require_allowed
from app.web.deps.session import SessionDep
from app.web.forms import Typed, TypedDep, all_or_nothing, require_own_form
from app.web.programme_files import examine_content, fetch_programme_file
from app.web.responses import redirect_to, render_page
from app.web.upload import PROGRAMME_FILES

router = APIRouter(prefix=PROGRAMME_FILES, include_in_schema=False)
JSON = "application/json"


def require_file_administrator(session: SessionDep, credentials: CredentialsDep) -> PeopleAccess:
    """Return access for an administrator. One query. 404 for people without any role, 403 for others."""
    return _load_administrator(session, credentials)


AdministratorDep = Annotated[PeopleAccess, Depends(require_file_administrator)]


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file of the form, or why it cannot be read."""

    examined: ExaminedFile | None = None
    errors: Mapping[str, Message] = field(default_factory=dict)


async def read_sent_file(request: Request, credentials: CredentialsDep) -> SentFile:
    """Read the file before the transaction of the request begins. Refuses whoever is no administrator."""
    await credentials.app_state.read(lambda session: _load_administrator(session, credentials))
    if not getattr(request.state, "has_file", False):
        return SentFile(errors={"file": Message("Choose a file first.")})
    try:
        return SentFile(await examine_content(request.state.uploaded))
    except Invalid as refused:
        return SentFile(errors=refused.fields)


@router.get("", name="programme_file.index")
def index(request: Request, access: AdministratorDep, ingelezen: str = "", terug: str = "") -> Response:
    """List every programme, to take out, with the form to take one in. Two queries, one more after that."""
    came_in = programme_by_slug(access.session, ingelezen) if ingelezen else None
    returned = [half_year for half_year in terug.split(",") if half_year][:20]
    return _render(request, access, Typed(), came_in=came_in, returned=returned)


@router.get("/{slug}.json", name="programme_file.show")
async def show(request: Request, credentials: CredentialsDep, slug: str) -> Response:
    """Return everything of a programme as one file; that it was taken out is in the trail."""
    app_state = credentials.app_state
    access = await app_state.read(lambda session: _load_administrator(session, credentials))
    written = await fetch_programme_file(app_state, access.viewer.id, slug, "web")
    await note_use_apart(request)
    headers = {"Content-Disposition": f'attachment; filename="{written.name}"'}
    return Response(written.content, headers=headers, media_type=JSON)


@router.post("", name="programme_file.create", dependencies=[Depends(require_own_form)])
def create(
    request: Request,
    sent: Annotated[SentFile, Depends(read_sent_file)],
    access: AdministratorDep,
    typed: TypedDep,
) -> Response:
    """Take a programme in; a refusal shows the form again, to which the file must be added once more."""
    if sent.examined is None:
        return _render(request, access, typed, {**sent.errors, **_slug_errors(access.session, typed)})
    try:
        with all_or_nothing(access.session):
            programme = import_programme(
                access.session,
                access.act,
                sent.examined,
                slug=typed["slug"],
                only_verified=not typed["unverified"],
            )
    except Invalid as refused:
        return _render(request, access, typed, refused.fields)
    except Conflict as refused:
        return _render(request, access, typed, {"file": refused.message})
    query: dict[str, object] = {"ingelezen": programme.slug}
    if programme.returned:
        query["terug"] = ",".join(programme.returned)
    return redirect_to(request, "programme_file.index", query)


def _load_administrator(session: Session, credentials: Credentials) -> PeopleAccess:
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer,
        viewer.rights.administers,
        Forbidden("Only an administrator takes whole programmes out and in."),
    )
    return PeopleAccess(session, viewer, credentials.app_state)


def _slug_errors(session: Session, typed: Typed) -> Mapping[str, Message]:
    """Return what is wrong with another name in the address, where one was typed."""
    try:
        if typed["slug"].strip():
            check_slug(session, typed["slug"])
    except Invalid as refused:
        return refused.fields
    return {}


def _render(
    request: Request,
    access: PeopleAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    **result: object,
) -> Response:
    context = {
        "active_page": "portfolio.index",
        "programmes": programmes(access.session, None),
        "typed": typed,
        "errors": errors or {},
        "came_in": None,
        "returned": (),
        **result,
    }
    status = HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK
    return render_page(
        request, "programme_file/index.html", context, viewer=access.viewer, status_code=status
    )
