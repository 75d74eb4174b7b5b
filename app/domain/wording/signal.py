"""What the rules see, a sentence for each signal, and how far a decision is."""

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.decision import Readiness, Ready
from app.domain.dutch_text import capitalise
from app.domain.signal import Needed, RaisedSignal, Signal
from app.domain.wording.promise import promise_in_words
from app.domain.wording.recurrence import recurrence_in_words
from app.domain.wording.words import Words


def signal_sentence(raised: RaisedSignal, on: date, words: Words) -> str:
    """One sentence that tells what a signal rests on, as it stands on a day."""
    return capitalise(_SENTENCES[raised.signal](raised, on, words))


def readiness_in_words(readiness: Readiness, titles: Mapping[int, str], words: Words) -> str:
    """What it waits for and until when, by how much that clashes, or that nothing is in the way."""
    held_by = capitalise(words.listed([f"“{titles[key]}”" for key in readiness.held_by if key in titles]))
    day = words.day(readiness.until) if readiness.until else ""
    match readiness.state:
        case Ready.READY if readiness.ongoing:
            goes_on = capitalise(
                words.listed([f"“{titles[key]}”" for key in readiness.ongoing if key in titles])
            )
            return words.counted(
                "Nothing has to come first. %(inputs)s goes on.",
                "Nothing has to come first. %(inputs)s go on.",
                len(readiness.ongoing),
                inputs=goes_on,
            )
        case Ready.READY if not readiness.needed:
            return words.say("It waits for nothing.")
        case Ready.READY:
            return words.say("Everything that it needs is there.")
        case Ready.UNKNOWN:
            return words.say("It is not known when it comes: %(inputs)s.", inputs=held_by)
        case Ready.CONFLICT:
            return words.counted(
                "Conflict: %(inputs)s comes by %(day)s, %(num)s day after the last day of the decision.",
                "Conflict: %(inputs)s comes by %(day)s, %(num)s days after the last day of the decision.",
                readiness.days or 0,
                inputs=held_by,
                day=day,
            )
        case _:
            return words.say("It waits until %(day)s for %(inputs)s.", inputs=held_by, day=day)


def _window_closed(raised: RaisedSignal, on: date, words: Words) -> str:
    closed = raised.deadlines[-1].window.latest or on
    return words.counted(
        "the window closed on %(day)s, %(num)s day ago; it has not been reported as done yet.",
        "the window closed on %(day)s, %(num)s days ago; it has not been reported as done yet.",
        (on - closed).days,
        day=words.day(closed),
    )


def _tell_moved_twice(raised: RaisedSignal, _: date, words: Words) -> str:
    first, *moved = raised.deadlines
    return words.counted(
        "moved %(num)s time: first promised for %(first)s (said on %(day)s), last moved to %(now)s.",
        "moved %(num)s times: first promised for %(first)s (said on %(day)s), last moved to %(now)s.",
        len(moved),
        first=promise_in_words(first, words),
        day=words.day(first.said_on),
        now=promise_in_words(moved[-1], words),
    )


def _input_later(raised: RaisedSignal, _: date, words: Words) -> str:
    window = raised.deadlines[-1].window
    inputs = [
        words.say("“%(needed)s” (by %(day)s)", needed=needed.title, day=words.day(_comes_by(needed)))
        for needed in raised.inputs
    ]
    return words.say(
        "this is promised by %(day)s, and needs %(needed)s.",
        day=words.day(window.latest) if window.latest else "",
        needed=words.listed(inputs),
    )


def _stale(raised: RaisedSignal, _: date, words: Words) -> str:
    if not raised.updates:
        return words.say("nothing was ever said about how this stands.")
    return words.say(
        "nothing was said of it in this half-year; the last update is of %(day)s.",
        day=words.day(raised.updates[-1].said_on),
    )


def _without_evidence(raised: RaisedSignal, _: date, words: Words) -> str:
    return words.say(
        "it was called delivered on %(day)s, but no document, link or day shows it.",
        day=words.day(raised.updates[-1].said_on),
    )


def _without_words(_seen: RaisedSignal, _: date, words: Words) -> str:
    return words.say("nobody ever said when it comes.")


def _occurrence_missed(raised: RaisedSignal, _: date, words: Words) -> str:
    assert raised.period is not None
    return words.say("%(held)s.", held=recurrence_in_words(raised.period, words))


def _tell_contradicted(raised: RaisedSignal, _: date, words: Words) -> str:
    update = raised.updates[-1]
    contradiction = words.say(
        "the lead said “on track” on %(day)s; the facts say otherwise.", day=words.day(update.said_on)
    )
    if not update.answer:
        return contradiction
    return words.say("%(told)s The answer: “%(answer)s”", told=contradiction, answer=update.answer)


def _comes_by(needed: Needed) -> date:
    window = needed.assessment.deadline.window if needed.assessment.deadline else None
    return (window.latest if window else None) or date.max


_SENTENCES: Mapping[Signal, Callable[[RaisedSignal, date, Words], str]] = {
    Signal.WINDOW_CLOSED: _window_closed,
    Signal.MOVED_TWICE: _tell_moved_twice,
    Signal.INPUT_LATER: _input_later,
    Signal.STALE: _stale,
    Signal.DELIVERED_WITHOUT_EVIDENCE: _without_evidence,
    Signal.PROMISE_WITHOUT_WORDS: _without_words,
    Signal.OCCURRENCE_MISSED: _occurrence_missed,
    Signal.CONFIDENCE_CONTRADICTED: _tell_contradicted,
}
