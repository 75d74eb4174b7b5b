"""An indicator from reference date to reference date, as a picture with a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domain.indicator import MeasuredValue, Share
from app.domain.report.picture import SeriesPicture, SeriesPoint
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.structure import Direction
from app.domain.wording import Words, as_sentence

FEWEST = 2
"""Measurements that can be compared; one alone is no series."""
_MEANT = {
    Direction.UP: "The target is %(target)s or more.",
    Direction.DOWN: "The target is %(target)s or less.",
    Direction.NONE: "The target is %(target)s.",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A value on its reference date: as it is drawn, as it is printed, and what it comes from."""

    day: date
    value: Decimal
    text: str
    records: tuple[Record, ...]
    note: str = ""


def list_values(measurements: Sequence[MeasuredValue], words: Words) -> list[Measured]:
    """Return what was measured, in the order of the reference dates."""
    return [
        Measured(
            measured.reference_date,
            measured.value,
            words.number(measured.value),
            (Record("measurement", measured.id),),
            measured.note,
        )
        for measured in measurements
    ]


def list_shares(shares: Sequence[Share], words: Words) -> list[Measured]:
    """Return ratios, in the order of the reference dates."""
    return [
        Measured(
            share.reference_date,
            share.percentage,
            f"{words.number(share.percentage)}%",
            tuple(Record("measurement", side.id) for side in (share.part, share.whole)),
            words.say(
                "%(part)s of %(whole)s",
                part=words.number(share.part.value),
                whole=words.number(share.whole.value),
            ),
        )
        for share in shares
    ]


def draw_series(
    name: str,
    values: Sequence[Measured],
    words: Words,
    *,
    target: Decimal | None = None,
    direction: Direction | None = None,
    caveat: str = "",
) -> Block | None:
    """Return the series of an indicator with a table of the same; none of fewer than `FEWEST` values."""
    if len(values) < FEWEST:
        return None
    is_ratio = values[0].text.endswith("%")
    target_text = "" if target is None else f"{words.number(target)}{'%' if is_ratio else ''}"
    description = _describe(values, target_text, direction, words)
    picture = SeriesPicture(
        description=" ".join(text for text in (description, as_sentence(caveat)) if text),
        points=tuple(SeriesPoint(measured.day, str(measured.value), measured.text) for measured in values),
        target="" if target is None else str(target),
        target_text=target_text,
        direction=direction or Direction.NONE,
        caveat=as_sentence(caveat),
    )
    notes = [as_sentence(measured.note) for measured in values]
    notes[-1] = " ".join(text for text in (notes[-1], as_sentence(caveat)) if text)
    has_notes = any(notes)
    columns = ("Reference date", "Value", *(["Explanation"] if has_notes else []))
    rows = [
        _row(measured, [note] if has_notes else [], words)
        for measured, note in zip(values, notes, strict=True)
    ]
    caption = words.say("Course of %(name)s", name=name)
    return replace(table(caption, [words.say(column) for column in columns], rows[::-1]), series=picture)


def _describe(values: Sequence[Measured], target_text: str, direction: Direction | None, words: Words) -> str:
    """Tell the last value beside the one before, and the target."""
    last, before = values[-1], values[-2]
    text = words.say(
        "%(num)s measurements. The last gave %(value)s (%(day)s), the one before %(was)s (%(before)s).",
        num=len(values),
        day=words.day(last.day),
        value=last.text,
        before=words.day(before.day),
        was=before.text,
    )
    if not target_text:
        return text
    return f"{text} {words.say(_MEANT[direction or Direction.NONE], target=target_text)}"


def _row(measured: Measured, note: Sequence[str], words: Words) -> Row:
    cells = [words.day(measured.day), measured.text, *note]
    return Row(tuple(Run(text) for text in cells), measured.records)
