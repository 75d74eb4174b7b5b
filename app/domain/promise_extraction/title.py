"""Makes the title of a proposal: a short noun phrase out of the sentence, which a person may still change."""

import re
from collections.abc import Iterator

from app.domain.dutch_text import capitalise, without_capital
from app.domain.promise_extraction.sentences import Form, Sentence, clean

_LONGEST = 100
_MANY_WORDS = 14
_SHORT = 3
_VERB = re.compile(
    r"\b(?:is|zijn|wordt|worden|werd|werden|was|waren|heeft|hebben|had|hadden|zal|zullen|gaat|gaan|moet|"
    r"moeten|"
    r"kan|kunnen|wil|willen|start|starten|komt|komen|loopt|lopen|vindt|vinden|verschijnt|verschijnen|volgt|"
    r"volgen|staat|staan|begint|beginnen|levert|leveren|voert|voeren|werkt|werken|zet|zetten|monitort|"
    r"organiseert|organiseren|duurt|verzorgt|rapporteert|ligt|liggen|"
    r"(?<!et )(?<!en )(?<!it )besluit|stelt|stellen|geeft|geven|biedt|publiceert|"
    r"verwacht|verwachten|streeft|stuurt|treedt|draait|ontvangt|informeert|neemt|maakt|doet|opent|sluit|"
    r"bespreekt|legt|houdt|krijgt|rondt|brengt|onderzoekt|evalueert|beslist|geldt|gelden|vond|vonden|nam|"
    r"namen|brengen|gaf|ging|gingen|kwam|kwamen)\b",
)
_DOES = re.compile(
    r"(?:heeft|hebben|had|hadden|voert|voeren|levert|leveren|organiseert|organiseren|verzorgt|stelt|"
    r"stellen|geeft|geven|biedt|publiceert|verwacht|verwachten|monitort|stuurt|"
    r"ontvangt|neemt|maakt|doet|legt|houdt|brengt|onderzoekt|evalueert)"
)
"""Verbs that can have an object, which says more than who does it."""
_PASSIVE = re.compile(
    r"\b(?:worden|plaatsvinden|plaatsgevonden|verschijnen|starten|beginnen|zijn|geweest|lopen|komen)\b\W*$"
)
_FRONT_CLAUSE = re.compile(
    r"^(?:mede\s+)?(?:om|als|wanneer|omdat|zodra|doordat|indien|ondanks|gezien|naast|dankzij|met|voor|bij|na|"
    r"naar aanleiding van|ter|op basis van|vanwege)\b.*?,\s+(?=[a-zà-ÿ]+\b)",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"^(?:in|op|om|voor|bij|naar|ter|na|tijdens|vanuit|met|binnen|daarnaast|mede|hiervoor|hiertoe|daarna|"
    r"daarom|ook|"
    r"tevens|verder|vervolgens|aansluitend|aan|zo|er|dan|volgens|per|tot|vanaf|sinds|onlangs|inmiddels|"
    r"ondertussen|"
    r"momenteel|wel|tegelijk|daarvoor|hierna|eerst|afgestevend|conform|zodra|als|ondanks|gezien|tussen|"
    r"uiterlijk|twee|drie|vier|jaarlijks|nu|begin|eind|medio|hierbij)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?<![\w-])(?:ook|al|er|dan|daarna|daarnaast|daarom|hiervoor|hiertoe|tevens|verder|vervolgens|"
    r"aansluitend|"
    r"ondertussen|inmiddels|onlangs|zeer recent|naar verwachting|echter|nu|op dit moment|momenteel|opnieuw|"
    r"bestuurlijk|hopelijk|in ieder geval|in elk geval|uiterlijk|bijna|voornemens|van plan|"
    r"binnen dit project|"
    r"minimaal|definitief|op basis (?:daarvan|hiervan)|(?<=vanuit) het programma|z\.s\.m\.?|"
    r"actief|online|op de planning|nog|daarop|hierop|weer)(?![\w-])\s*",
    re.IGNORECASE,
)
_PARTICIPLES = re.compile(
    r"(?<![\w-])(?:te\s+)?(?:op\s?ge\s?leverd|vastgesteld|uitgevoerd|verwacht|voorzien|gereed|klaar|"
    r"bepaald|besloten|"
    r"genomen|plaatsgevonden|verspreid|ontwikkeld|verzonden|verstuurd|uitgezet|in de markt gezet|gekregen|"
    r"gemaakt|"
    r"georganiseerd|geformeerd|gestart|begonnen|afgerond|gepubliceerd|aangeboden|opgesteld|uitgewerkt|"
    r"uitgebracht|"
    r"gehouden|gegeven|ingediend|goedgekeurd|gedeeld|opgestart|voorgelegd|beproefd|betrokken|bezien|gezet|"
    r"gewerkt aan|worden|hebben|in ontwikkeling|in de maak|in voorbereiding|verschijnt|plaats|besproken|"
    r"belegd|ingepland|gepland|beschikbaar|bijeen|[a-z]+ keer|in werking|van kracht|live|"
    r"opengesteld|vernieuwd|gemeten)"
    r"(?![\w-])\s*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*(?:[;:|]|\bdoor (?=(?:de|het|een) )|\((?!\w+\))|,\s|\s[–-]\s(?!\d)|"
    r"(?<!\bvan )(?<!\bin )(?<!\bvoor )(?<!\bover )\b(?:die|dat)\b|\b(?:waar|waarin|waarmee|waarbij|waarop|"
    r"waaronder|hoe|om te|om|"
    r"zodat|omdat|waardoor|terwijl|inclusief|met een looptijd)\b|\b(?:en (?:vervolgens )?(?=(?:gedeeld|"
    r"verspreid|vastgesteld|gepubliceerd|aangeboden|gaat|wordt|worden|is|zijn|start|stelt|vraagt)\b)))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:\)|[^\W\d_])\s*,?\s+(?:die|dat|waarin|waarmee|welke)\s+(?:[a-z][\w-]*\s+){0,3}$")
