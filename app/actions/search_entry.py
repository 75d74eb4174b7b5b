"""Keeping the words by which things are found in step with what changes, in the change's own transaction.

Every action ends in a trace, and every trace names the thing: there its words are written anew. What the
frame of an action changed beside it is touched, and follows with the same trace.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.stem import stems
from app.prepared import Prepared
from app.queries.search_text import DELIVERABLE_KINDS, THINGS, SearchText, texts_of, texts_of_programme
from app.tables import Programme, SearchEntry

_TABLE = SearchEntry.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_TOUCHED = "touched"
_OF_THING = (
    _TABLE.c.kind.in_(sa.bindparam("kinds", expanding=True)),
    _TABLE.c.thing_id == sa.bindparam("thing"),
)
_TAKEN_OUT = Prepared(sa.delete(_TABLE).where(*_OF_THING))
_PUT_IN = Prepared(sa.insert(_TABLE), [column.name for column in _TABLE.c if column.name != "id"])
_FOUND_AS = {"decision": "deliverable"}
"""A decision is found as the deliverable that it is."""


def touch(session: Session, thing: str, thing_id: int) -> None:
    """Remember that the words of a thing may be others now; they are written with the next trace."""
    session.info.setdefault(_TOUCHED, set()).add((thing, thing_id))


def follow(session: Session, thing: str, thing_id: int | None, programme_id: int | None) -> None:
    """Write the words of this thing anew, and of all that was touched; of a programme those of everything."""
    session.flush()
    touched: set[tuple[str, int]] = session.info.pop(_TOUCHED, set())
    if thing == "programme" and programme_id is not None:
        rebuild(session, programme_id)
        return
    for one, key in {(_FOUND_AS.get(t, t), key) for t, key in {*touched, (thing, thing_id or 0)}}:
        if one in THINGS and key:
            kinds = DELIVERABLE_KINDS if one == "deliverable" else (one,)
            _TAKEN_OUT.run(session, {"kinds": kinds, "thing": key})
            for row in _rows(texts_of(session, one, id=key)):
                _PUT_IN.run(session, row)


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
