"""Of which entities a query reads: all of a programme, or these."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Scope:
    """All entities of a programme, or those with these `ids`, of whatever programme.

    The select of a query that is asked at every request is built once for each of the two, with the values
    as parameters: building it takes longer than SQLite takes to answer.
    """

    programme_id: int | None = None
    ids: Collection[int] | None = None

    @property
    def by_id(self) -> bool:
        """Whether the entities are named by their ids."""
        return self.ids is not None

    @property
    def parameters(self) -> Mapping[str, object]:
        """The values for what `is_in_scope` binds."""
        ids = {} if self.ids is None else {"ids": list(self.ids)}
        return {"programme_id": self.programme_id, **ids}


def is_in_scope(by_id: bool, id: Any, programme_id: Any) -> sa.ColumnElement[bool]:
    """Say that a row is in the scope, by its columns with the ids of the entity and of the programme.

    Never by both: SQLite keeps no statistics, and would read the whole programme for a few ids.
    """
    is_included: sa.ColumnElement[bool] = (
        id.in_(sa.bindparam("ids", expanding=True)) if by_id else programme_id == sa.bindparam("programme_id")
    )
    return is_included
