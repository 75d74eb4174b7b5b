"""Where everything of a milestone overview stands, in units of its view box: wide or narrow."""

from dataclasses import dataclass, replace
from textwrap import wrap

from app.domain.report.picture import DrawnMilestone, MilestonePicture
from app.drawing.axis import TimeAxis, build_overview_axis
from app.drawing.mark import Mark, MarkLabel, Milestone, choose_aside, draw_mark, width_of_words
from app.drawing.place import PicturePlace

_LINE, _BASE, _BAND, _HEAD = 14.0, 14.0, 20.0, 50.0
"""A line of text, its first base line in a row, a band with room around it, the words above the axis."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where titles and axis stand: beside each other, or on a narrow screen below each other.

    Words are placed for fewer `pixels` than there are units, since another letter may be wider than ours.
    """

    name: str
    width: float
    left: float
    letters: int
    pixels: int

    @property
    def is_stacked(self) -> bool:
        """Whether the band stands below its title, with the words of the promise in between."""
        return self.left == 0


WIDE = Layout("wide", 680.0, 236.0, 34, 370)
NARROW = Layout("narrow", 320.0, 0.0, 44, 270)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A milestone: its title in lines (each with its height), its mark, and where the row ends."""

    lines: tuple[tuple[float, str], ...]
    mark: Mark
    bottom: float


@dataclass(frozen=True, slots=True)
class MilestoneChart:
    """One picture; `place` is where the axis stands, its rows below `head`."""

    layout: Layout
    axis: TimeAxis
    place: PicturePlace
    head: float
    height: float
    rows: tuple[ChartRow, ...]


def draw_milestones(picture: MilestonePicture, layout: Layout) -> MilestoneChart:
    """Draw the milestones of a report on the axis that all its pictures share."""
    axis = replace(build_overview_axis(picture.on, (picture.until,)), pixels=layout.pixels)
    rows: list[ChartRow] = []
    top = _HEAD
    for milestone in picture.milestones:
        rows.append(_draw_row(milestone, axis, layout, top))
        top = rows[-1].bottom
    place = PicturePlace(layout.left, layout.width - layout.left, _HEAD)
    return MilestoneChart(layout, axis, place, _HEAD, top, tuple(rows))


def _draw_row(drawn: DrawnMilestone, axis: TimeAxis, layout: Layout, top: float) -> ChartRow:
    mark = draw_mark(axis, _read(drawn))
    titles = wrap(drawn.title, layout.letters)
    lines = tuple((top + _BASE + number * _LINE, text) for number, text in enumerate(titles))
    own_line = layout.is_stacked or mark.thin or not _has_room(mark, axis)
    text_height = (len(titles) + own_line) * _LINE
    middle = top + text_height + _BAND / 2 + 4 if layout.is_stacked else top + _BAND / 2
    place = PicturePlace(layout.left, layout.width - layout.left, middle)
    label = mark.label
    if label and own_line:
        below = PicturePlace(0.0, 0.0, top + _BASE + len(titles) * _LINE - 4.2)
        label = MarkLabel(0.0, 0, aside=choose_aside(mark.milestone, mark.tone), place=below)
    bottom = top + (text_height + _BAND + 10 if layout.is_stacked else max(_BAND, text_height + 6))
    return ChartRow(lines, replace(mark, place=place, label=label), bottom)


def _has_room(mark: Mark, axis: TimeAxis) -> bool:
    """Whether the words beside the mark end on the axis."""
    label = mark.label
    return label is None or label.fits(width_of_words(axis, mark.milestone, label.aside, mark.days_late))


def _read(drawn: DrawnMilestone) -> Milestone:
    return Milestone(
        phrase=drawn.phrase,
        earliest=drawn.earliest,
        latest=drawn.latest,
        edge=drawn.edge,
        kind=drawn.kind,
        timeliness=drawn.timeliness,
        firmness=drawn.firmness,
        said_on=drawn.said_on,
        delivered_on=drawn.delivered_on,
    )
