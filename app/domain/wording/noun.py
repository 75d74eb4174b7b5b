"""A title as it stands inside a sentence: with its article where its noun is known, else between quotes."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.dutch_text import without_capital


@dataclass(frozen=True, slots=True)
class SentenceName:
    """A title with what stands before it; `is_plural` decides the verb."""

    article: str
    title: str
    is_plural: bool = False


def name_in_sentence(title: str, language: str, remark: str = "") -> SentenceName:
    """Return a title as it stands in a sentence: “het meerjarenplan …”, “de workshops …”.

    What follows a comma or colon goes between brackets, so that a list of titles stays readable; a title that
    has brackets already goes between quotes then. The remark stands in the brackets, or behind the quotes.
    """
    name = _name(title.strip(), language)
    return replace(name, title=title_with_remark(name.title, remark)) if remark else name


def title_with_remark(title: str, remark: str) -> str:
    """“Handelingskader (eerste conceptversie; begin 2024)”: never brackets inside brackets or behind them."""
    return f"{title[:-1]}; {remark})" if title.endswith(")") else f"{title} ({remark})"


@lru_cache(maxsize=4096)
def _name(title: str, language: str) -> SentenceName:
    short = _bracket_tail(title)
    if language != "nl":
        return SentenceName("", f"“{short}”")
    if short == title and _has_tail(title):
        article = _article_of(title)
        return SentenceName("", f"“{title}”", is_plural=article is not None and article[1])
    first, _, rest = short.partition(" ")
    if first.lower() in _OWN_ARTICLES:
        noun = _head(rest)
        return SentenceName("", f"{first.lower()} {rest}", is_plural=noun.lower() in _PLURALS)
    if first.lower() == _ADOPTION and (adopted := _article_of(rest)) is not None:
        return SentenceName("de ", f"{_ADOPTION} van {adopted[0]} {_without_capital(rest)}")
    article = _article_of(short)
    if article is None:
        return SentenceName("", f"“{title}”")
    return SentenceName(f"{article[0]} ", _without_capital(short), is_plural=article[1])


def _bracket_tail(title: str) -> str:
    """“Handelingskader, eerste conceptversie” becomes “Handelingskader (eerste conceptversie)”."""
    split = _TAIL.match(title)
    if split is None or "(" in title:
        return title
    return f"{split['head']} ({split['tail'].strip()})"


def _has_tail(title: str) -> bool:
    """Whether a comma or colon stands in a title, outside its brackets."""
    return _TAIL.match(_BRACKETS.sub("", title)) is not None


def _article_of(title: str) -> tuple[str, bool] | None:
    """Return the article of a title and whether it is plural; none where its noun is not known."""
    noun = _head(title)
    if not noun:
        return None
    lower = noun.lower()
    if lower in _PLURALS or lower.endswith(_PLURAL_ENDINGS):
        return "de", True
    return "het" if lower.endswith(_HET) else "de", False


def _head(title: str) -> str:
    """Return the noun with which a title begins, behind any adjectives."""
    words = re.split(r"[\s(]+", title)
    for word in words[:3]:
        plain = word.strip(",.:;")
        if _is_noun(plain.lower()):
            return plain
        if not _ADJECTIVE.fullmatch(plain.lower()):
            return ""
    return ""


def _is_noun(word: str) -> bool:
    return word in _PLURALS or (
        word not in _NO_NOUNS and word.endswith((*_PLURAL_ENDINGS, *_HET, *_DE)) and word not in _ADJECTIVES
    )


def _without_capital(title: str) -> str:
    """Return a title without its first capital, unless that belongs to an abbreviation or a name."""
    first = title.split(" ", 1)[0]
    rest = first[2:] if first.startswith("IJ") else first[1:]
    return title if re.search("[A-Z]", rest) or len(first) < 2 else without_capital(title)


_ADOPTION = "vaststelling"
_TAIL = re.compile(r"(?P<head>[^,:]+)[,:] (?P<tail>.+)")
_BRACKETS = re.compile(r"\([^)]*\)")
_ADJECTIVE = re.compile(r"[a-zé-]+(e|er|en)")
_ADJECTIVES = frozenset({"tweede", "derde", "vierde", "volgende", "brede", "goede", "gezonde", "landelijke"})
_OWN_ARTICLES = frozenset({"de", "het", "een", "alle"})
_NO_NOUNS = frozenset({"nog", "om", "op", "in", "van", "voor", "met", "start-up", "meer", "beter"})
_HET = (
    "plan", "document", "kader", "advies", "onderzoek", "besluit", "overzicht", "pakket", "programma",
    "project", "team", "model", "product", "instrument", "stelsel", "beeld", "register", "portaal",
    "netwerk", "meetnet", "akkoord", "convenant", "voorstel", "budget", "systeem", "protocol", "format",
    "formulier", "beleid", "ontwerp", "concept", "traject", "loket", "platform", "dashboard", "handboek",
    "verslag", "contract", "rapport", "boek", "punt", "congres", "symposium", "gesprek", "bezoek",
    "overleg", "debat", "profiel", "manifest", "doel", "raamwerk", "toezicht", "isme", "fonds", "archief",
    "draaiboek", "plein", "centrum",
)  # fmt: skip
_DE = (
    "ing", "heid", "teit", "atie", "itie", "ctie", "sessie", "iek", "uur", "logie", "leidraad", "visie",
    "strategie", "monitor", "tool", "pilot", "analyse", "agenda", "aanpak", "kaart", "richtlijn", "norm",
    "wet", "app", "campagne", "website", "methode", "start", "fase", "dag", "conferentie", "kick-off",
    "meet-up", "workshop", "training", "cursus", "lijn", "keuze", "studie", "nota", "brief", "lijst",
    "gids", "wijzer", "toets", "scan", "test", "enquête", "proef", "opdracht", "rapportage", "groep",
    "tafel", "commissie", "dienst", "reeks", "serie", "versie", "update", "betekenis", "kennis",
    "inventarisatie", "bijeenkomst", "code", "rol", "regeling", "afspraak", "sprint", "ronde", "basis",
    "catalogus", "quickscan", "zaal",
)  # fmt: skip
_PLURAL_ENDINGS = (
    "ingen", "heden", "teiten", "aties", "sessies", "plannen", "documenten", "kaders", "adviezen",
    "besluiten", "projecten", "teams", "modellen", "producten", "instrumenten", "gesprekken", "bezoeken",
    "bijeenkomsten", "workshops", "pilots", "keuzes", "studies", "lijsten", "varianten", "resultaten",
    "afspraken", "scholen", "trainingen", "analyses", "rapporten", "kaarten", "methoden", "proeven",
    "punten", "normen", "richtlijnen", "doelen", "onderdelen", "handboeken", "campagnes", "groepen",
)  # fmt: skip
_PLURALS = frozenset({"cijfers", "regels", "eisen", "criteria", "lessen", "data", "werkbezoeken"})
