"""Signing the sections of a report: whose word on which text holds (README.md, Signing)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.round import UNSIGNED, Verdict

Hashes = Mapping[str, str]
"""The hash of each section of a version, by section key."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a party said of a section as it read; `document` and `given_on` where it was given elsewhere."""

    id: int
    party_id: int
    section_key: str
    section_hash: str
    verdict: Verdict
    text: str
    document: str
    given_on: date | None
    recorded_at: datetime
    author_id: int

    @property
    def place(self) -> tuple[int, str]:
        """Whose it is, and of which section."""
        return self.party_id, self.section_key


Signatures = Mapping[tuple[int, str], Signature]
"""One signature a party and section."""


def list_sections_to_sign(hashes: Hashes) -> tuple[str, ...]:
    """The sections of a version that are signed, in the order that is given."""
    return tuple(key for key in hashes if key not in UNSIGNED)


def find_valid(signatures: Iterable[Signature], hashes: Hashes) -> Signatures:
    """The signatures that hold: the last of a party and a section, where the section still reads so.

    `signatures` are in the order in which they were given.
    """
    last = _last(signatures)
    return {
        place: signature
        for place, signature in last.items()
        if hashes.get(signature.section_key) == signature.section_hash
    }


def find_voided(signatures: Iterable[Signature], hashes: Hashes) -> Signatures:
    """The last signatures of a party and a section that a newer version made void: the section changed."""
    last = _last(signatures)
    return {
        place: signature
        for place, signature in last.items()
        if hashes.get(signature.section_key) != signature.section_hash
    }


def find_unsigned(parties: Iterable[int], holds: Signatures, hashes: Hashes) -> Iterator[tuple[int, str]]:
    """Each party and section of which nothing that holds was said."""
    keys = list_sections_to_sign(hashes)
    return ((party, key) for party in parties for key in keys if (party, key) not in holds)


def find_changed_sections(old: Hashes, new: Hashes) -> tuple[str, ...]:
    """The sections that read otherwise in the new version, or are new or gone; only those that are signed."""
    keys = dict.fromkeys((*new, *old))
    return tuple(key for key in keys if key not in UNSIGNED and old.get(key) != new.get(key))


def _last(signatures: Iterable[Signature]) -> Signatures:
    return {signature.place: signature for signature in signatures}
