"""What is sent of an action line."""

from typing import ClassVar

from app.domain.structure import ActionLineKind
from app.web.api.v1.bodies.part import Code, Place
from app.web.api.v1.bodies.values import Body, Change, Saying, Title
from app.web.api.v1.filters import ProgrammeSlug


class ActionLineFacts(Body):
    """All that is said of an action line."""

    code: Code = ""
    title: Title = ""
    kind: ActionLineKind = ActionLineKind.LINE


class NewActionLine(ActionLineFacts, Saying):
    """An action line to add behind the others; without a code it gets the next number that is free."""

    programme: ProgrammeSlug
    title: Title


class ActionLineChange(ActionLineFacts, Change):
    """A change of an action line: what is absent stays as it is."""

    pointers: ClassVar = {"place": "/position"}

    position: Place | None = None
