"""Recognises a deliverable in other words than its title: “the tool with which sites send in their figures”.

A portrait holds what a title is made of, each with its weight: rare words tell more. It is recognised where
its head (what sort of thing it is) and most of its weight stand in a clause, and no other comes near.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from types import MappingProxyType

from app.domain.editorial_check.compounds import Vocabulary, are_alike
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.roots import find_noun_root, find_verb_root
from app.domain.editorial_check.verbs import FORMS, PARTICLES, Act
from app.domain.editorial_check.words import DETERMINERS, PREPOSITIONS, Part, Word, stem_once
from app.domain.report.facts import DeliverableFacts
from app.domain.stem import stem_words
from app.domain.structure import DeliverableKind

_ENOUGH, _MARGIN, _COVERED, _SURE = 0.62, 0.12, 0.45, 0.75
_CARRIED = 0.4
"""What a word that only carries another weighs beside it."""
_WHOLE = 0.85
_LONG = 12
"""A head so long is a compound that hardly anything else is called by."""
_TAIL, _HEAD, _SINGLE = 0.6, 0.4, 0.75
_APART, _HALF = 0.9, 4
_HINT, _MOST_HINTS = 0.08, 3
SPOKEN_OF, SAID_BEFORE = 0.6, 0.8
"""What a word weighs beside one of the clause, if it stood earlier in the paragraph or in the sentence."""
_SAME = tuple(
    frozenset(stem for word in group.split() for stem in stem_words(word))
    for group in (
        "tool hulpmiddel instrument applicatie",
        "handreiking handleiding gids",
        "leidraad richtlijn",
        "bijeenkomst sessie overleg meeting",
        "onderzoek studie",
        "rapport eindrapport verslag",
        "convenant overeenkomst akkoord",
        "lokaal lokale wijkteam",
        "besluit beslissing besluitvorming keuze",
        "inventarisatie overzicht",
        "advies adviseert adviseren adviseerde geadviseerd",
        "resultaten uitkomsten bevindingen",
    )
)
_ACT_HEADS = {
    Act.DECIDE: "besluit keuze beleidskeuze beleidskeuzes bepalen vaststelling",
    Act.ADOPT: "vaststelling",
    Act.START: "start opening begin",
    Act.HOLD: "bijeenkomst",
}
"""Titles that begin with what is done: a verb of that act says the same."""
_HEADS_OF = {act: frozenset(stem_words(words)) for act, words in _ACT_HEADS.items()}


_REPORTS = frozenset(
    stem_words("rapport eindrapport eindoordeel resultaten uitkomsten bevindingen conclusies")
)
_CHOICES = frozenset(stem_words("optie opties keuzemogelijkheden alternatieven"))
"""What a decision chooses from."""
_COUNTED = 0.15
"""What it adds that the word is there that tells one from the next: “eerste”."""
_BY_PARTY = 0.2
"""What it adds that the party is named that does it."""
_COUNTING = frozenset(stem_words("eerste tweede derde vierde volgende verdere nog twee"))
_CARRIERS = _COUNTING | frozenset(stem_words("resultaten resultaat uitkomsten start"))
"""First words that say less than what follows: “resultaten van het onderzoek”."""


_GENERAL = frozenset(
    stem
    for words in (
        "advies aanpak besluit bijeenkomst conferentie document doel evaluatie gesprekken handboek "
        "handreiking inspiratie",
        "kader keuze leidraad onderzoek opdracht overleg overzicht pilot plan proef programma "
        "project publicatie rapport",
        "resultaten start traject inventarisatie verslag voorstel vragenlijsten werkbezoeken "
        "werkwijze workshops analyse visie",
        "proeftuinen ervaringsdeskundigen partners bepalen betekenis beeld kennis monitor uitwerking "
        "vaststelling aanpassing",
        "verdieping voorbereiding opening verkenning ondersteuning vergadering verbetering invoering "
        "samenwerking beproeving",
    )
    for stem in stem_words(words)
)
"""First words of a title that name a sort of thing; alone they do not name this one."""


@dataclass(frozen=True, slots=True)
class _Concept:
    """A word of a title: its stem, what it weighs, and the two parts of a compound."""

    stem: str
    weight: float
    parts: tuple[str, str] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Portrait:
    deliverable: DeliverableFacts
    concepts: tuple[_Concept, ...]
    hints: frozenset[str]
    """The stems of its description, question and text."""
    tails: frozenset[str] = frozenset()
    """The nouns behind a comma of its title."""


@dataclass(frozen=True, slots=True)
class _Bag:
    """What stands in a clause: stems with what each weighs, which of these may head a name, and where."""

    stems: Mapping[str, float]
    heads: Mapping[str, int | None]
    parties: frozenset[str]


_Ranked = tuple[float, _Portrait, int | None]
"""How alike it is, the portrait, and the word that names it."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """A deliverable that a clause speaks of; `at` is the word that names it, None where a verb does."""

    deliverable: DeliverableFacts
    at: int | None
    is_sure: bool = False
    """So much of its title is there that nothing else can be meant."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a clause may speak of: the one that is certain, or several that come near."""

    certain: Recognition | None = None
    near: tuple[Recognition, ...] = ()
    """Where none is certain, everything that may be meant."""


