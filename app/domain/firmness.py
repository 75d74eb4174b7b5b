"""How firmly a deadline was said, from a decision down to an aim."""

from enum import StrEnum


class Firmness(StrEnum):
    """Decided is the firmest, aimed the least firm; compares in that order."""

    DECIDED = "decided"
    COMMITTED = "committed"
    EXPECTED = "expected"
    AIMED = "aimed"

    @property
    def rank(self) -> int:
        """0 for an aim up to 3 for a decision."""
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Firmness(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Firmness(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Firmness(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Firmness(other).rank


_RANKS = {"aimed": 0, "expected": 1, "committed": 2, "decided": 3}
