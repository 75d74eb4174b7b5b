"""Programmes, what they are made of, and who takes part in them."""

from datetime import date

from app.domain.count import CountBase
from app.domain.structure import ActionLineKind, PartyKind, ProgrammeKind
from app.web.api.v1.shapes.values import Day, Id, Shape, Text


class Programme(Shape):
    """A programme; the only thing that is known by a slug and not by a number."""

    slug: str
    title: str
    kind: ProgrammeKind
    purpose: str
    starts_on: Day
    ends_on: Day
    version: int


class ImportedProgramme(Shape):
    """A programme that came in with a file; `reason` says why it could not be verified, where that is so.

    `reports` counts the adopted ones; the reports of the half-years in `returned` were in review, and are
    edited again.
    """

    programme: str
    title: str
    verified: bool
    reason: Text
    reports: int
    returned: tuple[str, ...]


class Counts(Shape):
    """How many deliverables of a programme stand how, as known on a day.

    Each stands in one verdict: `delivered` (in time or late), `overdue`, `dueNow`, `dueLater`, `undated`,
    `ongoing` or `withdrawn` (cancelled or merged). `moved` and `dateDropped` tell what became of dates since
    `base`, and count some of them once more.
    """

    day: date
    base: CountBase
    total: int
    delivered: int
    overdue: int
    due_now: int
    due_later: int
    undated: int
    ongoing: int
    withdrawn: int
    moved: int
    date_dropped: int
    decisions: int
    decisions_taken: int


class ActionLine(Shape):
    """An action line, the cross-cutting work, or the governance; `programme` is its slug.

    `mergedInto` is the one that it was merged into, with all its projects.
    """

    id: int
    programme: str
    code: str
    title: str
    kind: ActionLineKind
    position: int
    withdrawn: bool
    merged_into: Id
    version: int


class Project(Shape):
    """A project; `actionLine` is the code of its action line, `lead` an e-mail address.

    `mergedInto` is the one that it was merged into, with all its deliverables.
    """

    id: int
    programme: str
    action_line: str
    title: str
    lead: Text
    narrative: str
    position: int
    withdrawn: bool
    merged_into: Id
    version: int


class PartyRole(Shape):
    """How a party stands to a programme, and what that calls it."""

    programme: str
    kind: PartyKind
    name: str


class Party(Shape):
    """An organisation, and how it stands to the programmes that you may read.

    Its `name` is the one that the programmes asked for share; where they differ, that of the installation.
    `version` counts what the installation calls it.
    """

    id: int
    name: str
    abbreviation: Text
    programmes: tuple[PartyRole, ...]
    version: int


class Involvement(Shape):
    """How a party stands to one programme: `name` is what that calls it, by its own `wording` if it has one.

    `id` is the number of the party; `version` counts the changes of this, and not of the party.
    """

    id: int
    programme: str
    name: str
    wording: Text
    kind: PartyKind
    position: int
    version: int


class PilotSite(Shape):
    """A region in which a programme tries things out; since `withdrawnOn` it takes no part any more."""

    id: int
    programme: str
    name: str
    position: int
    withdrawn_on: Day
    version: int


class NamedMoment(Shape):
    """A moment that promises name, as “voor het zomerreces”, with its first and its last day."""

    id: int
    name: str
    year: int
    starts_on: date
    ends_on: date
    version: int
