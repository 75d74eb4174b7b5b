"""Issuing tokens with which programs act as a person, and revoking them."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import insert_into
from app.domain.api_token import LASTS_DAYS, LONGEST_DAYS, PREFIX, TokenScope, compute_lifetime
from app.domain.refusal import Invalid, Message, NotFound
from app.security import fresh_secret, hash_secret
from app.tables import ApiToken, ApiTokenUse


def issue(
    session: Session,
    act: AuditContext,
    person_id: int,
    *,
    scope: TokenScope = TokenScope.READ,
    days: int | None = None,
    programme_id: int | None = None,
    by_token_id: int | None = None,
) -> str:
    """Return a new token of a person, perhaps for one programme. It is shown once: only its hash is kept.

    Without `days` it lasts as long as usual. What is made with a token (`by_token_id`) opens no more
    than that, and lasts no longer: whoever finds one cannot keep a way in by making the next.
    """
    lasting = compute_lifetime(LASTS_DAYS if days is None else days)
    if lasting is None:
        raise Invalid.because("days", "A token lasts from 1 to %(longest)s days.", longest=LONGEST_DAYS)
    if by_token_id is not None:
        maker = session.get_one(ApiToken, by_token_id)
        _refuse_wider(maker, act.at, lasting if days else timedelta(), programme_id)
        lasting = min(lasting, maker.expires_at - act.at)
    token = PREFIX + fresh_secret()
    row = ApiToken(
        person_id=person_id,
        secret_hash=hash_secret(token),
        scope=scope,
        programme_id=programme_id,
        created_at=act.at,
        expires_at=act.at + lasting,
    )
    session.add(row)
    session.flush()
    audit_log.record(
        session,
        act,
        "api_token.issue",
        ("api_token", row.id),
        person=person_id,
        scope=scope,
        days=lasting.days,
    )
    return token


def _refuse_wider(maker: ApiToken, at: datetime, lasting: timedelta, programme_id: int | None) -> None:
    """Refuse what would reach further than the token with which it is made, all together."""
    wrong = {}
    if maker.programme_id not in (None, programme_id):
        wrong["programme"] = Message("This token is for one programme, and makes tokens for that one only.")
    if lasting > maker.expires_at - at:
        wrong["days"] = Message(
            "A token that is made with a token lasts no longer than that one: at most %(days)s days.",
            {"days": (maker.expires_at - at).days},
        )
    if wrong:
        raise Invalid(wrong)


def revoke(session: Session, act: AuditContext, person_id: int, token_id: int) -> None:
    """Revoke a token. Refuses one that is not theirs, or was revoked before."""
    row = session.get(ApiToken, token_id, with_for_update=True, populate_existing=True)
    if row is None or row.person_id != person_id or row.revoked_at is not None:
        raise NotFound("There is no such token any more.")
    row.revoked_at = act.at
    audit_log.record(session, act, "api_token.revoke", ("api_token", token_id), person=person_id)


def note_use(session: Session, token_id: int, at: datetime) -> None:
    """Keep when a token was used last, without an entry in the trail."""
    insert = insert_into(session, ApiTokenUse).values(api_token_id=token_id, last_used_at=at)
    session.execute(insert.on_conflict_do_update(index_elements=["api_token_id"], set_={"last_used_at": at}))
