"""The indicators of a report: the last measurement beside the one before, ratios computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.indicator import MeasuredValue, Share, compute_shares
from app.domain.report.choice import Placement
from app.domain.report.facts import Facts, IndicatorFacts
from app.domain.report.indicator_series import draw_series, list_shares, list_values
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.wording import (
    Words,
    as_sentence,
    number_in_words,
    reference_day_in_words,
    rounded_percentage_in_words,
)

MOST_SHARES = 3
"""So many ratios stand in the summary where the office pinned none."""
LARGEST_IN_WORDS = 20
"""Ratios of a total up to this one are told as “tien van de elf”."""


@dataclass(frozen=True, slots=True)
class LatestShare:
    """The last ratio, the one before it, and every record that they come from."""

    last: Share
    before: Share | None
    records: tuple[Record, ...]


def draft_indicators(facts: Facts, words: Words) -> list[Block]:
    """A table of all, then each ratio and each breakdown in words.

    What was noted of the measurement before stands beside it; what was noted of the last stands below.
    """
    if not facts.indicators:
        return [
            paragraph(words.say("No indicators have been defined."), Record("programme", facts.programme_id))
        ]
    columns = [words.say(name) for name in ("Indicator", "Last", "Previous", "Unit")]
    blocks = [
        table(
            words.say("Each indicator, with the reference dates of its measurements"),
            columns,
            (_row(indicator, facts, words) for indicator in facts.indicators),
        )
    ]
    for indicator in facts.indicators:
        blocks.extend(_draft_indicator(indicator, facts, words))
    return blocks


def find_latest_share(indicator: IndicatorFacts, facts: Facts) -> LatestShare | None:
    """The ratio of an indicator that is one, where both sides were measured on one reference date."""
    by_id = {other.id: other for other in facts.indicators}
    if indicator.numerator_id not in by_id or indicator.denominator_id not in by_id:
        return None
    computed = compute_shares(
        by_id[indicator.numerator_id].measurements, by_id[indicator.denominator_id].measurements
    )
    if not computed:
        return None
    last, before = computed[-1], computed[-2] if len(computed) > 1 else None
    sides = [side for share in (last, before) if share for side in (share.part, share.whole)]
    return LatestShare(
        last, before, (Record("indicator", indicator.id), *(Record("measurement", s.id) for s in sides))
    )


def draft_summary_shares(facts: Facts, words: Words) -> Iterator[Block]:
    """Draft a paragraph for each ratio, rounded as people say it, with what may not be concluded.

    Of more than `MOST_SHARES` only the first, and those that the office pinned.
    """
    drafted = 0
    for indicator in facts.indicators:
        latest, placement = (
            find_latest_share(indicator, facts),
            facts.choice_of("indicator", indicator.id).placement,
        )
        if latest is None or placement is Placement.LEFT_OUT:
            continue
        if drafted < MOST_SHARES or placement is Placement.PINNED:
            drafted += 1
            text = f"{_rounded_sentence(indicator, latest, words)} {as_sentence(indicator.caveat)}"
            yield paragraph(text.strip(), *latest.records)


def share_sentence(indicator: IndicatorFacts, latest: LatestShare, words: Words) -> str:
    """“…: 27 van 513, 5,3% (peildatum …). De vorige meting gaf 11 van 273, 4,0% (…).”, then its caveat."""
    sentences = [f"{indicator.name}: {_share_in_words(latest.last, words)}."]
    if latest.before is not None:
        before = _share_in_words(latest.before, words)
        sentences.append(words.say("The measurement before gave %(share)s.", share=before))
    return " ".join([*sentences, *_caveat_in_words(indicator)])


def _rounded_sentence(indicator: IndicatorFacts, latest: LatestShare, words: Words) -> str:
    """“…: eind september 2023 ongeveer 5% (27 van 513), eind maart 2023 zo'n 4% (11 van 273).”"""
    shares = [_rounded_share_in_words(latest.last, words, is_first=True)]
    if latest.before is not None:
        shares.append(_rounded_share_in_words(latest.before, words, is_first=False))
    return f"{indicator.name}: {', '.join(shares)}."