_CONJUNCTION = re.compile(
    r"\b(?:is|zijn|verwachting|doel|streven|bedoeling|aan|zorgen|geldt|besloten|toegezegd|afgesproken|"
    r"meldt?|zegt|vertelt)\s+dat\s+|\b(?:waarna|waarbij|zodat)\s+"
)
_LAST_NOUN = re.compile(
    r"(?:.*\b|^)(?:de|het|een|onze|deze|dit|voor)\s+((?:(?!\b(?:de|het|een)\b).)+?)\s*$", re.IGNORECASE
)
_NAMED_EXAMPLE = re.compile(r"\b(?:waaronder|zoals|onder andere)\s+([^,;]{3,80}?)\s*$", re.IGNORECASE)
_TO_TAKE = re.compile(
    r"\b(?:het|de|een) te (?:nemen|houden|maken|leveren|starten|organiseren)\s+([^\W\d_][^,;.]*)",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:[Gg]ewerkt|werkt|werken)\b[^,;]*?\baan\s+(.+)$")
_COMING = re.compile(r"\boplevering van\s+(.+)$", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:voornemens|streven is|streeft ernaar|streven ernaar|van plan|plan is|doel is|"
    r"bedoeling is)\s+(?:om\s+)?"
    r"(?:(?!een\b|de\b|het\b).)*?((?:een|de|het)\s.+?)\s+(?:gereed\s+)?(?:(?:op|uit|af|"
    r"aan)\s+)?te\s+[a-z]+en\b"
)
_STUDY = re.compile(r"\bvoer(?:t|en)\b.*?\b(een\s+(?:(?!\been\b).)*?)\s+uit\b", re.IGNORECASE)
_ORDERED = re.compile(r"\b(opdracht\s+.*)$", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"\b(?:een|de|het|deze|dit|onze)\s.*?\b(?:uitbrengen|opleveren|vaststellen|publiceren|ontwikkelen|"
    r"starten|organiseren|"
    r"maken|opstellen|aanbieden|informeren|leveren|delen|bijwerken|inrichten|bevatten|beproeven|uitvoeren|"
    r"nemen|voorleggen|invoeren|afronden|evalueren|vernieuwen|openen|verspreiden|onderzoeken|verkennen|"
    r"uitwerken)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*([^:;.,!?]{3,60}?)\s*:\s+(?=\S)")
