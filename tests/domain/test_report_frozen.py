"""What is frozen comes back as it was, always in the same letters, and its hash tells every change."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.firmness import Firmness
from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section, compose
from app.domain.report.frozen import freeze, hash_of_frozen, report_hash, section_hashes, thaw
from app.domain.report.tree import Promise
from app.domain.status import Status
from tests.told import EN, NL, deliverable, facts, said

EDITIONS = {"nl": compose(facts(), NL), "en": compose(facts(), EN)}

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
records = st.builds(Record, words, st.integers(0, 2**31))
runs = st.builds(Run, words, st.none() | records, st.booleans())
rows = st.builds(Row, st.tuples(runs), st.tuples(records))
blocks = st.builds(
    Block, st.sampled_from(BlockKind), st.tuples(runs), st.tuples(records), st.tuples(words), st.tuples(rows)
)
sections = st.builds(Section, words, words, words, st.tuples(blocks))
days = st.none() | st.dates()
promises = st.builds(
    Promise,
    *(st.integers(1, 99), words, st.none() | st.sampled_from(Status), st.none() | st.integers(1, 99), words),
    *(st.none() | words, days, days, st.none() | st.sampled_from(Firmness)),
)
reports = st.builds(
    Report, *(words,) * 3, st.integers(1, 99), *(words,) * 4, st.tuples(sections), st.tuples(promises)
)


@given(st.dictionaries(st.sampled_from(["nl", "en"]), reports, min_size=1))
def test_whatever_a_report_holds_comes_back_as_it_was(editions):
    kept = freeze(editions)
    assert thaw(kept) == editions
    assert freeze(thaw(kept)) == kept
    assert hash_of_frozen(kept, "abc") == report_hash(editions, "abc")


def test_the_order_in_which_editions_are_handed_over_changes_nothing():
    turned = dict(reversed(EDITIONS.items()))
    assert freeze(turned) == freeze(EDITIONS)
    assert section_hashes(turned) == section_hashes(EDITIONS)


def test_the_letters_are_those_of_rfc_8785():
    strange = replace(EDITIONS["nl"], title='€$\u000f\nA\'B"\\\\"/', sections=(), promises=())
    told = freeze({"nl": strange})
    assert '"title":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"' in told
    assert told.startswith('{"editions":{"nl":{"half_year":"2023-H2","language":"nl","number":1,')


def test_the_hash_is_that_of_editions_and_previous_hash():
    told = json.loads(freeze(EDITIONS)) | {"previousHash": "abc"}
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert report_hash(EDITIONS, "abc") == sha256(canonical.encode()).hexdigest()
    assert report_hash(EDITIONS, "abc") != report_hash(EDITIONS, "abd")


def test_the_hash_of_a_section_is_over_all_its_editions():
    english = EDITIONS["en"]
    other = replace(english.sections[0], title="Opening")
    changed = EDITIONS | {"en": replace(english, sections=(other, *english.sections[1:]))}
    before, after = section_hashes(EDITIONS), section_hashes(changed)
    assert [key for key in before if before[key] != after[key]] == [english.sections[0].key]


def test_a_fraction_is_refused():
    with pytest.raises(TypeError):
        freeze({"nl": replace(EDITIONS["nl"], number=1.5)})


def test_the_promises_stand_beside_the_text():
    found = deliverable(id=17, deadlines=(said("begin 2024", id=40),))
    assert compose(facts(found, deliverable("Folder", id=18)), NL).promises == (
        Promise(
            *(17, "Handreiking", Status.PLANNED, 40, "begin 2024", "2024-01~/2024-03~"),
            *(date(2024, 1, 1), date(2024, 3, 31), Firmness.COMMITTED),
        ),
        Promise(18, "Folder", Status.PLANNED),
    )
