"""Who comes in: inviting somebody, and ending where they or their programs are signed in."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import api_token, invitation, sign_in
from app.web.deps.people import AdministeredPerson
from app.web.deps.session import Id
from app.web.forms import require_own_form
from app.web.pages.person_answer import one, saved

router = APIRouter(
    prefix="/mensen/{person_id}", include_in_schema=False, dependencies=[Depends(require_own_form)]
)


@router.post("/uitnodiging", name="person.invite")
def invite(request: Request, door: AdministeredPerson) -> Response:
    """A link with which this person sets a password, shown this once; an earlier one no longer works."""
    secret = invitation.issue(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    link = door.app_state.settings.public_url.rstrip("/") + invitation.PATH.format(secret=secret)
    return one(request, door, link=link)


@router.post("/sessies/einde", name="person.end_sessions")
def end_sessions(request: Request, door: AdministeredPerson) -> Response:
    """Sign this person out of every browser."""
    sign_in.end_all(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    return saved(request, door)


@router.post("/tokens/{token_id}/einde", name="person.revoke_token")
def revoke_token(request: Request, door: AdministeredPerson, token_id: Id) -> Response:
    """Let a token of this person open nothing any more."""
    api_token.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id, token_id)
    return saved(request, door)
