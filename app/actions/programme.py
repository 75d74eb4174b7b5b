"""Creating and revising programmes."""

import re
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.references import refuse_all
from app.actions.structure import check_title, record_change, save_statement
from app.domain.dutch_text import fold
from app.domain.refusal import Invalid
from app.domain.structure import ProgrammeKind
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import PROGRAMME

LONGEST_SLUG = 60
_SLUG = re.compile("[a-z0-9-]+")


def create(
    session: Session,
    act: AuditContext,
    *,
    slug: str,
    title: str,
    kind: ProgrammeKind = ProgrammeKind.PROGRAMME,
    purpose: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Create a programme; returns its id. Refuses everything that is wrong at once."""
    refuse_all(
        lambda: check_slug(session, slug),
        lambda: check_title(PROGRAMME, title),
        lambda: _require_span(starts_on, ends_on),
    )
    facts: dict[str, Any] = {
        "title": title.strip(),
        "purpose": purpose,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "withdrawn": False,
    }
    programme_id = history.begin(
        session,
        act,
        PROGRAMME,
        facts=facts,
        own={"slug": slug, "kind": kind, "version": 1},
    )
    audit_log.record(
        session,
        act,
        "programme.create",
        ("programme", programme_id),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return programme_id


def revise(
    session: Session,
    act: AuditContext,
    programme_id: int,
    statement: StatementInput,
    *,
    title: str,
    purpose: str,
    starts_on: date | None,
    ends_on: date | None,
    is_correction: bool = False,
) -> None:
    """Change the title, purpose and span of a programme."""
    refuse_all(lambda: check_title(PROGRAMME, title), lambda: _require_span(starts_on, ends_on))
    changes = {
        "title": title.strip(),
        "purpose": purpose.strip(),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    change = save_statement(
        session, act, PROGRAMME, programme_id, statement, changes, is_correction=is_correction
    )
    record_change(session, act, "programme.revise", ("programme", programme_id), statement, change)


def _require_span(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse a programme that ends before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid.because("ends_on", "A programme cannot end before it begins.")


def slug_of(title: str) -> str:
    """Return what a title is called in an address: its words in small letters, with hyphens between them."""
    return "-".join(re.findall("[a-z0-9]+", fold(title)))[:LONGEST_SLUG].strip("-")


def check_slug(session: Session, slug: str) -> str:
    """Return a slug as it stands in addresses. Refuses another form, and one that is taken."""
    slug = slug.strip()
    if not _SLUG.fullmatch(slug) or slug == "nieuw":
        raise Invalid.because("slug", "Use small letters, digits and hyphens.")
    refuse_long_texts(PROGRAMME.table, {"slug": slug})
    if session.scalar(sa.select(PROGRAMME.table.c.id).where(PROGRAMME.table.c.slug == slug)):
        raise Invalid.because("slug", "Another programme has this name in its address.")
    return slug
