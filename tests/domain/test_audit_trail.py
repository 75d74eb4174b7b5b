"""A chain of the audit trail: whoever touches it is found, and what was touched is named."""

from datetime import UTC, datetime

import pytest

from app.domain.audit_trail import (
    SEALED,
    SEALED_SINCE_ROWS,
    START,
    ChainEntry,
    ChainFault,
    ChainHead,
    FaultKind,
    RowState,
    SealKey,
    SealKeys,
    chain_of,
    digest,
    digest_row,
    digest_states,
    find_faults,
    seal,
)

KEYS = SealKeys.derive_from(["secret of now", "secret of before"])
CHAIN = "programme:1"
AT = datetime(2023, 12, 18, 9, tzinfo=UTC)
VALUES = '{"from":{},"to":{"phrase":"Q2 2024"}}'
STATES = (RowState("deadline", "12", 1, "d1"), RowState("deliverable", "17", 4, "d2"))


def chain(length=6, *, key=KEYS.current, seals_rows=True):
    """Steps from one, each sealed to the one before it, and the head."""
    states = digest_states(STATES) if seals_rows else ""
    steps, previous = [], START
    for seq in range(1, length + 1):
        kept = digest(key.secret, CHAIN, seq, VALUES)
        parts = (
            *(CHAIN, seq, previous, key.id, 1, "status_update.submit", "deliverable", 17),
            *("done", "web", 2, kept, AT),
            *((states, 1000 + seq) if seals_rows else ()),
        )
        previous = seal(key.secret, parts)
        steps.append(ChainEntry(parts, previous, VALUES, states, AT))
    return steps, ChainHead(length, previous, length)


def found(steps, head, *, forgotten_before=None, keys=KEYS):
    faults = find_faults(CHAIN, steps, head, keys, forgotten_before)
    return [(fault.kind, fault.first, fault.last) for fault in faults]


def changed(step, **parts):
    return step._replace(
        parts=tuple(parts.get(name, value) for name, value in zip(SEALED_SINCE_ROWS, step.parts, strict=True))
    )


def test_an_untouched_chain_has_no_faults():
    assert found(*chain()) == []


@pytest.mark.parametrize("part", [n for n in SEALED_SINCE_ROWS if n not in ("seq", "chain", "key_id")])
def test_any_alteration_of_an_entry_is_found_in_that_entry(part):
    steps, head = chain()
    other = {"at": AT.replace(hour=10), "programme_id": 2, "object_id": 18, "actor_id": None, "id": 7}
    steps[2] = changed(steps[2], **{part: other.get(part, "other")})
    assert found(steps, head) == [(FaultKind.ALTERED, 3, 3)]


def test_an_altered_seal_is_found_only_in_its_own_entry():
    steps, head = chain()
    steps[2] = steps[2]._replace(hash="0" * 64)
    assert found(steps, head) == [(FaultKind.ALTERED, 3, 3)]


def test_an_entry_moved_to_another_chain_is_found():
    steps, head = chain()
    other = [changed(step, chain="programme:2") for step in steps]
    assert found(other, head) == [(FaultKind.ALTERED, n, n) for n in range(1, 7)]
    assert [fault.chain for fault in find_faults("programme:2", steps, head, KEYS, None)] == [
        "programme:2"
    ] * 6


@pytest.mark.parametrize(("gone", "first", "last"), [([0], 1, 1), ([2], 3, 3), ([1, 2, 3], 2, 4)])
def test_removed_entries_are_reported(gone, first, last):
    steps, head = chain()
    left = [step for number, step in enumerate(steps) if number not in gone]
    assert found(left, head) == [(FaultKind.REMOVED, first, last)]


def test_alterations_after_a_gap_are_found_too():
    steps, head = chain()
    steps[3] = changed(steps[3], action="other")
    assert found(steps[:2] + steps[3:], head) == [(FaultKind.REMOVED, 3, 3), (FaultKind.ALTERED, 4, 4)]


def test_a_tail_that_was_cut_off_is_reported():
    steps, head = chain()
    assert found(steps[:4], head) == [(FaultKind.CUT, 5, 6)]
    assert found([], head) == [(FaultKind.CUT, 1, 6)]


def test_entries_inserted_after_the_end_are_reported():
    steps, _ = chain()
    end = ChainHead(4, steps[3].hash, 4)
    assert found(steps, end) == [(FaultKind.INSERTED, 5, 5), (FaultKind.INSERTED, 6, 6)]


def test_entries_inserted_before_the_beginning_are_reported():
    steps, head = chain()
    assert found([changed(steps[0], seq=0), *steps], head) == [(FaultKind.INSERTED, 0, 0)]


def test_an_entry_of_another_history_does_not_follow():
    """Sealed with the key, but to another entry before it."""
    steps, head = chain()
    parts = changed(steps[3], previous="0" * 64).parts
    steps[3] = steps[3]._replace(parts=parts, hash=seal(KEYS.current.secret, parts))
    assert found(steps, head) == [(FaultKind.UNTIED, 4, 4)]


