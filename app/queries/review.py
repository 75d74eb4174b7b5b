"""A report in review, for who reads and signs it: its text, what each sponsor said, and what was remarked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.domain.adoption import MAIN
from app.domain.report import Report, Section
from app.domain.sign_off import Signature, Signatures, changed_sections, holding, to_sign, voided
from app.queries.adoption_case import sponsors
from app.queries.party import PartyRow
from app.queries.report_version import Version, tree_of, versions
from app.queries.reporting_period import PeriodRow
from app.queries.sign_off import Remark, remarks, signatures
from app.renderers.frozen import thaw


@dataclass(frozen=True, slots=True)
class Review:
    """The last version that went into review; `changed` are the sections that read otherwise than before."""

    version: Version
    before: Version | None
    report: Report
    sponsors: Sequence[PartyRow]
    holds: Signatures
    void: Signatures
    changed: tuple[str, ...]
    remarks: Mapping[str, Sequence[Remark]]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those that are signed, in the order of the report."""
        keys = to_sign(self.version.hashes)
        return tuple(section for section in self.report.sections if section.key in keys)

    def section(self, key: str) -> Section | None:
        """The section of this key, where it is one that is signed."""
        return next((section for section in self.sections if section.key == key), None)

    def said(self, party_id: int, key: str) -> Signature | None:
        """What a party says of a section as it reads."""
        return self.holds.get((party_id, key))

    def open_for(self, party_id: int) -> tuple[Section, ...]:
        """The sections of which a party has not said anything that holds."""
        return tuple(section for section in self.sections if not self.said(party_id, section.key))


def review_of(session: Session, period: PeriodRow) -> Review | None:
    """The last version that went into review; none where none ever did. Seven queries."""
    found = versions(session, period.id)
    if not found:
        return None
    version, before = found[-1], found[-2] if len(found) > 1 else None
    given = signatures(session, period.id)
    return Review(
        version=version,
        before=before,
        report=thaw(tree_of(session, version.id))[MAIN],
        sponsors=sponsors(session, period.programme_id),
        holds=holding(given, version.hashes),
        void=voided(given, version.hashes),
        changed=changed_sections(before.hashes, version.hashes) if before else (),
        remarks=_by_section(remarks(session, period.id)),
    )


def _by_section(found: Sequence[Remark]) -> Mapping[str, Sequence[Remark]]:
    by_key: dict[str, list[Remark]] = {}
    for remark in found:
        by_key.setdefault(remark.section_key, []).append(remark)
    return by_key
