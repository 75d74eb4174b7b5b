"""Signing a section of a report that is in review, on behalf of a sponsor."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.report.review import ReviewedSection, lock_section
from app.domain.language import _
from app.domain.refusal import Conflict, Forbidden, Invalid, Message
from app.domain.round import UNSIGNED, Verdict
from app.domain.sign_off import find_valid
from app.domain.structure import PartyKind
from app.queries.report.review import Review, signatures, text_since
from app.queries.report.section_text import section_writers
from app.queries.role_grant import acts_for
from app.tables import ProgrammeParty, ReportingPeriod, SignOff
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class SignOffInput:
    """What is said of a section as it read, and on behalf of whom."""

    section: ReviewedSection
    party_id: int
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """Where a sponsor signed, when it was not here: a letter, the minutes of a meeting."""

    document: str
    given_on: date | None


def sign(session: Session, act: AuditContext, new: SignOffInput) -> int:
    """Agree, agree with a reservation, or object; returns the id. The same words sent twice are saved once.

    Refuses who wrote the section, whoever is no sponsor, a section that reads otherwise by now, and a
    reservation or objection without words.
    """
    if act.author_id in section_writers(session, new.section.period_id).get(new.section.key, ()):
        raise Forbidden("Who wrote a section does not sign it; somebody else of the same party may.")
    return _save(session, act, new)


def agree_with_rest(
    session: Session, act: AuditContext, review: Review, period_id: int, party_id: int
) -> None:
    """Agree with every section that a party has not signed yet, but for those that the signer wrote."""
    writers = section_writers(session, period_id)
    for section in review.open_for(party_id):
        if act.author_id not in writers.get(section.key, ()):
            place = ReviewedSection(period_id, section.key, review.version.hashes[section.key])
            sign(session, act, SignOffInput(place, party_id, Verdict.AGREES))


def record_elsewhere(
    session: Session, act: AuditContext, new: SignOffInput, elsewhere: SignedDocument
) -> int:
    """Record what a sponsor signed elsewhere, with document and day; it is printed as such; returns the id.

    Refuses what `sign` refuses, save that the office may have written the section: for a party that they act
    for themselves it may not. Refuses a day to come, and one before there was such a text.
    """
    wrote = act.author_id in section_writers(session, new.section.period_id).get(new.section.key, ())
    period = session.get_one(ReportingPeriod, new.section.period_id)
    if wrote and acts_for(session, act.author_id, new.party_id, period.programme_id):
        raise Forbidden("Who wrote a section does not record what their own party says of it.")
    wrong = length_objections(SignOff, {"document": elsewhere.document.strip()})
    if not elsewhere.document.strip():
        wrong["document"] = Message("Name the document in which this was given.")
    if elsewhere.given_on is None:
        wrong["given_on"] = Message("Say on which day this was given.")
    elif elsewhere.given_on > act.on:
        wrong["given_on"] = Message("This day is still to come.")
    elif (
        since := text_since(session, new.section.period_id, new.section.key)
    ) and elsewhere.given_on < since:
        wrong["given_on"] = Message(
            "This text is there since %(day)s. Choose that day or a later one.", {"day": since}
        )
    return _save(session, act, new, elsewhere, wrong)


def _save(
    session: Session,
    act: AuditContext,
    new: SignOffInput,
    elsewhere: SignedDocument | None = None,
    also_wrong: dict[str, Message] | None = None,
) -> int:
    period = lock_section(session, new.section)
    if new.section.key in UNSIGNED:
        raise Conflict("This section is not signed: who signed stands in it.")
    if wrong := (also_wrong or {}) | _find_objections(session, period.programme_id, new):
        raise Invalid(wrong)
    row = SignOff(
        programme_id=period.programme_id,
        reporting_period_id=new.section.period_id,
        party_id=new.party_id,
        section_key=new.section.key,
        section_hash=new.section.hash,
        verdict=new.verdict,
        text=new.text.strip(),
        document=elsewhere.document.strip() if elsewhere else "",
        given_on=elsewhere.given_on if elsewhere else None,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    if (already := _find_same_signature(session, row)) is not None:
        return already
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session,
        act,
        "sign_off.sign" if elsewhere is None else "sign_off.record_elsewhere",
        ("reporting_period", new.section.period_id),
        programme_id=period.programme_id,
        section=new.section.key,
        party=new.party_id,
        verdict=new.verdict,
        text=row.text,
        document=row.document,
    )
    return row.id


def _find_same_signature(session: Session, row: SignOff) -> int | None:
    """The id of the same words by the same person, where they hold: the form was sent twice.

    The period is locked by now, so that of two at once the second finds the first.
    """
    signed = signatures(session, row.reporting_period_id)
    signature = find_valid(signed, {row.section_key: row.section_hash}).get((row.party_id, row.section_key))
    names = ("verdict", "text", "document", "given_on", "author_id")
    is_same = signature and all(getattr(signature, name) == getattr(row, name) for name in names)
    return signature.id if signature and is_same else None


def _find_objections(session: Session, programme_id: int, new: SignOffInput) -> dict[str, Message]:
    """What stands against what is said, by field."""
    wrong = length_objections(SignOff, {"text": new.text.strip()})
    sponsors = sa.select(col(ProgrammeParty.party_id)).where(
        col(ProgrammeParty.programme_id) == programme_id, col(ProgrammeParty.kind) == PartyKind.SPONSOR
    )
    if new.party_id not in session.scalars(sponsors).all():
        wrong["party_id"] = Message("Only a sponsor of this programme signs.")
    if new.verdict is not Verdict.AGREES and not new.text.strip():
        wrong["text"] = Message(_WORDS_FOR[new.verdict])
    return wrong


_WORDS_FOR = {
    Verdict.AGREES_WITH_RESERVATION: _("Say what the reservation is: it is printed in the report."),
    Verdict.OBJECTS: _("Say what the objection is: it keeps the report from being adopted."),
}
