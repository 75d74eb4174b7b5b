"""What may be asked in an address, and reading it: everything that is wrong is told at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.refusal import Invalid, Message
from app.queries.programme import ProgrammeRow
from app.web.api.v1.door import Door


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how it is documented (JSON Schema) and how it is read.

    `read` raises `Invalid` under the parameter's name.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str, Door], Any]
    place: str = "query"

    def described(self) -> dict[str, Any]:
        """As OpenAPI writes it."""
        return {
            "name": self.name,
            "in": self.place,
            "required": self.place == "path",
            "description": self.description,
            "schema": dict(self.schema),
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, read; a parameter that was left out is not in `values`."""

    door: Door
    values: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The day as of which is asked."""
        day: date = self.values.get("asOf", self.door.today)
        return day

    @property
    def id(self) -> int:
        """The number in the path."""
        return int(self.values["id"])

    @property
    def programmes(self) -> list[ProgrammeRow]:
        """The programme asked for, else all that the viewer may read."""
        one = self.values.get("programme")
        return [one] if one else list(self.door.programmes.values())


class NotUnderstood(Invalid):
    """A request with something in it that cannot be read."""

    def __init__(self, fields: Mapping[str, Message]) -> None:
        super().__init__(fields)
        self.message = Message("The request is not as it should be.")


def read(door: Door, parameters: Iterable[Parameter]) -> Asked:
    """Read the address. Refuses unknown and repeated parameters and whatever cannot be read, together."""
    known = {parameter.name: parameter for parameter in parameters}
    in_path = [name for name, parameter in known.items() if parameter.place == "path"]
    given: list[tuple[str, str]] = [(name, door.request.path_params[name]) for name in in_path]
    given += door.request.query_params.multi_items()
    names = [name for name, _ in given]
    values: dict[str, Any] = {}
    wrong: dict[str, Message] = {}
    for position, (name, text) in enumerate(given):
        parameter = known.get(name)
        if parameter is None or (parameter.place == "path" and position >= len(in_path)):
            wrong[name] = Message("There is no parameter of this name here.")
        elif names.count(name) > 1:
            wrong[name] = Message("Give this once.")
        else:
            try:
                values[name] = parameter.read(text, door)
            except Invalid as refused:
                wrong |= refused.fields
    if wrong:
        raise NotUnderstood(wrong)
    return Asked(door, values)