class Portraits:
    """The portraits of the deliverables of a report."""

    def __init__(
        self,
        deliverables: Iterable[DeliverableFacts],
        texts: Mapping[int, Sequence[str]],
        other_texts: Iterable[str] = (),
        general: frozenset[str] = frozenset(),
    ) -> None:
        everything = list(deliverables)
        self._general = _GENERAL | general
        self._vocabulary = Vocabulary([*(text for own in texts.values() for text in own), *other_texts])
        stems = {each.id: find_content_stems(each.title) for each in everything}
        how_often = Counter(stem for own in stems.values() for stem in {*own})
        self._by_head: dict[str, list[_Portrait]] = defaultdict(list)
        self._by_root: dict[str, set[str]] = defaultdict(set)
        for each in everything:
            for called in dict.fromkeys((stems[each.id], *_list_short_titles(each))):
                portrait = self._draw(each, called, how_often, len(everything), texts.get(each.id, ()))
                for head in self._heads(portrait) | portrait.tails:
                    self._by_head[head].append(portrait)
            root = find_noun_root(each.title.split()[0])
            if root:
                self._by_root[root].add(stems[each.id][0])

    def recognise(
        self,
        words: Sequence[Word],
        spelt_out: Iterable[str] = (),
        acts: Iterable[Act] = (),
        spoken_of: Mapping[str, float] = MappingProxyType({}),
        parties: Collection[str] = (),
    ) -> Likeness:
        """Return what a clause speaks of.

        `acts` are what the clause tells in other words than a verb, `spoken_of` the stems of what was said
        before it, with what each weighs, and `parties` those of its sentence.
        """
        stems, heads = self._fill_bag(words)
        for stem in (stem for act in acts for stem in _HEADS_OF.get(act, ())):
            stems[stem] = 1.0
            heads.setdefault(stem, None)
        for stem in spelt_out:
            stems[stem] = 1.0
        bag = _Bag(stems, heads, frozenset(parties))
        own = self._choose(words, bag)
        if own.certain is not None or not spoken_of:
            return own
        before = {stem: weight for stem, weight in spoken_of.items() if stem not in _COUNTING}
        wider = replace(bag, stems={**before, **stems})
        definite = {head: at for head, at in heads.items() if at is not None and _is_definite(words, at)}
        again = self._choose(words, replace(wider, heads=definite))
        if again.certain is None:
            indefinite = self._choose(words, wider, is_new=True).certain
            again = Likeness(indefinite) if indefinite is not None and indefinite.is_sure else again
        if again.certain is None:
            return own if own.near else again
        return again if self._may_be_meant(words, again.certain) else own

    def _choose(self, words: Sequence[Word], bag: _Bag, *, is_new: bool = False) -> Likeness:
        """What is most alike; `is_new` also where it is told as a new thing, “een advies”."""
        ranked = self._rank(words, bag)
        if not ranked or ranked[0][0] < _ENOUGH:
            return Likeness()
        near = [each for each in ranked if each[0] >= _ENOUGH and ranked[0][0] - each[0] < _MARGIN]
        near = _drop_unlike(near, words, bag)
        recognised = tuple(
            Recognition(portrait.deliverable, at, score >= _SURE)
            for score, portrait, at in near
            if is_new or not (score < _WHOLE and self._is_new(words, portrait, bag.heads))
        )
        if len(near) == len(recognised) == 1:
            is_meant = near[0][0] >= _SURE or self._may_be_meant(words, recognised[0], near[0][0])
            return Likeness(recognised[0] if is_meant else None)
        return Likeness(near=recognised if len(near) == len(recognised) else ())

    def _is_new(self, words: Sequence[Word], portrait: _Portrait, heads: Mapping[str, int | None]) -> bool:
        """“Een onderzoek”: another one, that only looks like it."""
        own_heads = [place for head, place in heads.items() if portrait in self._by_head.get(head, ())]
        if portrait.deliverable.is_decision and any(
            place and words[place + 1 : place + 2] and words[place + 1].lower == "over" for place in own_heads
        ):
            return False  # “een besluit over de tunnel”: there is one
        return any(place and words[place - 1].lower == "een" for place in own_heads)

    def _may_be_meant(self, words: Sequence[Word], recognised: Recognition, score: float = _ENOUGH) -> bool:
        """Whether nothing behind its noun makes it another thing: “de resultaten van onze enquête”."""
        if recognised.at is None:
            return score > _ENOUGH
        joining = _JOINING if score <= _ENOUGH else _JOINING | {"met"}
        behind = words[recognised.at + 1 :]
        is_dated = len(behind) > 1 and behind[1].part is Part.MOMENT  # “de plantronde van 19 november”
        if not behind or behind[0].lower not in joining or is_dated:
            return True
        own = {
            stem
            for portraits in self._by_head.values()
            for portrait in portraits
            if portrait.deliverable.id == recognised.deliverable.id
            for stem in (*(concept.stem for concept in portrait.concepts), *portrait.hints)
        }
        stems = [
            {*stem_once(word.text)}
            for word in behind[1:]
            if word.lower not in PREPOSITIONS | DETERMINERS | _POINTING
        ]
        return bool(stems) and bool(stems[0] & own)

    def _rank(self, words: Sequence[Word], bag: _Bag) -> list[_Ranked]:
        """The portraits that a clause resembles, the most alike first, each with the word that names it."""
        scores: dict[int, _Ranked] = {}
        for head, at in bag.heads.items():
            portraits = self._by_head.get(head, ())
            is_only = (
                len({portrait.deliverable.id for portrait in portraits}) == 1
                and at is not None
                and (head not in self._general or any(_has_other(each, head, bag) for each in portraits))
                and _is_the(words, at)
            )
            paired = self._find_pair(words, at, portraits)
            owned = _find_owned(words, at, portraits, bag)
            is_shared = len({portrait.deliverable.id for portrait in portraits}) > 1
            for portrait in portraits:
                if is_shared and _lacks_number(portrait, bag):
                    continue
                is_owned = portrait.deliverable.id == owned
                is_pair = paired is not None and portrait.deliverable.id == paired
                score = max(
                    _score(portrait, bag),
                    _SURE if is_owned and head == portrait.concepts[0].stem else 0.0,
                    _ENOUGH + _HINT if is_pair and head == portrait.concepts[0].stem else 0.0,
                    _ENOUGH if is_only and head in (portrait.concepts[0].stem, *portrait.tails) else 0.0,
                )
                if score > scores.get(portrait.deliverable.id, (0.0,))[0]:
                    scores[portrait.deliverable.id] = (score, portrait, at)
        return sorted(scores.values(), key=lambda scored: -scored[0])

    def _find_pair(self, words: Sequence[Word], at: int | None, portraits: Sequence[_Portrait]) -> int | None:
        """“De handreiking over interventies”: of all with that head the only one about it."""
        behind = words[at + 1 : at + 3] if at is not None and _is_definite(words, at) else ()
        if len(behind) < 2 or behind[0].lower not in _JOINING:
            return None
        stems = {*stem_once(behind[1].text)} - self._general
        about = {each.deliverable.id for each in portraits if stems & {c.stem for c in each.concepts[1:]}}
        return about.pop() if len(about) == 1 else None

    def find_tail(self, stem: str) -> str:
        """Return what sort of thing a word names: “kaart” for “klimaatkaart”."""
        parts = self._vocabulary.split(stem)
        return parts[1] if parts else stem

    def _draw(
        self,
        deliverable: DeliverableFacts,
        stems: Sequence[str],
        how_often: Mapping[str, int],
        total: int,
        texts: Sequence[str],
    ) -> _Portrait:
        by = frozenset(stem_words(deliverable.executing_party or ""))
        concepts = tuple(
            _Concept(
                stem,
                _weigh(stem, log(1 + total / max(1, how_often[stem])), by),
                self._vocabulary.split(stem),
            )
            for stem in stems
        )
        hints = {stem for text in texts for stem in find_content_stems(text)} - {*stems}
        return _Portrait(deliverable, concepts, frozenset(hints), _find_tail_heads(deliverable, stems))

    def _heads(self, portrait: _Portrait) -> set[str]:
        carried = [concept for concept in portrait.concepts if concept.stem not in _CARRIERS] or [
            portrait.concepts[0]
        ]
        first = portrait.concepts[0]
        heads = ({first.stem} - _COUNTING) | ({first.parts[1]} if first.parts else set())
        heads |= {concept.stem for concept in portrait.concepts[:2]} & _CARRIERS - _COUNTING
        if first is not carried[0]:
            heads.add(carried[0].stem)
            if len(carried) > 1:
                heads.add(carried[1].stem)
        if portrait.deliverable.kind is DeliverableKind.RESEARCH:
            heads |= _REPORTS  # what a study ends in
        return heads | {stem for group in _SAME if heads & group for stem in group}

    def _fill_bag(self, words: Sequence[Word]) -> tuple[dict[str, float], dict[str, int | None]]:
        """What stands in a clause, and what may be the head of a name there with its place."""
        bag: dict[str, float] = {}
        heads: dict[str, int | None] = {}
        particles = [word.lower for word in words if word.lower in PARTICLES]
        for at, word in enumerate(words):
            if word.part is Part.MOMENT or _is_other(words, at):
                continue
            for stem in stem_once(word.text):
                parts = self._vocabulary.split(stem)
                bag[stem] = 1.0
                heads.setdefault(stem, at)
                if parts:
                    bag.setdefault(parts[1], 0.9)
                    bag.setdefault(parts[0], 0.7)
                    heads.setdefault(parts[1], at)
            roots = {find_verb_root(particle + word.lower) for particle in ("", *particles)}
            for stem in _heads_by_act(word).union(*(self._by_root.get(root, ()) for root in roots)):
                bag[stem] = 1.0
                heads.setdefault(stem, None)
        for group in _SAME:
            if any(stem in bag for stem in group):
                for stem in group:
                    bag.setdefault(stem, 0.8)
        return bag, heads


