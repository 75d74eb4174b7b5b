"""Makes the title of a proposal: a short noun phrase out of the sentence, which a person may still change."""

import re

from app.domain.dutch_text import capitalise
from app.domain.promise_extraction.sentences import Form, Sentence, clean

_LONGEST = 100
_FINITE = (
    r"is|zijn|wordt|worden|werd|werden|was|waren|heeft|hebben|had|hadden|zal|zullen|gaat|gaan|moet|moeten|"
    r"kan|kunnen|"
    r"wil|willen|start|starten|komt|komen|loopt|lopen|vindt|vinden|verschijnt|verschijnen|volgt|volgen|"
    r"staat|staan|"
    r"begint|beginnen|levert|leveren|voert|voeren|werkt|werken|zet|zetten|monitort|organiseren|"
    r"organiseert|duurt"
)
_VERB = re.compile(rf"\b(?:{_FINITE})\b", re.IGNORECASE)
_ADVERB = re.compile(
    r"^(?:ook|nog|al|dan|dan ook|er|daarna|daarnaast|daarom|hiervoor|hiertoe|hierna|tevens|verder|"
    r"vervolgens|aansluitend|"
    r"ondertussen|inmiddels|onlangs|naar verwachting|zo|echter|wel|nu|op dit moment|momenteel|eerst|weer|"
    r"opnieuw|"
    r"minimaal|bestuurlijk|gezamenlijk|actief|pas|uiterlijk|hopelijk|in ieder geval|voor het eerst|op basis "
    r"(?:daarvan|hiervan)|vanuit het programma|in opdracht van \w+)(?=\s|$)[\s,]*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:deze|dit|die|dat|het|hij|zij|ze|we|wij|hier|hierin|hiervan|hierover|beide|alle|er)?$", re.IGNORECASE
)
_POINTING = re.compile(r"^(?:deze|dit|die|dat|beide|onze|hun|zijn|haar)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:de|het|een|’t|'t)\s+", re.IGNORECASE)
_STOP = re.compile(
    r"\s*(?:[;:()|]|,\s|\s[–-]\s|\b(?:die|dat|waar|waarin|waarmee|waarbij|waarop|om te|zodat|omdat|"
    r"waardoor|terwijl|"
    r"naar verwachting|gereed te|te hebben)\b)",
    re.IGNORECASE,
)
_PARTICIPLE_END = re.compile(
    r"\s+(?:(?:te\s+)?(?:[^\W\d_]*ge[^\W\d_]{2,}(?:d|t|en)|opgeleverd|vastgesteld|uitgevoerd|verwacht|"
    r"voorzien|gereed|klaar|"
    r"bepaald|besloten|genomen|plaatsgevonden|plaats|verspreid|ontwikkeld|verzonden|verstuurd|uitgezet|"
    r"uit|op|aan|in|af|voor|worden|hebben|zijn|zal|zullen)(?:\s+en)?\s*)+$",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\bom(?:\s+[^,;]+?)?\s+te\s+[^\W\d_]+en\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:aan|op|met|naar|tot|over|van|bij|in|voor|wat|dat)\s+", re.IGNORECASE)
_TRAIL = re.compile(
    r"[\s,;:.–-]+(?:(?:in|op|aan|met|tot|van|voor|naar|en|of|de|het|een|door|bij|om|per|is|wordt|"
    r"worden)[\s,;:.–-]*)*$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_BULLET_DASH = re.compile(r"^[\s–:|.,;-]+|[\s–:|,;(-]+$")


def make_title(sentence: Sentence, start: int, end: int, previous: str) -> str:
    """Say in a few words what the sentence promises; `start` and `end` are where its words of time stand.

    `previous` is the title of what was proposed before in the same section: “het advies” may be that.
    """
    if sentence.answers:
        return _shorten(clean(sentence.answers))
    text = sentence.plain
    before, behind = text[:start], text[end:]
    if sentence.form is Form.ROW:
        return _shorten(_pick_cell(before, behind))
    if not _VERB.search(text):
        return _shorten(_BULLET_DASH.sub("", before).strip() or _BULLET_DASH.sub("", behind).strip())
    phrase = next((noun for noun in _candidates(before, behind) if noun), "")
    if _PRONOUN.match(phrase):
        return previous or _shorten(sentence.section) or _shorten(clean(text))
    return _shorten(phrase)


def _candidates(before: str, behind: str) -> list[str]:
    """The subject, then what follows the verb, then what stands behind the moment."""
    verb = _last_verb(before)
    if verb is None:
        follow = _VERB.search(behind)
        rest = behind[follow.end() :] if follow else behind
        led = behind[: follow.start()] if follow else ""
        return [_noun(rest), _noun(led), _noun(before)]
    subject, rest = before[: verb.start()], before[verb.end() :]
    return [_noun(subject), _noun(rest), _noun(behind)]


def _last_verb(before: str) -> re.Match[str] | None:
    return next(_VERB.finditer(before), None)


def _noun(text: str) -> str:
    """The noun phrase with which a piece of a sentence begins, without what only leads it."""
    words = _SPACES.sub(" ", text).strip(" ,;:.–-")
    while led := _ADVERB.match(words):
        words = words[led.end() :]
    if stop := _STOP.search(words):
        words = words[: stop.start()]
    words = _PARTICIPLE_END.sub("", f" {words}").strip()
    words = _LEAD.sub("", words)
    words = _POINTING.sub("", words)
    words = _ARTICLE.sub("", words)
    return "" if _PRONOUN.match(words) else words.strip()


def _pick_cell(before: str, behind: str) -> str:
    """The longest cell of a row, without the moment: what is to be done takes the most words."""
    cells = [_BULLET_DASH.sub("", cell).strip() for cell in f"{before}|{behind}".split("|")]
    return max(cells, key=len, default="")


def _shorten(text: str) -> str:
    words = _TRAIL.sub("", _SPACES.sub(" ", text).strip())
    if len(words) > _LONGEST:
        words = _TRAIL.sub("", words[:_LONGEST].rsplit(" ", 1)[0])
    return capitalise(words.strip(" ,;:."))
