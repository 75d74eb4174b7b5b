"""A brief: one page for a meeting, as PDF; `templates/typst/brief.typ` lets in what fits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report.picture import MilestonePicture
from app.domain.report.tree import Block, BlockKind, Run
from app.drawing.milestone_chart import WIDE, draw_milestones
from app.renderers.picture import draw_picture
from app.renderers.printable import make_drawable, make_printable, print_name
from app.renderers.table_width import lay_out_columns
from app.renderers.typesetting import Typesetter, typeset

_MOST_UNITS = 750.0
"""How high a picture on one page may be."""
_MOST_ROWS = 80
"""More rows than fit any page."""


@dataclass(frozen=True, slots=True)
class BriefCount:
    """A number with what it counts."""

    number: int
    name: str
    is_signal: bool = False


@dataclass(frozen=True, slots=True)
class BriefTable:
    """Rows under a heading."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Brief:
    """What one page tells of a day.

    `left_one` and `left_many` (with `{n}`) say that there is more than fits, `address` where that is;
    `left` counts what was left out before the page was set.
    """

    title: str
    subtitle: str
    day: date
    day_in_words: str
    left_one: str
    left_many: str
    address: str
    lead: Sequence[str] = ()
    counts: Sequence[BriefCount] = ()
    picture: MilestonePicture | None = None
    picture_title: str = ""
    tables: Sequence[BriefTable] = ()
    left: int = 0


def render_brief(brief: Brief, typeset: Typesetter = typeset) -> bytes:
    """Return the brief as PDF of one page, in Dutch."""
    left, picture = brief.left, None
    if brief.picture and brief.picture.milestones:
        drawn = _fit(brief.picture)
        left += len(brief.picture.milestones) - len(drawn.milestones)
        picture = _describe_picture(drawn, brief.picture_title)
    values = {
        "language": DEFAULT_LANGUAGE,
        "title": print_name(brief.title),
        "subtitle": print_name(brief.subtitle),
        "day": make_printable(brief.day_in_words),
        "lead": [make_printable(words) for words in brief.lead],
        "counts": [asdict(count) | {"name": make_printable(count.name)} for count in brief.counts],
        "picture": picture,
        "tables": [_describe_table(table) for table in brief.tables],
        "left": left + sum(max(0, len(table.rows) - _MOST_ROWS) for table in brief.tables),
        "words": {"one": make_printable(brief.left_one), "many": make_printable(brief.left_many)},
        "address": brief.address,
        "address_text": make_printable(brief.address),
    }
    return typeset("brief.typ", values, brief.day)


def _fit(picture: MilestonePicture) -> MilestonePicture:
    """Return the picture with as many of its milestones as one page has room for."""
    rows = draw_milestones(picture, WIDE).rows
    count = sum(row.bottom <= _MOST_UNITS for row in rows)
    return replace(picture, milestones=picture.milestones[:count])


def _describe_picture(picture: MilestonePicture, title: str) -> dict[str, Any]:
    drawn = draw_picture(Block(BlockKind.TABLE, (Run(title),), milestones=picture), DEFAULT_LANGUAGE)
    assert drawn is not None  # milestones are always drawn
    listed = "; ".join(f"{milestone.title}: {milestone.phrase}" for milestone in picture.milestones)
    return {
        "caption": print_name(title),
        "svg": make_drawable(drawn.svg),
        "alt": print_name(f"{picture.description} {listed}"),
        "width": drawn.width,
        "height": drawn.height,
        "legend": make_printable(drawn.legend),
    }


def _describe_table(table: BriefTable) -> dict[str, Any]:
    names = [make_printable(name) for name in table.columns]
    rows = [[make_printable(cell) for cell in row] for row in table.rows[:_MOST_ROWS]]
    return {
        "title": make_printable(table.title),
        "caption": "",
        "columns": [asdict(column) for column in lay_out_columns(names, rows)],
        "rows": [{"cells": row, "is_long": False} for row in rows],
    }
