"""Which words of time are of a promise, and which are of figures, titles, plans of others or questions."""

import re
from datetime import date

from app.domain.promise_extraction.moments import TimeWords
from app.domain.promise_extraction.sentences import Form, Sentence
from app.domain.promise_extraction.telling import find_clause, find_promise_clause, is_perfect

_FIGURES = re.compile(
    r"\bpeildat(?:um|a)\b|\bstand (?:per|op|van)\b|\b(?:blijkt|blijken|bleek|bedraagt|bedroeg|bedragen|"
    r"betrof|betroffen|telde|telt|steeg|stegen|daalde|daalden|verdubbeld|gestegen|gedaald|toegenomen|"
    r"afgenomen)\b|\bnam(?:en)?\b.*\b(?:toe|af)\b|"
    r"\bten opzichte van\b",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(
    r"\bin totaal\s+\d|\b\d+\s+van\s+de\s+\d+|\d\s?%|\d procent\b|\bvan de \d+\b", re.IGNORECASE
)
"""What is counted of a moment that has passed; of one to come it is a target."""
_MEASURED = re.compile(
    r"\b(?:cijfers|gegevens|data|informatie|resultaten|meting|metingen|statistieken|registraties|uitgaven|"
    r"kosten)\b[^,;:]{0,60}?(?:\bover\s+(?:de\s+)?|\btot en met\s+|\bt/m\s+|\bvan\s+|\btussen\s+)?$",
    re.IGNORECASE,
)
_MEASURING_LEAD = re.compile(r"(?:over|tot en met|t/m)\b|.*\bt/m\b", re.IGNORECASE)
_MEASURING_END = re.compile(r"\b(?:over|tot en met|t/m)\s+$", re.IGNORECASE)
_YEARS_ALONE = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?")
_TITLE_BEFORE = re.compile(r"[^\W\d_][\w)’'\".-]*[\s“‘\"'(]+$")
_PLACING = re.compile(
    r"\b(?:in|per|sinds|vanaf|tot|voor|vóór|na|rond|uiterlijk|begin|medio|eind|jaar|jaren|periode|is|zijn|"
    r"wordt|worden|wordt|en|of|naar|gepland|planning|verwacht|oplevering|gereed|start)\s+$",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    r"\b(?:planning|agenda|begroting|jaarplan|werkplan|vooruitblik|prognose|raming|budget|beschikbaar|"
    r"begroot|gereserveerd|koers|strategie|"
    r"ambities?)\b(?:\s+(?!is\b|wordt\b|zijn\b)[\w-]+){0,1}\s+$",
    re.IGNORECASE,
)
_HORIZON_LEAD = re.compile(r"(?:voor|over|van)\b", re.IGNORECASE)
_ORIGIN = re.compile(
    r"\b(?:uit|volgens|conform|zie|zoals (?:besproken|afgesproken|gemeld|beschreven) in)\s+(?:de|het|onze|"
    r"deze)\s+(?:[\w-]+\s+){1,3}(?:van\s+)?$",
    re.IGNORECASE,
)
_DATED_DOCUMENT = re.compile(
    r"\b(?:[^\W\d_]*brief|rapport|nota|besluit|motie|advies|verslag|notulen|[^\W\d_]*bericht|toezegging|"
    r"mail)\s+van\s+$",
    re.IGNORECASE,
)
"""“De brief van 12 mei”: by which day a document goes."""
_MOVED_FROM = re.compile(
    r"\b(?:verschoven|uitgesteld|vervroegd|verplaatst|opgeschoven|bijgesteld|verzet|in plaats)\s+van\s+$",
    re.IGNORECASE,
)
_WAS_PLANNED = re.compile(r"\b(?:stond|stonden|was|waren|zou|zouden)\b", re.IGNORECASE)
_MOVED_SINCE = re.compile(
    r"\b(?:vertraagd|verschoven|uitgesteld|opgeschoven|verplaatst|vervroegd)\b.*\b(?:naar|"
    r"tot)\b",
    re.IGNORECASE,
)
_RUNNING_TIME = re.compile(r"\b(?:looptijd|planperiode|duur)\b", re.IGNORECASE)
_LETTERHEAD = re.compile(r"\s*(?:bron|versie|kenmerk|figuur|tabel|grafiek|bijlage|foto)\b", re.IGNORECASE)
_PLACE = re.compile(r"\s*[A-Z][^\W\d_]+(?:[ -][A-Z]?[^\W\d_]+){0,3},\s*")
"""“Delft, 3 mei 2025” heads a letter."""
_QUESTION = re.compile(r"\?[”’\"'*_)]*\s*$")
_BARE = re.compile(r"[\W_]*")
_HOUR = re.compile(r"^\s*uur\b")
_PRODUCT = re.compile(
    r"(?:plan(?:nen)?|advies|adviezen|rapport(?:en|age|ages)?|kader|handreiking(?:en)?|leidraad|"
    r"document(?:en)?|"
    r"visie|strategie|versies?|resultaten|product(?:en)?|analyses?|onderzoek(?:en|sresultaten)?|tool|monitor|"
    r"brief|brieven|evaluatie|wetsvoorstel|voorstel(?:len)?|website|standaard|profiel|update|"
    r"aanpassing(?:en)?|"
    r"roadmap|routekaart|programma|toolkit|pakket|aanpak|vragenlijst(?:en)?|denkrichtingen|varianten|"
    r"vergelijking|"
    r"overzicht|inventarisatie|notitie|module|documentatie|templates?|richtlijn(?:en)?|protocol(?:len)?|"
    r"besluit|consultatie|pilot|rapporten|agenda|factsheet|handleiding|register|ontwerp|nota|eindproduct|"
    r"informatie)\b",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:opgeleverd|vastgesteld|gereed|klaar|afgerond|gepubliceerd|goedgekeurd|uitgewerkt|verschenen|"
    r"aangeboden|gemaakt|opgesteld|uitgebracht|verzonden|gestart|begonnen|uitgezet|besloten|ingediend|gegund|"
    r"geformeerd|ontwikkeld|ingericht|voorgelegd|ondertekend|gedeeld|ingepland|aangenomen)\b|"
    r"\bopdracht\b.{0,40}\b(?:gezet|gekregen|gegeven|verleend)\b|\b(?:stemt|stemde|stemden|ging|"
    r"gaat) .{0,40}\b(?:in|akkoord)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\b(?:zal|zullen|gaat|gaan|start|starten|volgt|volgen|verschijnt|verschijnen|komt|komen|wil|willen|"
    r"op de planning|staan gepland|staat gepland|gepland|verwacht|begint|beginnen|levert|leveren|"
    r"toegezegd|beloofd|ligt er|liggen er)\b|"
    r"\bword(?:t|en)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:gesproken|gesprekken?|besproken|geleerd|geïnteresseerd|focus|inzet|aandacht|overleg gevoerd|"
    r"opgezocht|duidelijk|sprake|betrokkenheid|wens|aan de slag|bedoeling|beschreven)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:is|zijn|heeft|hebben|was|waren)\s+(?:er\s+)?nog\s+(?:geen|niet)\b", re.IGNORECASE
)
_LOOKING_BACK = re.compile(
    r"(?:(?:in|over)\s+)?(?:(?:de|het)\s+)?(?:afgelopen|voorbije|laatste)\b", re.IGNORECASE
)
_AIM = re.compile(r"\bom\s+$", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:zal|zullen)\b.*\b(?!zijn\b|hebben\b|worden nog\b)[^\W\d_]+en\b|\bword(?:t|"
    r"en)\b.*\b(?:gepubliceerd|opgeleverd|"
    r"verspreid|gedeeld|ingediend|aangeboden|vastgesteld|gemeld|opgestart|georganiseerd)\b",
    re.IGNORECASE,
)


def promises_at(sentence: Sentence, words: TimeWords, on: date) -> bool:
    """Whether dated or recurring words of a sentence say when something is or was to be; `on` is today."""
    text = sentence.plain
    before = text[: words.start]
    if is_only_time(sentence, words):
        return bool(sentence.answers or sentence.leads)
    if sentence.form is Form.HEADING:
        return False
    if _QUESTION.search(text) or _HOUR.match(text[words.end :]) or _is_letterhead(sentence, words):
        return False
    if _FIGURES.search(text) or (_AMOUNTS.search(text) and not _is_ahead(words, on)):
        return False
    is_measured = _MEASURING_LEAD.match(words.phrase) or _MEASURING_END.search(before)
    if is_measured and _MEASURED.search(before):
        return False
    if _NOT_YET.search(find_clause(text, words.start, words.end)):
        return False
    if _LOOKING_BACK.match(words.phrase) and _TALK.search(find_clause(text, words.start, words.end)):
        return False
    return words.recurs or not (
        _is_of_title(sentence, words) or _is_horizon(words, before) or _names_other_moment(sentence, words)
    )


def is_only_time(sentence: Sentence, words: TimeWords) -> bool:
    """Whether a piece of text says a moment and nothing else: the answer to “when?”, the heading of a day."""
    rest = sentence.plain[: words.start] + sentence.plain[words.end :]
    return bool(_BARE.fullmatch(rest.replace("\n", " ")))


def promises_vaguely(sentence: Sentence, words: TimeWords) -> bool:
    """Whether something is promised or told as done with words that name no day."""
    text = sentence.plain
    if sentence.form is Form.HEADING or _QUESTION.search(text) or _counts(text):
        return False
    clause = find_promise_clause(text, words)
    if _TALK.search(clause):
        return False
    if words.is_of_past:
        return bool(is_perfect(clause) and (_DELIVERED.search(clause) or _PRODUCT.search(clause)))
    if _AIM.search(text[: words.start]):
        return False
    return bool(_ACTION.search(clause) or _DELIVERED.search(clause))


def announces_undated(sentence: Sentence) -> bool:
    """Whether a sentence without words of time announces a product, or tells that it is there."""
    text = sentence.plain
    if sentence.form is Form.HEADING or _QUESTION.search(text) or _counts(text):
        return False
    if _TALK.search(text) or not _PRODUCT.search(text):
        return False
    main = text.split(", ", 1)[0] if text[:3].lower() not in ("om ", "ter") else text
    if re.search(r"\b(?:niet|geen|nog niet)\b", main, re.IGNORECASE):
        return False
    done = re.search(r"\b(?:is|zijn|heeft|hebben)\b", main, re.IGNORECASE) and _DELIVERED.search(text)
    making = re.search(
        r"\b(?:in ontwikkeling|in de maak|in voorbereiding|bijna (?:gereed|klaar)|gewerkt aan|"
        r"werkt .{0,60}aan)\b|\bvoer(?:t|en)\b.+\bonderzoek\b.+\buit\b",
        text,
        re.IGNORECASE,
    )
    return bool(done or making or _WILL.search(text))


def _is_of_title(sentence: Sentence, words: TimeWords) -> bool:
    """A year behind a noun is part of its name: “programmaplan 2023-2026”; or how long a programme runs."""
    if not _YEARS_ALONE.fullmatch(words.phrase.strip()):
        return False
    before = sentence.plain[: words.start]
    if _RUNNING_TIME.search(before):
        return True
    return bool(_TITLE_BEFORE.search(before)) and not _PLACING.search(before)


def _is_horizon(words: TimeWords, before: str) -> bool:
    """“De planning voor het eerste kwartaal”: what is planned is not said."""
    return bool(_HORIZON_LEAD.match(words.phrase) and _HORIZON.search(before))


def _names_other_moment(sentence: Sentence, words: TimeWords) -> bool:
    """What the sentence only refers to: the day of a letter, what a date was before it moved."""
    text = sentence.plain
    before = text[: words.start]
    clause = find_clause(text, words.start, words.end)
    if _WAS_PLANNED.search(clause) and _MOVED_SINCE.search(text[words.end :]):
        return True
    refers = _ORIGIN.search(before) or _MOVED_FROM.search(before)
    return bool(refers or _DATED_DOCUMENT.search(before))


def _counts(text: str) -> bool:
    return bool(_FIGURES.search(text) or _AMOUNTS.search(text))


def _is_ahead(words: TimeWords, on: date) -> bool:
    last = (words.moment.latest or words.moment.earliest) if words.moment else None
    return last is not None and last > on


def _is_letterhead(sentence: Sentence, words: TimeWords) -> bool:
    """The line that says where a text or a picture comes from, or where and when a letter was written."""
    if sentence.form is not Form.PROSE or not sentence.is_first:
        return False
    text = sentence.plain
    heads = _PLACE.fullmatch(text[: words.start]) and not text[words.end :].strip(" .")
    return bool(_LETTERHEAD.match(text) or heads)
