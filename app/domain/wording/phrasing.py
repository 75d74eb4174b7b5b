"""The sentences of the summary: several for each form, so that none becomes a refrain."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from app.domain.dutch_text import capitalise
from app.domain.language import _n
from app.domain.wording.words import Words

MOST_USES = 4
"""How often one sentence may stand in the summary, without its names, moments and numbers."""


class Form(StrEnum):
    """What is told of the deliverables of one sentence."""

    DELIVERED = "delivered"
    ADOPTED = "adopted"
    HELD = "held"
    GIVEN = "given"
    DONE = "done"
    TAKEN = "taken"
    LATE = "late"
    MOVED = "moved"
    DATE_DROPPED = "date_dropped"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    WORKED_ON = "worked_on"
    UNDATED = "undated"
    RUNS = "runs"
    DECIDED = "decided"
    COMMITTED = "committed"
    EXPECTED = "expected"
    AIMED = "aimed"
    PLANNED = "planned"
    PLANNED_AIMED = "planned_aimed"
    ASKED = "asked"
    FOLLOWS = "follows"
    LATER_THAN_PROMISED = "later_than_promised"
    ON_HOLD = "on_hold"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Phrasebook:
    """Says each form in turn in one of its sentences, and counts how often each is used."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._uses: Counter[str] = Counter()

    @property
    def most_uses(self) -> int:
        """How often the sentence that is used most stands in the text."""
        return max(self._uses.values(), default=0)

    def has_room(self, form: Form, *, has_moment: bool) -> bool:
        """Whether a sentence of this form can be said once more without becoming a refrain."""
        return any(self._uses[singular] < MOST_USES for singular, _ in _variants(form, has_moment))

    def say(self, form: Form, *, is_plural: bool, when: str = "", **values: str) -> str:
        """Return the sentence of this form that was used least; without a moment one that needs none."""
        variants = _variants(form, bool(when))
        singular, plural = min(variants, key=lambda variant: self._uses[variant[0]])
        self._uses[singular] += 1
        filled = {"when": when, "When": _capital(when), **values, "Names": _capital(values.get("names", ""))}
        filled["Parties"] = _capital(values.get("parties", ""))
        return self.words.counted(singular, plural, 2 if is_plural else 1, **filled)


def most_sentences(form: Form, *, has_moment: bool) -> int:
    """Return how many sentences of this form a text can hold."""
    return MOST_USES * len(_variants(form, has_moment))


def _variants(form: Form, has_moment: bool) -> tuple[tuple[str, str], ...]:
    with_moment, without = _PATTERNS.get(form, ()), _WITHOUT_MOMENT.get(form, ())
    return (with_moment or without) if has_moment else (without or with_moment)


def _capital(text: str) -> str:
    """With a capital on the first letter, behind the sign that begins a name."""
    for place, sign in enumerate(text):
        if sign.isalnum():
            return text[:place] + capitalise(text[place:])
    return text