_JOINING = frozenset("van over voor naar tussen aan uit bij".split())
"""Prepositions that join a noun to what it is of."""


def _list_short_titles(deliverable: DeliverableFacts) -> Iterator[tuple[str, ...]]:
    """Yield the stems of what else it is called: an alias, or the title up to a comma or a colon."""
    for mark in (",", ":"):
        head = find_content_stems(deliverable.title.partition(mark)[0])
        if len(head) > 1:
            yield head
    for alias in filter(str.strip, deliverable.aliases.splitlines()):
        yield find_content_stems(alias)


def _find_tail_heads(deliverable: DeliverableFacts, called: Sequence[str]) -> frozenset[str]:
    """The nouns behind a comma: “…, eindproduct” is also called “het eindproduct”."""
    tail = find_content_stems(deliverable.title.partition(",")[2])
    return frozenset(stem for stem in tail if stem in called and stem not in _COUNTING | _GENERAL)


_POINTING = frozenset("de het deze dit die dat haar zijn hun onze ons".split())


def _is_definite(words: Sequence[Word], at: int) -> bool:
    """Whether an article that points stands before a noun, over its adjectives: “de volledige uitkomsten”."""
    for word in reversed(words[max(0, at - 3) : at]):
        if word.lower in _POINTING:
            return True
        if not word.lower.endswith("e"):
            return False
    return False


