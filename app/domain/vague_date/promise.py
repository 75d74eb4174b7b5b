"""Takes the words that say how firm a promise is off the phrase that says when."""

import re
from datetime import date

from app.domain.firmness import Firmness
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date.reading import read
from app.domain.vague_date.refusals import Why, refused
from app.domain.vague_date.value import VagueDate

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


def read_promise(text: str, on: date | None = None) -> tuple[VagueDate, Firmness | None]:
    """What a promise means and how firm it is (domain/README.md, Deadlines); the phrase is what remains.

    Of several words the least firm counts; None where nothing says how firm it is. Raises
    UnreadablePhrase where what remains is not understood.
    """
    try:
        return read(text, on), None
    except UnreadablePhrase:
        rest, said = _apart(" ".join(text.split()))
        if not said:
            raise
        if not rest:
            raise refused(text, Why.UNKNOWN, "nl") from None
    return read(rest, on), min(said)


def _apart(text: str) -> tuple[str, list[Firmness]]:
    """The text without its words of firmness at either end, and what these say."""
    said = list[Firmness]()
    while True:
        if found := _IN_FRONT.match(text):
            text = text[found.end() :]
        elif found := _BEHIND.search(text):
            text = text[: found.start()]
        else:
            return text.strip(), said
        said.append(_FIRMNESS[" ".join(found[1].lower().split())])
