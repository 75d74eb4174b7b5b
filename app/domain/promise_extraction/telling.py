"""How a sentence tells of a moment: as done, as running or as still to come."""

import re
from datetime import date

from app.domain.promise_extraction.moments import TimeWords
from app.domain.proposal import ProposalState

_CLAUSE_END = re.compile(
    r"[,;:()–|]|\s-\s|\b(?:zodat|omdat|terwijl|waarbij|waarin|waarna|waar|die|dat|welke|als|wanneer|zodra|"
    r"maar)\b|\b(?:en (?=(?:stelt|wordt|worden|is|zijn|gaat|gaan|start|zal|zullen|heeft|hebben|komt|"
    r"vraagt|voeren|volgt)\b))",
    re.IGNORECASE,
)
_SUBORDINATORS = frozenset(
    "zodat omdat terwijl waarbij waarin waarna die dat welke als wanneer zodra".split()
)
"""What they open has a verb of its own, at its end."""
_AUXILIARY = re.compile(r"\b(?:is|zijn|heeft|hebben|heb|was|waren|werd|werden|had|hadden)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|zijn|heeft|hebben|heb|was|waren|werd|werden|had|hadden|wordt|worden|zal|zullen|gaat|gaan|kan|"
    r"kunnen|moet|moeten|wil|willen|start|starten|komt|komen|loopt|lopen|staat|staan|vindt|vinden|zet|zetten|"
    r"verschijnt|verschijnen|volgt|volgen|begint|beginnen|verwachten?|streeft|streven|besloot|stemde)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\b(?!uitgesteld|verschoven|verplaatst|vertraagd|vervroegd|gereed|geen|gemeenten?|gemiddeld|gebied|"
    r"gezinnen|gegevens|gelden|gebouwen|gewenst|gepland|geagendeerd|"
    r"gericht|bedoeld|beoogd|voorzien|verwacht|belast|betreft|bereid|goed|genoeg|verplicht|verantwoordelijk)"
    r"(?:[^\W\d_]*ge[^\W\d_]{2,}(?:d|t|en)|(?:be|ver|ont|her|er|voor|door|uit|aan|onder|"
    r"over)[^\W\d_]{3,}(?:d|t|en)|"
    r"[^\W\d_]{3,}eerd|vastgesteld|gedaan|gegaan|besproken|verschenen|ontvangen|begonnen|besloten|genomen)\b",
    re.IGNORECASE,
)
_SIMPLE_PAST = re.compile(
    r"\b(?:werd|werden|was|waren|besloot|besloten we|stemde|stemden|vond|vonden|ging|gingen|startte|startten|"
    r"verscheen|verschenen|kwam|kwamen|begon|begonnen|leverde|leverden|stelde|stelden|bood|boden)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:zal|zullen|naar verwachting|wordt verwacht|worden verwacht|verwachten|streven|streeft|gestreefd|"
    r"afgestevend|voornemens|voornemen|van plan|wil|willen|beoogd|gepland|voorzien|volgende|eerstvolgende|"
    r"komende|aanstaande|gaan|gaat)\b",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:zal|zullen|naar verwachting|wordt verwacht|worden verwacht|streven|voornemens|gepland|"
    r"voorzien|beoogd|zou|zouden)\b",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:loopt|lopen|duurt|duren|werkt|werken|voert|voeren|monitort|monitoren)\b", re.IGNORECASE
)
_RUNS_THEN = re.compile(r"\b(?:dan|daarna|vervolgens)\b", re.IGNORECASE)
_CONDITION = re.compile(r"zodra\b", re.IGNORECASE)
_UNTIL = re.compile(r"(?:tot|t/m)\b", re.IGNORECASE)
_AT_THE_LATEST = re.compile(r"(?:nog\s+)?(?:uiterlijk|voor|vóór)\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:sinds|sedert)\b", re.IGNORECASE)
_IN_THE_MAKING = re.compile(
    r"\b(?:[Gg]ewerkt aan|werkt\b.{0,60}? aan|werken\b.{0,60}? aan|in ontwikkeling|in de maak|"
    r"in voorbereiding|"
    r"bijna (?:gereed|klaar|af|afgerond)|in uitvoering|voorbereid|bijgewerkt|uitgewerkt met|opgestart|"
    r"onderzoekt|"
    r"loopt|lopen|aan het (?:doen|maken|schrijven|opstellen|uitwerken))\b|\bvoer(?:t|en)\b.+\buit\b",
)


