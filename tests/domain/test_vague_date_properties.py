"""What holds for every phrase of the grammar: ordered bounds, EDTF that others read, words that return."""

import math
import time
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.domain.refusal import Invalid, UnreadablePhrase
from app.domain.vague_date import VagueDate, choose_edge, read, read_promise, render

with warnings.catch_warnings():  # the library builds its grammar with warnings of its own parser
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

YEARS = st.one_of(
    st.integers(1990, 2060).map(str),
    st.sampled_from(["'24", "'31", "dit jaar", "volgend jaar", "vorig jaar", "tweeduizend vijfentwintig"]),
)
ENGLISH_YEARS = st.one_of(
    st.integers(1990, 2060).map(str), st.sampled_from(["'24", "next year", "this year"])
)
MONTHS = st.sampled_from("januari feb. maart april mei jun juli aug. sept. oktober nov december".split())
ENGLISH_MONTHS = st.sampled_from(
    "January Feb. March April May Jun July Aug. Sept. October Nov December".split()
)
DAYS = st.integers(1, 31)
ON = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda words: " ".join(word for word in words if word))


def _units(dutch: bool) -> st.SearchStrategy[str]:
    seasons = "voorjaar lente zomer najaar herfst winter" if dutch else "spring summer autumn fall winter"
    ranks = "eerste tweede 1e 2de" if dutch else "first second 1st 2nd"
    return st.one_of(
        MONTHS if dutch else ENGLISH_MONTHS,
        st.sampled_from(seasons.split()),
        st.sampled_from(["Q1", "Q2", "K3", "kw4", "kwartaal 2"] if dutch else ["Q1", "Q4", "quarter 3"]),
        _joined(st.sampled_from(ranks.split()), st.just("kwartaal" if dutch else "quarter")),
    )


def _halves(dutch: bool) -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["H1", "tweede helft van", "eerste halfjaar"] if dutch else ["H2", "first half of"]
    )


_OCCASIONS = {
    True: ["zomerreces", "kerst", "de jaarwisseling", "prinsjesdag", "kerstreces"],
    False: ["summer recess", "Easter", "the turn of the year", "May recess"],
}
_SLICES = {
    True: ["eerste week van", "laatste twee weken van", "derde dinsdag van", "week van 12"],
    False: ["first week of", "last two weeks of", "third Tuesday of", "week commencing 3"],
}


def _moments(dutch: bool) -> st.SearchStrategy[str]:
    years = YEARS if dutch else ENGLISH_YEARS
    parts = (
        ["begin", "medio", "halverwege", "eind", "het einde van"] if dutch else ["early", "mid", "the end of"]
    )
    whole = st.one_of(years, _joined(_units(dutch), years), _units(dutch))
    months = MONTHS if dutch else ENGLISH_MONTHS
    return st.one_of(
        whole,
        _joined(_halves(dutch), years),
        _joined(st.sampled_from(parts), whole),
        _joined(st.sampled_from(parts), _halves(dutch), years),
        _joined(st.sampled_from(_OCCASIONS[dutch]), st.just("") | years),
        _joined(st.sampled_from(_SLICES[dutch]), months, st.just("") | years),
        _joined(DAYS.map(str), months, years),
        _joined(DAYS.map(str), months),
        st.tuples(DAYS, st.integers(1, 12), st.integers(2000, 2040)).map(
            lambda parts: "-".join(map(str, parts))
        ),
    )


def _phrases(dutch: bool) -> st.SearchStrategy[str]:
    moments = _moments(dutch)
    hows = (
        "voor, uiterlijk, uiterlijk in, tegen, nog voor, zo snel mogelijk maar uiterlijk, "
        "tot, tot en met, na, vanaf, per, sinds, rond, in, op, niet voor"
        if dutch
        else "before, by, until, after, from, as of, since, around, in, on, no later than"
    )
    joints = (
        ["-", " t/m ", " tot ", " en ", " naar ", ", uiterlijk "]
        if dutch
        else ["-", " to ", " through ", " and "]
    )
    return st.one_of(
        moments,
        _joined(st.sampled_from(hows.split(", ")), moments),
        st.tuples(moments, st.sampled_from(joints), moments).map("".join),
        _joined(st.just("van" if dutch else "from"), moments, st.just("tot" if dutch else "to"), moments),
    )


PHRASES = st.one_of(_phrases(dutch=True), _phrases(dutch=False))


def _understood(phrase: str, on: date) -> VagueDate:
    try:
        return read(phrase, on)
    except UnreadablePhrase:
        assume(False)
        raise


@settings(max_examples=600, deadline=None)
@given(PHRASES, ON)
def test_bounds_are_ordered_and_an_undated_phrase_has_no_edtf(phrase: str, on: date) -> None:
    value = _understood(phrase, on)
    assert (value.earliest or date.min) <= (value.latest or date.max)
    assert value.is_undated == (value.edtf is None)


