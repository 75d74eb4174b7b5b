"""What changed between two deadlines, in words."""

from app.domain.assessment import Promise
from app.domain.deadline_change import (
    FirmnessChange,
    WindowChange,
    compare_firmness,
    compare_windows,
    measure_slip,
)
from app.domain.wording.promise import promise_in_words
from app.domain.wording.words import Words


def slip_in_words(old: Promise, new: Promise, words: Words) -> str:
    """“van begin 2024 naar Q2 2024, +3 maanden”; without the sum where a last day is open or the same."""
    was, now = promise_in_words(old, words), promise_in_words(new, words)
    return _with_length(words.say("from %(old)s to %(new)s", old=was, new=now), old, new, words)


def slip_between_marks(old: Promise, new: Promise, words: Words) -> str:
    """“van “begin 2024” naar “Q2 2024”, +3 maanden”, for where it is no sentence.

    The marks tell where the words of a promise end: they may begin with “voor” or “na” themselves.
    """
    was, now = promise_in_words(old, words), promise_in_words(new, words)
    return _with_length(words.say("from “%(old)s” to “%(new)s”", old=was, new=now), old, new, words)


def slip_length(old: Promise, new: Promise, words: Words) -> str:
    """“+3 maanden”, “−10 dagen”, “+1 maand en 5 dagen”; nothing where a last day is open or the same."""
    shift = measure_slip(old.window, new.window)
    if shift is None or shift.days == 0:
        return ""
    parts = []
    if shift.months:
        parts.append(words.counted("%(num)s month", "%(num)s months", abs(shift.months)))
    if shift.rest_days or not shift.months:
        parts.append(words.counted("%(num)s day", "%(num)s days", abs(shift.rest_days or shift.days)))
    return ("+" if shift.days > 0 else "−") + words.listed(parts)


def change_in_words(old: Promise, new: Promise, words: Words) -> str:
    """What the change is and between which words, with the firmness where that changed too."""
    text = _window(old, new, words)
    firmness = compare_firmness(old.firmness, new.firmness)
    if firmness is FirmnessChange.FIRMER:
        return words.say("%(change)s; said more firmly", change=text)
    if firmness is FirmnessChange.LESS_FIRM:
        return words.say("%(change)s; said less firmly", change=text)
    return text


def _window(old: Promise, new: Promise, words: Words) -> str:
    change, between = compare_windows(old.window, new.window), slip_in_words(old, new, words)
    if change is WindowChange.LATER:
        return words.say("moved %(between)s", between=between)
    if change is WindowChange.EARLIER:
        return words.say("brought forward %(between)s", between=between)
    if change is WindowChange.SHARPENED:
        return words.say("sharpened %(between)s", between=between)
    if change is WindowChange.WIDENED:
        return words.say("widened %(between)s", between=between)
    was, now = promise_in_words(old, words), promise_in_words(new, words)
    if change is WindowChange.DATE_DROPPED:
        return words.say("the date was dropped: first %(old)s, now %(new)s", old=was, new=now)
    if change is WindowChange.DATED:
        return words.say("now with a date: first %(old)s, now %(new)s", old=was, new=now)
    return words.say("unchanged: %(new)s", new=now)


def _with_length(moved: str, old: Promise, new: Promise, words: Words) -> str:
    length = slip_length(old, new, words)
    return f"{moved}, {length}" if length else moved
