"""Reads a text into clauses with what each claims; the meaning of a pronoun is what was spoken of before."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.editorial_check.amounts import find_amounts
from app.domain.editorial_check.claim import Clause, Mood
from app.domain.editorial_check.discourse import (
    Discourse,
    has_no_subject,
    has_own_noun,
    has_pronoun,
    is_participle,
    leans,
    opens_relative,
)
from app.domain.editorial_check.finding import CheckedText
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.moments import WrittenMoment, find_moments, says_when
from app.domain.editorial_check.names import DeliverableNames
from app.domain.editorial_check.parties import PartyMention, PartyNames, find_lists
from app.domain.editorial_check.portraits import SAID_BEFORE, SPOKEN_OF, Likeness, Portraits, Recognition
from app.domain.editorial_check.predicate import (
    Helpers,
    has_verb,
    is_partial,
    read_aim,
    read_copula,
    read_event,
    read_going,
    read_helpers,
    read_own_act,
    read_predicates,
)
from app.domain.editorial_check.sentence import TextSpan, find_speech, split_sentences
from app.domain.editorial_check.stance import Predicate, Stance
from app.domain.editorial_check.standing import is_told_of
from app.domain.editorial_check.themes import BESIDE, choose_themes, is_theme, read_act_noun
from app.domain.editorial_check.verbs import FORMS, Act, Form
from app.domain.editorial_check.words import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Part,
    Word,
    cut_words,
    mark_part,
    stem_once,
)
from app.domain.report.facts import DeliverableFacts
from app.domain.stem import stem_words
from app.domain.structure import DeliverableKind

_JOINT = re.compile(
    r"\s*[;:]\s+|"
    r",?\s+\b(?:en|(?<!nog )(?<!alleen )(?<!er )maar|terwijl|waarna|want|omdat|zodat|waarbij|doordat)\b\s+|"
    r",\s+|"
    r"\s+(?=(?:zodra|nadat|voordat|totdat|indien|mits|tenzij|toen|om(?=[^,.;]*\bte [^\W\d_]+en\b))\b)",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"\b(?:peil|rapportage)datum,\s+\d", re.IGNORECASE)
_CONDITIONS = frozenset(
    "als indien mits tenzij zodra wanneer nadat voordat totdat zolang stel mocht of waarom hoe welke".split()
)
_POSSESSIVE = frozenset("haar zijn hun diens".split())
_JOINTS = frozenset("en maar want of".split())
_AIMS = frozenset(
    "streven streeft streeftdatum doel bedoeling plan ambitie inzet afspraak afgesproken beloofd "
    "toegezegd besloten wil willen "
    "verwacht verwachten hoopt hopen".split()
)


_QUESTIONS = frozenset("of hoe wat welke waar wie".split())
_KNOWS = frozenset("weten horen vernemen weet hoort blijkt bleek".split())
_KNOWING = Predicate(Act.DECIDE, Stance.COMING, 0)
"""To know what was asked is to have decided it."""
_SHORT_LIST = 4
_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class _Named:
    """What a clause names, and of which of these it tells; `is_sure` where a name says so."""

    about: tuple[DeliverableFacts, ...]
    subjects: tuple[DeliverableFacts, ...]
    is_sure: bool = True
    candidates: tuple[DeliverableFacts, ...] = ()
    """Where nothing is certain, everything that it may tell of."""


class Reader:
    """Reads the texts of one report."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._names = DeliverableNames.of(knowledge.deliverables)
        self._parties = PartyNames(knowledge)
        texts = {
            each.id: (*knowledge.own_texts(each), each.executing_party or "")
            for each in knowledge.deliverables
        }
        self._general = frozenset(stem_words(f"{knowledge.title} programma project rapportage"))
        others = [text.text for text in knowledge.texts]
        self._portraits = Portraits(knowledge.deliverables, texts, others, self._general)
        self._own_stems = {id: frozenset(stem_words(" ".join(own))) for id, own in texts.items()}
        self._spelt_out = [
            (frozenset(stem_words(words)), stem_words(short)[0])
            for short, words in knowledge.abbreviations.items()
        ]

    def read(self, text: CheckedText) -> Iterator[Clause]:
        """Yield every clause of a text with what it claims."""
        of_text = self._knowledge.by_id.get(text.about or 0)
        about = (of_text,) if of_text is not None else ()
        discourse = Discourse(self._portraits.find_tail, self._own_stems, self._general)
        speech = find_speech(text.text)
        end = -1
        for sentence in split_sentences(text.text):
            if end < 0 or "\n\n" in text.text[end : sentence.start]:
                discourse.begin_paragraph(about)
            clauses = self._read_sentence(text, sentence, speech, discourse)
            discourse.remember(clauses)
            end = sentence.end
            yield from clauses

    def _read_sentence(
        self,
        text: CheckedText,
        sentence: TextSpan,
        speech: Sequence[tuple[int, int]],
        discourse: Discourse,
    ) -> list[Clause]:
        clauses_so_far: list[Clause] = []
        for stretch in _group(self._cut(text, sentence, speech, discourse)):
            clauses: list[Clause] = []
            for clause in stretch:
                clauses.append(self._tell(clause, clauses, clauses_so_far, discourse))
            clauses_so_far += _carry_moments(clauses, clauses_so_far)
        return clauses_so_far

    def _cut(
        self,
        text: CheckedText,
        sentence: TextSpan,
        speech: Sequence[tuple[int, int]],
        discourse: Discourse,
    ) -> list[Clause]:
        """The clauses of a sentence, each with what stands in it."""
        mentions = self._names.mentions(sentence.text)
        named = [span for mention in mentions for span in mention.spans]
        moments = [
            moment
            for moment in find_moments(sentence.text, self._knowledge.on)
            if not _touches(moment.start, moment.end, named)
        ]
        timed = [(moment.start, moment.end) for moment in moments]
        amounts = discourse.complete(find_amounts(sentence.text, [*named, *timed]), sentence.text)
        parties = list(self._parties.find(sentence.text))
        words = cut_words(sentence.text)
        mark_part(words, Part.NAME, named)
        mark_part(words, Part.MOMENT, timed)
        mark_part(words, Part.AMOUNT, [(amount.start, amount.end) for amount in amounts])
        ends_in_question = sentence.text.rstrip().endswith("?")
        opens_condition = (
            bool(words) and words[0].lower in AUXILIARIES | FORMS.keys() and ", dan " in sentence.text
        )
        clauses: list[Clause] = []
        whole = [*named, *timed, *find_lists(sentence.text, parties), *_find_appositions(sentence.text)]
        for start, end in split_clauses(sentence.text, whole):
            own = tuple(word for word in words if start <= word.start < end)
            inside = tuple(moment for moment in moments if start <= moment.start < end)
            clauses.append(
                Clause(
                    text=text,
                    sentence=sentence,
                    span=TextSpan(sentence.text[start:end], sentence.start + start),
                    words=own,
                    before=tuple(word for word in words if word.end <= start),
                    mentions=tuple(mention for mention in mentions if start <= mention.start < end),
                    moments=tuple(moment for moment in inside if says_when(sentence.text, moment)),
                    times=inside,
                    amounts=tuple(amount for amount in amounts if start <= amount.start < end),
                    parties=tuple(
                        party
                        for party in parties
                        if start <= party.start < end or _is_antecedent(party, own, start, sentence.text)
                    ),
                    mood=_read_mood(
                        own,
                        sentence.start + start,
                        speech,
                        is_condition=ends_in_question or (not clauses and opens_condition),
                    ),
                )
            )
        return clauses

    def _tell(
        self, clause: Clause, before: Sequence[Clause], earlier: Sequence[Clause], discourse: Discourse
    ) -> Clause:
        """The clause with its predicates and subjects; it may lean on those before it, up to a semicolon."""
        previous = before[-1] if before else None
        does_lean = previous is not None and leans(clause.words)
        predicates = self._read_predicates(clause, before, does_lean)
        depends = any(each.mood is Mood.IMAGINED and not _asks(each) for each in (*before[:1], *before[-1:]))
        if depends and _follows(clause):
            predicates = tuple(each for each in predicates if each.stance in (Stance.COMING, Stance.OPEN))
        if clause.lowers[:1] == ("om",) and not (previous and _AIMS & {*previous.lowers}):
            clause = replace(clause, mood=Mood.IMAGINED)
        elif previous is not None and "te" in clause.lowers and read_helpers(clause.words).is_empty:
            clause = replace(clause, mood=previous.mood if clause.is_stated else clause.mood)
        named = self._find_named(clause, predicates, before, discourse)
        if named is not None and named.about:
            clause = replace(clause, subjects=named.subjects, about=named.about, is_named=named.is_sure)
        else:
            inherited = self._inherit(clause, before or earlier[-1:], does_lean, discourse)
            of_text = self._knowledge.by_id.get(clause.text.about or 0)
            about = inherited or ((of_text,) if of_text is not None else ())
            candidates = named.candidates if named is not None and not about else ()
            clause = replace(clause, subjects=inherited, about=about, candidates=candidates)
        clause = replace(clause, subjects=self._find_decided(clause, predicates))
        if any(each.act is Act.HOLD for each in predicates):
            predicates = tuple(
                replace(each, act=read_act_noun(clause.words, each.act)) for each in predicates
            )
        return replace(clause, predicates=self._add_own_act(clause, predicates))

    def _find_decided(self, clause: Clause, predicates: Sequence[Predicate]) -> tuple[DeliverableFacts, ...]:
        """To decide on a plan is the decision that adopts it."""
        if "over" not in clause.lowers or not any(each.act is Act.DECIDE for each in predicates[:1]):
            return clause.subjects
        return tuple(self._knowledge.adoptions.get(each.id, each) for each in clause.subjects)

    def _add_own_act(self, clause: Clause, predicates: tuple[Predicate, ...]) -> tuple[Predicate, ...]:
        """What is told with the verb of the title, where no other verb says how it stands."""
        tells = any(
            each.act not in (Act.WORK, Act.PROMISE, Act.COME)
            and is_told_of(each.act, subject)
            and not (each.act is Act.HOLD and each.is_state)
            for each in predicates
            for subject in clause.subjects
        )
        if tells or len(clause.subjects) != 1:
            return predicates
        subject = clause.subjects[0]
        is_dated = any(moment.is_dated for moment in clause.moments)
        own = read_own_act(
            clause.words, read_helpers(clause.words), subject.title.split()[0], is_dated=is_dated
        )
        is_beside = all(each.act in BESIDE for each in predicates)
        if own is None and is_beside and subject.kind is DeliverableKind.EVENT:
            own = read_event(clause.words)
        if own is None and not predicates and is_told_of(Act.ASSIGN, subject):
            own = read_going(clause.words)
        return (self._look_ahead(own, read_helpers(clause.words), clause),) if own is not None else predicates

    def _read_predicates(
        self, clause: Clause, before: Sequence[Clause], does_lean: bool
    ) -> tuple[Predicate, ...]:
        if is_partial(clause.words):
            return ()
        helpers = read_helpers(clause.words)
        if helpers.is_empty and (does_lean or (before and _is_only_participle(clause.words))):
            helpers = next(
                (own for each in reversed(before) if not (own := read_helpers(each.words)).is_empty),
                Helpers(),
            )
        predicates = read_predicates(clause.words, helpers)
        if not predicates and does_lean and not any(map(is_participle, clause.words)):
            is_led = before[-1].lowers[-1:] and before[-1].lowers[-1] in PREPOSITIONS  # “met: de kaart”
            leaned_on = () if is_led else before[-1].predicates
            return tuple(self._lean(predicate, clause, before) for predicate in leaned_on)
        if not predicates and clause.moments:
            aim = (
                (*before[-1].words, *clause.words)
                if clause.lowers[:1] == ("om",) and before
                else clause.words
            )
            copula = read_aim(aim) or read_copula(clause.words, helpers)
            predicates = [copula] if copula is not None else []
        return tuple(self._look_ahead(predicate, helpers, clause) for predicate in predicates)

    def _lean(self, predicate: Predicate, clause: Clause, before: Sequence[Clause]) -> Predicate:
        """“Is er niet in mei, maar in juni”: the same of another moment."""
        is_other = (
            bool(clause.moments) and "maar" in clause.sentence.text[: clause.words[0].start].split()[-1:]
        )
        predicate = replace(predicate, denies_moment=False) if is_other else predicate
        return self._look_ahead(predicate, read_helpers(before[-1].words), clause)

    def _look_ahead(self, predicate: Predicate, helpers: Helpers, clause: Clause) -> Predicate:
        """“Is in mei klaar”, said before May: what is to come may stand in the present tense."""
        on = self._knowledge.on
        moments = [moment if predicate.is_state else moment.as_past(on) for moment in clause.moments]
        is_there = predicate.is_state and predicate.act is Act.COME  # “is er eind december”, on the 18th
        starts = [
            (moment.window.latest if is_there else None) or moment.window.earliest or moment.window.latest
            for moment in moments
            if moment.is_dated
        ]
        is_ahead = bool(starts) and all(start is not None and start > on for start in starts)
        is_ahead = is_ahead or (not moments and clause.lowers[:1] == ("dan",))  # “dan is het klaar”
        if predicate.stance is Stance.DONE and is_ahead and helpers.is_present and not helpers.is_past:
            return replace(predicate, stance=Stance.COMING)
        return predicate

    def _find_named(
        self,
        clause: Clause,
        predicates: Sequence[Predicate],
        before: Sequence[Clause],
        discourse: Discourse,
    ) -> "_Named | None":
        """What a clause names, and of which of these the predicates tell."""
        if clause.mentions:
            themes = [
                mention
                for mention in clause.mentions
                if any(
                    is_theme(mention.deliverable, at, _words_to(clause), predicates)
                    for at in (mention.start, mention.head)
                )
            ]
            chosen = choose_themes(themes, clause.sentence.text, predicates)
            if not chosen and predicates:
                plain = [word for word in clause.words if word.part is Part.PLAIN]
                other = self._recognise(plain).certain
                if other is not None and other.at is not None:
                    return _Named(
                        (other.deliverable, *(each.deliverable for each in clause.mentions)),
                        (other.deliverable,),
                        other.is_sure,
                    )
            about = tuple(mention.deliverable for mention in clause.mentions)
            return _Named(about, tuple(theme.deliverable for theme in chosen))
        if before and _asks(before[-1]) and _opens_with_verb(clause) and predicates:
            named = self._find_asked(clause, before[-1], predicates)
            if named is not None:
                return named
        words = (*_list_waiting_words(before), *clause.words)
        spoken_of = dict.fromkeys(discourse.stems, SPOKEN_OF) | {
            stem: SAID_BEFORE for word in clause.before for stem in stem_once(word.text)
        }
        parties = {party.short for each in (*before, clause) for party in each.parties}
        if _POSSESSIVE & {*clause.lowers}:
            parties |= discourse.parties
        likeness = self._recognise(words, predicates, spoken_of, parties)
        recognised = likeness.certain
        if recognised is None and any(predicate.act is Act.ASSIGN for predicate in predicates):
            recognised = self._recognise(cut_words(clause.sentence.text)).certain
            is_assignment = recognised is not None and is_told_of(Act.ASSIGN, recognised.deliverable)
            recognised = replace(recognised, at=None) if recognised and is_assignment else None
        if recognised is None:
            near = [each for each in likeness.near if self._is_told_of(each, words, clause, predicates)]
            is_open = 1 < len(near) == len(likeness.near)
            return _Named((), (), candidates=tuple(each.deliverable for each in near)) if is_open else None
        is_subject = self._is_told_of(recognised, words, clause, predicates)
        told_of = (recognised.deliverable,) if is_subject else ()
        return _Named((recognised.deliverable,), told_of, recognised.is_sure)

    def _find_asked(
        self, clause: Clause, question: Clause, predicates: Sequence[Predicate]
    ) -> "_Named | None":
        """“Of er een tunnel komt, weten wij in mei”: then that is decided, or known."""
        if question.about and question.lowers[0] == "wat":
            return _Named(question.about, question.about)
        if question.candidates:
            return _Named((), (), candidates=question.candidates)
        certain = self._recognise((*question.words, *clause.words), [*predicates, _KNOWING]).certain
        if certain is not None:
            is_answer = (
                certain.deliverable.is_decision or certain.deliverable.kind is DeliverableKind.RESEARCH
            )
            told_of = (certain.deliverable,)
            return _Named(told_of, told_of, certain.is_sure) if is_answer else None
        return None

    def _is_told_of(
        self, recognised: Recognition, words: Sequence[Word], clause: Clause, predicates: Sequence[Predicate]
    ) -> bool:
        """Whether the predicates of a clause tell of what was recognised in it."""
        if recognised.at is None:
            return True
        leading = (*words[: len(words) - len(clause.words)], *_words_to(clause))
        return is_theme(recognised.deliverable, words[recognised.at].start, leading, predicates)

    def _recognise(
        self,
        words: Sequence[Word],
        predicates: Sequence[Predicate] = (),
        spoken_of: Mapping[str, float] = _NOTHING,
        parties: Collection[str] = (),
    ) -> Likeness:
        stems = {stem for word in words for stem in stem_once(word.text)}
        shorts = [short for spelt_out, short in self._spelt_out if spelt_out <= stems]
        acts = [predicate.act for predicate in predicates]
        return self._portraits.recognise(words, shorts, acts, spoken_of, parties)

    def _inherit(
        self, clause: Clause, before: Sequence[Clause], does_lean: bool, discourse: Discourse
    ) -> tuple[DeliverableFacts, ...]:
        """What a clause without a name tells of: what the clause or the sentence before it speaks of."""
        spoken_of = discourse.find_again(clause.words)
        if spoken_of is not None:
            return (spoken_of,)
        pronoun = has_pronoun(clause.words)
        if not before:
            return discourse.last if pronoun and len(discourse.last) == 1 else ()
        # What only adds a moment or a place, between commas, is passed over.
        telling = [each for each in before if each.about]
        previous = telling[-1] if telling else before[-1]
        if opens_relative(clause.words):
            return _find_antecedent(before[-1])
        leans_on = (
            does_lean or pronoun or (_is_only_participle(clause.words) and not has_own_noun(clause.words))
        )
        if previous.about and (leans_on or (not _ends(previous) and has_no_subject(clause.words))):
            return previous.subjects or previous.about[-1:]
        return ()


