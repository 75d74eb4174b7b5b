"""How a drawing writes where something stands: in percent of a cell, or in units of a picture."""

from dataclasses import dataclass

Length = str | float


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The cell of a table: across in percent of its width, and halfway down."""

    @property
    def y(self) -> Length:
        """The middle of the row."""
        return "50%"

    def x(self, percent: float) -> Length:
        """Where a percentage of the axis stands."""
        return f"{percent}%"

    def across(self, percent: float) -> Length:
        """How wide so many percent of the axis are."""
        return f"{percent}%"


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A row of a picture: the axis takes `width` units from `left` on, the middle of the row is at `y`."""

    left: float
    width: float
    y: float

    def x(self, percent: float) -> Length:
        """Where a percentage of the axis stands."""
        return round(self.left + percent * self.width / 100, 1)

    def across(self, percent: float) -> Length:
        """How wide so many percent of the axis are."""
        return round(percent * self.width / 100, 1)


Place = CellPlace | PicturePlace
CELL = CellPlace()
