"""What a thread says: facts that share kind, moment, firmness and reason stand in one sentence."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.count import Shift
from app.domain.firmness import Firmness
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.headline import Headline, Topic
from app.domain.report.since import PromiseShift, find_reason, find_shift
from app.domain.report.statement import records_of, title_with_party, unnamed_party
from app.domain.report.tree import Record, Run, distinct
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Form,
    Phrasebook,
    SentenceName,
    Words,
    as_sentence,
    capitalise,
    name_in_sentence,
    past_moment_in_words,
    promise_in_words,
    reason_in_words,
    with_preposition,
)

_HAPPENS = (DeliverableKind.EVENT, DeliverableKind.RECURRING)
_FIRM = {
    Firmness.DECIDED: Form.DECIDED,
    Firmness.COMMITTED: Form.COMMITTED,
    Firmness.EXPECTED: Form.EXPECTED,
    Firmness.AIMED: Form.AIMED,
}
_PAST = (Form.DELIVERED, Form.ADOPTED, Form.HELD, Form.GIVEN, Form.DONE, Form.TAKEN)
_ORDER = {form: place for place, form in enumerate(Form)}
_MARK = "\ue000{}\ue001{}\ue002"
_MARKED = re.compile("\ue000(\\d+)\ue001(.*?)\ue002", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of its deliverables: those of which this is equal share it."""

    form: Form
    when: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    parties: str = ""
    doubt: Form | None = None
    held: str | None = None
    promised: str = ""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one claim, as runs that name the deliverables, and the records that they rest on."""

    runs: tuple[Run, ...]
    records: tuple[Record, ...]


class Teller:
    """Turns headlines into sentences, with one phrasebook for the whole summary."""

    def __init__(self, facts: Facts, words: Words) -> None:
        self.facts, self.words, self.phrases = facts, words, Phrasebook(words)
        self.told_in_full: set[int] = set()
        """The deliverables of which it printed what people wrote."""

    def tell(
        self, headlines: Iterable[Headline], *, in_full: Callable[[Headline], bool]
    ) -> Iterator[Sentences]:
        """Yield the sentences of a thread: what came, what changed, what comes and what is decided.

        What people wrote follows the sentence of a deliverable where `in_full` says so.
        """
        together: dict[Claim, list[Headline]] = defaultdict(list)
        for headline in self._without_adopted(list(headlines)):
            together[self.claim_of(headline)].append(headline)
        for claim, sharing in sorted(together.items(), key=lambda item: _claim_order(*item)):
            yield self._say(claim, sharing, in_full)

    def claim_of(self, headline: Headline) -> Claim:
        """Return what is to be said of a headline."""
        deliverable, topic = headline.deliverable, headline.topic
        if topic is Topic.WITHDRAWN:
            return self._claim_of_withdrawn(deliverable)
        if deliverable.is_done:
            return self._claim_of_done(deliverable)
        if topic is Topic.LATE:
            return Claim(Form.LATE, self._when_promised(deliverable), held=self._explain_hold(deliverable))
        shift = find_shift(deliverable, self.facts)
        if shift and topic is Topic.MOVED:
            return self._claim_of_moved(deliverable, shift)
        return self._claim_of_coming(deliverable)

    def _claim_of_withdrawn(self, deliverable: DeliverableFacts) -> Claim:
        target = self.facts.by_id().get(deliverable.merged_into_id or 0)
        if target is not None:
            return Claim(Form.MERGED, new=_MARK.format(target.id, f"“{target.title}”"))
        return Claim(Form.WITHDRAWN, reason=find_reason(deliverable, self.facts))

    def _claim_of_done(self, deliverable: DeliverableFacts) -> Claim:
        done = deliverable.assessment.done
        when = "" if done is None or done.is_undated else past_moment_in_words(done, self.words)
        when = with_preposition(when, self.words.language) if when else ""
        held_to, promised = deliverable.assessment.held_to, ""
        if deliverable.assessment.timeliness is Timeliness.DELIVERED_LATE and held_to:
            promised = promise_in_words(held_to, self.words)
        return Claim(self._form_of_done(deliverable), when, promised=promised)

    def _form_of_done(self, deliverable: DeliverableFacts) -> Form:
        if deliverable.is_decision:
            adopted = self.facts.by_id().get(deliverable.adopts or 0)
            is_adopted = adopted is not None and adopted.assessment.status is Status.ADOPTED
            return Form.ADOPTED if is_adopted else Form.TAKEN
        if deliverable.kind in _HAPPENS or deliverable.kind not in _PRODUCED:
            if _ASSIGNMENT.match(deliverable.title):
                return Form.GIVEN
            return Form.HELD if deliverable.kind in _HAPPENS else Form.DONE
        return Form.ADOPTED if deliverable.assessment.status is Status.ADOPTED else Form.DELIVERED

    def _claim_of_moved(self, deliverable: DeliverableFacts, shift: PromiseShift) -> Claim:
        becomes = promise_in_words(shift.new, self.words)
        return Claim(
            Form.MOVED if shift.kind is Shift.MOVED else Form.DATE_DROPPED,
            when=becomes,
            old=promise_in_words(shift.old, self.words),
            new=becomes,
            reason=find_reason(deliverable, self.facts),
            doubt=_doubt_of(deliverable),
            held=self._explain_hold(deliverable),
        )

    def _claim_of_coming(self, deliverable: DeliverableFacts) -> Claim:
        when, deadline = self._when_promised(deliverable), deliverable.assessment.promise
        doubt, held = _doubt_of(deliverable), self._explain_hold(deliverable)
        if deliverable.is_decision:
            parties = self.words.listed(deliverable.deciders)
            if when and deadline and deadline.firmness is Firmness.EXPECTED:
                when = self.words.say("%(when)s, as expected", when=when)
            return Claim(
                Form.ASKED if parties else Form.FOLLOWS, when, parties=parties, doubt=doubt, held=held
            )
        if not when or deadline is None:
            is_under_way = deliverable.assessment.status is Status.IN_PROGRESS
            if deliverable.kind in _PRODUCED:
                return Claim(Form.WORKED_ON if is_under_way else Form.UNDATED, doubt=doubt, held=held)
            return Claim(Form.RUNS if is_under_way else Form.UNDATED, doubt=doubt, held=held)
        firmness = deadline.firmness or Firmness.COMMITTED
        if deliverable.kind in _PRODUCED:
            return Claim(_FIRM[firmness], when, doubt=doubt, held=held)
        if firmness is Firmness.EXPECTED:
            when = self.words.say("%(when)s, as expected", when=when)
        form = Form.PLANNED_AIMED if firmness is Firmness.AIMED else Form.PLANNED
        return Claim(form, when, doubt=doubt, held=held)

    def _when_promised(self, deliverable: DeliverableFacts) -> str:
        """The promised moment as it stands in a sentence; empty where it has no day."""
        promise = deliverable.assessment.promise
        if promise is None or promise.window.is_undated:
            return ""
        return with_preposition(promise_in_words(promise, self.words), self.words.language)

    def _explain_hold(self, deliverable: DeliverableFacts) -> str | None:
        """Why it is on hold; none where it is not."""
        if deliverable.assessment.status is not Status.ON_HOLD or deliverable.last is None:
            return None
        return deliverable.last.reason

    def _without_adopted(self, headlines: list[Headline]) -> list[Headline]:
        """Leave out a product whose adoption is told by the decision that adopts it."""
        adopting = {
            h.deliverable.adopts for h in headlines if h.deliverable.is_decision and h.deliverable.is_done
        }
        return [h for h in headlines if h.deliverable.id not in adopting]

    def _say(
        self, claim: Claim, sharing: Sequence[Headline], in_full: Callable[[Headline], bool]
    ) -> Sentences:
        named = [
            self._named(headline.deliverable, claim.form, alone=len(sharing) == 1) for headline in sharing
        ]
        is_plural = len(named) > 1 or named[0][0].is_plural
        names = self.words.listed([f"{name.article}{marked}" for name, marked in named])
        titles = "; ".join(_MARK.format(h.deliverable.id, title_with_party(h.deliverable)) for h in sharing)
        sentences = [
            self.phrases.say(
                claim.form,
                is_plural=is_plural,
                when=claim.when,
                names=names,
                titles=titles,
                old=claim.old,
                new=claim.new,
                reason=reason_in_words(claim.reason),
                parties=claim.parties,
            )
        ]
        sentences += self._circumstances(claim, is_plural=is_plural)
        if len(sharing) == 1 and in_full(sharing[0]):
            sentences += list(list_written_texts(sharing[0].deliverable))
            self.told_in_full.add(sharing[0].deliverable.id)
        records = distinct(record for headline in sharing for record in self._records(headline.deliverable))
        return Sentences(tuple(_runs_of(" ".join(filter(None, sentences)))), records)

    def _circumstances(self, claim: Claim, *, is_plural: bool) -> Iterator[str]:
        """What is told of it besides, as long as that does not become a refrain."""
        if claim.promised and self.phrases.has_room(Form.LATER_THAN_PROMISED, has_moment=True):
            yield self.phrases.say(Form.LATER_THAN_PROMISED, is_plural=is_plural, when=claim.promised)
        if claim.held is not None and self.phrases.has_room(Form.ON_HOLD, has_moment=False):
            reason = reason_in_words(claim.held if claim.held != claim.reason else "")
            yield self.phrases.say(Form.ON_HOLD, is_plural=is_plural, reason=reason)
        if claim.doubt is not None and self.phrases.has_room(claim.doubt, has_moment=False):
            yield self.phrases.say(claim.doubt, is_plural=is_plural)

    def _named(self, deliverable: DeliverableFacts, form: Form, *, alone: bool) -> tuple[SentenceName, str]:
        """The name of a deliverable; of a decision that adopts, the name of what it adopts."""
        subject = deliverable
        if form is Form.ADOPTED and deliverable.is_decision:
            subject = self.facts.by_id()[deliverable.adopts or 0]
        party = unnamed_party(subject) if alone else ""
        name = name_in_sentence(subject.title, self.words.language, party)
        return name, _MARK.format(subject.id, name.title)

    def _records(self, deliverable: DeliverableFacts) -> Iterator[Record]:
        yield from records_of(deliverable)
        if deliverable.adopts:
            yield Record("deliverable", deliverable.adopts)


def join_sentences(parts: Iterable[Sentences]) -> tuple[Run, ...]:
    """Return the runs of all sentences, with a space between them."""
    runs: list[Run] = []
    for sentences in parts:
        if runs:
            runs[-1] = replace(runs[-1], text=f"{runs[-1].text} ")
        runs += sentences.runs
    return tuple(runs)


def list_written_texts(deliverable: DeliverableFacts) -> Iterator[str]:
    """Yield what people wrote of a deliverable, each text as a sentence."""
    text = deliverable.last.text if deliverable.last else ""
    yield as_sentence(text)
    if deliverable.is_done and deliverable.outcome.strip() != text.strip():
        yield as_sentence(deliverable.outcome)
    yield as_sentence(deliverable.printed_answer)


def has_written(deliverable: DeliverableFacts) -> bool:
    """Whether anybody wrote about it what the summary can print."""
    return any(list_written_texts(deliverable))


_PRODUCED = (DeliverableKind.PRODUCT, DeliverableKind.RESEARCH, DeliverableKind.DECISION)
_ASSIGNMENT = re.compile(r"(opdracht|assignment)\b", re.IGNORECASE)
_DOUBTS = {Confidence.AT_RISK: Form.AT_RISK, Confidence.OFF_TRACK: Form.OFF_TRACK}


def _doubt_of(deliverable: DeliverableFacts) -> Form | None:
    confidence = deliverable.last.confidence if deliverable.last else None
    return _DOUBTS.get(confidence) if confidence else None


def _claim_order(claim: Claim, sharing: Sequence[Headline]) -> tuple[int, date, int]:
    """What is done by its moment, then what changed, then what comes by its moment."""
    form = claim.form
    window = sharing[0].deliverable.assessment.done or sharing[0].deliverable.assessment.window
    closes = (window.latest or window.earliest if window else None) or date.max
    if form in _PAST:
        return 0, closes, _ORDER[form]
    if form in (Form.LATE, Form.MOVED, Form.DATE_DROPPED, Form.WITHDRAWN, Form.MERGED):
        return 1, date.min, _ORDER[form]
    if form in (Form.WORKED_ON, Form.RUNS):
        return 2, date.min, _ORDER[form]
    return 3, closes, _ORDER[form]


def _runs_of(text: str) -> Iterator[Run]:
    """Yield a text with marked names as runs, each name leading to its deliverable."""
    parts = _MARKED.split(text)
    for number, plain in enumerate(parts[::3]):
        if number:
            id, name = parts[3 * number - 2 : 3 * number]
            yield Run(
                capitalise(name) if number == 1 and not parts[0] else name, Record("deliverable", int(id))
            )
        if plain:
            yield Run(capitalise(plain) if not number else plain)
