"""Reads a phrase, Dutch first and then English: which days it can mean, and how firm the promise is."""

import re
from datetime import date
from functools import lru_cache

from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message, UnreadablePhrase
from app.domain.vague_date.dutch import DUTCH
from app.domain.vague_date.english import ENGLISH
from app.domain.vague_date.lexicon import Lexicon, Phrase, WordRole, simplify, tokenise
from app.domain.vague_date.meaning import Meaning, interpret
from app.domain.vague_date.occasion import NamedMoment
from app.domain.vague_date.own_bounds import OwnBounds, take_bounds
from app.domain.vague_date.refusals import PhraseFault, Why, build_refusal, explain_unknown
from app.domain.vague_date.statements import read_expressions
from app.domain.vague_date.tree import Expression, Intended, Recurring
from app.domain.vague_date.value import VagueDate

Register = tuple[NamedMoment, ...]
LEXICONS: tuple[Lexicon, ...] = (DUTCH, ENGLISH)
_ARTICLES = ("de ", "het ", "the ")
_LONGEST = 1000
"""Characters; no moment takes as many to say, and a document in the place of one is not read through."""
# Behind planned and meant “voor” is “for”: voorzien voor eind 2023 is no “before”.
_WORDS = {
    Firmness.DECIDED: (
        "er is besloten om, er is besloten, is besloten, besloten is, besloten, volgens besluit, "
        "conform besluit, bij besluit, besluit, vastgelegd, is vastgelegd, it has been decided, "
        "it was decided, it is decided, has been decided, decided, by decision, decision"
    ),
    Firmness.COMMITTED: (
        "is toegezegd, toegezegd is, toegezegd, toezegging, is afgesproken, afgesproken, "
        "volgens afspraak, wordt, worden, zal, zullen, komt, opgeleverd, wordt opgeleverd, "
        "worden opgeleverd, oplevering, afgerond, worden afgerond, gereed, klaar, is gereed, "
        "is klaar, committed for, committed to, committed, commitment, promised for, promised, "
        "agreed for, agreed, will be delivered, to be delivered, will be ready, delivery, due, "
        "due in, due on, is due"
    ),
    Firmness.EXPECTED: (
        "naar verwachting, de verwachting is dat, de verwachting is, verwachting is, "
        "verwachting, wordt verwacht, worden verwacht, verwacht, vermoedelijk, waarschijnlijk, "
        "volgens planning, planning, voorzien, is voorzien, voorzien voor, is voorzien voor, "
        "staat gepland, staat gepland voor, gepland, is gepland, gepland voor, is gepland voor, "
        "ingepland, ingepland voor, geagendeerd voor, geagendeerd, it is expected, is expected, "
        "are expected, expected for, expected to be, expected, probably, likely, presumably, "
        "planned for, planned, is planned for, scheduled for, scheduled, is scheduled for, "
        "foreseen for, foreseen, anticipated, according to plan"
    ),
    Firmness.AIMED: (
        "het streven is om, het streven is, ons streven is, streven is, het streven, streven, "
        "streven naar, er wordt gestreefd naar, wordt gestreefd naar, gestreefd wordt naar, "
        "gestreefd naar, we streven naar, wij streven naar, streeft naar, streefdatum is, "
        "streefdatum, de ambitie is, ambitie, de bedoeling is, bedoeling, beoogd, beoogd voor, "
        "is beoogd, is beoogd voor, bedoeld voor, gericht op, het doel is, doel, inzet, "
        "de inzet is, the aim is for, the aim is, aim is, aim for, aim, aimed for, aimed at, "
        "aimed, we aim for, aiming for, aiming at, the target is, target date is, target date, "
        "target, targeted for, targeted, the intention is, intention, intended for, intended, "
        "the goal is, goal, striving for, strive for"
    ),
}
_FIRMNESS = {words: firmness for firmness, ways in _WORDS.items() for words in ways.split(", ")}
_ANY = "|".join(sorted(map(re.escape, _FIRMNESS), key=len, reverse=True))
_IN_FRONT = re.compile(rf"[\s(]*({_ANY})(?!\w)[\s:,;)]*", re.IGNORECASE)
_BEHIND = re.compile(rf"[\s:,;(-]*(?<!\w)({_ANY})[\s.:,;)]*\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def read(phrase: str, on: date | None = None, register: Register = ()) -> VagueDate:
    """Read what a phrase means, in Dutch or English (domain/README.md, Deadlines).

    Relative words, and a phrase without a year, are resolved against `on`, the day of saying; without
    that day they are refused. A phrase without a year is read as a plan: the first that has not ended.
    `register` holds the named moments that the installation knows.
    Raises UnreadablePhrase for all that is not understood to the last word.
    """
    return _interpret(phrase, on, register, is_alone=True)


def read_moment(phrase: str, on: date | None, register: Register, own: OwnBounds | None) -> VagueDate:
    """Return what words mean: by the bounds that a person gives them, or else by the rules.

    Raises Invalid where the words are not understood, or the bounds are wrong.
    """
    if own is None:
        return read(phrase, on, register)
    if not phrase.strip():
        raise Invalid.because("phrase", "Say in words when; the days alone are no promise.")
    return take_bounds(phrase, own)


@lru_cache(maxsize=4096)
def read_in_text(phrase: str, on: date | None = None, register: Register = ()) -> VagueDate:
    """Read what some words of a running text mean: as `read`, but no move and no two statements."""
    return _interpret(phrase, on, register, is_alone=False)


def _interpret(phrase: str, on: date | None, register: Register, *, is_alone: bool) -> VagueDate:
    words = " ".join(phrase.split())
    expression, language = parse(words[:_LONGEST], register, is_alone=is_alone)
    if expression is None or len(words) > _LONGEST:
        raise build_refusal(words, explain_unknown(words[:_LONGEST]), language)
    try:
        meaning: Meaning = interpret(expression, on)
    except PhraseFault as fault:
        raise build_refusal(words, fault.why, language) from None
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        raise build_refusal(words, Why.NO_SUCH_DAY, language) from None
    return VagueDate(words, meaning.edtf, meaning.earliest, meaning.latest)


def parse(phrase: str, register: Register = (), *, is_alone: bool = True) -> tuple[Expression | None, str]:
    """Return the tree of a phrase and its language; without a tree the language it is most likely in."""
    tokens = tokenise(phrase)
    understood = {"nl": 0, "en": 0}
    for lexicon in _extend_lexicons(register) if tokens else ():
        text = Phrase(tokens or (), lexicon)
        for expression in read_expressions(text, is_alone) if not text.has_strange_word else ():
            return expression, lexicon.language
        understood[lexicon.language] = text.known
    return None, max(understood, key=lambda language: understood[language])


def read_recurrence(phrase: str, register: Register = ()) -> Recurring | None:
    """Return how often words say that something recurs, None where they do not say that it does."""
    expression = parse(phrase, register)[0]
    return expression if isinstance(expression, Recurring) else None


@lru_cache(maxsize=4096)
def drop_intention(phrase: str, register: Register = ()) -> str:
    """Return the words of the bound alone: “uiterlijk 1 mei 2027” of “zsm, uiterlijk 1 mei 2027”."""
    expression = parse(phrase, register)[0]
    if not isinstance(expression, Intended):
        return phrase
    words = phrase.replace("(", " ").replace(")", " ").split()
    cuts = range(1, len(words))
    parts = (" ".join(part).strip(" ,;") for at in cuts for part in (words[at:], words[:-at]))
    return next((part for part in parts if parse(part, register)[0] == expression.inner), phrase)


def needs_register(phrase: str) -> bool:
    """Whether a register can change what words mean: they name an occasion, or are not understood."""
    return names_occasion(phrase) or parse(phrase)[0] is None


def names_occasion(phrase: str) -> bool:
    """Whether words name a recess or holiday, of which the register may have other days than the rules."""
    texts = [Phrase(tokenise(phrase) or (), lexicon) for lexicon in LEXICONS]
    return any(any(text.take(WordRole.OCCASION, at)) for text in texts for at in range(text.end))


def find_name_objection(name: str) -> Message | None:
    """Return what is wrong with the name of a moment: it must be words that name no other time."""
    tokens = tokenise(drop_article(name))
    if not tokens or any(token.number is not None for token in tokens):
        return Message("Give it a name in words, without a year or other figures.")
    if DUTCH.find_occasion(drop_article(name)) is None and parse(name)[0] is not None:
        return Message("“%(name)s” already means a time. Choose another name.", {"name": name})
    return None


def drop_article(name: str) -> str:
    """Return a name in lower case, without the article that a sentence may put before it."""
    simple = simplify(name)
    return next((simple.removeprefix(article) for article in _ARTICLES if simple.startswith(article)), simple)


@lru_cache(maxsize=8)
def _extend_lexicons(register: Register) -> tuple[Lexicon, ...]:
    """The lexicons, with the names of the register in each; its names are Dutch, or else new."""
    if not register:
        return LEXICONS
    rows = dict[str, tuple[NamedMoment, ...]]()
    for row in register:
        name = drop_article(row.name)
        rows[name] = (*rows.get(name, ()), row)
    return tuple(lexicon.with_register(rows, DUTCH) for lexicon in LEXICONS)


def read_promise(
    text: str, on: date | None = None, register: Register = (), own: OwnBounds | None = None
) -> tuple[VagueDate, Firmness | None]:
    """Read what a promise means and how firm it is (domain/README.md, Deadlines); the phrase is what remains.

    Of several words the least firm counts; None where nothing says how firm it is. `own` are the bounds
    that a person gives the words. Raises UnreadablePhrase where what remains is not understood.
    """
    if own is not None:
        rest, degrees = _split_firmness(" ".join(text.split()))
        return take_bounds(rest or text, own), min(degrees, default=None)
    try:
        return read(text, on, register), None
    except UnreadablePhrase:
        rest, degrees = _split_firmness(" ".join(text.split()))
        if not degrees:
            raise
        if not rest:
            raise build_refusal(text, Why.UNKNOWN, "nl") from None
    return read(rest, on, register), min(degrees)


def _split_firmness(text: str) -> tuple[str, list[Firmness]]:
    """The text without its words of firmness at either end, and what these say."""
    degrees = list[Firmness]()
    while True:
        if match := _IN_FRONT.match(text):
            text = text[match.end() :]
        elif match := _BEHIND.search(text):
            text = text[: match.start()]
        else:
            return text.strip(), degrees
        degrees.append(_FIRMNESS[" ".join(match[1].lower().split())])
