"""Somebody comes back from their organisation: what they bring is checked, and they are let in."""

from dataclasses import dataclass

from fastapi.responses import Response
from sqlmodel import Session

from app.actions import identity, sign_in
from app.domain.identity import ATTEMPT_LASTS, Vouched
from app.domain.refusal import Unproven
from app.domain.sign_in import Way
from app.queries.identity import is_linked
from app.security import is_same
from app.web.auth import cookie_of
from app.web.oidc_attempt import Attempt, OrganisationDoor
from app.web.pages.session_entrance import welcome
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands in the address of whoever comes back."""

    code: str
    state: str
    error: str
    issuer: str | None


async def come_in(door: OrganisationDoor, attempt: Attempt | None, sent: Sent) -> Response:
    """Let somebody in. Refuses (`Unproven`) whatever does not hold, and whoever was not invited."""
    app_state = door.app_state
    if attempt is None:
        raise Unproven("no attempt", "Signing in took too long, or began in another browser. Try again.")
    if not is_same(attempt.state(app_state.key), sent.state):
        raise Unproven("state")
    await _once(app_state, attempt)
    if sent.error:
        raise Unproven("turned back", "Your organisation did not let you in, or you turned back yourself.")
    if not await door.provider.is_sender(sent.issuer, app_state.now()):
        raise Unproven("sender")
    who = await _asked(door, attempt, sent.code)
    return welcome(
        app_state, attempt.onward, await app_state.write(lambda session: _enter(session, door, who))
    )


async def _once(app_state: AppState, attempt: Attempt) -> None:
    """Before anything is asked of the provider, so that two at once do not both go on."""
    secret, until = f"attempt {attempt.secret}", attempt.began_at + ATTEMPT_LASTS
    if not await app_state.write(lambda session: identity.spend(session, app_state.now(), secret, until)):
        raise Unproven("replayed")


async def _asked(door: OrganisationDoor, attempt: Attempt, code: str) -> Vouched:
    """For whom the provider vouches; their address is asked apart only for whoever is new here."""
    app_state = door.app_state
    who, access = await door.provider.redeem(
        code,
        door.address("identity.back"),
        nonce=attempt.nonce(app_state.key),
        verifier=attempt.verifier(app_state.key),
        since=attempt.began_at,
        now=app_state.now(),
    )
    if access is None or await app_state.read(lambda session: is_linked(session, who.issuer, who.subject)):
        return who
    return await door.provider.with_email(who, access, app_state.now())


def _enter(session: Session, door: OrganisationDoor, who: Vouched) -> str:
    """The cookie of a new session; what this browser was signed in to has ended."""
    found = identity.recognise(session, door.app_state.act(None, "web"), who)
    act = door.app_state.act(found.person_id, "web")
    sign_in.end(session, act, cookie_of(door.request))
    return sign_in.begin(
        session,
        act,
        found.person_id,
        way=Way.OIDC,
        user_agent=door.request.headers.get("user-agent", ""),
        lasts=door.app_state.lasts,
        identity_id=found.id,
        provider_session=who.session,
    )
