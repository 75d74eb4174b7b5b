"""How far a decision is, as a sentence."""

from collections.abc import Mapping

from app.domain.decision import Readiness, Ready
from app.domain.wording.words import Words, capitalised


def readiness_in_words(found: Readiness, titles: Mapping[int, str], words: Words) -> str:
    """What it waits for and until when, by how much that clashes, or that nothing is in the way."""
    held_by = capitalised(words.listed([f"“{titles[key]}”" for key in found.held_by if key in titles]))
    day = words.day(found.until) if found.until else ""
    match found.state:
        case Ready.READY if not found.needed:
            return words.say("It waits for nothing.")
        case Ready.READY:
            return words.say("Everything that it needs is there.")
        case Ready.UNKNOWN:
            return words.say("It is not known when it comes: %(inputs)s.", inputs=held_by)
        case Ready.CONFLICT:
            return words.counted(
                "Conflict: %(inputs)s may come until %(day)s, %(num)s day after the decision can begin.",
                "Conflict: %(inputs)s may come until %(day)s, %(num)s days after the decision can begin.",
                found.days or 0,
                inputs=held_by,
                day=day,
            )
        case _:
            return words.say("It waits until %(day)s for %(inputs)s.", inputs=held_by, day=day)
