"""How heavy a risk is, from its likelihood and impact, and whether it grew since it was told before."""

from enum import StrEnum

from app.domain.structure import RiskState

STEPS = range(1, 6)
"""Likelihood and impact are each told in five steps."""


class RiskLevel(StrEnum):
    """The weight of a risk; of one that nobody weighed it is not known."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    UNWEIGHED = "unweighed"


class RiskTrend(StrEnum):
    """What became of a risk since it was told before."""

    NEW = "new"
    GROWN = "grown"
    SHRUNK = "shrunk"
    UNCHANGED = "unchanged"
    CLOSED = "closed"
    REOPENED = "reopened"


def judge_level(likelihood: int | None, impact: int | None) -> RiskLevel:
    """Return the level of a risk by likelihood times impact: high from 12, moderate from 5.

    An issue has no likelihood, since it has happened: it weighs as what is certain.
    """
    if impact is None:
        return RiskLevel.UNWEIGHED
    heavy = weigh_risk(likelihood, impact)
    if heavy >= 12:
        return RiskLevel.HIGH
    return RiskLevel.MODERATE if heavy >= 5 else RiskLevel.LOW


def weigh_risk(likelihood: int | None, impact: int | None) -> int:
    """Return the weight by which risks are sorted: likelihood times impact, 0 where nobody weighed it."""
    return (likelihood or STEPS[-1]) * (impact or 0)


Weighed = tuple[RiskState, int | None, int | None]
"""State, likelihood and impact, as they were said."""


def judge_trend(before: Weighed | None, now: Weighed) -> RiskTrend:
    """Return what changed between two statements; `before` is None for a new risk."""
    if before is None:
        return RiskTrend.NEW
    was_closed, is_closed = (weighed[0] is RiskState.CLOSED for weighed in (before, now))
    if was_closed != is_closed:
        return RiskTrend.CLOSED if is_closed else RiskTrend.REOPENED
    was, becomes = _weight(before), _weight(now)
    if was is None or becomes is None or was == becomes:
        return RiskTrend.UNCHANGED
    return RiskTrend.GROWN if becomes > was else RiskTrend.SHRUNK


def _weight(weighed: Weighed) -> int | None:
    _, likelihood, impact = weighed
    return None if impact is None else weigh_risk(likelihood, impact)
