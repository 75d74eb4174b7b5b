"""Keeping the words by which things are found in step with what changes.

Every action ends in a trace, and every trace names the thing: the audit trail itself tells what is due, and
what the frame of an action touched beside it is noted in the change's own transaction. Whoever searches
first has the words written anew. So a change never waits for an index, and no search misses a change.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import DONE
from app.domain.stem import stems
from app.prepared import Prepared
from app.queries.search import moved_on
from app.queries.search_text import DELIVERABLE_KINDS, THINGS, SearchText, texts_of, texts_of_programme
from app.tables import AuditEntry, Programme, SearchDue, SearchEntry, SearchProgress
from app.transaction import do_last

_TABLE = SearchEntry.__table__  # type: ignore[attr-defined]
_DUE = SearchDue.__table__  # type: ignore[attr-defined]
_PROGRESS = SearchProgress.__table__  # type: ignore[attr-defined]
_TRACE = AuditEntry.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_TOUCHED = "touched"
_Due = tuple[int | None, str, int]
"""The programme, the type and the id of a thing."""
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


def follow(session: Session, programme_id: int | None) -> None:
    """Note that the words of all that was touched are due; those of the thing itself are, by its trace."""
    touched: set[tuple[str, int]] = session.info.pop(_TOUCHED, set())
    for thing, key in touched:
        _NOTED.run(session, {"programme_id": programme_id, "thing": thing, "thing_id": key})


def catch_up(session: Session) -> int:
    """Write the words that are due anew, of a programme those of everything; how many things were due."""
    do_last(session)  # what this transaction itself has to tell
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    due = {
        (programme, _FOUND_AS.get(thing, thing), key)
        for programme, thing, key in [*_traced(session), *_touched(session)]
        if _FOUND_AS.get(thing, thing) in THINGS
    }
    many = Counter(programme for programme, _, _ in due if programme is not None)
    whole = {key for _, thing, key in due if thing == "programme"}
    whole |= {programme for programme, count in many.items() if count > MOST_APART}
    for programme_id in sorted(whole):
        rebuild(session, programme_id)
    for thing, key in sorted({(thing, key) for programme, thing, key in due if programme not in whole}):
        _write(session, thing, key)
    return len(due)


def _traced(session: Session) -> Iterator[_Due]:
    """What the trail tells that changed since the words were last written; it is read up to its ends."""
    heads = session.execute(moved_on()).all()
    for chain, read, seq in heads:
        since = (_TRACE.c.chain == chain, _TRACE.c.seq > read, _TRACE.c.seq <= seq, _TRACE.c.result == DONE)
        columns = (_TRACE.c.programme_id, _TRACE.c.object_type, _TRACE.c.object_id)
        yield from (tuple(row) for row in session.execute(sa.select(*columns).where(*since).distinct()))
    if heads:
        session.execute(sa.delete(_PROGRESS).where(_PROGRESS.c.chain.in_([chain for chain, *_ in heads])))
        session.execute(sa.insert(_PROGRESS), [{"chain": chain, "seq": seq} for chain, _, seq in heads])


def _touched(session: Session) -> Iterator[_Due]:
    columns = (_DUE.c.programme_id, _DUE.c.thing, _DUE.c.thing_id)
    yield from (tuple(row) for row in session.execute(sa.delete(_DUE).returning(*columns)))


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