def _has_other(portrait: _Portrait, head: str, bag: _Bag) -> bool:
    """Whether another word of its title stands there too: “de workshops”, about that course."""
    return any(concept.stem in bag.stems for concept in portrait.concepts if concept.stem != head)


def _find_owned(
    words: Sequence[Word], at: int | None, portraits: Sequence[_Portrait], bag: _Bag
) -> int | None:
    """“De commissie bracht haar advies uit”: the only advice that she gives."""
    if not at or words[at - 1].lower not in ("haar", "zijn", "hun"):
        return None
    owned = {each.deliverable.id for each in portraits if each.deliverable.executing_party in bag.parties}
    return owned.pop() if len(owned) == 1 else None


def _is_the(words: Sequence[Word], at: int) -> bool:
    """“Het convenant”, and nothing behind it that would make it another one."""
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is not None and at + 2 < len(words) and words[at + 2].part is Part.MOMENT:
        behind = None  # “de plantronde van 19 november”
    if len(words[at].text) >= _LONG:
        return True
    is_more = behind is not None and behind.lower in ("van", "over", "voor", "met", "tussen", "in", "naar")
    return at > 0 and words[at - 1].lower in _POINTING and not is_more


def _is_other(words: Sequence[Word], at: int) -> bool:
    """“Een eigen overzicht”, “een ander plan”: a new thing, whatever it is like."""
    return at > 0 and words[at - 1].lower in ("eigen", "ander", "andere", "soortgelijk", "vergelijkbare")


