"""Finding things by their words, in what the asker may read; the same on both databases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import ActionLine, Programme, SearchEntry
from app.tables.search_entry import INDEX

AT_ONCE = 50

_ENTRY = SearchEntry.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_LINE = ActionLine.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found; `code` is that of an action line."""

    kind: str
    thing_id: int
    title: str
    text: str
    programme: str
    slug: str
    code: str | None


def search(
    session: Session,
    terms: Sequence[str],
    readable: Collection[int] | None,
    *,
    kinds: Collection[str] = (),
    page: int = 1,
) -> list[Found]:
    """What has all these stems, or words that begin with them; one more than a page, if there is more.

    First what has them in its title, then by title. `readable` are the programmes that the asker may
    read; none given means every one. One query, none where nothing is asked.
    """
    if not terms:
        return []
    dialect = session.get_bind().dialect.name
    has, in_title = _matching(dialect)
    title = sa.collate(_ENTRY.c.title_stems, "BINARY" if dialect == "sqlite" else "C")
    asked = (
        sa.select(
            *(_ENTRY.c[name] for name in ("kind", "thing_id", "title", "text")),
            *(_PROGRAMME.c.title.label("programme"), _PROGRAMME.c.slug, _LINE.c.code),
        )
        .join_from(_ENTRY, _PROGRAMME, _PROGRAMME.c.id == _ENTRY.c.programme_id)
        .outerjoin(_LINE, sa.and_(_ENTRY.c.kind == "action_line", _LINE.c.id == _ENTRY.c.thing_id))
        .where(has)
        .order_by(sa.case((in_title, 0), else_=1), title, _ENTRY.c.kind, _ENTRY.c.thing_id, _PROGRAMME.c.slug)
        .limit(AT_ONCE + 1)
        .offset((page - 1) * AT_ONCE)
    )
    if readable is not None:
        asked = asked.where(_ENTRY.c.programme_id.in_(list(readable)))
    if kinds:
        asked = asked.where(_ENTRY.c.kind.in_(list(kinds)))
    return [Found(*row) for row in session.execute(asked, _bound(dialect, terms))]


def _matching(dialect: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Whether an entry has what is asked anywhere, and whether its title has."""
    if dialect == "sqlite":
        stem = sa.table(INDEX, sa.column("rowid"), sa.column(INDEX))
        matches = [
            _ENTRY.c.id.in_(sa.select(stem.c.rowid).where(stem.c[INDEX].op("MATCH")(sa.bindparam(name))))
            for name in ("anywhere", "in_title")
        ]
        return matches[0], matches[1]
    simple: Any = sa.literal_column("'simple'")
    space: Any = sa.literal_column("' '")
    query: Any = sa.func.to_tsquery(simple, sa.bindparam("anywhere"))
    everywhere = sa.func.to_tsvector(simple, _ENTRY.c.title_stems + space + _ENTRY.c.text_stems)
    of_title = sa.func.to_tsvector(simple, _ENTRY.c.title_stems)
    return everywhere.op("@@")(query), of_title.op("@@")(query)


def _bound(dialect: str, terms: Sequence[str]) -> dict[str, str]:
    """Stems hold letters and digits only, so nothing that is typed can say more than a word."""
    if dialect == "sqlite":
        asked = " AND ".join(f'"{term}"*' for term in terms)
        return {"anywhere": asked, "in_title": f"{{title_stems}} : ({asked})"}
    return {"anywhere": " & ".join(f"{term}:*" for term in terms)}
