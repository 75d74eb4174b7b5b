"""How long each text may be: its column says so, and the database and whoever checks a form read it there."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import AutoString, Field, SQLModel

from app.domain.refusal import Invalid, Message

LONGEST_TEXT = 50_000
"""Characters of a text whose column names no length of its own: some twenty pages."""

CHECK = "length"
"""The CHECK that bounds a column is called so, after the column."""

_MADE_BY_PROGRAM = "made_by_program"


def unbounded_text(**options: Any) -> Any:
    """A text that the program makes, as long as it must be; nobody types it."""
    return Field(sa_column_kwargs={"info": {_MADE_BY_PROGRAM: True}}, **options)


def longest(column: sa.Column[str]) -> int | None:
    """Characters that this column may hold; none where it is no text, or one that the program makes."""
    if not isinstance(column.type, AutoString) or column.info.get(_MADE_BY_PROGRAM):
        return None
    length: int | None = column.type.impl_instance.length  # type: ignore[attr-defined]  # a String, says SQLModel
    return length or LONGEST_TEXT


def cut_text(of: type[SQLModel], name: str, text: str) -> str:
    """Return as much of a text as this column of `of` holds, without what no database keeps."""
    kept = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    return kept[: longest(of.__table__.c[name])].strip()  # type: ignore[attr-defined]  # SQLModel does not declare it


def bound_texts(metadata: sa.MetaData) -> None:
    """Let every database refuse longer texts: of itself only PostgreSQL counts the characters of a column."""
    for table in metadata.sorted_tables:
        for column in table.c:
            most = longest(column)
            if most is not None:
                rule = sa.func.length(column) <= sa.literal_column(str(most))
                table.append_constraint(sa.CheckConstraint(rule, name=f"{column.name}_{CHECK}"))


def length_objections(
    of: type[SQLModel] | sa.Table, texts: Mapping[str, object], beside: str = ""
) -> dict[str, Message]:
    """A message for each of these texts, named as the columns of `of`, that is too long to be kept there.

    It stands beside the field of the same name, or `beside` another one.
    """
    table: sa.Table = of if isinstance(of, sa.Table) else of.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    wrong: dict[str, Message] = {}
    for name, text in texts.items():
        most = longest(table.c[name]) if isinstance(text, str) and name in table.c else None
        if most is not None and len(str(text)) > most:
            wrong[beside or name] = Message("Use at most %(most)s characters.", {"most": most})
    return wrong


def refuse_long_texts(of: type[SQLModel] | sa.Table, texts: Mapping[str, object]) -> None:
    """Refuse texts that are too long for the columns of `of`, a message for each of them."""
    wrong = length_objections(of, texts)
    if wrong:
        raise Invalid(wrong)
