"""Keeps what a paragraph has spoken of, and tells what “it” or “the map” means after that."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from app.domain.editorial_check.amounts import Amount, Precision, take_share
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.verbs import FORMS, Form
from app.domain.editorial_check.words import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SMALL,
    Part,
    Word,
    stem_once,
)
from app.domain.report.facts import DeliverableFacts
from app.domain.stem import stem_words

_ARTICLES = frozenset("de het deze dit die dat".split())
_POINTING = frozenset("deze dit die dat".split())
_ALWAYS = frozenset("hij ze hem ervan daarvan daarover erover daaraan eraan".split())
_PERSONAL = frozenset("hij zij ze".split())
_SINGULAR = frozenset("het dit dat".split())
_RELATIVE = frozenset("die dat".split())
_HAPPENS = frozenset("gebeurt gebeurde lukt lukte niet".split())
_LEADS = frozenset("en maar want die dat wat ook daarnaast daarna vervolgens toch dus in op".split())
_SHORTEST = 4
_DECISIONS = frozenset(stem_words("besluit keuze beslissing"))


class Discourse:
    """What a text has spoken of so far, in its present paragraph."""

    def __init__(
        self, find_tail: Callable[[str], str], stems: Mapping[int, Collection[str]], general: Collection[str]
    ) -> None:
        self._find_tail, self._stems, self._general = find_tail, stems, general
        self._everything: dict[int, DeliverableFacts] = {}
        self.last: tuple[DeliverableFacts, ...] = ()
        self.stems: set[str] = set()
        """The stems of what the paragraph said so far."""
        self.parties: set[str] = set()
        """The parties that the paragraph named so far."""
        self._counted: dict[Decimal, tuple[str, ...]] = {}
        self._last_count: Amount | None = None

    def begin_paragraph(self, about: Iterable[DeliverableFacts] = ()) -> None:
        """Forget what the paragraph before spoke of; the whole text may be about something."""
        self._everything = {}
        self.last = ()
        self.stems = set()
        self.parties = set()
        self._counted = {}
        self._last_count = None
        self._keep(about)

    def remember(self, clauses: Sequence[Clause]) -> None:
        """Keep what a sentence told of; what it only named makes it unclear what a pronoun would mean."""
        told_of = {each.id: each for clause in clauses for each in clause.subjects}
        named = {each.id: each for clause in clauses for each in clause.about}
        self.stems |= {stem for clause in clauses for word in clause.words for stem in stem_once(word.text)}
        self.parties |= {party.short for clause in clauses for party in clause.parties}
        points = bool(clauses) and _opens_pointing(clauses[0].words)
        if told_of or (named and not points):
            self._keep((told_of or named).values())
        elif not points:
            self.last = ()

    def complete(self, amounts: Sequence[Amount], sentence: str) -> list[Amount]:
        """Give “alle elf” what was counted as eleven before; remember what is counted here."""
        completed = [
            replace(amount, counted=self._counted[amount.value])
            if amount.value in self._counted and _ALL_OF.search(sentence[: amount.start]) and _is_bare(amount)
            else amount
            for amount in amounts
        ]
        completed = [
            completed_amount
            for amount in completed
            if (completed_amount := self._take_of_these(amount, sentence))
        ]
        counts = [amount for amount in completed if amount.counted and not amount.is_share]
        self._last_count = counts[-1] if counts and counts[-1].whole is None else None
        self._counted |= {amount.value: amount.counted for amount in completed if amount.counted}
        return completed

    def _take_of_these(self, amount: Amount, sentence: str) -> Amount | None:
        """“De helft daarvan”: of what was counted in the sentence before; None where that is not known."""
        whole = self._last_count
        if amount.whole is not None or not _OF_THESE.match(sentence, amount.end):
            return amount
        if whole is None:
            return None if amount.is_share else amount
        is_exact = whole.precision is Precision.EXACT
        if is_exact and amount.is_share and amount.is_rough:
            return take_share(amount, whole)
        is_part = is_exact and not amount.is_share and amount.value <= whole.value
        return replace(amount, counted=whole.counted, whole=whole if is_part else None)

    def find_again(self, words: Sequence[Word]) -> DeliverableFacts | None:
        """Return what a noun with an article means of what was spoken of: “de kaart”, “deze groep”."""
        for article, noun in pairwise(words):
            if article.lower not in _ARTICLES or noun.part is not Part.PLAIN:
                continue
            stem = next(iter(stem_once(noun.text)), "")
            if len(stem) < _SHORTEST:
                continue
            for known in reversed(self._everything.values()):
                if self._is_meant(known, stem, article.lower, _is_alone(words, noun)):
                    return known
        return None

    def _is_meant(self, known: DeliverableFacts, stem: str, article: str, is_alone: bool) -> bool:
        if article in _POINTING and known in self.last and stem in self._stems[known.id]:
            return True
        if stem in self._general or not is_alone:
            return False
        if stem in _DECISIONS and known.is_decision:
            return True
        head = next(iter(stem_once(known.title)), "")
        return stem in (head, self._find_tail(head))

    def _keep(self, about: Iterable[DeliverableFacts]) -> None:
        self.last = tuple(about)
        for each in self.last:
            self._everything.pop(each.id, None)
            self._everything[each.id] = each


_OF_THESE = re.compile(r"\s+(?:daarvan|hiervan|van (?:hen|die gezinnen))\b", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:alle|deze|die|geen van de|elk van de)\s+$", re.IGNORECASE)


def leans(words: Sequence[Word]) -> bool:
    """Whether a clause has no verb of its own: beside names, moments and small words at most a participle."""
    telling = [word for word in words if word.part is Part.PLAIN and word.lower not in SMALL]
    return not telling or (len(telling) == 1 and is_participle(telling[0]))


def is_participle(word: Word) -> bool:
    """Whether a word can be a participle, or a state such as “ready”."""
    return any(form.form in (Form.PARTICIPLE, Form.STATE) for form in FORMS.get(word.lower, ()))


def has_pronoun(words: Sequence[Word]) -> bool:
    """Whether a clause has a pronoun that stands alone: “dit is”, “die verschijnt”, not “dit handboek”."""
    return any(
        word.lower in PRONOUNS and word.part is Part.PLAIN and _is_pronoun(words, at)
        for at, word in enumerate(words)
    )


def opens_relative(words: Sequence[Word]) -> bool:
    """Whether a clause begins with “die” or “dat”: it tells of what stands right before it."""
    return bool(words) and words[0].lower in _RELATIVE


def has_no_subject(words: Sequence[Word]) -> bool:
    """Whether a clause begins with its verb and brings no noun: “… en staat online”."""
    telling = [word for word in words if word.part is Part.PLAIN and word.lower not in _LEADS]
    begins_with_verb = bool(telling) and telling[0].lower in AUXILIARIES | FORMS.keys()
    return begins_with_verb and not has_own_noun(words)


def has_own_noun(words: Sequence[Word]) -> bool:
    """Whether it has a noun with an article that no preposition leads: a subject or object of its own."""
    for at, word in enumerate(words[:-1]):
        if word.lower not in DETERMINERS or word.part is not Part.PLAIN or _is_pronoun(words, at):
            continue
        if at == 0 or words[at - 1].lower not in PREPOSITIONS:
            return True
    return False


def _is_bare(amount: Amount) -> bool:
    """Whether no noun stands behind a number: a verb does, or a small word."""
    return not amount.counted or amount.counted[0] in _NO_NOUNS


_NO_NOUNS = frozenset(stem_words(" ".join((*AUXILIARIES, *PREPOSITIONS, *SMALL))))


def _is_pronoun(words: Sequence[Word], at: int) -> bool:
    """Those with -van and -over always are; “dat” and “die” behind a noun speak of that noun."""
    behind = words[at + 1] if at + 1 < len(words) else None
    if words[at].lower in _ALWAYS:
        return True
    if words[at].lower in _RELATIVE and at and not _LEADS & {words[at - 1].lower}:
        return words[at - 1].lower in AUXILIARIES | FORMS.keys()
    if behind is None or behind.part is Part.MOMENT:
        return at > 0 or behind is not None
    if words[at].lower in _PERSONAL and behind.lower.endswith("t"):
        return True  # “zij duurt”: a verb in the singular, whichever it is
    if words[at].lower in _SINGULAR and behind.lower.endswith("en") and behind.lower not in AUXILIARIES:
        return False  # “het streven”, “dat schrijven”: a noun
    return behind.lower in AUXILIARIES | SMALL | FORMS.keys() | _HAPPENS | PREPOSITIONS


def _opens_pointing(words: Sequence[Word]) -> bool:
    if bool(words) and words[0].lower == "het":
        return _is_pronoun(words, 0)  # “het programma” is a noun
    return bool(words) and words[0].lower in _POINTING | {"hij", "zij", "ze"}


def _is_alone(words: Sequence[Word], noun: Word) -> bool:
    """Whether nothing behind a noun makes it another one: “de kaart van de wijk” is another card."""
    behind = next((word for word in words if word.start > noun.end), None)
    return behind is None or behind.lower not in ("van", "over", "voor", "met") or behind.part is Part.MOMENT
