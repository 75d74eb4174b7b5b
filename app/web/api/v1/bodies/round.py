"""What is sent to bring a report about: its days, its steps, its texts, and what is said of it."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.domain.report.choice import Placement
from app.domain.round import Verdict
from app.web.api.v1.bodies.values import (
    Body,
    Day,
    Flag,
    GivenDay,
    Id,
    Ids,
    Number,
    OptionalId,
    Partial,
    Text,
    Title,
)
from app.web.api.v1.filters import ProgrammeSlug

SectionKey = Annotated[str, Field(min_length=1, max_length=60)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
HalfYear = Annotated[str, Field(pattern="^[0-9]{4}-H[12]$")]


class NewReportingPeriod(Body):
    """A half-year to account for. Days that are absent are proposed from it."""

    programme: ProgrammeSlug
    half_year: HalfYear
    starts_on: Day = None
    ends_on: Day = None
    reference_date: Day = None
    input_deadline: Day = None
    report_date: Day = None
    names_leads: Flag = False
    in_english: Flag = False


class ReportingPeriodChange(Partial):
    """What changes of the days of a round, and of what its report prints: what is absent stays."""

    starts_on: GivenDay = date.min
    ends_on: GivenDay = date.min
    reference_date: GivenDay = date.min
    input_deadline: GivenDay = date.min
    report_date: GivenDay = date.min
    names_leads: Flag = False
    in_english: Flag = False


class ReviewRequest(Body):
    """A report to send into review; with `acceptFindings` also with findings that nobody answered."""

    accept_findings: Flag = False


class RemindRequest(Body):
    """Whom to remind, by number; without `people` everybody who has not answered."""

    pointers: ClassVar = {"person": "/people"}

    people: Ids = ()


class TextChange(Body):
    """The text of a section, in Markdown; an empty one takes it away."""

    text: Text


class SectionTextItem(TextChange):
    """The text of one of several sections; `version` is that of the text when it was read, 0 for none."""

    section: SectionKey
    language: Literal["nl", "en"] = "nl"
    version: Number


class SectionTexts(Body):
    """The texts of several sections, of which all are saved or none."""

    items: Annotated[tuple[SectionTextItem, ...], Field(min_length=1, max_length=200)]


class FindingReply(Body):
    """Why a finding is left as it is."""

    reason: Title


class SummaryChoice(Partial):
    """What is chosen for a fact: what is absent stays. Only of a deliverable `text` and `togetherWith`."""

    placement: Placement = Placement.BY_RULE
    text: Text = ""
    together_with: OptionalId = None


class Arrangement(Body):
    """The deliverables that begin the threads of an action line, in the order in which they are told."""

    deliverables: Annotated[tuple[Id, ...], Field(min_length=1, max_length=500)]


class NewSignOff(Body):
    """What a sponsor says of a section as it read. With `document` and `givenOn` it was said elsewhere."""

    pointers: ClassVar = {"party_id": "/party"}

    section: SectionKey
    section_hash: Hash
    party: Id
    verdict: Verdict
    text: Text = ""
    document: Text = ""
    given_on: Day = None


class Agreement(Body):
    """On behalf of whom one agrees with every section that is open still."""

    pointers: ClassVar = {"party_id": "/party"}

    party: Id


class NewComment(Body):
    """A comment on a section as it read, or a reply to another one."""

    section: SectionKey
    section_hash: Hash
    text: Title
    answers: OptionalId = None


class Deferral(Body):
    """What was said since the version in review and is left for the next report, and why."""

    sayings: Annotated[tuple[str, ...], Field(min_length=1, max_length=1000)]
    reason: Title


class ErratumAdoption(Body):
    """Why an adopted report is put right."""

    reason: Title
