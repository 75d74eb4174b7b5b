"""What is promised and what was done, a sentence each, varied by the kind of thing."""

import re
from datetime import date

from app.domain.assessment import Promise
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency
from app.domain.vague_date import VagueDate
from app.domain.wording.window import placed, promised, told
from app.domain.wording.words import Words, capitalised


def promise_sentence(
    kind: DeliverableKind,
    said: Promise,
    words: Words,
    frequency: tuple[int, Frequency] | None = None,
    status: Status | None = None,
) -> str:
    """When it comes, in the promised words and as firmly as that was said (not said: as a commitment).

    What is under way until or since some day runs.
    """
    when = placed(promised(said, words), words.language)
    if status is Status.IN_PROGRESS and _RUNS.match(said.window.phrase):
        return words.say("This runs %(when)s.", when=when)
    if frequency and not said.window.is_undated and not _tells_rhythm(when):
        when = f"{when}, {frequency_in_words(frequency, words)}"
    return words.say(_PROMISED[kind][said.firmness or Firmness.COMMITTED], when=when)


def done_sentence(kind: DeliverableKind, is_adopted: bool, happened: VagueDate | None, words: Words) -> str:
    """That it was done, and when; only for a decision and an adoption worth saying without a moment."""
    is_decision = kind is DeliverableKind.DECISION
    if happened is None:
        if is_decision:
            return words.say("The decision has been taken.")
        return words.say("This has been adopted.") if is_adopted else ""
    when = placed(told(happened, words), words.language)
    if is_decision:
        return words.say("The decision was taken %(when)s.", when=when)
    if kind in (DeliverableKind.EVENT, DeliverableKind.RECURRING):
        return words.say("This was %(when)s.", when=when)
    done = "Adopted %(when)s." if is_adopted else "Delivered %(when)s."
    return capitalised(words.say(done, when=when))


def firmly(said: Promise, words: Words) -> str:
    """The promised words with how firm they are, to stand between brackets or in a cell."""
    moment = promised(said, words)
    if said.firmness is Firmness.EXPECTED:
        return words.say("%(when)s, as expected", when=moment)
    if said.firmness is Firmness.AIMED:
        return words.say("%(when)s, as aimed at", when=moment)
    return moment


def frequency_in_words(frequency: tuple[int, Frequency], words: Words) -> str:
    """At least so many times a quarter, half-year or year."""
    times, per = frequency
    if per is Frequency.QUARTER:
        return words.counted("at least once a quarter", "at least %(num)s times a quarter", times)
    if per is Frequency.HALF_YEAR:
        return words.counted("at least once a half-year", "at least %(num)s times a half-year", times)
    return words.counted("at least once a year", "at least %(num)s times a year", times)


def passed_sentence(kind: DeliverableKind, on: date, words: Words) -> str:
    """That the promised moment was over on a day, and nothing had come."""
    if kind is DeliverableKind.DECISION:
        return words.say("On %(day)s that moment had passed without a decision.", day=words.day(on))
    return words.say("On %(day)s that moment had passed.", day=words.day(on))


def _tells_rhythm(when: str) -> bool:
    return any(unit in when.lower() for unit in ("kwartaal", "jaar", "quarter", "year"))


_RUNS = re.compile(r"(tot|sinds|until|till|since)\b", re.IGNORECASE)
_HAPPENS = {
    Firmness.DECIDED: "It was decided that this happens %(when)s.",
    Firmness.COMMITTED: "This happens %(when)s.",
    Firmness.EXPECTED: "This is expected to happen %(when)s.",
    Firmness.AIMED: "The aim is that this happens %(when)s.",
}
_PROMISED = {
    DeliverableKind.PRODUCT: {
        Firmness.DECIDED: "It was decided that delivery follows %(when)s.",
        Firmness.COMMITTED: "Delivery follows %(when)s.",
        Firmness.EXPECTED: "Delivery is expected %(when)s.",
        Firmness.AIMED: "The aim is to deliver %(when)s.",
    },
    DeliverableKind.RESEARCH: {
        Firmness.DECIDED: "It was decided that this follows %(when)s.",
        Firmness.COMMITTED: "This follows %(when)s.",
        Firmness.EXPECTED: "This is expected %(when)s.",
        Firmness.AIMED: "The aim is that this follows %(when)s.",
    },
    DeliverableKind.DECISION: {
        Firmness.DECIDED: "It was decided that the decision falls %(when)s.",
        Firmness.COMMITTED: "The decision will be taken %(when)s.",
        Firmness.EXPECTED: "The decision is expected %(when)s.",
        Firmness.AIMED: "The aim is to take the decision %(when)s.",
    },
    DeliverableKind.EVENT: _HAPPENS,
    DeliverableKind.RECURRING: _HAPPENS,
}
