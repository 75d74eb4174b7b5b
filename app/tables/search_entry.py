"""The words by which things are found, a row a thing; they follow from the facts and can be made anew.

What a database searches them with is its own: FTS5 on SQLite, a GIN index of lexemes on PostgreSQL.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key
from app.tables.lengths import unbounded_text

INDEX = "search_stem"
"""What SQLite searches is called so, and what it keeps beside it begins so."""


class SearchEntry(SQLModel, table=True):
    """One thing of a programme: what is shown of it, and the stems of those words (domain/stem)."""

    __tablename__ = "search_entry"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "kind", "thing_id"),
        sa.Index("ix_search_entry_thing", "kind", "thing_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    kind: str = Field(max_length=40)
    thing_id: int
    title: str = unbounded_text()
    text: str = unbounded_text()
    title_stems: str = unbounded_text()
    text_stems: str = unbounded_text()


def is_search_index(name: str | None) -> bool:
    """Whether this belongs to what a database searches with: that is no table or index of the code."""
    return name is not None and (name.startswith(INDEX) or name == f"ix_search_entry_{INDEX}")


def create_search_index(dialect: str) -> Iterator[str]:
    """The statements that let a database search; `dialect` is `sqlite` or `postgresql`."""
    if dialect == "postgresql":
        yield (
            f"CREATE INDEX ix_search_entry_{INDEX} ON search_entry "
            "USING gin (to_tsvector('simple', title_stems || ' ' || text_stems))"
        )
        return
    yield (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(title_stems, text_stems, content='search_entry', "
        "content_rowid='id', tokenize='unicode61', prefix='2 3')"
    )
    new, old = "new.id, new.title_stems, new.text_stems", "old.id, old.title_stems, old.text_stems"
    taken_out = f"INSERT INTO {INDEX}({INDEX}, rowid, title_stems, text_stems) VALUES ('delete', {old})"  # nosec B608 # names of ours
    put_in = f"INSERT INTO {INDEX}(rowid, title_stems, text_stems) VALUES ({new})"  # nosec B608 # names of ours
    for verb, does in (
        ("INSERT", (put_in,)),
        ("DELETE", (taken_out,)),
        ("UPDATE", (taken_out, put_in)),
    ):
        steps = "; ".join(does)
        yield (
            f"CREATE TRIGGER search_entry_{verb.lower()}_stems AFTER {verb} ON search_entry "
            f"BEGIN {steps}; END"
        )
