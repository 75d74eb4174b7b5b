"""What changed, as one sentence each: a moment, a status, a decision, a measurement, a thing itself."""

from collections.abc import Callable

from app.domain.change_event import (
    ChangeEvent,
    DeadlineChanged,
    DecisionTaken,
    EntityRestated,
    OccurrenceHeld,
    StatedFacts,
    StatusChanged,
    ValueMeasured,
)
from app.domain.deadline_change import FirmnessChange, WindowChange, compare_firmness, compare_windows
from app.domain.language import _
from app.domain.wording.change import change_in_words
from app.domain.wording.promise import firm_promise_in_words
from app.domain.wording.words import Words, as_sentence

Word = Callable[[str], str]


def change_sentence(event: ChangeEvent, words: Words, word: Word) -> str:
    """Tell a change in one sentence; `word` gives the word for a value of an enumeration."""
    detail = event.detail
    if isinstance(detail, DeadlineChanged):
        return as_sentence(_moment(event.title, detail, words))
    if isinstance(detail, StatusChanged):
        return as_sentence(_status(event.title, detail, words, word))
    if isinstance(detail, DecisionTaken):
        on = words.day(detail.taken_on)
        return as_sentence(
            words.say(
                "“%(title)s” was decided on %(on)s: %(outcome)s",
                title=event.title,
                on=on,
                outcome=detail.outcome,
            )
        )
    if isinstance(detail, OccurrenceHeld):
        held = words.say("“%(title)s” was held on %(on)s", title=event.title, on=words.day(detail.on))
        return as_sentence(f"{held}: {detail.note}" if detail.note else held)
    if isinstance(detail, ValueMeasured):
        return as_sentence(_tell_measured(event.title, detail, words))
    return as_sentence(_tell_restated(event.entity, detail, words))


def _moment(title: str, detail: DeadlineChanged, words: Words) -> str:
    if detail.was is None:
        return words.say(
            "“%(title)s” was promised for %(when)s.",
            title=title,
            when=firm_promise_in_words(detail.now, words),
        )
    window = compare_windows(detail.was.window, detail.now.window)
    firmness = compare_firmness(detail.was.firmness, detail.now.firmness)
    if window is WindowChange.SAME and firmness is FirmnessChange.SAME:
        return words.say(
            "“%(title)s” was promised again for %(when)s.",
            title=title,
            when=firm_promise_in_words(detail.now, words),
        )
    return words.say(
        "“%(title)s”: %(change)s.", title=title, change=change_in_words(detail.was, detail.now, words)
    )


def _status(title: str, detail: StatusChanged, words: Words, word: Word) -> str:
    now, was = detail.now, detail.was
    if now.status.is_done and now.delivered_on is not None and (was is None or not was.status.is_done):
        return words.say("“%(title)s” was delivered on %(on)s.", title=title, on=words.day(now.delivered_on))
    status = word(now.status.value).lower()
    sure = word(now.confidence.value).lower() if now.confidence else ""
    told_so = words.listed([status, sure]) if sure else status
    if was is None:
        return words.say("“%(title)s”: %(status)s.", title=title, status=told_so)
    if was.status is not now.status:
        before = word(was.status.value).lower()
        return words.say("“%(title)s” went from %(was)s to %(now)s.", title=title, was=before, now=told_so)
    if was.confidence is not now.confidence and was.confidence and now.confidence:
        before = word(was.confidence.value).lower()
        return words.say("“%(title)s” went from %(was)s to %(now)s.", title=title, was=before, now=sure)
    return words.say("“%(title)s” is %(status)s still.", title=title, status=told_so)


def _tell_measured(title: str, detail: ValueMeasured, words: Words) -> str:
    where = f"{title}, {detail.site}" if detail.site else title
    filled = {
        "title": where,
        "value": words.number(detail.value.normalize()),
        "unit": detail.unit,
        "on": words.day(detail.reference_date),
    }
    if detail.was is None or detail.was == detail.value:
        return words.say("%(title)s: %(value)s %(unit)s on %(on)s.", **filled)
    return words.say(
        "%(title)s: %(value)s %(unit)s on %(on)s, the time before %(was)s.",
        was=words.number(detail.was.normalize()),
        **filled,
    )


def _tell_restated(entity: str, detail: EntityRestated, words: Words) -> str:
    now, was = detail.now, detail.was
    called = words.say(_THINGS.get(entity, _THINGS["deliverable"]))
    what = words.say("%(thing)s “%(title)s”", thing=called, title=was.title if was else now.title)
    if was is None:
        return words.say("New: %(what)s.", what=what)
    if now.into and not was.into:
        return words.say("Merged into “%(into)s”: %(what)s.", what=what, into=now.into)
    if now.is_gone and not was.is_gone:
        return words.say("Withdrawn: %(what)s.", what=what)
    if was.is_gone and not now.is_gone:
        return words.say("Taken up again: %(what)s.", what=what)
    changes = _changes(was, now, words)
    if not changes:
        return words.say("Described anew: %(what)s.", what=what)
    return words.say("Changed: %(what)s: %(changes)s.", what=what, changes="; ".join(changes))


def _changes(was: StatedFacts, now: StatedFacts, words: Words) -> list[str]:
    """What of it a sentence can tell, from what to what."""
    pairs = (
        (_("now called “%(now)s”"), was.title, now.title),
        (_("moved from “%(was)s” to “%(now)s”"), was.place, now.place),
        (_("from %(was)s to %(now)s"), _state(was.state, words), _state(now.state, words)),
        (_("expected %(now)s, before that %(was)s"), was.moment, now.moment),
        (_("weight (likelihood times impact) from %(was)s to %(now)s"), was.level, now.level),
    )
    return [words.say(msgid, was=old, now=new) for msgid, old, new in pairs if old and new and old != new]


def _state(value: str, words: Words) -> str:
    return words.say(_STATES[value]) if value in _STATES else value


_THINGS = {
    "programme": _("thing: programme"),
    "action_line": _("thing: action line"),
    "project": _("thing: project"),
    "deliverable": _("thing: deliverable"),
    "decision": _("thing: decision"),
    "indicator": _("thing: indicator"),
    "risk": _("thing: risk"),
    "external_dependency": _("thing: external dependency"),
    "parliamentary_commitment": _("thing: commitment to parliament"),
}
_STATES = {
    "open": _("state: open"),
    "accepted": _("state: accepted"),
    "closed": _("state: closed"),
    "expected": _("state: expected"),
    "delivered": _("state: delivered"),
    "answered": _("state: answered"),
}
