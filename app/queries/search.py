"""Finding things by their words, in what the asker may read; the same on both databases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.tables import ActionLine, Programme, SearchEntry
from app.tables.search_entry import INDEX

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One result of a search; `code` is that of an action line."""

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
) -> list[SearchResult]:
    """What has all these stems, or words that begin with them; one more than a page, if there is more.

    First what has them in its title, then by title. `readable` are the programmes that the asker may
    read; none given means every one. One query, none where nothing is asked.
    """
    if not terms:
        return []
    dialect = session.get_bind().dialect.name
    matches, in_title = match_terms(dialect)
    title = sa.collate(col(SearchEntry.title_stems), "BINARY" if dialect == "sqlite" else "C")
    statement: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            *(
                col(SearchEntry.kind),
                col(SearchEntry.thing_id),
                col(SearchEntry.title),
                col(SearchEntry.text),
            ),
            *(col(Programme.title).label("programme"), col(Programme.slug), col(ActionLine.code)),
        )
        .join_from(SearchEntry, Programme, col(Programme.id) == col(SearchEntry.programme_id))
        .outerjoin(
            ActionLine,
            sa.and_(col(SearchEntry.kind) == "action_line", col(ActionLine.id) == col(SearchEntry.thing_id)),
        )
        .where(matches)
        .order_by(
            sa.case((in_title, 0), else_=1),
            title,
            col(SearchEntry.kind),
            col(SearchEntry.thing_id),
            col(Programme.slug),
        )
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
    )
    if readable is not None:
        statement = statement.where(col(SearchEntry.programme_id).in_(readable))
    if kinds:
        statement = statement.where(col(SearchEntry.kind).in_(kinds))
    return fetch_all(session, statement, SearchResult, bind_terms(dialect, terms))


def match_terms(dialect: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Whether an entry has what is asked anywhere, and whether its title has."""
    if dialect == "sqlite":
        stem = sa.table(INDEX, sa.column("rowid"), sa.column(INDEX))
        conditions = [
            col(SearchEntry.id).in_(
                sa.select(stem.c.rowid).where(stem.c[INDEX].op("MATCH")(sa.bindparam(name)))
            )
            for name in ("anywhere", "in_title")
        ]
        return conditions[0], conditions[1]
    simple: Any = sa.literal_column("'simple'")
    space: Any = sa.literal_column("' '")
    query: Any = sa.func.to_tsquery(simple, sa.bindparam("anywhere"))
    everywhere = sa.func.to_tsvector(
        simple, col(SearchEntry.title_stems) + space + col(SearchEntry.text_stems)
    )
    of_title = sa.func.to_tsvector(simple, col(SearchEntry.title_stems))
    return everywhere.op("@@")(query), of_title.op("@@")(query)


def bind_terms(dialect: str, terms: Sequence[str]) -> dict[str, str]:
    """Stems hold letters and digits only, so nothing that is typed can say more than a word."""
    if dialect == "sqlite":
        words = " AND ".join(f'"{term}"*' for term in terms)
        return {"anywhere": words, "in_title": f"{{title_stems}} : ({words})"}
    return {"anywhere": " & ".join(f"{term}:*" for term in terms)}
