"""What keeps a report from being adopted, all of it at once (domain/README.md, Adoption)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.deadline_change import WindowChange, compare_windows
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.later_saying import LaterSaying
from app.domain.report.tree import Report, Section
from app.domain.round import Verdict
from app.domain.sign_off import Hashes, Signatures, find_unsigned
from app.domain.status import Status
from app.domain.vague_date import VagueDate


class Fate(StrEnum):
    """What became of a promise; the last three leave it unaccounted for."""

    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    STANDING = "standing"
    CLOSED = "closed"
    UNCONFIRMED = "unconfirmed"
    VANISHED = "vanished"

    @property
    def is_accounted(self) -> bool:
        """Whether the next report says enough of it."""
        return self not in (Fate.CLOSED, Fate.UNCONFIRMED, Fate.VANISHED)


@dataclass(frozen=True, slots=True)
class PreviousPromise:
    """What the report before said of a deliverable; `window` is none where no words were ever said."""

    deliverable_id: int
    title: str
    status: Status | None
    window: VagueDate | None

    @property
    def is_open(self) -> bool:
        """Whether something was still to come."""
        return self.status is None or not self.status.is_closed


WRITTEN = "summary"
"""The section that somebody must have written; the others may rest on what was drafted."""


class MissingKind(StrEnum):
    """What kind of thing is missing, in the order in which it is told."""

    VERSION = "version"
    PROMISE = "promise"
    TEXT = "text"
    FINDING = "finding"
    SAYING = "saying"
    OBJECTION = "objection"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Missing:
    """One obstacle: about a promise, a section, or a party and a section."""

    kind: MissingKind
    section_key: str = ""
    party_id: int | None = None
    deliverable_id: int | None = None
    title: str = ""
    """Of the deliverable."""
    fate: Fate | None = None
    text: str = ""
    """The reason of an objection, or what the editorial check found."""
    language: str = DEFAULT_LANGUAGE
    """Of the edition in which a section has no text."""
    saying: LaterSaying | None = None


@dataclass(frozen=True, slots=True)
class Deferral:
    """Why something that was said in time is left for the next report."""

    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class AdoptionCase:
    """Everything that is weighed: the version in review with its facts, and what was signed of it."""

    facts: Facts
    """Those of the version in review, whatever was recorded since."""
    reported: tuple[PreviousPromise, ...]
    """What the report before promised; nothing where there is none."""
    editions: Mapping[str, Report]
    """What went into review, by language."""
    hashes: Hashes
    sponsors: tuple[int, ...]
    signatures: Signatures
    """Those that hold."""
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the editorial check found and nobody has fixed or answered, by section key."""
    later: tuple[LaterSaying, ...] = ()
    """What was said in time and recorded since, and is not left for the next report."""
    deferred: tuple[tuple[LaterSaying, Deferral], ...] = ()
    """What is left for the next report."""
    is_outdated: bool = False
    """Whether an earlier release stored the version without its facts: what came since is not known."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those of the report, in its order."""
        return self.editions[DEFAULT_LANGUAGE].sections


class Unready(Conflict):
    """The report cannot be adopted yet; carries the full list of what is missing."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__("This report cannot be adopted yet. What is missing is listed below.")


class Unwritten(Conflict):
    """The report cannot go into review yet; carries each section without the text that it must have."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__("Every section that must have a text has one before the report goes into review.")


def find_unaccounted(
    reported: Iterable[PreviousPromise], facts: Facts
) -> Iterator[tuple[PreviousPromise, Fate]]:
    """Yield each open promise of the previous report that this one does not account for, with its fate."""
    by_id: Mapping[int, DeliverableFacts] = facts.by_id()
    for promise in reported:
        if promise.is_open:
            became = judge_fate(promise, by_id.get(promise.deliverable_id), facts)
            if not became.is_accounted:
                yield promise, became


