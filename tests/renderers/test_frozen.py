"""What is kept of an adopted report: the same trees come back, and the same report has the same hash."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.firmness import Firmness
from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section
from app.domain.report.tree import Promised
from app.domain.status import Status
from app.renderers.frozen import freeze, hash_frozen, hash_sections, thaw
from tests.renderers.example import CHAIN, OVERVIEW, SERIES, TREND, example, figured, pictured

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.integers(0, 2**31 - 1)
records = st.builds(Record, words, ids)
runs = st.builds(Run, words, st.none() | records, st.booleans())
rows = st.builds(Row, st.lists(runs, max_size=3).map(tuple), st.lists(records, max_size=2).map(tuple))
blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(runs, max_size=3).map(tuple),
    st.lists(records, max_size=2).map(tuple),
    st.lists(words, max_size=3).map(tuple),
    st.lists(rows, max_size=2).map(tuple),
    milestones=st.sampled_from([None, OVERVIEW.milestones]),
    trend=st.sampled_from([None, TREND.trend]),
    chain=st.sampled_from([None, CHAIN.chain]),
    series=st.sampled_from([None, SERIES.series]),
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
promises = st.builds(
    Promised,
    *(ids, words, st.booleans(), st.none() | st.sampled_from(Status), st.none() | ids),
    *(words, st.none() | words, days, days, st.none() | st.sampled_from(Firmness)),
)
sections = st.builds(Section, words, words, words, st.lists(blocks, max_size=3).map(tuple))
reports = st.builds(
    Report,
    *(words, words, words, ids, words, words, words, words),
    st.lists(sections, max_size=3, unique_by=lambda section: section.key).map(tuple),
    st.lists(promises, max_size=3).map(tuple),
)


@pytest.mark.parametrize("tree", [example(), pictured(), figured()], ids=["plain", "pictured", "figured"])
def test_a_tree_of_each_shape_comes_back(tree):
    assert thaw(freeze({"nl": tree})) == {"nl": tree}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(("nl", "en")), reports, min_size=1))
def test_the_same_trees_come_back(editions):
    assert thaw(freeze(editions)) == editions


def test_what_is_kept_is_canonical():
    """RFC 8785: keys in order, no space, no float."""
    frozen = freeze({"nl": example()})
    assert frozen == json.dumps(json.loads(frozen), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert "." not in "".join(str(number) for number in _numbers(json.loads(frozen)))


@pytest.mark.parametrize("before", ["", "a" * 64])
def test_what_is_hashed_is_canonical_too_with_the_report_before(before):
    frozen = freeze({"nl": example()})
    whole = rfc8785.dumps(json.loads(frozen) | {"previousHash": before})
    assert hash_frozen(frozen, before) == hashlib.sha256(whole).hexdigest()
    assert hash_frozen(frozen.replace("e", "E", 1), before) != hash_frozen(frozen, before)


def _numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for element in value for number in _numbers(element)]
    return [value] if isinstance(value, int | float) else []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_section_has_another_hash_where_any_edition_of_it_says_something_else(language):
    editions = {"nl": example(), "en": replace(example(), language="en")}
    before = hash_sections(editions)
    section = editions[language].sections[0]
    other = replace(section, blocks=(*section.blocks, Block(BlockKind.PARAGRAPH, (Run("Meer."),))))
    changed = replace(editions[language], sections=(other, *editions[language].sections[1:]))
    after = hash_sections(editions | {language: changed})
    assert {key for key in before if before[key] != after[key]} == {section.key}