_Patterns = Mapping[Form, tuple[tuple[str, str], ...]]
_PATTERNS: _Patterns = {
    Form.DELIVERED: (
        _n("%(When)s %(names)s was delivered.", "%(When)s %(names)s were delivered."),
        _n("%(Names)s was finished %(when)s.", "%(Names)s were finished %(when)s."),
        _n("%(When)s %(names)s became available.", "%(When)s %(names)s all became available."),
        _n("%(Names)s was handed over %(when)s.", "%(Names)s were handed over %(when)s."),
    ),
    Form.ADOPTED: (
        _n("%(Names)s was adopted %(when)s.", "%(Names)s were adopted %(when)s."),
        _n("%(When)s %(names)s was approved.", "%(When)s %(names)s were approved."),
    ),
    Form.HELD: (
        _n("%(When)s %(names)s took place.", "%(When)s %(names)s all took place."),
        _n("%(Names)s was held %(when)s.", "%(Names)s were held %(when)s."),
        _n("%(When)s there was %(names)s.", "%(When)s there were %(names)s."),
    ),
    Form.GIVEN: (
        _n("%(When)s %(names)s was given.", "%(When)s %(names)s were given."),
        _n("%(Names)s was placed %(when)s.", "%(Names)s were placed %(when)s."),
    ),
    Form.DONE: (_n("Done %(when)s: %(titles)s.", "All done %(when)s: %(titles)s."),),
    Form.TAKEN: (
        _n("Decided %(when)s: %(titles)s.", "Decisions taken %(when)s: %(titles)s."),
        _n("%(When)s a decision was taken: %(titles)s.", "%(When)s decisions were taken: %(titles)s."),
    ),
    Form.LATE: (
        _n(
            "%(Names)s was expected %(when)s and has not been reported yet.",
            "%(Names)s were expected %(when)s and have not been reported yet.",
        ),
        _n(
            "Overdue is %(names)s, promised %(when)s and not yet reported.",
            "Overdue are %(names)s, promised %(when)s and not yet reported.",
        ),
        _n(
            "Of %(names)s, due %(when)s, no delivery has been reported.",
            "Of %(names)s, all due %(when)s, no delivery has been reported.",
        ),
    ),
    Form.MOVED: (
        _n(
            "%(Names)s moved from “%(old)s” to “%(new)s”%(reason)s.",
            "%(Names)s all moved from “%(old)s” to “%(new)s”%(reason)s.",
        ),
        _n(
            "%(Names)s comes later, “%(new)s” instead of “%(old)s”%(reason)s.",
            "%(Names)s come later, “%(new)s” instead of “%(old)s”%(reason)s.",
        ),
        _n(
            "Postponed from “%(old)s” to “%(new)s” is %(names)s%(reason)s.",
            "Postponed from “%(old)s” to “%(new)s” are %(names)s%(reason)s.",
        ),
        _n(
            "For %(names)s “%(new)s” now holds, where it was “%(old)s”%(reason)s.",
            "For all of %(names)s “%(new)s” now holds, where it was “%(old)s”%(reason)s.",
        ),
    ),
    Form.DATE_DROPPED: (
        _n(
            "%(Names)s no longer has a date, first “%(old)s”%(reason)s.",
            "%(Names)s no longer have a date, first “%(old)s”%(reason)s.",
        ),
        _n(
            "Of %(names)s the date “%(old)s” was dropped%(reason)s.",
            "Of all of %(names)s the date “%(old)s” was dropped%(reason)s.",
        ),
    ),
    Form.DECIDED: (
        _n(
            "It was decided that %(names)s follows %(when)s.",
            "It was decided that %(names)s follow %(when)s.",
        ),
    ),
    Form.COMMITTED: (
        _n("%(When)s %(names)s follows.", "%(When)s %(names)s follow."),
        _n("%(Names)s will be ready %(when)s.", "%(Names)s will all be ready %(when)s."),
        _n("The programme delivers %(names)s %(when)s.", "The programme delivers all of %(names)s %(when)s."),
        _n("%(When)s %(names)s is due.", "%(When)s %(names)s are due."),
    ),
    Form.EXPECTED: (
        _n("%(When)s %(names)s is expected to follow.", "%(When)s %(names)s are expected to follow."),
        _n("%(Names)s is expected %(when)s.", "%(Names)s are expected %(when)s."),
        _n("The programme expects %(names)s %(when)s.", "The programme expects all of %(names)s %(when)s."),
    ),
    Form.AIMED: (
        _n("The aim is to have %(names)s %(when)s.", "The aim is to have all of %(names)s %(when)s."),
        _n(
            "The programme wants to deliver %(names)s %(when)s.",
            "The programme wants to deliver all of %(names)s %(when)s.",
        ),
    ),
    Form.PLANNED: (
        _n("Planned %(when)s: %(titles)s.", "All planned %(when)s: %(titles)s."),
        _n("%(When)s on the agenda: %(titles)s.", "%(When)s all on the agenda: %(titles)s."),
    ),
    Form.PLANNED_AIMED: (_n("The aim %(when)s: %(titles)s.", "The aims %(when)s: %(titles)s."),),
    Form.ASKED: (
        _n("%(Names)s is up to %(parties)s %(when)s.", "%(Names)s are up to %(parties)s %(when)s."),
        _n("%(When)s %(names)s is before %(parties)s.", "%(When)s %(names)s are before %(parties)s."),
        _n(
            "%(When)s %(parties)s are asked to decide: %(titles)s.",
            "%(When)s %(parties)s are asked for decisions: %(titles)s.",
        ),
    ),
    Form.FOLLOWS: (_n("%(When)s a decision follows: %(titles)s.", "%(When)s decisions follow: %(titles)s."),),
    Form.LATER_THAN_PROMISED: (
        _n("That was later than promised: %(when)s.", "That is later than all were promised: %(when)s."),
        _n("The promise was: %(when)s.", "The promises were: %(when)s."),
    ),
}
_WITHOUT_MOMENT: _Patterns = {
    Form.DELIVERED: (
        _n("%(Names)s was delivered.", "%(Names)s were delivered."),
        _n("%(Names)s is ready.", "%(Names)s are ready."),
        _n("In this period %(names)s was also delivered.", "In this period %(names)s were also delivered."),
    ),
    Form.ADOPTED: (
        _n("%(Names)s has been adopted.", "%(Names)s have been adopted."),
        _n("Adopted in this period is %(names)s.", "Adopted in this period are %(names)s."),
    ),
    Form.HELD: (
        _n("%(Names)s took place.", "%(Names)s all took place."),
        _n("In this period there was %(names)s.", "In this period there were %(names)s."),
    ),
    Form.GIVEN: (
        _n("%(Names)s has been given.", "%(Names)s have been given."),
        _n("%(Names)s has been placed.", "%(Names)s have been placed."),
    ),
    Form.DONE: (_n("Done: %(titles)s.", "All done: %(titles)s."),),
    Form.TAKEN: (_n("A decision was taken: %(titles)s.", "Decisions were taken: %(titles)s."),),
    Form.WITHDRAWN: (
        _n("%(Names)s was withdrawn%(reason)s.", "%(Names)s were withdrawn%(reason)s."),
        _n("%(Names)s will not come%(reason)s.", "%(Names)s will all not come%(reason)s."),
        _n("Withdrawn is %(names)s%(reason)s.", "Withdrawn are %(names)s%(reason)s."),
    ),
    Form.WORKED_ON: (
        _n("Work is being done on %(names)s.", "Work is being done on all of %(names)s."),
        _n("%(Names)s is being made.", "%(Names)s are being made."),
        _n("The programme works on %(names)s.", "The programme works on all of %(names)s."),
    ),
    Form.UNDATED: (
        _n("When %(names)s comes, is not known yet.", "When %(names)s come, is not known yet."),
        _n("%(Names)s is to come, without a date so far.", "%(Names)s are to come, without a date so far."),
    ),
    Form.RUNS: (
        _n("%(Names)s is under way.", "%(Names)s are under way."),
        _n("Under way: %(titles)s.", "All under way: %(titles)s."),
    ),
    Form.ASKED: (
        _n("%(Names)s is asked of %(parties)s.", "%(Names)s are asked of %(parties)s."),
        _n(
            "Of %(parties)s a decision is asked: %(titles)s.",
            "Of %(parties)s decisions are asked: %(titles)s.",
        ),
    ),
    Form.FOLLOWS: (_n("A decision follows: %(titles)s.", "Decisions follow: %(titles)s."),),
    Form.ON_HOLD: (
        _n("This is on hold%(reason)s.", "These are on hold%(reason)s."),
        _n(
            "The work has been halted for now%(reason)s.",
            "The work on these has been halted for now%(reason)s.",
        ),
    ),
    Form.AT_RISK: (
        _n("Whether this will be met, is uncertain.", "Whether these will be met, is uncertain."),
        _n(
            "It is not certain that this works out in time.", "It is not certain that these work out in time."
        ),
    ),
    Form.OFF_TRACK: (
        _n(
            "The project lead does not expect to meet this.",
            "The project lead does not expect to meet these.",
        ),
        _n(
            "According to the project lead this will not be met.",
            "According to the project lead these will not be met.",
        ),
    ),
    Form.MERGED: (
        _n("%(Names)s was merged into %(new)s.", "%(Names)s were merged into %(new)s."),
        _n("%(Names)s is now part of %(new)s.", "%(Names)s are now part of %(new)s."),
    ),
}