def judge_fate(promise: PreviousPromise, now: DeliverableFacts | None, facts: Facts) -> Fate:
    """Return what became of one promise. A delivery after the reference date that was said in time counts."""
    if now is None:
        return Fate.VANISHED
    if now.is_done or (now.after is not None and now.after.status.is_done):
        return Fate.DELIVERED
    if now.assessment.status is Status.CANCELLED:
        return Fate.WITHDRAWN
    window = now.assessment.deadline.window if now.assessment.deadline else None
    if _has_closed(window, facts.period.reference_date):
        return Fate.CLOSED
    if window is not None and compare_windows(promise.window, window) is not WindowChange.SAME:
        return Fate.MOVED
    return Fate.STANDING if is_confirmed(now, facts.previous_input_deadline) else Fate.UNCONFIRMED


def is_confirmed(now: DeliverableFacts, previous_input_deadline: date) -> bool:
    """Whether an update or a deadline was said after the input deadline of the previous report."""
    days = [update.said_on for update in (now.last, now.assessment.deadline) if update is not None]
    return any(day > previous_input_deadline for day in days)


def find_missing(case: AdoptionCase) -> tuple[Missing, ...]:
    """Return everything that must still be done before the report can be adopted, ordered by kind."""
    return (
        *((Missing(MissingKind.VERSION),) if case.is_outdated else ()),
        *_promises(case),
        *find_empty_sections(case.editions, case.facts),
        *_findings(case),
        *(Missing(MissingKind.SAYING, title=saying.title, saying=saying) for saying in case.later),
        *_objections(case),
        *_signatures(case),
    )


def find_missing_of_erratum(
    changed: Collection[str],
    hashes: Hashes,
    sponsors: Iterable[int],
    signatures: Signatures,
    findings: Mapping[str, tuple[str, ...]],
) -> tuple[Missing, ...]:
    """Return everything that must still be done before an erratum can be adopted, ordered by kind.

    Only what changed is signed again.
    """
    open_sections = {key: digest for key, digest in hashes.items() if key in changed}
    return (
        *(Missing(MissingKind.FINDING, key, text=text) for key, texts in findings.items() for text in texts),
        *(
            Missing(MissingKind.OBJECTION, key, party, text=signature.text)
            for (party, key), signature in signatures.items()
            if key in changed and signature.verdict is Verdict.OBJECTS
        ),
        *(
            Missing(MissingKind.SIGNATURE, key, party)
            for party, key in find_unsigned(sponsors, signatures, open_sections)
        ),
    )


def _has_closed(window: VagueDate | None, reference: date) -> bool:
    return window is not None and window.latest is not None and window.latest < reference


def _promises(case: AdoptionCase) -> Iterator[Missing]:
    for promise, fate in find_unaccounted(case.reported, case.facts):
        yield Missing(
            MissingKind.PROMISE, deliverable_id=promise.deliverable_id, title=promise.title, fate=fate
        )


def find_empty_sections(editions: Mapping[str, Report], facts: Facts) -> Iterator[Missing]:
    """Yield each section without the text that it must have, edition by edition.

    An edition beside that in the language of the programme has its own text of whatever was written there.
    """
    written = {place for place, text in facts.texts.items() if text.text.strip()}
    for language, report in editions.items():
        for section in report.sections:
            must_be_written = section.key == WRITTEN or (
                language != DEFAULT_LANGUAGE and (section.key, DEFAULT_LANGUAGE) in written
            )
            if not section.blocks or (must_be_written and (section.key, language) not in written):
                yield Missing(MissingKind.TEXT, section.key, language=language)


def _findings(case: AdoptionCase) -> Iterator[Missing]:
    for key, descriptions in case.findings.items():
        for description in descriptions:
            yield Missing(MissingKind.FINDING, key, text=description)


def _objections(case: AdoptionCase) -> Iterator[Missing]:
    for (party, key), signature in case.signatures.items():
        if signature.verdict is Verdict.OBJECTS:
            yield Missing(MissingKind.OBJECTION, key, party, text=signature.text)


def _signatures(case: AdoptionCase) -> Iterator[Missing]:
    in_order = {section.key: case.hashes[section.key] for section in case.sections}
    for party, key in find_unsigned(case.sponsors, case.signatures, in_order):
        yield Missing(MissingKind.SIGNATURE, key, party)
