"""Keeping the words by which things are found in step with what changes.

Every action ends in a trace, and every trace names the thing: in the change's own transaction it is noted
that its words are due, together with what the frame of an action touched beside it. Whoever searches first
has them written anew. So a change never waits for an index, and no search misses a change.
"""

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.stem import stems
from app.prepared import Prepared
from app.queries.search_text import DELIVERABLE_KINDS, THINGS, SearchText, texts_of, texts_of_programme
from app.tables import Programme, SearchDue, SearchEntry

_TABLE = SearchEntry.__table__  # type: ignore[attr-defined]
_DUE = SearchDue.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_TOUCHED = "touched"
_NOTED = Prepared(sa.insert(_DUE), ["programme_id", "thing", "thing_id"])
_FOUND_AS = {"decision": "deliverable"}
"""A decision is found as the deliverable that it is."""
MOST_APART = 50
"""Of a programme in which more than this is due, everything is written at once, in fifteen queries."""
_ONE_AT_A_TIME = 5_160_118
"""The key of the lock (PostgreSQL) under which words are written: two who search wait for each other."""


def touch(session: Session, thing: str, thing_id: int) -> None:
    """Remember that the words of a thing may be others now; they are due with the next trace."""
    session.info.setdefault(_TOUCHED, set()).add((thing, thing_id))


def follow(session: Session, thing: str, thing_id: int | None, programme_id: int | None) -> None:
    """Note that the words of this thing are due, and of all that was touched."""
    touched: set[tuple[str, int]] = session.info.pop(_TOUCHED, set())
    for one, key in {(_FOUND_AS.get(t, t), key) for t, key in {*touched, (thing, thing_id or 0)}}:
        if one in THINGS and key:
            _NOTED.run(session, {"programme_id": programme_id, "thing": one, "thing_id": key})


def catch_up(session: Session) -> int:
    """Write the words that are due anew, of a programme those of everything; how many things were due."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    columns = (_DUE.c.programme_id, _DUE.c.thing, _DUE.c.thing_id)
    due = {tuple(row) for row in session.execute(sa.delete(_DUE).returning(*columns))}
    many = Counter(programme for programme, _, _ in due if programme is not None)
    whole = {key for _, thing, key in due if thing == "programme"}
    whole |= {programme for programme, count in many.items() if count > MOST_APART}
    for programme_id in sorted(whole):
        rebuild(session, programme_id)
    for thing, key in sorted({(thing, key) for programme, thing, key in due if programme not in whole}):
        _write(session, thing, key)
    return len(due)


def rebuild(session: Session, programme_id: int) -> None:
    """Write the words of every thing of a programme anew."""
    session.execute(sa.delete(_TABLE).where(_TABLE.c.programme_id == programme_id))
    rows = _rows(texts_of_programme(session, programme_id))
    if rows:
        session.execute(sa.insert(_TABLE), rows)


def ensure(session: Session) -> int:
    """Write the words of programmes that have none yet, as after a new step of the schema; how many."""
    without = sa.select(_PROGRAMME.c.id).where(
        ~sa.select(_TABLE.c.id).where(_TABLE.c.programme_id == _PROGRAMME.c.id).exists()
    )
    found = list(session.scalars(without))
    for programme_id in found:
        rebuild(session, programme_id)
    return len(found)


def _write(session: Session, thing: str, key: int) -> None:
    kinds = DELIVERABLE_KINDS if thing == "deliverable" else (thing,)
    session.execute(sa.delete(_TABLE).where(_TABLE.c.kind.in_(kinds), _TABLE.c.thing_id == key))
    rows = _rows(texts_of(session, thing, id=key))
    if rows:
        session.execute(sa.insert(_TABLE), rows)


def _rows(texts: Iterable[SearchText]) -> list[dict[str, object]]:
    return [
        {
            "programme_id": one.programme_id,
            "kind": one.kind,
            "thing_id": one.thing_id,
            "title": one.title,
            "text": one.text,
            "title_stems": " ".join(stems(one.title)),
            "text_stems": " ".join(stems(one.text)),
        }
        for one in texts
    ]
