"""The words by which each thing is found: what it is called, and what is said of it, as it is now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import DeliverableKind
from app.prepared import Prepared
from app.queries.frame import ties
from app.queries.party_words import name_of
from app.tables import (
    ActionLine,
    DecisionTaking,
    Deliverable,
    ExternalDependency,
    Indicator,
    ParliamentaryCommitment,
    Party,
    PilotSite,
    Programme,
    ProgrammeParty,
    Project,
    Risk,
    StatusUpdate,
)
from app.tables import Decision as DecisionTable
from app.tables.tracked import OPTIONS

_LONGEST_TITLE = 160
DELIVERABLE_KINDS = tuple(kind.value for kind in DeliverableKind)
"""A deliverable is found under what it is: a product, a decision, an event."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """What one thing is found by; `kind` is its type, of a deliverable what it is."""

    programme_id: int
    kind: str
    thing_id: int
    title: str
    text: str


def texts_of_programme(session: Session, programme_id: int) -> Iterator[SearchText]:
    """Those of every thing of a programme. Some fifteen queries, however many things there are."""
    for thing in THINGS:
        yield from texts_of(session, thing, programme_id=programme_id)


def texts_of(
    session: Session, thing: str, *, id: int | None = None, programme_id: int | None = None
) -> Iterator[SearchText]:
    """Those of one thing, or of all things of its type in a programme; a party has one in each programme."""
    if thing == "deliverable":
        yield from _deliverables(session, id, programme_id)
    elif thing == "party":
        yield from _parties(session, id, programme_id)
    else:
        model, title, more = _SIMPLE[thing]
        table = model.__table__
        own = table.c.id if thing == "programme" else table.c.programme_id
        asked = sa.select(own, table.c.id, table.c[title], *(table.c[name] for name in more))
        for programme, key, called, *rest in session.execute(_narrowed(asked, table, id, own, programme_id)):
            short = called if len(called) <= _LONGEST_TITLE else f"{called[:_LONGEST_TITLE]}…"
            yield SearchText(
                programme, thing, key, short, _joined([called if short != called else "", *rest])
            )


def _deliverables(session: Session, id: int | None, programme_id: int | None) -> Iterator[SearchText]:
    of = {"of": programme_id if id is None else id}
    rows = _PROMISED[id is not None].rows(session, of)
    said = _said_of(session, id, programme_id)
    if any(kind is DeliverableKind.DECISION for _, _, kind, *_ in rows):
        _decided(session, said, id, programme_id)
    for programme, key, kind, title, aliases, description in rows:
        yield SearchText(
            programme, kind.value, key, title, _joined([aliases, description, *said.get(key, ())])
        )


def _said_of(session: Session, id: int | None, programme_id: int | None) -> dict[int, list[str]]:
    """Every text of every status update that was not corrected, the last first, by deliverable."""
    found: dict[int, list[str]] = defaultdict(list)
    of = {"of": programme_id if id is None else id}
    for deliverable, *told in _SAID[id is not None].rows(session, of):
        found[deliverable] += [text for text in told if text and text not in found[deliverable]]
    return found


def _decided(session: Session, said: dict[int, list[str]], id: int | None, programme_id: int | None) -> None:
    """Of decisions also the question, the options, and what was decided and why."""
    option = ties(OPTIONS)
    taking = DecisionTaking.__table__  # type: ignore[attr-defined]
    asked = DecisionTable.__table__  # type: ignore[attr-defined]
    for key, table, names in (
        ("id", asked, ("question",)),
        ("decision_id", option, ("title", "description")),
        ("decision_id", taking, ("outcome", "reason")),
    ):
        wanted = table.c[key] == id if id else table.c.programme_id == programme_id
        found = sa.select(table.c[key], *(table.c[name] for name in names)).where(wanted)
        for of, *told in session.execute(found, {"as_of": date.max}):
            said[of] += [text for text in told if text]


def _parties(session: Session, id: int | None, programme_id: int | None) -> Iterator[SearchText]:
    party, link = Party.__table__, ProgrammeParty.__table__  # type: ignore[attr-defined]
    asked = sa.select(
        *(link.c.programme_id, party.c.id, name_of(party, link), party.c.name, party.c.abbreviation),
    ).join_from(link, party, party.c.id == link.c.party_id)
    for programme, key, words, name, short in session.execute(
        asked.where(party.c.id == id if id else link.c.programme_id == programme_id)
    ):
        yield SearchText(programme, "party", key, words, _joined([name if name != words else "", short]))


def _narrowed(
    asked: sa.Select[Any],
    table: sa.Table,
    id: int | None,
    own: sa.ColumnElement[int],
    programme_id: int | None,
) -> sa.Select[Any]:
    return asked.where(table.c.id == id if id is not None else own == programme_id)


def _joined(parts: Iterable[object]) -> str:
    return "\n".join(str(part) for part in parts if part)


_SIMPLE: Mapping[str, tuple[Any, str, tuple[str, ...]]] = {
    "programme": (Programme, "title", ("purpose",)),
    "action_line": (ActionLine, "title", ()),
    "project": (Project, "title", ("narrative",)),
    "indicator": (Indicator, "name", ("definition", "unit", "caveat")),
    "risk": (Risk, "title", ("cause", "consequence", "measure")),
    "external_dependency": (ExternalDependency, "title", ("description",)),
    "parliamentary_commitment": (ParliamentaryCommitment, "text", ("reference", "answered_in")),
    "pilot_site": (PilotSite, "name", ()),
}
THINGS = (*_SIMPLE, "deliverable", "party")
"""The types of things that can be found."""


def _promised(narrowed_by: str) -> Prepared:
    table = Deliverable.__table__  # type: ignore[attr-defined]
    names = ("programme_id", "id", "kind", "title", "aliases", "description")
    return Prepared(sa.select(*(table.c[n] for n in names)).where(table.c[narrowed_by] == sa.bindparam("of")))


def _said(narrowed_by: str) -> Prepared:
    table = StatusUpdate.__table__  # type: ignore[attr-defined]
    later = table.alias("later")
    corrections = (later.c.corrects_id.is_not(None), later.c.corrects_id == table.c.id)
    return Prepared(
        sa.select(table.c.deliverable_id, table.c.text, table.c.reason, table.c.answer)
        .where(table.c[narrowed_by] == sa.bindparam("of"))
        .where(sa.or_(table.c.text != "", table.c.reason != "", table.c.answer != ""))
        .where(~sa.select(later.c.id).where(*corrections).exists())
        .order_by(table.c.said_on.desc(), table.c.recorded_at.desc(), table.c.id.desc())
    )


# Asked for every change of a deliverable: written out once. Of one, or of all of a programme.
_PROMISED = {True: _promised("id"), False: _promised("programme_id")}
_SAID = {True: _said("deliverable_id"), False: _said("programme_id")}
