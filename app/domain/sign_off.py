"""Signing the sections of a report: whose word on which text holds (domain/README.md, Signing)."""

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
    """Return the keys of the sections that are signed, in the order given."""
    return tuple(key for key in hashes if key not in UNSIGNED)


def find_valid(signatures: Iterable[Signature], hashes: Hashes) -> Signatures:
    """Return the valid signatures: the last per party and section, where the section is unchanged since.

    `signatures` are in the order in which they were given.
    """
    last = _last(signatures)
    return {
        place: signature
        for place, signature in last.items()
        if hashes.get(signature.section_key) == signature.section_hash
    }


def find_voided(signatures: Iterable[Signature], hashes: Hashes) -> Signatures:
    """Return the last signatures per party and section that are void because the section changed."""
    last = _last(signatures)
    return {
        place: signature
        for place, signature in last.items()
        if hashes.get(signature.section_key) != signature.section_hash
    }


def find_unsigned(parties: Iterable[int], holds: Signatures, hashes: Hashes) -> Iterator[tuple[int, str]]:
    """Yield each party and section without a valid signature."""
    keys = list_sections_to_sign(hashes)
    return ((party, key) for party in parties for key in keys if (party, key) not in holds)


def find_changed_sections(old: Hashes, new: Hashes) -> tuple[str, ...]:
    """Return the signed sections that changed, came or went between two versions."""
    keys = dict.fromkeys((*new, *old))
    return tuple(key for key in keys if key not in UNSIGNED and old.get(key) != new.get(key))


def _last(signatures: Iterable[Signature]) -> Signatures:
    return {signature.place: signature for signature in signatures}
