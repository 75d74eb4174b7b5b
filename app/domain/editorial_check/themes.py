"""Tells whether a clause says something of what it names, or only names it: “over”, “na”, “van”."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.domain.editorial_check.names import Mention
from app.domain.editorial_check.parties import find_preposition
from app.domain.editorial_check.stance import Predicate, Stance
from app.domain.editorial_check.verbs import Act
from app.domain.editorial_check.words import PREPOSITIONS, Word
from app.domain.report.facts import DeliverableFacts
from app.domain.structure import DeliverableKind

_LEADING = {
    Act.WORK: frozenset({"aan", "met", "door"}),
    Act.DECIDE: frozenset({"over", "voor", "tussen", "uit", "met"}),
    Act.COME: frozenset({"met"}),
    Act.START: frozenset({"met", "aan"}),
    Act.DROP: frozenset({"met", "van"}),
    Act.MOVE: frozenset({"met"}),
    Act.PROMISE: frozenset({"voor", "van", "op", "naar"}),
    Act.USE: frozenset({"met", "over", "van", "tot"}),
    Act.HOLD: frozenset({"op", "tijdens", "bij"}),
}
"""The prepositions with which a verb takes what it tells of: “werken aan”, “kiezen voor”."""
_ACT_NOUNS = {
    "oplevering": Act.DELIVER,
    "publicatie": Act.DELIVER,
    "deuren": Act.DELIVER,
    "realisatie": Act.DELIVER,
    "presentatie": Act.DELIVER,
    "verzending": Act.DELIVER,
    "inwerkingtreding": Act.DELIVER,
    "ondertekening": Act.DELIVER,
    "verschijning": Act.DELIVER,
    "afronding": Act.DELIVER,
    "voltooiing": Act.DELIVER,
    "vaststelling": Act.ADOPT,
    "goedkeuring": Act.ADOPT,
    "besluitvorming": Act.DECIDE,
    "start": Act.START,
    "begin": Act.START,
    "datum": Act.MOVE,
    "planning": Act.MOVE,
    "oplevermoment": Act.MOVE,
    "termijn": Act.MOVE,
}
BESIDE = (Act.ASSIGN, Act.RECEIVE, Act.DECIDE, Act.USE)
"""What may be done at a meeting, whatever that is of."""
_GUESTS = frozenset("deelnemers bezoekers aanwezigen gasten sprekers genodigden organisatoren".split())
MAKING = frozenset(
    "voorbereiding vernieuwing uitwerking ontwikkeling opstelling bouw ontwerp totstandkoming".split()
)
"""What is not done while its making is not."""
_REGARDING = re.compile(
    r"\b(?:ten aanzien van|met betrekking tot|voor wat betreft|wat betreft|inzake|aangaande)(?: de| het)?$"
)
_WORK_NOUNS = frozenset(
    "werkzaamheden werk voorbereidingen besluitvorming ondertekening oplevering vaststelling".split()
)
"""What is told of these, is told of what they regard."""
_TOGETHER = frozenset({"en", "de", "het", "een", "als", "ook", "zowel", "alsmede"})


def is_theme(
    deliverable: DeliverableFacts, start: int, words: Sequence[Word], predicates: Sequence[Predicate]
) -> bool:
    """Whether the predicates of a clause tell of what it names at `start`."""
    preposition = find_preposition(words, start)
    if not preposition or (preposition == "om" and any(word.lower == "te" for word in words)):
        return True  # “om de gids in mei uit te brengen”
    if preposition in ("van", "voor") and _is_act_noun(words, start):
        return True
    if preposition == "van" and _is_version(words, start):
        return True
    if _REGARDING.search(" ".join(word.lower for word in words if word.end <= start)):
        return bool(_WORK_NOUNS & {word.lower for word in words})
    if preposition == "van" and _is_in_making(words, start, predicates):
        return True
    is_at = preposition in ("op", "tijdens", "bij", "aan", "naar") or (
        preposition == "van" and _are_guests(words, start)
    )
    if deliverable.kind in (DeliverableKind.EVENT, DeliverableKind.RECURRING) and is_at:
        return all(predicate.act in (Act.HOLD, *BESIDE) for predicate in predicates)
    if deliverable.kind is DeliverableKind.DECISION and preposition == "over":
        return True
    return any(
        preposition in predicate.takes or preposition in _LEADING.get(predicate.act, ())
        for predicate in predicates
    )


def choose_themes(themes: Sequence[Mention], sentence: str, predicates: Sequence[Predicate]) -> list[Mention]:
    """Return those of which the predicates tell: all that are named together, else the one that fits."""
    if len(themes) < 2 or _are_together(themes, sentence):
        return list(themes)
    decides = any(predicate.act is Act.DECIDE for predicate in predicates)
    fitting = [theme for theme in themes if theme.deliverable.is_decision == decides]
    return fitting if len(fitting) == 1 else []


def read_act_noun(words: Sequence[Word], act: Act) -> Act:
    """“De publicatie van de kaart vond plaats”: that is to publish it."""
    pairs = pairwise(word.lower for word in words)
    named = (_ACT_NOUNS[noun] for noun, behind in pairs if noun in _ACT_NOUNS and behind in ("van", "over"))
    return next((of for of in named if of is not Act.MOVE), act)


def _is_version(words: Sequence[Word], start: int) -> bool:
    """“De nieuwe versie van de gids” is that gids, unlike its first version."""
    before = [word.lower for word in words if word.end <= start]
    at = next((at for at, word in enumerate(before) if word in _VERSIONS), None)
    return at is not None and not _EARLY & {*before[:at]} and not {*before[:at]} & PREPOSITIONS


_VERSIONS = frozenset("versie uitgave editie tekst".split())
_EARLY = frozenset("eerste voorlopige tussentijdse ruwe oude vorige volgende".split())


def _is_act_noun(words: Sequence[Word], start: int) -> bool:
    before = [word.lower for word in words if word.end <= start][-4:]
    return any(word in _ACT_NOUNS for word in before)


def _is_in_making(words: Sequence[Word], start: int, predicates: Sequence[Predicate]) -> bool:
    """“Met de vernieuwing van de gids moet nog worden begonnen”: then the gids is not done either."""
    making = next((word for word in reversed(words) if word.end <= start and word.lower in MAKING), None)
    open_acts = (Stance.OPEN, Stance.COMING, Stance.RUNNING)
    is_open = all(each.act in (Act.START, Act.WORK) and each.stance in open_acts for each in predicates)
    return making is not None and bool(predicates) and is_open


def _are_guests(words: Sequence[Word], start: int) -> bool:
    """“De deelnemers van de bijeenkomst”."""
    return bool(_GUESTS & {word.lower for word in words if word.end <= start})


def _are_together(themes: Sequence[Mention], sentence: str) -> bool:
    ordered = sorted(themes, key=lambda theme: theme.start)
    for theme, other in pairwise(ordered):
        between = sentence[theme.end : other.start].replace(",", " ").lower().split()
        if not {*between} <= _TOGETHER:
            return False
    return True