def find_clause(text: str, start: int, end: int) -> str:
    """The clause around a place in a sentence, or the whole sentence where that clause has no verb."""
    led = list(_CLAUSE_END.finditer(text, 0, start))
    began = led[-1].end() if led else 0
    stop = _CLAUSE_END.search(text, end)
    clause = text[began : stop.start() if stop else len(text)]
    if led and led[-1].group().lower() in _SUBORDINATORS:
        return clause
    return clause if _FINITE.search(clause) or _PARTICIPLE.search(clause) else text


def find_promise_clause(text: str, words: TimeWords) -> str:
    """The clause around words without a day, without them; of a condition, what it is a condition of."""
    if _CONDITION.match(words.phrase):
        return f"{text[: words.start]} {text[words.end :]}"
    return find_clause(text, words.start, words.end).replace(words.phrase, " ")


def tells_of_past(text: str, start: int, end: int) -> bool:
    """Whether the clause tells what has happened: “is … verstuurd”, “besloot”."""
    clause = find_clause(text, start, end)
    if _FUTURE.search(clause):
        return False
    return bool(_SIMPLE_PAST.search(clause)) or is_perfect(clause)


def is_perfect(clause: str) -> bool:
    """Whether an auxiliary and a participle tell that something is done."""
    return bool(_AUXILIARY.search(clause) and _PARTICIPLE.search(clause))


def is_in_the_making(clause: str) -> bool:
    """Whether work on it is under way."""
    return bool(_IN_THE_MAKING.search(clause))


def find_state(text: str, words: TimeWords, on: date) -> ProposalState:
    """How what a sentence promises for a moment stands on the day of the report."""
    clause = find_clause(text, words.start, words.end)
    earliest = words.moment.earliest if words.moment else None
    latest = words.moment.latest if words.moment else None
    is_past = tells_of_past(text, words.start, words.end)
    if words.recurs:
        begins_later = earliest is not None and earliest > on
        return ProposalState.PLANNED if begins_later or _FUTURE.search(clause) else ProposalState.IN_PROGRESS
    if _SINCE.match(words.phrase):
        return ProposalState.DELIVERED if is_past else ProposalState.IN_PROGRESS
    if not words.is_dated:
        return find_undated_state(find_promise_clause(text, words), words.is_of_past)
    if _lies_ahead(words, earliest, latest, on):
        return ProposalState.PLANNED
    if latest is not None and latest < on:
        return ProposalState.PLANNED if _STILL_TO_COME.search(clause) else ProposalState.DELIVERED
    if is_past:
        return ProposalState.DELIVERED
    runs = _UNTIL.match(words.phrase) and _RUNS.search(text) and not _RUNS_THEN.search(clause)
    return ProposalState.IN_PROGRESS if runs else ProposalState.PLANNED


def _lies_ahead(words: TimeWords, earliest: date | None, latest: date | None, on: date) -> bool:
    """Whether the moment is still to come, whatever the tense: “in 2030 zijn alle sluizen ingericht”."""
    if earliest is None:
        return latest is not None and latest > on and bool(_AT_THE_LATEST.match(words.phrase))
    return earliest > on or earliest == on != latest


def find_undated_state(clause: str, is_of_past: bool = False) -> ProposalState:
    """How something stands of which no day is said."""
    if re.search(r"\b(?:zal|zullen|gaat|gaan|wil|willen)\b", clause, re.IGNORECASE):
        return ProposalState.PLANNED
    if is_in_the_making(clause):
        return ProposalState.IN_PROGRESS
    if is_of_past or is_perfect(clause) or _SIMPLE_PAST.search(clause):
        return ProposalState.DELIVERED
    return ProposalState.PLANNED