@settings(max_examples=400, deadline=None)
@given(PHRASES, ON)
@example("rond de winter", date(2024, 1, 1))
@example("eind van de week", date(2023, 12, 29))
def test_a_moment_told_in_either_language_and_read_again_means_the_same(phrase: str, on: date) -> None:
    value = _understood(phrase, on)
    for language in ("nl", "en"):
        again = read(render(value, language), on)
        assert (again.earliest, again.latest) == (value.earliest, value.latest)


@settings(max_examples=200, deadline=None)
@given(PHRASES, ON)
def test_a_rendered_moment_needs_no_day_of_saying(phrase: str, on: date) -> None:
    value = _understood(phrase, on)
    assert read(render(value, "nl")).latest == read(render(value, "en")).latest == value.latest


def _library_bound(bound: time.struct_time | float) -> date | None:
    if isinstance(bound, float):
        assert math.isinf(bound)
        return None
    return date(*bound[:3])


@settings(max_examples=150, deadline=None)
@given(PHRASES, ON)
@example("winter 2024", date(2024, 1, 1))
@example("H1-H2 2024", date(2024, 1, 1))
@example("begin Q1 2024", date(2024, 1, 1))
@example("2024 tot mei 2025", date(2024, 1, 1))
@example("vanaf 2024", date(2024, 1, 1))
def test_what_we_write_as_edtf_the_library_reads_alike(phrase: str, on: date) -> None:
    value = _understood(phrase, on)
    read_back = parse_edtf(value.edtf)
    bounds = (_library_bound(read_back.lower_strict()), _library_bound(read_back.upper_strict()))
    assert bounds == (value.earliest, value.latest)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | _joined(PHRASES, st.text(max_size=5)), st.none() | st.dates())
def test_any_text_is_either_read_or_refused_with_a_message(text: str, on: date | None) -> None:
    try:
        value, _ = read_promise(text, on)
    except Invalid as refusal:
        edges = set(refusal.fields)
    else:
        edges = {choose_edge(value)}
    assert edges <= {"phrase", "sharp", "begin", "mid", "end", "open_left", "open_right", "none", "day"}


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 12), st.integers(2000, 2050), st.sampled_from(["maand", "kwartaal", "jaar"]))
def test_begin_medio_and_eind_lie_inside_their_unit_in_that_order(month: int, year: int, unit: str) -> None:
    whole = {"maand": f"{month}-{year}", "kwartaal": f"Q{(month + 2) // 3} {year}", "jaar": str(year)}[unit]
    begin, medio, end = (read(f"{part} {whole}") for part in ("begin", "medio", "eind"))
    outer = read(whole)
    assert begin.earliest == outer.earliest
    assert end.latest == outer.latest
    assert begin.latest < medio.earliest <= medio.latest < end.earliest  # type: ignore[operator]


@settings(max_examples=300, deadline=None)
@given(_moments(dutch=True) | _moments(dutch=False), ON, st.booleans())
@example("Q1-2024", date(2024, 1, 1), True)
@example("2024-H2", date(2024, 1, 1), True)
@example("1-1-2024", date(2024, 1, 1), True)
def test_a_word_that_limits_keeps_the_edge_that_it_names(moment: str, on: date, dutch: bool) -> None:
    value = _understood(moment, on)
    since = _understood(f"vanaf {moment}" if dutch else f"from {moment}", on)
    until = _understood(f"uiterlijk {moment}" if dutch else f"by {moment}", on)
    assert (since.earliest, since.latest) == (value.earliest, None)
    assert (until.earliest, until.latest) == (None, value.latest)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_before_a_day_ends_where_from_that_day_begins(day: date) -> None:
    text = f"{day.day}-{day.month}-{day.year}"
    before, since = read(f"voor {text}").latest, read(f"vanaf {text}").earliest
    assert before is not None
    assert before + timedelta(days=1) == since == read(f"uiterlijk {text}").latest


@pytest.mark.parametrize("unit", ["week", "maand", "kwartaal", "halfjaar", "jaar"])
@settings(max_examples=60, deadline=None)
@given(on=ON)
def test_last_this_and_next_follow_each_other_without_a_gap(unit: str, on: date) -> None:
    article = ("vorige", "deze", "volgende") if unit in ("week", "maand") else ("vorig", "dit", "volgend")
    last, this, following = (read(f"{turn} {unit}", on) for turn in article)
    assert last.latest is not None
    assert this.latest is not None
    assert last.latest + timedelta(days=1) == this.earliest
    assert this.latest + timedelta(days=1) == following.earliest
    assert this.earliest is not None
    assert this.earliest <= on <= this.latest
