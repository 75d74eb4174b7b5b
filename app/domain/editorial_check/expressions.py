"""Reads set phrases that say how something stands: “ligt er”, “is van de baan”, “zag het licht”."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from app.domain.editorial_check.idioms import IDIOMS
from app.domain.editorial_check.stance import NEARLY, NOT, Predicate, Stance
from app.domain.editorial_check.verbs import Act

_STANDING = {Act.DROP: Stance.DROPPED, Act.SUSPEND: Stance.HELD, Act.MOVE: Stance.MOVED}
STRONG_PAST = frozenset(
    "zette zetten kreeg kregen gaf gaven legde legden maakte maakten zag zagen rolde rolden ging gingen "
    "lag lagen kwam kwamen stond stonden trok trokken bracht brachten viel vielen liep liepen plaatste "
    "plaatsten hechtte hechtten haalde haalden stelde stelden vond vonden klonk klonken tekende tekenden "
    "was waren werd werden sprak spraken besprak bespraken deelden namen wisselden discussieerden "
    "luisterden leerden bezocht bezochten ontmoette ontmoetten leidde telde telden bood "
    "boden velde velden".split()
)
_UNDER_WAY = (
    r"in (?:de maak|ontwikkeling|voorbereiding|uitvoering|bewerking|de steigers|afwachting|volle gang)|"
    r"nog (?:steeds |altijd )?in (?:de |een |het )?(?:voorbereidende |eerste |"
    r"[^\W\d_]*(?:test|ontwerp|concept|schrijf|opstart|ontwikkel|voorbereidings|idee|teken)[^\W\d_]*)"
    r"(?:fase|stadium)|"
    r"in (?:de|haar|zijn) kinderschoenen|op de tekentafel|nog toekomstmuziek|nog in concept(?:vorm)?|"
    r"onder handen|(?:ligt|liggen|loopt|lopen) op schema|"
    r"moet nog beginnen|is onderweg|(?:nog|volop) (?:gaande|bezig)|"
    r"(?:loopt|lopen) nog|nog niet zover|staat op de lijst"
)
_THERE = (
    r"(?:is|zijn) er (?:al|nu|inmiddels|sinds)|er (?:al|nu) is|(?:ligt|liggen|staat) er|er (?:ligt|liggen)|"
    r"(?:staat|staan|stond|stonden) (?:.* )?(?:op (?:de|hun|haar|zijn|onze) (?:web)?site|op internet)|"
    r"ligt op tafel|in gebruik|van kracht|te vinden|er is sinds|te downloaden|te lezen op|een feit|"
    r"(?:ligt|liggen) (?:al|nu|inmiddels|sinds|klaar|gereed)|"
    r"draai(?:t|en) (?:al|nu|inmiddels|sinds|volop|op volle)|"
    r"hang(?:t|en) (?:al|nu|inmiddels|sinds)|(?:is|zijn) (?:.* )?(?:operationeel|binnen$)"
)
_DROPPED = (
    r"(?:gaat|gaan|ging|gingen) niet door|niet door ?(?:gaat|gaan|gegaan)|van de baan|van tafel|"
    r"geen doorgang|(?:komt|komen) er niet|er niet komt|"
    r"(?:komt|wordt|worden) niet meer(?! (?:in|voor|vóór|dit|begin|medio|eind)\b)|"
    r"wordt niet langer"
)
_HELD = r"niet hervat|nog niet opgepakt|ligt stil|liggen stil|stil komen te liggen"
_ABSENT = (
    r"er (?:is|zijn) nog geen|nog niet beschikbaar|(?:is|zijn) er nog niet|er nog niet|er nog geen|"
    r"is er nog geen|nog geen besluit|nog open|ontbreekt nog|(?:zijn )?nog niet genomen|moet nog komen|"
    r"(?:laat|laten) (?:.* )?op zich wachten"
)
_NOWHERE = (
    r"bestaa(?:t|n) nog niet|nog niet (?:.* )?op papier|nog geen letter|"
    r"nog niets (?:te )?(?:zien|merken|vinden|vernomen)|nog geen spoor|nog niets op papier|"
    r"nergens te (?:zien|vinden)|nog niet (?:.* )?terecht|"
    r"nog niet (?:.* )?te (?:gebruiken|raadplegen|openen|bekijken|downloaden)"
)
_DECIDED = (
    r"de kogel is door de kerk|(?:is|was) de kogel door de kerk|(?:is|zijn) (?:eruit|er uit|akkoord)|"
    r"(?:ging|gingen|gaf|gaven|gegeven) (?:.* )?(?:akkoord|groen licht)|groen licht gegeven|akkoord gegaan|"
    r"(?:staat|staan|ligt|liggen) (?:.* )?vast(?! dat)|"
    r"is (?:al |nu |inmiddels |intussen )?(?:bekend|beklonken)(?! dat)"
)
_IMAGINED = "zou zouden moest moesten mocht mochten kon konden wilde wilden had hadden"
_BECOMING = "wordt worden zal zullen gaat gaan moet moeten kan kunnen wil willen mag mogen"
_RECEIVED = (
    r"(?:is|zijn|werd|werden) (?:.* )?ontvangen|(?:hebben|heeft) (?:.* )?binnen$|kregen|ontvingen|"
    r"hebben (?:.* )?(?:gekregen|ontvangen)"
)
_USED = (
    r"beschik(?:t|ken) (?:.* )?over|de beschikking (?:.* )?over|toegang (?:.* )?tot|"
    r"(?:aan de slag|werken|werkt|gebruik) (?:.* )?(?:met|van)|"
    r"(?:hebben|heeft) (?:.* )?in (?:handen|bezit|huis|gebruik)|profite(?:ert|ren) (?:.* )?van|"
    r"(?:kan|kunnen) (?:.* )?(?:bestellen|downloaden|raadplegen|gebruiken|bekijken|lezen|inzien|aanvragen)|"
    r"(?:besteld|gedownload|geraadpleegd|gebruikt|bekeken|gelezen) (?:kan|kunnen)? ?worden"
)
_ANNOUNCED = (
    r"(?:laat|laten) (?:.* )?op zich wachten|(?:horen|vernemen|weten) (?:wij|we)|"
    r"(?:wij|we) (?:horen|vernemen|weten)|"
    r"(?:staat|staan) (?:.* )?(?:op (?:de (?:rol|agenda|kalender|planning)|"
    r"het programma|stapel)|in de (?:planning|agenda))|"
    r"(?:publicatie|oplever|streef|eind|start|lever|verschijnings|invoerings|ingangs)datum|"
    r"(?:wordt|worden) (?:.* )?(?:duidelijk|bekend|helder)|(?:gaan|gaat) (?:.* )?uit van"
)
"""With a moment: it comes then."""
_NOT_YET = re.compile(r"\bnog (?:steeds |altijd )?(?:niet|geen)\b")
_SINCE = r"sinds|inmiddels|al|nu|intussen|reeds"


_DENIALS = "|".join((*NOT, *NEARLY, *_IMAGINED.split()))


def read_expression(phrase: str, *, is_dated: bool = False) -> Predicate | None:
    """Return what a set phrase among these words says, if one stands there."""
    if is_dated and _has(phrase, _ANNOUNCED) and not _has(phrase, _SINCE):
        return Predicate(Act.PROMISE, Stance.COMING, 0)
    for expressions, act, stance, takes in (
        (_NOWHERE, Act.DELIVER, Stance.OPEN, "van over op bij in"),
        (_DROPPED, Act.DROP, Stance.DROPPED, ""),
        (_HELD, Act.SUSPEND, Stance.HELD, ""),
        (_ABSENT, Act.COME, Stance.OPEN, ""),
        (_UNDER_WAY, Act.WORK, Stance.RUNNING, "voor van"),
    ):
        if _has(phrase, expressions):
            return Predicate(act, stance, 0, takes=frozenset(takes.split()))
    not_yet = _NOT_YET.sub("", phrase)
    if not_yet != phrase and not _has(not_yet, _DENIALS):
        predicate = _read_idiom(not_yet) or _read_presence(not_yet)
        return (
            replace(predicate, stance=Stance.OPEN) if predicate and predicate.stance is Stance.DONE else None
        )
    return None if _has(phrase, _DENIALS) else _read_idiom(phrase) or _read_presence(phrase)


def _read_idiom(phrase: str) -> Predicate | None:
    idiom = next((each for each in IDIOMS if each.phrase.search(phrase)), None)
    if idiom is None:
        return None
    is_past = _has(phrase, "is|zijn") or bool(STRONG_PAST & {*phrase.split()})
    running = Stance.RUNNING if idiom.act is Act.WORK and not is_past else None
    stance = _STANDING.get(idiom.act) or running or _read_tense(phrase.split())
    return Predicate(idiom.act, stance, 0, takes=idiom.takes)


def _read_presence(phrase: str) -> Predicate | None:
    """“Ligt er”, “de kogel is door de kerk”."""
    if _has(phrase, "komt"):
        return None
    if _has(phrase, _THERE):
        return Predicate(Act.DELIVER, Stance.DONE, 0, is_state=True)
    if _has(phrase, _DECIDED) and not _has(phrase, "|".join(_BECOMING.split())):
        return Predicate(Act.DECIDE, Stance.DONE, 0)
    return None


def _read_tense(words: Collection[str]) -> Stance:
    if STRONG_PAST & {*words}:
        return Stance.DONE
    is_coming = bool({*_BECOMING.split()} & {*words})
    is_finished = bool({"is", "zijn", "heeft", "hebben"} & {*words})
    return Stance.DONE if is_finished and not is_coming else Stance.COMING


def read_possession(phrase: str) -> Iterator[Predicate]:
    """Yield that somebody got a thing, or has worked with it for some time: then it is there."""
    if _has(phrase, _DENIALS):
        return
    if _has(phrase, _RECEIVED):
        yield Predicate(Act.RECEIVE, Stance.DONE, 0)
    elif _has(phrase, r"krijg(?:t|en)|ontvang(?:t|en)"):
        yield Predicate(Act.RECEIVE, Stance.COMING, 0)
    if _has(phrase, _USED) and _has(phrase, _SINCE):
        yield Predicate(Act.USE, Stance.DONE, 0)


def _has(phrase: str, expressions: str) -> bool:
    return re.search(rf"(?<!\w)(?:{expressions})(?!\w)", phrase) is not None
