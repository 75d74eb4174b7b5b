"""What a text claims: clause by clause, of which deliverable, what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.editorial_check.amounts import Amount
from app.domain.editorial_check.finding import CheckedText
from app.domain.editorial_check.moments import WrittenMoment
from app.domain.editorial_check.names import Mention
from app.domain.editorial_check.parties import PartyMention
from app.domain.editorial_check.sentence import TextSpan
from app.domain.editorial_check.stance import Predicate
from app.domain.editorial_check.words import Word
from app.domain.report.facts import DeliverableFacts


class Mood(StrEnum):
    """Whether a clause states anything."""

    STATED = "stated"
    IMAGINED = "imagined"
    """A condition, a question, a wish."""
    SPOKEN = "spoken"
    """Somebody else says so."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says something of its own.

    Mentions, words, moments, amounts and parties are positioned in the sentence.
    """

    text: CheckedText
    sentence: TextSpan
    span: TextSpan
    words: tuple[Word, ...]
    before: tuple[Word, ...]
    """The words of the sentence before it."""
    mentions: tuple[Mention, ...]
    moments: tuple[WrittenMoment, ...]
    """Those that tell when."""
    times: tuple[WrittenMoment, ...]
    """All of them, also “the report over 2022” and “from the spring to the autumn”."""
    amounts: tuple[Amount, ...]
    parties: tuple[PartyMention, ...]
    mood: Mood
    predicates: tuple[Predicate, ...] = ()
    subjects: tuple[DeliverableFacts, ...] = ()
    """Of which the predicates tell."""
    about: tuple[DeliverableFacts, ...] = ()
    """Everything that it speaks of."""
    candidates: tuple[DeliverableFacts, ...] = ()
    """Where it is not certain what it tells of: everything that it may be."""
    is_named: bool = True
    """Whether its subjects are called by a name, and not in other words."""

    @property
    def is_stated(self) -> bool:
        """Whether the report itself says so."""
        return self.mood is Mood.STATED

    @property
    def lowers(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return tuple(word.lower for word in self.words)

    @property
    def claims(self) -> Iterator["Claim"]:
        """What it claims of each of its subjects; nothing where it states nothing."""
        for subject in self.subjects:
            yield from self.claims_of(subject)

    def claims_of(self, subject: DeliverableFacts) -> Iterator["Claim"]:
        """What it claims where it tells of this one."""
        if self.is_stated:
            for predicate in self.predicates:
                yield Claim(self, subject, predicate)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is claimed of one deliverable."""

    clause: Clause
    subject: DeliverableFacts
    predicate: Predicate

    @property
    def moments(self) -> tuple[WrittenMoment, ...]:
        """The moments with which it is told."""
        return self.clause.moments
