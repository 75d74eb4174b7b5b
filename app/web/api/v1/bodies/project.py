"""What is sent of a project."""

from typing import ClassVar

from app.web.api.v1.bodies.part import Code, Place
from app.web.api.v1.bodies.values import Address, Body, Change, Saying, Text, Title
from app.web.api.v1.filters import ProgrammeSlug


class ProjectFacts(Body):
    """All that is said of a project; its action line by code, its lead by e-mail address."""

    action_line: Code = ""
    title: Title = ""
    narrative: Text = ""
    lead: Address = None


class NewProject(ProjectFacts, Saying):
    """A project to add to an action line, behind the others."""

    programme: ProgrammeSlug
    action_line: Code
    title: Title


class ProjectChange(ProjectFacts, Change):
    """What changes of a project; in another action line it comes behind what stands there."""

    pointers: ClassVar = {"place": "/position"}

    position: Place | None = None
