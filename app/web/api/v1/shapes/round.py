"""How a report comes to be: who answers its call, what is written and signed, and what keeps it back."""

from datetime import date, datetime

from app.domain.adoption import Fate, MissingKind
from app.domain.comparison import PromiseChange
from app.domain.editorial_check.finding import FindingKind
from app.domain.report.choice import Placement
from app.domain.round import Verdict
from app.domain.word_diff import WordChange
from app.web.api.v1.shapes.report import Record
from app.web.api.v1.shapes.values import Day, Flag, Id, Moment, Shape, Text


class ReportVersion(Shape):
    """A version of a report: `0.n` went into review, `1.n` was adopted, `1.n.m` proposes an erratum."""

    name: str
    adopted: bool
    on: date
    hash: str
    reason: Text
    """Of an erratum."""


class MissingAnswer(Shape):
    """A deliverable of which a round still misses an answer; without a `person` the office answers."""

    deliverable: int
    title: str
    project: int
    person: Id
    last_said_on: Day
    last_reminded_on: Day


class Call(Shape):
    """Who has answered the call of a round; `since` and `until` are null where it asks nothing now."""

    reporting_period: int
    since: Day
    until: Day
    answered: int
    answered_by_office: int
    missing: tuple[MissingAnswer, ...]
    version: int


class SectionText(Shape):
    """What the office wrote in a section, in Markdown; its `version` is 0 where nobody wrote anything."""

    reporting_period: int
    section: str
    language: str
    text: str
    written_on: Day
    recorded_at: Moment
    author: Text
    version: int


class Fix(Shape):
    """The words that can be replaced, and those that would be true."""

    replace: str
    by: str


class FindingAnswer(Shape):
    """Why a finding is left as it is."""

    reason: str
    recorded_at: datetime


class Finding(Shape):
    """What the editorial check found in a text of a report; open as long as it has no `answer`.

    `id` stays the same while the sentence and what the data say of it stay. `record` is what contradicts it.
    """

    id: str
    reporting_period: int
    section: str
    kind: FindingKind
    sentence: str
    quote: str
    message: str
    text: Record
    record: Record
    fix: Fix | None
    answer: FindingAnswer | None
    version: int


class SummaryFact(Shape):
    """A fact that the summary tells or leaves out; its `version` is 0 where nothing was chosen for it.

    `told` says whether the summary tells it now (null of what its general picture tells), and `sentences`
    what it prints where the thread of the fact is.
    """

    kind: str
    id: int
    title: str
    action_line: Text
    told: Flag
    sentences: str
    placement: Placement
    position: Id
    text: str
    together_with: Id
    version: int


class Summary(Shape):
    """What the summary of a report tells, and how long it is in words; each choice is a new version."""

    reporting_period: int
    words: int
    most_words: int
    facts: tuple[SummaryFact, ...]
    version: int


class SectionVerdict(Shape):
    """What a sponsor said of a section; it `holds` while the section reads as it did."""

    party: int
    verdict: Verdict
    sign_off: int
    holds: bool


class SectionInReview(Shape):
    """A section that is signed; `changed` since the version before, `open` for sponsors who did not sign."""

    section: str
    title: str
    hash: str
    changed: bool
    verdicts: tuple[SectionVerdict, ...]
    open: tuple[int, ...]


class Review(Shape):
    """What went into review last, for those who sign it: `0.2` is its second version, and so on."""

    reporting_period: int
    name: str
    hash: str
    on: date
    open: bool
    sponsors: tuple[int, ...]
    sections: tuple[SectionInReview, ...]
    version: int


class Comment(Shape):
    """A comment on a section as it read; `answers` the comment that it replies to."""

    id: int
    reporting_period: int
    section: str
    section_hash: str
    text: str
    answers: Id
    recorded_at: datetime
    author: str


class Obstacle(Shape):
    """One thing that keeps a report from being adopted: about a promise, a section, a party, a saying."""

    kind: MissingKind
    section: Text
    party: Id
    deliverable: Id
    title: Text
    fate: Fate | None
    text: Text
    language: str
    saying: Text


class Saying(Shape):
    """What was said in time but recorded after the version in review; `reason` once it was left for later."""

    id: str
    record: Record
    title: str
    deferred: bool
    reason: Text


class Adoption(Shape):
    """What keeps a report from being adopted; `ready` where nothing does, and it is in review."""

    reporting_period: int
    ready: bool
    missing: tuple[Obstacle, ...]
    sayings: tuple[Saying, ...]
    version: int


class Erratum(Shape):
    """An adopted report as its next erratum would have it; `proposal` is what its sponsors sign of it.

    Its `version` is 0 until it is proposed. `outdated`: it would read otherwise by now than was proposed.
    """

    reporting_period: int
    name: str
    changed: tuple[str, ...]
    proposal: Text
    outdated: bool
    missing: tuple[Obstacle, ...]
    version: int


class PromiseAs(Shape):
    """A promise as a report has it."""

    phrase: str
    edtf: Text
    earliest: Day
    latest: Day


class PromiseCompared(Shape):
    """What became of a promise between two reports; `before` and `after` where it stands in them."""

    deliverable: int
    title: str
    became: PromiseChange
    before: PromiseAs | None
    after: PromiseAs | None


class FigureCompared(Shape):
    """A row of figures that differs; empty where it stands in one report only."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class WordsCompared(Shape):
    """Words that stayed, came or went."""

    change: WordChange
    text: str


class SectionCompared(Shape):
    """The paragraphs of a section in which words came or went; `same` counts the others."""

    section: str
    title: str
    same: int
    paragraphs: tuple[tuple[WordsCompared, ...], ...]


class Comparison(Shape):
    """What differs between two reports; `after` is null for the situation of today."""

    before: int
    after: Id
    promises: tuple[PromiseCompared, ...]
    figures: tuple[FigureCompared, ...]
    sections: tuple[SectionCompared, ...]
