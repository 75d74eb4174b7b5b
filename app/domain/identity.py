"""What must hold before somebody whom another organisation vouches for comes in, or goes out again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LEEWAY = timedelta(minutes=1)
"""So far may the clocks of two organisations be apart."""
ATTEMPT_LASTS = timedelta(minutes=10)
"""Within this somebody comes back from their organisation, or begins again."""
LOGOUT_LASTS = timedelta(minutes=10)
"""A message that somebody signed out is no older."""
LONGEST_SUBJECT = 255
"""Characters (OpenID Connect Core, ID Token)."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"

Claims = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class VouchedIdentity:
    """Somebody as a provider vouches for them: by a number of its own, and perhaps their e-mail address."""

    issuer: str
    subject: str
    session: str | None = None
    """By what the provider knows this sign-in, where it says so."""
    email: str | None = None
    """Only an address that the provider has verified."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """What a provider tells: all sign-ins of this subject end, or the one of this session."""

    token_id: str
    subject: str | None
    session: str | None
    until: datetime
    """As long as this is kept in mind, the same message does not work twice."""


def is_sufficient_level(acr: object, enough: Collection[str]) -> bool:
    """Whether somebody was authenticated well enough; how it was done (`amr`) is not ours to judge."""
    return not enough or (isinstance(acr, str) and acr in enough)


def read_subject(claims: Claims) -> str | None:
    """Return the provider's identifier of a person (`sub`), or None where it is not valid."""
    subject = claims.get("sub")
    return subject if isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT else None


def read_session(claims: Claims) -> str | None:
    """Return the provider's identifier of a session (`sid`), if it gives one."""
    session = claims.get("sid")
    return session if isinstance(session, str) and session else None


def read_verified_email(claims: Claims) -> str | None:
    """Return the e-mail address that the provider has verified, in lower case, if any."""
    email = claims.get("email")
    is_verified = claims.get("email_verified") is True
    return email.strip().lower() if is_verified and isinstance(email, str) and email.strip() else None


def read_sign_out(claims: Claims, issuer: str, client_id: str, now: datetime) -> SignedOut | str:
    """Return what a sign-out message says, or the name of the first claim that does not hold.

    OpenID Connect Back-Channel Logout 1.0, Logout Token Validation.
    """
    token_id, subject, session = claims.get("jti"), read_subject(claims), read_session(claims)
    issued_at, expires_at = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    events = claims.get("events")
    holds = {
        "iss": claims.get("iss") == issuer,
        "aud": client_id in _as_list(claims.get("aud")),
        "iat": issued_at is not None
        and (now - LOGOUT_LASTS).timestamp() < issued_at <= (now + LEEWAY).timestamp(),
        "exp": "exp" not in claims or (expires_at is not None and (now - LEEWAY).timestamp() < expires_at),
        "events": isinstance(events, Mapping) and isinstance(events.get(LOGOUT_EVENT), Mapping),
        "nonce": "nonce" not in claims,  # with one it would be a token of somebody who signs in
        "sub": subject is not None or session is not None,
    }
    wrong = next((name for name, does_hold in holds.items() if not does_hold), None)
    if wrong is None and isinstance(token_id, str) and token_id:
        return SignedOut(token_id, subject, session, now + LOGOUT_LASTS + LEEWAY)
    return wrong or "jti"


def _seconds(value: object) -> float | None:
    """A moment as such tokens tell it (NumericDate)."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _as_list(value: object) -> Collection[object]:
    return value if isinstance(value, list) else [value]
