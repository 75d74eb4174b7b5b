"""Reads what a clause says of how something stands: which act, done or to come, and whether it is denied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.editorial_check.expressions import STRONG_PAST, read_expression, read_possession
from app.domain.editorial_check.roots import find_noun_root, find_verb_root
from app.domain.editorial_check.stance import NEARLY, NOT, Predicate, Stance
from app.domain.editorial_check.verbs import FORMS, PARTICLES, Act, Form
from app.domain.editorial_check.words import DETERMINERS, PREPOSITIONS, PRONOUNS, Part, Word


@dataclass(frozen=True, slots=True)
class Helpers:
    """The helping verbs of a clause; a clause without any may lean on those of the clause before."""

    is_present: bool = False
    """is, zijn, heeft: what was done."""
    is_past: bool = False
    """was, werd, had."""
    is_becoming: bool = False
    """wordt, zal, gaat, moet: what is to come."""
    is_imagined: bool = False
    """zou, had moeten, mocht: what is not so."""

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return self == _NO_HELPERS


_NO_HELPERS = Helpers()
_BE = frozenset("is zijn ben heeft hebben heb ligt liggen staat staan".split())
_WAS = frozenset("was waren werd werden had hadden lag lagen stond stonden kwam kwamen bleek bleken".split())
_BECOMES = frozenset(
    "wordt worden zal zullen gaat gaan moet moeten kan kunnen wil willen mag mogen dient dienen hoopt hopen "
    "streeft streven verwacht verwachten probeert proberen krijgt krijgen".split()
)
_IMAGINED = frozenset("zou zouden moest moesten mocht mochten kon konden wilde wilden had hadden".split())
_MODAL = frozenset("moeten mogen kunnen willen zullen".split())
_NO_DENIAL = frozenset("alleen slechts enkel meer minder zozeer".split())
_HISTORY = frozenset(
    "eerst eerder aanvankelijk oorspronkelijk destijds vroeger toen voorheen geleden".split()
)
_PARTLY = frozenset("deels gedeeltelijk grotendeels half".split())
_AIMS = frozenset("doel streven ambitie bedoeling".split())
_KOMEN_ELSEWHERE = frozenset(
    "bij bijeen erbij overeen terug samen bod voort tegemoet tegen aanmerking langs naartoe rond toe "
    "tot uit voren".split()
)
_RANK = (
    (Act.DROP, Act.SUSPEND),
    (Act.MOVE,),
    (Act.DELIVER, Act.ADOPT, Act.DECIDE, Act.START, Act.HOLD, Act.ASSIGN, Act.REJECT),
    (Act.COME,),
    (Act.WORK,),
    (Act.PROMISE,),
)


@dataclass(frozen=True, slots=True)
class _VerbUse:
    """A verb in a clause: what it tells, in which form, and at which word."""

    act: Act
    form: Form
    at: int
    has_particle: bool = False
    is_to_come: bool = False
    """“Komt beschikbaar”."""
    may_be_present: bool = False
    makes: bool = False
    """“Is opgesteld”: the thing is made, where “is gewerkt” says nothing of that."""


def read_helpers(words: Sequence[Word]) -> Helpers:
    """Return which helping verbs a clause has; what stands in a name is none."""
    lowers = {word.lower for word in words if word.part is not Part.NAME}
    counterfactual = bool(lowers & {"had", "hadden"}) and bool(lowers & _MODAL)
    return Helpers(
        is_present=bool(lowers & _BE),
        is_past=bool(lowers & _WAS),
        is_becoming=bool(lowers & _BECOMES),
        is_imagined=counterfactual or bool(lowers & (_IMAGINED - {"had", "hadden"})),
    )


def read_predicates(words: Sequence[Word], helpers: Helpers) -> list[Predicate]:
    """Return what a clause says, the strongest first; `helpers` are its own, or those that it leans on."""
    phrase = " ".join(word.lower for word in words if word.part is not Part.NAME)
    fixed = read_expression(phrase, is_dated=any(word.part is Part.MOMENT for word in words))
    if fixed is not None:
        predicates = [fixed]
    else:
        uses = list(_find_verbs(words))
        predicates = [
            _deny(_date_back(predicate, words), words)
            for use in _strongest(uses)
            if (predicate := _read_use(use, _find_own_helpers(use, words, helpers))) is not None
        ]
    if _WORKS_WITH.search(phrase):  # who works with a thing does not work on it
        predicates = [each for each in predicates if each.act is not Act.WORK]
    possessed = list(read_possession(phrase))
    if possessed:  # “werken met” is no work on it
        predicates = [each for each in predicates if each.act is not Act.WORK] + possessed
    is_history = any(_tells_history(words, at) for at in range(len(words)))
    return [replace(predicate, is_history=predicate.is_history or is_history) for predicate in predicates]


def _find_own_helpers(use: _VerbUse, words: Sequence[Word], helpers: Helpers) -> Helpers:
    """“Besloot dat het groen wordt”: the helping verb behind “dat” is of another verb."""
    that = next((at for at, word in enumerate(words) if word.lower == "dat" and at > use.at), None)
    return helpers if that is None or use.form is not Form.PAST else read_helpers(words[:that])


_WORKS_WITH = re.compile(r"\b(?:werkt|werken|werkten|werkte)\b (?!.*\baan\b)(?:.* )?met\b")


def read_copula(words: Sequence[Word], helpers: Helpers) -> Predicate | None:
    """“Was op 3 juli”, “is er in mei”: what has no other verb, and is or was at a moment."""
    lowers = {word.lower for word in words if word.part is not Part.NAME}
    if not lowers & {"is", "zijn", "was", "waren"} or helpers.is_becoming or helpers.is_imagined:
        return None
    plain = [word.lower for word in words[:3]]
    if plain and plain[0] in PRONOUNS and plain[-1] in DETERMINERS:
        return None  # “het is de basis tot 2026”
    act = Act.COME if "er" in lowers and not lowers & {"was", "waren"} else Act.HOLD
    return _deny(Predicate(act, Stance.DONE, len(words), is_state=True), words)


def read_aim(words: Sequence[Word]) -> Predicate | None:
    """“Het doel is dat …”, “doel is om … te”: what is hoped for is promised, whatever its verb."""
    lowers = [word.lower for word in words]
    leads = "dat" in lowers or ("om" in lowers and "te" in lowers)
    is_aim = bool(_AIMS & {*lowers}) and leads and bool({"is", "blijft"} & {*lowers})
    return Predicate(Act.PROMISE, Stance.COMING, 0) if is_aim else None


def read_own_act(words: Sequence[Word], helpers: Helpers, noun: str, *, is_dated: bool) -> Predicate | None:
    """What is told with the noun or the verb of a title: “gevormd”, “geeft advies”.

    `noun` is the first word of the title: “Vorming van een projectgroep”, “Advies over de monitor”.
    """
    root = find_noun_root(noun)
    if not root or helpers.is_imagined:
        return None
    particles = [word.lower for word in words if word.lower in PARTICLES]
    says_noun = any(word.lower == noun.lower() for word in words)
    for at, word in enumerate(words):
        roots = {find_verb_root(particle + word.lower) for particle in ("", *particles)}
        does_it = says_noun and word.lower in _LIGHT
        in_name = word.part is Part.NAME and (at == 0 or helpers.is_empty)
        if not does_it and (root not in roots or in_name or _is_noun(words, at)):
            continue
        is_finished = (
            word.lower in _LIGHT_PAST or helpers.is_past or (helpers.is_present and not helpers.is_becoming)
        )
        coming = Stance.COMING if is_dated else Stance.RUNNING
        return _deny(Predicate(Act.PERFORM, Stance.DONE if is_finished else coming, at), words)
    return None


def read_event(words: Sequence[Word]) -> Predicate | None:
    """What a meeting did, it did when it was held: “trok 300 bezoekers”, “bracht iedereen bijeen”."""
    at = next((at for at, word in enumerate(words) if word.lower in STRONG_PAST), None)
    return None if at is None else Predicate(Act.HOLD, Stance.DONE, at)


def read_going(words: Sequence[Word]) -> Predicate | None:
    """“De opdracht ging naar een bureau”: it was given."""
    lowers = [word.lower for word in words]
    if "naar" not in lowers:
        return None
    for at, word in enumerate(lowers):
        if word in _GO:
            return Predicate(Act.ASSIGN, Stance.DONE if _GO[word] is not Form.PRESENT else Stance.COMING, at)
    return None


_LIGHT_PAST = frozenset(
    "gaf gaven deed deden gegeven gedaan verricht verrichtte uitgevoerd bracht brachten".split()
)
_LIGHT = _LIGHT_PAST | frozenset("geeft geven doet doen verricht brengt brengen".split())


def has_verb(words: Sequence[Word]) -> bool:
    """Whether a clause has a verb that is known here."""
    return not read_helpers(words).is_empty or any(True for _ in _find_verbs(words))


def _tells_history(words: Sequence[Word], at: int) -> bool:
    """“Eerst”, “destijds”, “eerder”, but not “eerder dan gepland”."""
    is_compared = words[at].lower == "eerder" and at + 1 < len(words) and words[at + 1].lower == "dan"
    is_compared = is_compared or (at > 0 and words[at - 1].lower == "het")  # “voor het eerst”
    return words[at].lower in _HISTORY and words[at].part is not Part.NAME and not is_compared


def _find_verbs(words: Sequence[Word]) -> Iterator[_VerbUse]:
    for at, word in enumerate(words):
        forms = FORMS.get(word.lower, ()) if word.part in (Part.PLAIN, Part.NAME) else ()
        if word.part is Part.NAME:
            forms = () if _is_title(words, at) else tuple(form for form in forms if form.act in _IN_TITLES)
        if not forms or _is_noun(words, at):
            continue
        particled = [form for form in forms if form.particle and _has_particle(words, at, form.particle)]
        for form in particled or [form for form in forms if not form.particle]:
            told_as = form.form
            if form.form is Form.PRESENT and at and words[at - 1].lower == "te":
                told_as = Form.INFINITIVE
            if form.act is Act.COME and any(other.lower in _KOMEN_ELSEWHERE for other in words[at + 1 :]):
                continue
            if (
                told_as is Form.STATE
                and word.lower == "af"
                and not (_IS | _COMES) & {other.lower for other in words}
            ):
                continue  # “loopt af”
            is_to_come = told_as is Form.STATE and bool(_COMES & {other.lower for other in words})
            if form.act is Act.PROMISE and at and words[at - 1].lower in ("dan", "zoals", "als"):
                continue  # “later dan beloofd” compares
            makes = word.lower in _MAKES
            yield _VerbUse(form.act, told_as, at, bool(form.particle), is_to_come, _is_finite(word), makes)
    yield from _find_starts(words)


def _is_finite(word: Word) -> bool:
    """Whether a word can be a present tense with nothing of it elsewhere."""
    return any(form.form is Form.PRESENT and not form.particle for form in FORMS.get(word.lower, ()))


def _find_starts(words: Sequence[Word]) -> Iterator[_VerbUse]:
    """“Gaat van start”."""
    lowers = [word.lower for word in words]
    for at, pair in enumerate(pairwise(lowers)):
        if pair == ("van", "start"):
            form = next((_GO[word] for word in lowers if word in _GO), Form.PRESENT)
            yield _VerbUse(Act.START, form, at, has_particle=True)


_GO = {
    "gaat": Form.PRESENT,
    "gaan": Form.PRESENT,
    "ging": Form.PAST,
    "gingen": Form.PAST,
    "gegaan": Form.PARTICIPLE,
}
_COMES = frozenset("komt komen".split())
_MAKES = frozenset("opgesteld geschreven uitgewerkt ontwikkeld uitgevoerd verricht onderzocht".split())
_IS = _BE | _WAS | _BECOMES


def _is_noun(words: Sequence[Word], at: int) -> bool:
    """“De start”, “het besluit”: behind a determiner, a word that might be a verb is a noun."""
    if at == 0 or words[at].lower in ("gereed", "klaar", "beschikbaar", "online"):
        return False
    before = words[at - 1].lower
    if before in ("het", "dat", "die", "dit", "deze") and words[at].lower not in _NOUNS:
        return False  # “die verscheen”, “het vervalt”
    return before in DETERMINERS or (words[at].lower in _NOUNS and before in PREPOSITIONS)


_IN_TITLES = (Act.START, Act.DECIDE, Act.ADOPT)
"""Verbs that may be the head of a title as well: “Start van …”."""


def _is_title(words: Sequence[Word], at: int) -> bool:
    """Whether a word in a name is a noun: “start van …”, unlike “start IPW met het actieonderzoek”."""
    behind = words[at + 1] if at + 1 < len(words) else None
    return at == 0 or (behind is not None and behind.lower in ("van", "over", "voor"))


_NOUNS = frozenset("start besluit keuze plan bod teken werk werken loop val geef zet stop".split())


def _has_particle(words: Sequence[Word], at: int, particle: str) -> bool:
    """Whether the rest of a separable verb stands behind it, and is no preposition of what follows."""
    for place in range(at + 1, len(words)):
        if words[place].lower != particle:
            continue
        behind = words[place + 1] if place + 1 < len(words) else None
        if behind is None or behind.lower in PREPOSITIONS or behind.part is Part.MOMENT:
            return True
        if behind.lower in ("en", "maar", "te", "of", "waarna", "zodra", "als", "omdat"):
            return True
    return at >= 2 and words[at - 1].lower == "te" and words[at - 2].lower == particle


def _strongest(uses: Sequence[_VerbUse]) -> list[_VerbUse]:
    for acts in _RANK:
        ranked = [use for use in uses if use.act in acts]
        if ranked:
            finite = [use for use in ranked if use.has_particle or use.form is not Form.STATE]
            return finite or ranked
    return []


def _read_use(use: _VerbUse, helpers: Helpers) -> Predicate | None:
    stance = _STANCES.get(use.act)
    if stance is not None and not helpers.is_imagined:
        if use.act is Act.WORK and _was_worked(use, helpers):
            is_made = use.makes and helpers.is_present and not helpers.is_becoming
            return Predicate(use.act, Stance.DONE, use.at, is_state=is_made)
        if use.act in (Act.DROP, Act.SUSPEND, Act.MOVE) and _is_planned(use, helpers):
            return None
        told_before = use.form is Form.PAST or (helpers.is_past and not helpers.is_becoming)
        return Predicate(use.act, stance, use.at, is_history=use.act is Act.PROMISE and told_before)
    if use.form is Form.PARTICIPLE and helpers.is_empty and use.may_be_present:
        return None  # “beslist” without a helping verb is the present tense, which is read beside it
    if helpers.is_imagined:
        if use.act is Act.PROMISE or use.form is Form.INFINITIVE:
            return Predicate(use.act, Stance.COMING, use.at, is_history=True)
        return None
    return Predicate(use.act, _tell_when(use, helpers), use.at, is_state=use.form is Form.STATE)


_STANCES = {
    Act.DROP: Stance.DROPPED,
    Act.SUSPEND: Stance.HELD,
    Act.MOVE: Stance.MOVED,
    Act.PROMISE: Stance.COMING,
    Act.WORK: Stance.RUNNING,
}


def _was_worked(use: _VerbUse, helpers: Helpers) -> bool:
    """“Werd uitgevoerd”, “schreven”: the work was done, which leaves open how the thing stands."""
    return use.form is Form.PAST or (use.form is Form.PARTICIPLE and not helpers.is_becoming)


def _is_planned(use: _VerbUse, helpers: Helpers) -> bool:
    """“Kan worden geschrapt”, “dreigt te verschuiven”: that has not happened."""
    return use.form is Form.INFINITIVE or (use.form is Form.PARTICIPLE and helpers.is_becoming)


def _tell_when(use: _VerbUse, helpers: Helpers) -> Stance:
    if use.form is Form.PAST and not helpers.is_becoming:
        return Stance.DONE
    if use.form is Form.STATE and use.is_to_come:
        return Stance.COMING
    if use.form in (Form.PARTICIPLE, Form.STATE, Form.PAST):
        return Stance.COMING if helpers.is_becoming and not helpers.is_past else Stance.DONE
    return Stance.COMING


def _date_back(predicate: Predicate, words: Sequence[Word]) -> Predicate:
    """“Sinds januari doet … mee”: what lasts since then has begun."""
    since = any(word.lower == "sinds" for word in words)
    return (
        replace(predicate, stance=Stance.DONE) if since and predicate.stance is Stance.COMING else predicate
    )


def _deny(predicate: Predicate, words: Sequence[Word]) -> Predicate:
    lowers = [word.lower for word in words]
    if predicate.stance in (Stance.DONE, Stance.COMING) and ("nog", "te") in pairwise(lowers):
        return replace(predicate, stance=Stance.OPEN)
    before_verb = lowers[max(0, predicate.at - 2) : predicate.at]
    if predicate.stance is Stance.DONE and (NEARLY & {*before_verb} or _is_nearly(" ".join(lowers))):
        return replace(predicate, stance=Stance.OPEN)
    for at, word in enumerate(words):
        if word.lower == "dat" and at > predicate.at:
            break  # what follows is what was decided or expected
        if word.lower not in NOT or word.part is not Part.PLAIN:
            continue
        behind = words[at + 1] if at + 1 < len(words) else None
        if behind is not None and behind.lower == "meer":  # “komt niet meer in mei”
            behind = words[at + 2] if at + 2 < len(words) else None
        if behind is not None and (behind.part is Part.MOMENT or behind.lower in ("eerder", "voor", "vóór")):
            return replace(predicate, denies_moment=True)
        if behind is not None and behind.lower in _NO_DENIAL:
            continue
        return _deny_act(predicate, is_yet=at > 0 and lowers[at - 1] in ("nog", "steeds", "altijd"))
    return predicate


def _is_nearly(phrase: str) -> bool:
    """“Zo goed als klaar”, “op een paar punten na klaar”."""
    return "zo goed als" in phrase or bool(_ALL_BUT.search(phrase))


_ALL_BUT = re.compile(r"\bop (?:[^\W_]+ ){1,3}na\b")


def _deny_act(predicate: Predicate, is_yet: bool) -> Predicate:
    match predicate.stance:
        case Stance.DONE | Stance.COMING if is_yet:
            return replace(predicate, stance=Stance.OPEN)
        case Stance.DONE:
            return replace(predicate, stance=Stance.OPEN)
        case Stance.COMING if predicate.act is Act.PROMISE:
            return replace(predicate, is_history=True)
        case _:
            return replace(predicate, is_denied=True)


def is_partial(words: Sequence[Word]) -> bool:
    """Whether a clause speaks of a part only: then it says nothing of the whole."""
    behind = [word.lower for word in words[1:]] + [""]
    return any(
        word.lower in _PARTLY and word.part is Part.PLAIN and not after.startswith("jaar")
        for word, after in zip(words, behind, strict=False)
    )