def _rounded_share_in_words(share: Share, words: Words, *, is_first: bool) -> str:
    part, whole = share.part.value, share.whole.value
    day = reference_day_in_words(share.reference_date, words)
    if whole <= LARGEST_IN_WORDS and part == part.to_integral_value() and whole == whole.to_integral_value():
        names = (number_in_words(int(part), words), number_in_words(int(whole), words))
        return words.say("%(day)s %(part)s out of %(whole)s", day=day, part=names[0], whole=names[1])
    return words.say(
        "%(day)s %(rounded)s (%(part)s of %(whole)s)",
        day=day,
        rounded=rounded_percentage_in_words(part, whole, words, is_first=is_first),
        part=words.number(part),
        whole=words.number(whole),
    )


def _share_in_words(share: Share, words: Words) -> str:
    return words.say(
        "%(part)s of %(whole)s, %(percentage)s%% (reference date %(day)s)",
        part=words.number(share.part.value),
        whole=words.number(share.whole.value),
        percentage=words.number(share.percentage),
        day=words.day(share.reference_date),
    )


def _caveat_in_words(indicator: IndicatorFacts) -> list[str]:
    return [as_sentence(indicator.caveat)] if indicator.caveat else []


def _row(indicator: IndicatorFacts, facts: Facts, words: Words) -> Row:
    latest, record = find_latest_share(indicator, facts), Record("indicator", indicator.id)
    unit = indicator.unit
    if latest:
        cells = [
            _share_in_words(latest.last, words),
            _share_in_words(latest.before, words) if latest.before else "–",
        ]
        records: Sequence[Record] = latest.records
        if indicator.caveat:
            unit = f"{unit}. {as_sentence(indicator.caveat)}"
    else:
        last = indicator.measurements[-2:][::-1]
        cells = [_value_in_words(measured, words) for measured in last] + ["–"] * (2 - len(last))
        if len(last) > 1 and last[1].note:
            cells[1] = f"{cells[1]}. {as_sentence(last[1].note)}"
        records = [record, *(Record("measurement", measured.id) for measured in last)]
    runs = (Run(indicator.name, record), *(Run(text) for text in cells), Run(unit))
    return Row(runs, tuple(records))


def _value_in_words(measured: MeasuredValue, words: Words) -> str:
    return words.say(
        "%(value)s (reference date %(day)s)",
        value=words.number(measured.value),
        day=words.day(measured.reference_date),
    )


def _draft_indicator(indicator: IndicatorFacts, facts: Facts, words: Words) -> Iterator[Block]:
    record = Record("indicator", indicator.id)
    latest = find_latest_share(indicator, facts)
    last = indicator.measurements[-1] if indicator.measurements else None
    parts = [share_sentence(indicator, latest, words)] if latest else []
    records = latest.records if latest else (record,)
    if last:
        parts += [_breakdown_in_words(last, words), as_sentence(last.note)]
        records = (*records, Record("measurement", last.id))
    text = " ".join(part for part in (as_sentence(indicator.definition), *parts) if part)
    series = _draw_series(indicator, facts, words)
    if text or series:
        yield heading(indicator.name, record)
    if text:
        yield paragraph(text, *records)
    if series:
        yield series


def _draw_series(indicator: IndicatorFacts, facts: Facts, words: Words) -> Block | None:
    by_id = {other.id: other for other in facts.indicators}
    sides = [by_id.get(id or 0) for id in (indicator.numerator_id, indicator.denominator_id)]
    numerator, denominator = sides
    if numerator and denominator:
        shares = compute_shares(numerator.measurements, denominator.measurements)
        values = list_shares(shares, words)
    else:
        values = list_values(indicator.measurements, words)
    return draw_series(
        indicator.name,
        values,
        words,
        target=indicator.target,
        direction=indicator.direction,
        caveat=indicator.caveat,
    )


def _breakdown_in_words(measured: MeasuredValue, words: Words) -> str:
    if not measured.parts:
        return ""
    parts = words.listed([f"{label} ({words.number(value)})" for label, value in measured.parts])
    return words.say(
        "The %(total)s of %(day)s are made up of: %(parts)s.",
        total=words.number(measured.value),
        day=words.day(measured.reference_date),
        parts=parts,
    )