def _heads_by_act(word: Word) -> frozenset[str]:
    """The heads of titles that a verb says as well, or the word for what a decision chooses from."""
    acts = {form.act for form in FORMS.get(word.lower, ())}
    if _CHOICES & {*stem_once(word.text)}:
        acts.add(Act.DECIDE)
    return frozenset(stem for act in acts for stem in _HEADS_OF.get(act, ()))


def _score(portrait: _Portrait, bag: _Bag) -> float:
    matches = [(concept.weight, _match(concept, bag.stems)) for concept in portrait.concepts]
    covered = sum(weight * match for weight, match in matches) / sum(weight for weight, _ in matches)
    counting = {concept.stem for concept in portrait.concepts} & _COUNTING
    covered += _COUNTED if counting and counting <= bag.stems.keys() else 0.0
    covered += _BY_PARTY if portrait.deliverable.executing_party in bag.parties else 0.0
    hints = sum(1 for stem in portrait.hints if stem in bag.stems)
    is_pinned = sum(match >= _TAIL for _, match in matches) >= 2 or hints >= 2
    telling = [
        match
        for concept, (_, match) in zip(portrait.concepts, matches, strict=True)
        if concept.stem not in _CARRIERS
    ]
    is_pinned = is_pinned or (len(telling) == 1 and telling[0] >= _SINGLE)
    if covered < _COVERED or not is_pinned:
        return 0.0
    return covered + _HINT * min(hints, _MOST_HINTS)


def _drop_unlike(near: list[_Ranked], words: Sequence[Word], bag: _Bag) -> list[_Ranked]:
    """Leave out of what comes near what another fits better.

    It is told apart by a number that is not there (“eerste”), by the kind of its report (“tussenproduct”),
    or it is many where one is spoken of.
    """
    tests: tuple[Callable[[_Ranked], bool], ...] = (
        lambda each: _COUNTING & {concept.stem for concept in each[1].concepts} <= bag.stems.keys(),
        lambda each: bool(_find_phases(each[1].deliverable.title) & _find_phases(*(w.text for w in words))),
        lambda each: each[2] is None or not _differs_in_number(each[1].deliverable.title, words[each[2]]),
    )
    for fits in tests:
        near = [each for each in near if fits(each)] or near
    return near


def _find_phases(*texts: str) -> set[str]:
    return {match.group() for text in texts for match in _PHASE.finditer(text.lower())}


_PHASE = re.compile(r"\b(?:eind|tussen|concept)(?=\w{4})")
_PLURAL = ("en", "s")


def _differs_in_number(title: str, word: Word) -> bool:
    """“De bijeenkomst” is one, “Themabijeenkomsten” are many."""
    head = title.split(maxsplit=1)[0].lower()
    is_same_noun = head.startswith(word.lower) or head.endswith(
        (word.lower, f"{word.lower}en", f"{word.lower}s")
    )
    return is_same_noun and head.endswith(_PLURAL) and not word.lower.endswith(_PLURAL)


def _lacks_number(portrait: _Portrait, bag: _Bag) -> bool:
    """“De handreiking” is no more the second than any other: only its number tells it from them."""
    stems = {concept.stem for concept in portrait.concepts}
    numbers = stems & _COUNTING
    return bool(numbers) and len(stems - _CARRIERS) == 1 and not numbers <= bag.stems.keys()


def _weigh(stem: str, rarity: float, by: Collection[str]) -> float:
    """How much a word of a title says; `by` are those of the party that does it, which says less."""
    return rarity * _CARRIED if stem in _CARRIERS or stem in by else rarity


def _match(concept: _Concept, bag: Mapping[str, float]) -> float:
    whole = bag.get(concept.stem, 0.0)
    if concept.parts is None:
        if whole or not _is_made_up(concept.stem, bag):
            return whole or (0.8 if any(_likens(concept.stem, bag)) else 0.0)
        return _APART
    about, tail = concept.parts
    is_about = bag.get(about, 0.0) or (0.8 if any(_likens(about, bag)) else 0.0)
    return max(whole, _TAIL * bag.get(tail, 0.0) + _HEAD * is_about)


def _is_made_up(stem: str, bag: Mapping[str, float]) -> bool:
    """Whether both halves of a compound stand apart: “afhandeling van klachten” is klachtenafhandeling."""
    heads = [len(part) for part in bag if len(part) >= _HALF and stem.startswith(part)]
    tails = [len(part) for part in bag if len(part) >= _HALF and stem.endswith(part)]
    return any(0 <= len(stem) - head - tail <= 2 for head in heads for tail in tails)


def _likens(stem: str, bag: Mapping[str, float]) -> Iterator[bool]:
    return (are_alike(stem, other) for other in bag)
