"""A milestone trend in one or two sentences, for who cannot see it drawn."""

from collections.abc import Sequence

from app.domain.promise_trend import Trend
from app.domain.wording.words import Words


def describe_trends(trends: Sequence[Trend], words: Words) -> str:
    """What is drawn, and which of it moved or was dropped."""
    drawn = words.counted(
        "The last promised day of %(num)s milestone, from report to report. A rising line is postponement.",
        "The last promised day of %(num)s milestones, from report to report. A rising line is postponement.",
        len(trends),
    )
    against = [trend.title for trend in trends if trend.is_against]
    if not against:
        return f"{drawn} " + words.say("None of them moved.")
    return f"{drawn} " + words.say("Moved or dropped: %(titles)s.", titles=words.listed(against))
