"""What a deliverable is said to be: the words and values that are carried along through every storey."""

from dataclasses import dataclass, fields
from typing import Any

from app.domain.structure import DeliverableKind, Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableDescription:
    """What a deliverable is called and what is said of it, apart from its place and its people.

    The input of the actions, the state on a day and the facts of a report inherit these fields, so that a
    new one is written here and in the table.
    """

    title: str
    kind: DeliverableKind
    description: str = ""
    aliases: str = ""
    """Other names by which texts call it, one a line."""
    frequency_count: int | None = None
    frequency_per: Frequency | None = None

    @property
    def frequency(self) -> tuple[int, Frequency] | None:
        """How often it happens at least, if it recurs."""
        if self.frequency_count is None or self.frequency_per is None:
            return None
        return self.frequency_count, self.frequency_per


DESCRIPTION = tuple(field.name for field in fields(DeliverableDescription))
"""The names of its fields."""
TEXTS = tuple(field.name for field in fields(DeliverableDescription) if field.type is str)
"""Those that are texts."""


def description_of(deliverable: DeliverableDescription) -> dict[str, Any]:
    """Return the fields of a description by name, of whatever inherits them."""
    return {name: getattr(deliverable, name) for name in DESCRIPTION}
