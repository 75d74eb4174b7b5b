"""What kind of thing a sentence promises, and how firmly."""

import re

from app.domain.firmness import Firmness
from app.domain.promise_extraction.moments import TimeWords
from app.domain.promise_extraction.telling import find_clause
from app.domain.proposal import ProposalKind, ProposalState

_DELIVERY = re.compile(
    r"\b(?:opgelever\w*|oplever\w*|oplevering\w*|gereed|klaar|verschijn\w*|verschenen|gepubliceerd|"
    r"publiceren|publicatie|"
    r"aangeboden|aanbieden|opgesteld|opstellen|verzonden|uitgebracht|uitbrengen|gedeeld|delen|geïnformeerd|"
    r"informeren|gerapporteerd|ontwikkelen|bevatten|verwerkt|beschikbaar|ligt er|liggen er)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:besluit(?!\w*vorming)\w*|besloten|besloot|vaststell\w*|vastgesteld\w*|vast te stellen|"
    r"goedgekeurd|goedkeuring|"
    r"bekrachtigd|akkoord|instemm\w*|ingestemd|stemt|stemde|stemden|keuzes?|beleidskeuzes?|bezien|bepaald|"
    r"gekozen|afgesproken)\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:start|starten|gestart|startte|aanvang|begonnen|begint|opgestart|opdracht\w*|geformeerd|"
    r"ingericht|van start|in consultatie|ingevoerd|invoeren|in te voeren|in beheer|ingehuurd)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:vanaf|sinds|sedert|met ingang van|per (?:19|20)\d\d)", re.IGNORECASE)
_PRODUCT = re.compile(
    r"(?:plan|advies|rapport|rapportage|kader|handreiking|leidraad|document|visie|strategie|versie|"
    r"resultaten|product|producten|analyse|analyses|tool|brief|voorstel|standaard|profiel|roadmap|routekaart|"
    r"inventarisatie|beoordeling|notitie|website|onderdelen)\b",
    re.IGNORECASE,
)
_DEGREES = (
    (
        Firmness.AIMED,
        r"streven|streeft|gestreefd|afgestevend|voornemens?|van plan|wil|willen|beoogd|bedoeling|ambitie|"
        r"doel|hopelijk|hopen|hoop|inzet is",
    ),
    (
        Firmness.EXPECTED,
        r"naar verwachting|verwacht|verwachten|verwachting|vermoedelijk|waarschijnlijk|voorzien|gepland|"
        r"planning|ingepland|geagendeerd|zou|zouden",
    ),
    (Firmness.DECIDED, r"is besloten|besloten is|heeft besloten|hebben besloten|volgens besluit"),
)
_GOVERNING = re.compile(r"[^,;.]*\bdat\b")
"""What says, of a clause that “dat” opens, how sure it is."""
_FIRMNESS = tuple((degree, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for degree, words in _DEGREES)


def find_kind(text: str, words: TimeWords | None) -> ProposalKind:
    """What is promised in the clause of the moment, or else in the whole sentence."""
    if words is not None and words.recurs:
        return ProposalKind.RECURRING
    clause = find_clause(text, words.start, words.end) if words else text
    if words is not None and _FROM.match(words.phrase):
        return ProposalKind.START
    for piece in dict.fromkeys((clause, text)):
        if kind := _kind_of_piece(piece):
            return kind
    return ProposalKind.DELIVERABLE if _PRODUCT.search(clause) else ProposalKind.EVENT


def find_firmness(text: str, words: TimeWords | None, state: ProposalState) -> Firmness | None:
    """How firmly it is promised; none for what is done or runs. The least firm word counts."""
    if state is not ProposalState.PLANNED:
        return None
    return _find_doubt(text, (words.start, words.end) if words else None)[0]


def find_firmness_words(text: str, phrase: str) -> tuple[Firmness, str]:
    """Return how firmly a sentence promises what it says of a moment, and the words that say so.

    Without such words it is promised outright, and there is nothing to quote.
    """
    start = text.find(phrase) if phrase else -1
    return _find_doubt(text, (start, start + len(phrase)) if start >= 0 else None)


def _find_doubt(text: str, span: tuple[int, int] | None) -> tuple[Firmness, str]:
    clause = find_clause(text, *span) if span else text
    if span and (governing := _GOVERNING.match(text, 0, span[0])):  # “wij verwachten dat …”
        clause = f"{governing.group()} {clause}"
    for degree, ways in _FIRMNESS:
        if words := ways.search(clause):
            return degree, words.group()
    return Firmness.COMMITTED, ""


def _kind_of_piece(piece: str) -> ProposalKind | None:
    delivery, decision, start = (ways.search(piece) for ways in (_DELIVERY, _DECISION, _START))
    if delivery and not (decision and decision.start() < delivery.start()):
        return ProposalKind.DELIVERABLE
    if decision:
        return ProposalKind.DECISION
    if start:
        return ProposalKind.START
    return None
