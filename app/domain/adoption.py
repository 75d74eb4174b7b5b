"""What keeps a report from being adopted, all of it at once (README.md, Adoption)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.accounting import Fate, Reported, unaccounted
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict
from app.domain.report.facts import Facts
from app.domain.report.tree import Report, Section
from app.domain.round import Verdict
from app.domain.sign_off import Hashes, Signatures, unsigned

WRITTEN = "summary"
"""The section that somebody must have written; the others may rest on what was drafted."""


class Lack(StrEnum):
    """What kind of thing is missing, in the order in which it is told."""

    PROMISE = "promise"
    TEXT = "text"
    FINDING = "finding"
    OBJECTION = "objection"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: of a promise, of a section, or of a party and a section."""

    lack: Lack
    section_key: str = ""
    party_id: int | None = None
    deliverable_id: int | None = None
    title: str = ""
    """Of the deliverable."""
    fate: Fate | None = None
    said: str = ""
    """The reason of an objection, or what the editorial check found."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is weighed: the facts, the version in review, and what was signed of it."""

    facts: Facts
    reported: tuple[Reported, ...]
    """What the report before promised; nothing where there is none."""
    editions: Mapping[str, Report]
    """What went into review, by language."""
    hashes: Hashes
    sponsors: tuple[int, ...]
    signatures: Signatures
    """Those that hold."""
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the editorial check found and nobody has fixed or answered, by section key."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those of the report, in its order."""
        return self.editions[DEFAULT_LANGUAGE].sections


class Unready(Conflict):
    """The report cannot be adopted yet; carries the full list of what is missing."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__("This report cannot be adopted yet. What is missing is listed below.")


def missing(case: Case) -> tuple[Missing, ...]:
    """Everything that must still be done before the report can be adopted, by kind."""
    return (
        *_promises(case),
        *_texts(case),
        *_findings(case),
        *_objections(case),
        *_signatures(case),
    )


def _promises(case: Case) -> Iterator[Missing]:
    for promise, fate in unaccounted(case.reported, case.facts):
        yield Missing(Lack.PROMISE, deliverable_id=promise.deliverable_id, title=promise.title, fate=fate)


def _texts(case: Case) -> Iterator[Missing]:
    written = {key for (key, _language), text in case.facts.texts.items() if text.text.strip()}
    for section in case.sections:
        if not section.blocks or (section.key == WRITTEN and WRITTEN not in written):
            yield Missing(Lack.TEXT, section.key)


def _findings(case: Case) -> Iterator[Missing]:
    for key, found in case.findings.items():
        for said in found:
            yield Missing(Lack.FINDING, key, said=said)


def _objections(case: Case) -> Iterator[Missing]:
    for (party, key), signature in case.signatures.items():
        if signature.verdict is Verdict.OBJECTS:
            yield Missing(Lack.OBJECTION, key, party, said=signature.text)


def _signatures(case: Case) -> Iterator[Missing]:
    in_order = {section.key: case.hashes[section.key] for section in case.sections}
    for party, key in unsigned(case.sponsors, case.signatures, in_order):
        yield Missing(Lack.SIGNATURE, key, party)
