"""Adding and renaming parties, and saying how a party stands to a programme."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Invalid, Stale
from app.domain.structure import PartyKind
from app.queries.party import party_places
from app.tables import Party, ProgrammeParty
from app.tables.lengths import refuse_long_texts


def get_or_create(session: Session, act: AuditContext, *, name: str, abbreviation: str | None = None) -> int:
    """Return the id of the party of this name, added where it was not yet known."""
    party_id = session.scalar(sa.select(col(Party.id)).where(col(Party.name) == name))
    if party_id is not None:
        return int(party_id)
    refuse_long_texts(Party, {"name": name, "abbreviation": abbreviation})
    row = Party(name=name, abbreviation=abbreviation)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(session, act, "party.know", ("party", row.id), name=name)
    return row.id


def involve(
    session: Session,
    act: AuditContext,
    programme_id: int,
    party_id: int,
    kind: PartyKind,
    *,
    position: int = 0,
) -> None:
    """Say that a party is sponsor, partner or executor of a programme."""
    session.add(ProgrammeParty(programme_id=programme_id, party_id=party_id, kind=kind, position=position))
    audit_log.record(session, act, "party.involve", ("party", party_id), programme_id=programme_id, kind=kind)


def introduce(
    session: Session,
    act: AuditContext,
    programme_id: int,
    kind: PartyKind,
    *,
    name: str,
    abbreviation: str | None = None,
) -> int:
    """Let a party take part in a programme, behind the others; returns its id.

    One that the installation knows by this name is taken over. Refuses no name at all, and one that takes
    part already.
    """
    name, involved = name.strip(), party_places(session, programme_id)
    if not name:
        raise Invalid.because("name", "Give it a name.")
    party_id = get_or_create(session, act, name=name, abbreviation=abbreviation)
    if any(place.id == party_id for place in involved):
        raise Invalid.because("name", "There is one of this name already.")
    last = max((place.position for place in involved), default=0)
    involve(session, act, programme_id, party_id, kind, position=last + 1)
    return party_id


def rename(
    session: Session, act: AuditContext, party_id: int, version: int, *, name: str, abbreviation: str
) -> None:
    """Say what a party is called in every programme that has no words of its own for it.

    Leaves a trace in the installation and in each programme in which it takes part, but none where it is
    called so already. Refuses a name that is empty, too long or taken, and as stale what was changed since
    `version` was read.
    """
    row = get_for_update(session, Party, party_id)
    if row.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    was = {"name": row.name, "abbreviation": row.abbreviation}
    refuse_long_texts(Party, {"name": name.strip(), "abbreviation": abbreviation.strip()})
    names = check_name(session, name, but=party_id), abbreviation.strip() or None
    if names == (row.name, row.abbreviation):
        return
    row.name, row.abbreviation = names
    row.version += 1
    audit_log.record(
        session,
        act,
        "party.rename",
        ("party", party_id),
        was=was,
        name=row.name,
        abbreviation=row.abbreviation,
    )
    for programme_id in session.scalars(_PROGRAMME_IDS.where(col(ProgrammeParty.party_id) == party_id)).all():
        audit_log.record(
            session,
            act,
            "party.rename",
            ("party", party_id),
            programme_id=programme_id,
            was=was,
            name=row.name,
        )


def set_wording(
    session: Session, act: AuditContext, programme_id: int, party_id: int, version: int, wording: str
) -> None:
    """Say what a programme itself calls a party; nothing lets it be called as everywhere.

    Leaves the row and the trail as they are where it is called so already. Refuses what is longer than a name
    and what another party of the programme is called, and as stale what was changed since `version` was read.
    """
    row = get_for_update(session, ProgrammeParty, (programme_id, party_id))
    if row.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    words = _check_wording(session, programme_id, party_id, wording)
    if words == row.wording:
        return
    was, row.wording, row.version = row.wording, words, row.version + 1
    audit_log.record(
        session,
        act,
        "party.set_wording",
        ("party", party_id),
        programme_id=programme_id,
        was={"wording": was},
        wording=words,
    )


def _check_wording(session: Session, programme_id: int, party_id: int, wording: str) -> str | None:
    words = wording.strip()
    refuse_long_texts(ProgrammeParty, {"wording": words})
    called = {place.id: place.words for place in party_places(session, programme_id) if place.id != party_id}
    if words in called.values():
        raise Invalid.because("wording", "There is one of this name already.")
    return words or None


def check_name(session: Session, name: str, *, but: int | None = None) -> str:
    """Return a name without the space around it. Refuses none at all, and one that another party has."""
    name = name.strip()
    if not name:
        raise Invalid.because("name", "Give it a name.")
    refuse_long_texts(Party, {"name": name})
    if session.scalar(sa.select(col(Party.id)).where(col(Party.name) == name)) not in (None, but):
        raise Invalid.because("name", "There is one of this name already.")
    return name


def revise_involvement(
    session: Session, act: AuditContext, programme_id: int, party_id: int, kind: PartyKind, *, position: int
) -> None:
    """Say anew how a party that takes part stands to a programme, and at which place it is named.

    Leaves the row and the trail as they are where it stands so already.
    """
    row = get_for_update(session, ProgrammeParty, (programme_id, party_id))
    was = {"kind": row.kind, "position": row.position}
    if was == {"kind": kind, "position": position}:
        return
    row.kind, row.position, row.version = kind, position, row.version + 1
    audit_log.record(
        session,
        act,
        "party.stand",
        ("party", party_id),
        programme_id=programme_id,
        was=was,
        kind=kind,
        position=position,
    )


_PROGRAMME_IDS = sa.select(col(ProgrammeParty.programme_id))