_LEAD = re.compile(
    r"^(?:als doel(?: om)?|om|aan|op|met|naar|tot|over|van|bij|in|voor|dat|van start|"
    r"vanuit het \w+(?: van \w+)?|door om|de|het|een|’t|'t|deze|dit|beide|onze|hun|in op|en)\s+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:[\s,;:.–-]+(?:in|op|aan|met|tot|van|voor|naar|en|of|de|het|een|door|bij|om|per|is|zijn|wordt|"
    r"worden|zal|af|uit|te|als|over|d\.d))*[\s,;:.–(-]*$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:streven|doel|bedoeling|planning|verwachting|deze|dit|die|dat|het|hij|zij|ze|we|wij|hier|hierin|"
    r"hiervan|hierover|beide|alle|er|wat|laatste|door|tot)?",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"^(?:het|de)\s+(?=(?:document|plan|advies|rapport|resultaten|uitkomsten|product|strategie|leidraad|"
    r"handreiking|onderzoek|analyse|voorstel)$)",
    re.IGNORECASE,
)
"""“Het advies”: which one was said before."""
_AGENT = re.compile(
    r"(?:programma(?:team)?|werkgroep(?:leden)?|kabinet|ministerie\b.*|minister|gemeenten?|wij|team \w+|"
    r"projectgroep|stuurgroep)",
    re.IGNORECASE,
)
_AGENT_FIRST = re.compile(
    r"^(?:(?:het|de|uw)\s+)?(?:programma|programmateam|kabinet|u|kamer|we|wij)\s+(?=in op\b|over\b|een\b|"
    r"de\b|het\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s[–-]\s[^–-]{3,80}\s[–-]\s|,\s+(?:waaronder|zoals|inclusief)\b.*,(?=\s+(?:wordt|worden|is|zijn|zal|"
    r"zullen)\b)"
)
_NOT_A_LABEL = re.compile(
    r"^\s*(?:actiepunt|besluit|actie|let op|vraag|nb|bron|noot|deadline|datum|planning)\s*:\s+", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\s+(?:hiervan|daarvan|ervan|hierin|daarin)\b.*$", re.IGNORECASE)
_POINTING = re.compile(r"^(?:deze|dit|die|beide)\s+", re.IGNORECASE)
_PARTICIPLE_FIRST = re.compile(r"^(?:gestart|begonnen|opgeleverd|gekozen|ingezet)\s+(?:met|aan|op|voor)\s+")
_ARTICLE = re.compile(r"^(?:de|het|een)\s+", re.IGNORECASE)
_NUMBER_CELL = re.compile(r"\d+\W*(?:\w+\W*){0,2}|\w+\W\d+")
_NEXT_CLAUSE = re.compile(
    r"\s+en\s+(?=(?:in|op|eind|begin|medio|uiterlijk|vanaf|voor|na|daarna|vervolgens|de volgende)\b)"
)
_OBJECT = re.compile(r"\b(een\s.*)$", re.IGNORECASE)
_PERSONS = re.compile(r"\b[a-zà-ÿ]+(?:en|aan|t) (?:we|wij|ze|zij|men)\b\s*(.+)$", re.IGNORECASE)
"""“Ontwikkelen we een handreiking”: what they do it to says more than that they do."""
_VERB_SECOND = re.compile(
    r"^\s+(?P<verb>[a-zà-ÿ]+[tn])\s+(?P<rest>(?:de|het|een|er|alle|beide|onze|elke|iedere|twee|drie|vier|vijf|"
    r"[a-z]+t(?:ig|ien)|\d+|[A-Z]\S*)\s.*)$"
)
"""Behind the time with which a sentence begins stands its verb: “in juni presenteert de raad …”."""
_VERB_BEFORE = re.compile(r"^(?:De|Het|Een|Alle|Onze|[A-Z][\w-]*)\s.*?\b(?P<verb>[a-zà-ÿ]+[tn])\s*$")
_DETERMINER = re.compile(r"^\s+(?:de|het|een|hun|onze|alle)\s")
"""“Het centrum deelt in april de lessen”: the time stands between the verb and what it is done to."""
_NO_VERB = frozenset("voor van aan met tot dat wat niet ten den".split())
_WITH_OBJECT = re.compile(
    r"(?!er\b)(?:(?:de|het|een|alle|beide|onze|elke|iedere)\s+)?(?:[\w’'-]+\s+){1,2}(?P<object>(?:de|het|een)\s+.+)$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:hun|haar)\s+(.+)$")
_OWN_OBJECT = re.compile(r"\b[a-zà-ÿ]+(?:en|t)\s+(?:hun|haar)\s+(.+)$")
_LINK_WORDS = re.compile(r"[\[\]“”\"]|(?<![^\W\d_])[´‘’']|[´‘’'](?![^\W\d_])")
_SPACES = re.compile(r"\s+")


def make_title(sentence: Sentence, start: int, end: int, previous: str) -> str:
    """Say in a few words what the sentence promises; `start` and `end` are where its words of time stand.

    `previous` is the title of what was proposed before in the same section: “het advies” may be that.
    """
    if sentence.answers:
        return _shorten(sentence.answers)
    text = sentence.plain
    before, behind = text[:start], text[end:]
    if sentence.form is Form.ROW:
        return _shorten(_pick_cell(before, behind))
    if not (before + behind).strip(" \n:.,–-"):
        return _shorten(sentence.leads) or _shorten(sentence.heading)
    before = _NOT_A_LABEL.sub("", before)
    if done := _find_object(before, behind):
        return _shorten(done)
    if name := _find_name(before, behind):
        return _shorten(name)
    before = _NEXT_CLAUSE.split(f"{before} ")[-1] if _VERB.search(behind) else before
    before = before.rsplit("; ", maxsplit=1)[-1]
    behind = _NEXT_CLAUSE.split(behind)[0]
    subject = next((words for words in _candidates(before, behind) if not _EMPTY.fullmatch(words)), "")
    return _shorten(_resolve(subject, previous)) or previous or _shorten(sentence.heading or clean(text))


def _find_object(before: str, behind: str) -> str:
    """What somebody does something to, where the order of the words says so, whatever the verb."""
    whole = f"{before} {behind}"
    if does := _PERSONS.search(whole) or (_OWN_OBJECT.search(whole) if not _VERB.search(whole) else None):
        return _noun(does[1])
    split = _VERB_BEFORE.match(before) if not _VERB.search(before) and _DETERMINER.match(behind) else None
    if split and split["verb"] not in _NO_VERB:
        return _noun(behind)
    second = _VERB_SECOND.match(behind) if not before.strip() else None
    if second is None or _VERB.fullmatch(second["verb"]) or second["verb"] in _NO_VERB:
        return ""
    acts = _WITH_OBJECT.match(second["rest"])
    return _noun(acts["object"] if acts else second["rest"])


def _find_name(before: str, behind: str) -> str:
    """The label of an item, or what stands before a moment that closes it; a piece without a verb is a "
    "name."""
    text = before + behind
    label = _LABEL.match(text)
    if label and not _VERB.search(label[1]):
        return label[1]
    if (re.search(r"\s[–:-]\s*$", before) and not behind.strip(" .")) or not _VERB.search(text):
        return before.strip(" \n:.,–-(") or _noun(behind) or behind
    return ""


def _candidates(before: str, behind: str) -> Iterator[str]:
    """Yield what may be the subject, the most telling first."""
    if example := _NAMED_EXAMPLE.search(before):
        yield _noun(example[1])
    if (relative := _RELATIVE.search(before)) and not _CONJUNCTION.search(before):
        noun = _LAST_NOUN.match(before[: relative.start() + 1])
        yield _noun(noun[1] if noun else "")
    if conjunction := _CONJUNCTION.search(before):
        yield from _around_verb(f"{before[conjunction.end() :]} {behind}")
    text = _FRONT_CLAUSE.sub("", _ASIDE.sub(" ", f"{before} {behind}".strip()))
    for pattern in (_TO_TAKE, _COMING, _MADE, _STUDY, _ORDERED):
        if match := pattern.search(text):
            yield _noun(match[1])
    if meant := _MEANT.search(text):
        yield _noun(meant[1])
    yield from _around_verb(text)


def _around_verb(text: str) -> Iterator[str]:
    verb = _VERB.search(text)
    if verb is None:
        yield _noun(own[1] if (own := _OWN.search(text)) else text)
    else:
        yield from _beside_verb(text[: verb.start()], verb.group(), text[verb.end() :])


def _beside_verb(led: str, verb: str, rest: str) -> Iterator[str]:
    does = _DOES.fullmatch(verb)
    if not led.strip() or _SETTING.match(led.strip()):
        yield _last_part(rest, verb)
        yield _noun(given[1] if does and (given := _OBJECT.search(rest)) else rest)
        yield _noun(led)
        return
    if not _PASSIVE.search(rest):
        yield _last_part(rest, verb) or (
            _not_agent(_noun(given[1] if (given := _OBJECT.search(rest)) else rest)) if does else ""
        )
    subject = _noun(led)
    yield _not_agent(subject)
    yield _noun(rest)
    yield subject


def _not_agent(noun: str) -> str:
    """Nothing for whoever does things: “de stuurgroep” is no title."""
    return "" if _AGENT.fullmatch(_ARTICLE.sub("", noun)) else noun


def _last_part(rest: str, verb: str) -> str:
    """“Zal de commissie deze leidraad vaststellen”: what is done to what says more than who does it."""
    if not verb.startswith(("zal", "zul", "gaa", "wil")) or _PASSIVE.search(rest):
        return ""
    done = _INFINITIVE.search(rest)
    noun = _LAST_NOUN.match(done.group()) if done else None
    return _noun(noun[1]) if noun else ""


def _noun(text: str) -> str:
    """The noun phrase with which a piece of a sentence begins, without what only leads it."""
    words = _SPACES.sub(" ", _LINK_WORDS.sub("", text)).strip(" ,;:.–-(")
    words = _AGENT_FIRST.sub("", _ADVERBS.sub("", words).strip())
    words = _PARTICIPLE_FIRST.sub("", words)
    while (led := _LEAD.match(words)) and not _is_short_reference(words):
        words = words[led.end() :]
    if (stop := _STOP.search(words)) and stop.start():
        words = words[: stop.start()]
    words = _PARTICIPLES.sub("", f"{words} ").strip()
    return "" if _EMPTY.fullmatch(words) else words


def _is_short_reference(words: str) -> bool:
    noun = _PARTICIPLES.sub("", f"{words} ").strip()
    is_known = _KNOWN.match(noun) or _POINTS_BACK.search(noun)
    return bool(is_known or (_POINTING.match(noun) and len(noun.split()) <= _SHORT))


def _resolve(noun: str, previous: str) -> str:
    """What a short word for something said before stands for: “het document”, “de resultaten hiervan”."""
    bare = _ARTICLE.sub("", _KNOWN.sub("", _POINTING.sub("", _POINTS_BACK.sub("", noun)))).strip()
    if not _is_short_reference(noun) or not previous:
        return bare if _is_short_reference(noun) else noun
    earlier = previous.split(" (", maxsplit=1)[0]
    if bare.lower() in earlier.lower():
        return earlier
    return f"{bare} ({without_capital(earlier)})" if bare else earlier


def _pick_cell(before: str, behind: str) -> str:
    """The first cell of a row that is no number and no time: what is to be done stands before who does it."""
    cells = [cell.strip(" \t:.,–-(") for cell in f"{before}|{behind}".split("|")]
    return next((cell for cell in cells if len(cell) > _SHORT and not _NUMBER_CELL.fullmatch(cell)), "")


def _shorten(text: str) -> str:
    words = _TRAIL.sub("", _SPACES.sub(" ", _LINK_WORDS.sub("", text).replace("()", "")).strip(" ,;:.–-"))
    if len(words) > _LONGEST or len(words.split()) > _MANY_WORDS:
        cut = " ".join(words.split()[:_MANY_WORDS])
        words = _TRAIL.sub("", cut if len(cut) <= _LONGEST else cut[:_LONGEST].rsplit(" ", 1)[0])
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")] if len(words) > _LONGEST // 2 else f"{words})"
    return capitalise(words.strip(" ,;:."))