def test_an_altered_or_removed_head_is_reported():
    steps, _ = chain()
    assert found(steps, ChainHead(6, "0" * 64, 6)) == [(FaultKind.HEAD_ALTERED, 6, 6)]
    assert found(steps, ChainHead(6, steps[5].hash, 5)) == [(FaultKind.HEAD_ALTERED, 6, 6)]
    assert found(steps, None) == [(FaultKind.HEAD_REMOVED, 6, 6)]


def test_altered_or_removed_values_are_reported():
    steps, head = chain()
    steps[1] = steps[1]._replace(content=VALUES.replace("Q2", "Q3"))
    steps[4] = steps[4]._replace(content=None)
    assert found(steps, head) == [(FaultKind.VALUES_ALTERED, 2, 2), (FaultKind.VALUES_REMOVED, 5, 5)]


def test_values_stored_with_another_moment_are_reported():
    steps, head = chain()
    steps[2] = steps[2]._replace(values_at=AT.replace(hour=8))
    assert found(steps, head) == [(FaultKind.VALUES_ALTERED, 3, 3)]


@pytest.mark.parametrize(
    "states",
    [
        STATES[:1],
        (*STATES, RowState("deadline", "13", 1, "d3")),
        (STATES[0], STATES[1]._replace(digest="other")),
        (STATES[0], STATES[1]._replace(number=3)),
    ],
)
def test_changed_added_or_removed_row_states_are_reported(states):
    steps, head = chain()
    steps[1] = steps[1]._replace(states=digest_states(states))
    assert found(steps, head) == [(FaultKind.ROWS_ALTERED, 2, 2)]


def test_the_order_of_row_states_does_not_matter():
    assert digest_states(STATES) == digest_states(reversed(STATES))
    assert digest_states(()) == ""


def test_entries_from_before_rows_were_sealed_are_valid_and_accept_no_row_states():
    steps, head = chain(seals_rows=False)
    assert found(steps, head) == []
    steps[2] = steps[2]._replace(states=digest_states(STATES))
    assert found(steps, head) == [(FaultKind.ROWS_ALTERED, 3, 3)]


def test_an_entry_that_seals_rows_cannot_pass_for_an_older_one():
    steps, head = chain()
    steps[2] = steps[2]._replace(parts=steps[2].parts[: len(SEALED)], states="")
    assert found(steps, head) == [(FaultKind.ALTERED, 3, 3)]


def test_the_digest_of_a_row_depends_on_key_table_primary_key_number_and_values():
    row = (b"key", ("deadline", "12", 3), ["phrase", "Q2 2024"])
    states = [("decision", "12", 3), ("deadline", "13", 3), ("deadline", "12", 4)]
    others = [(b"other", *row[1:]), *((b"key", state, row[2]) for state in states)]
    others.append((*row[:2], ["phrase", "Q3 2024"]))
    assert len({digest_row(*one) for one in [row, *others]}) == 6


def test_values_may_be_missing_only_from_before_the_moment_of_forgetting():
    steps, head = chain()
    steps[4] = steps[4]._replace(content=None)
    assert found(steps, head, forgotten_before=AT.replace(hour=10)) == []
    assert found(steps, head, forgotten_before=AT) == [(FaultKind.VALUES_REMOVED, 5, 5)]


def test_entries_sealed_with_an_earlier_key_are_still_checked():
    old = SealKey.derive_from("secret of before")
    steps, head = chain(key=old)
    assert found(steps, head) == []
    assert found(steps[:1], ChainHead(1, steps[0].hash, 1), keys=SealKeys.derive_from(["new"])) == [
        (FaultKind.UNKNOWN_KEY, 1, 1)
    ]


def test_neither_the_name_nor_the_repr_of_a_key_reveals_it():
    key = SealKey.derive_from("geheim")
    assert "geheim" not in repr(key)
    assert key.secret.hex() not in repr(KEYS) + repr(key)
    assert key.id not in key.secret.hex()
    assert key.id == SealKey.derive_from("geheim").id != SealKey.derive_from("anders").id


def test_the_same_values_look_different_in_every_entry():
    kept = {digest(KEYS.current.secret, CHAIN, seq, VALUES) for seq in range(5)}
    assert len(kept) == 5
    assert digest(KEYS.current.secret, CHAIN, 1, "") == ""


def test_text_shifted_from_one_part_to_the_next_changes_the_seal():
    assert seal(b"key", ("ab", "c")) != seal(b"key", ("a", "bc"))


def test_a_chain_is_named_for_its_programme_or_the_installation():
    assert (chain_of(3), chain_of(None)) == ("programme:3", "installation")


def test_a_fault_names_its_chain():
    steps, head = chain()
    assert list(find_faults(CHAIN, steps[:5], head, KEYS, None)) == [ChainFault(CHAIN, FaultKind.CUT, 6, 6)]
