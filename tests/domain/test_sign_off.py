"""Whose word on which text holds: the last of a party, as long as the section still reads so."""

from datetime import UTC, datetime

from app.domain.round import Verdict
from app.domain.sign_off import (
    Signature,
    find_changed_sections,
    find_unsigned,
    find_valid,
    find_voided,
    list_sections_to_sign,
)

NOW = datetime(2024, 1, 8, 9, tzinfo=UTC)
HASHES = {"summary": "a", "risks": "b", "colophon": "c"}
FUND, CITY = 1, 2


def signature(id=1, *, party=FUND, key="summary", hash="a", verdict=Verdict.AGREES):
    return Signature(id, party, key, hash, verdict, "", "", None, NOW, 7)


def test_the_last_signature_of_a_party_on_a_section_counts():
    given = [signature(1, verdict=Verdict.OBJECTS), signature(2), signature(3, party=CITY)]
    assert {place: signature.id for place, signature in find_valid(given, HASHES).items()} == {
        (FUND, "summary"): 2,
        (CITY, "summary"): 3,
    }


def test_a_signature_is_void_once_its_section_changes_or_disappears():
    given = [signature(1), signature(2, key="risks", hash="old"), signature(3, key="vanished", hash="x")]
    assert set(find_valid(given, HASHES)) == {(FUND, "summary")}
    assert set(find_voided(given, HASHES)) == {(FUND, "risks"), (FUND, "vanished")}


def test_an_earlier_signature_does_not_revive_when_a_later_one_is_void():
    """Whoever objected to the new text did not agree to it because the old one came back."""
    given = [signature(1, hash="a"), signature(2, hash="old", verdict=Verdict.OBJECTS)]
    assert find_valid(given, HASHES) == {}


def test_the_colophon_is_not_signed():
    assert list_sections_to_sign(HASHES) == ("summary", "risks")


def test_unsigned_sections_are_listed_by_party_and_section():
    holds = find_valid([signature(1)], HASHES)
    assert list(find_unsigned([FUND, CITY], holds, HASHES)) == [
        (FUND, "risks"),
        (CITY, "summary"),
        (CITY, "risks"),
    ]


def test_only_sections_with_another_hash_have_changed():
    new = {"summary": "a", "risks": "B", "colophon": "C", "outlook": "d"}
    assert find_changed_sections(HASHES | {"gone": "g"}, new) == ("risks", "outlook", "gone")