def split_clauses(text: str, uncut: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where the parts that say something of their own begin and end; never cuts in `uncut` (names)."""
    ranges, at = [], 0
    for joint in _JOINT.finditer(text):
        is_list = at == 0 and joint.group().split() == ["en"] and _opens_list(text[: joint.start()])
        if joint.start() > at and not is_list and not _touches(joint.start(), joint.end(), uncut):
            ranges.append((at, joint.start()))
            at = joint.end()
    ranges.append((at, len(text)))
    return ranges


def _is_antecedent(party: PartyMention, words: Sequence[Word], start: int, sentence: str) -> bool:
    """Whether a clause with “die” or “dat” tells of a party that stands right before it."""
    is_relative = bool(words) and words[0].lower in ("die", "dat")
    return is_relative and party.end <= start and not sentence[party.end : start].strip(" ,")


def _list_waiting_words(before: Sequence[Clause]) -> list[Word]:
    """The words right before a clause that have no verb yet: “de projectgroep, met partners, wordt …”."""
    waiting: list[Word] = []
    for clause in reversed(before):
        if clause.about or clause.mentions or has_verb(clause.words):
            break
        waiting = [*clause.words, *waiting]
    return waiting


def _words_to(clause: Clause) -> tuple[Word, ...]:
    """The words of a clause; behind “en” the preposition before it leads: “na workshops en gesprekken”."""
    joint = clause.sentence.text[: clause.span.start - clause.sentence.start].split()[-1:]
    is_joined = joint == ["en"] and bool(clause.before)
    return (*clause.before, *clause.words) if is_joined else clause.words


def _group(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """The clauses between semicolons: each of these stretches stands on its own."""
    stretch: list[Clause] = []
    for clause in clauses:
        stretch.append(clause)
        if _ends(clause):
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _ends(clause: Clause) -> bool:
    """Whether a semicolon stands behind a clause."""
    behind = clause.sentence.text[clause.span.end - clause.sentence.start :]
    return behind.lstrip().startswith(";")


def _find_antecedent(clause: Clause) -> tuple[DeliverableFacts, ...]:
    """What a clause with “die” or “dat” tells of: the name right before it, if one stands there."""
    ends = clause.span.end - clause.sentence.start
    return tuple(
        mention.deliverable
        for mention in clause.mentions
        if not clause.sentence.text[mention.end : ends].strip('”"’) ')
    )


def _opens_list(text: str) -> bool:
    """Whether nothing but a preposition and its noun stands before “en”: “in alle steden en dorpen …”."""
    words = text.lower().split()
    while words and words[0] in ("nog", "niet", "ook"):
        words = words[1:]
    is_short = 1 < len(words) <= _SHORT_LIST
    return is_short and words[0] in PREPOSITIONS and not {*words} & (AUXILIARIES | FORMS.keys())


def _find_appositions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a day stands in apposition: “de peildatum, 18 december”."""
    return (match.span() for match in _APPOSITION.finditer(text))


def _touches(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in others)


def _read_mood(
    words: Sequence[Word], start: int, speech: Sequence[tuple[int, int]], *, is_condition: bool
) -> Mood:
    if _touches(start, start + 1, speech):
        return Mood.SPOKEN
    if is_condition or (words and words[0].lower in _CONDITIONS):
        return Mood.IMAGINED
    if len(words) > 1 and words[0].text == "Dat" and words[1].lower in DETERMINERS:
        return Mood.IMAGINED  # “Dat de commissie …, is nog niet gemeld”
    return Mood.STATED


def _is_only_participle(words: Sequence[Word]) -> bool:
    """Whether a participle is all that a clause has of a verb: “… en regio's het toegestuurd”."""
    forms = [form.form for word in words if word.part is Part.PLAIN for form in FORMS.get(word.lower, ())]
    return Form.PARTICIPLE in forms and not {Form.PRESENT, Form.PAST} & {*forms}


def _asks(clause: Clause) -> bool:
    """Whether a clause is a question, of which the next tells the answer: “of”, “hoe”, “wat”."""
    return clause.lowers[:1] != () and clause.lowers[0] in _QUESTIONS and not clause.before


def _opens_with_verb(clause: Clause) -> bool:
    return bool(clause.words) and clause.lowers[0] in AUXILIARIES | FORMS.keys() | _KNOWS


def _follows(clause: Clause) -> bool:
    """Whether a clause is what follows from a condition: “dan …”, or a verb first."""
    if not clause.words or clause.words[0].part is not Part.PLAIN:
        return False
    return (
        clause.lowers[0] == "dan" or clause.lowers[0] not in DETERMINERS | PREPOSITIONS | PRONOUNS | _JOINTS
    )


def _carry_moments(clauses: Sequence[Clause], earlier: Sequence[Clause]) -> list[Clause]:
    """Give the moments of what has no verb to the verb that it belongs to.

    What is told of “dan” is told of the moment before it.
    Forward: “In het voorjaar, na overleg, verschijnt …”. Back: “Begin 2024 volgen de visie en de leidraad”.
    """
    carried: list[Clause] = []
    waiting: tuple[WrittenMoment, ...] = ()
    for clause in clauses:
        moments = clause.moments
        if not clause.predicates and moments and not has_verb(clause.words):
            waiting = moments
        elif (clause.predicates or clause.amounts) and not moments and waiting:
            moments, waiting = waiting, ()
        elif clause.predicates and not moments and clause.lowers[:1] == ("dan",):
            moments = carried[-1].moments if carried else earlier[-1].moments if earlier else ()
        elif carried and not moments and clause.mentions and leans(clause.words):
            moments = carried[-1].moments
        carried.append(replace(clause, moments=moments))
    return carried
