"""Compares who does something, and for whom the programme works, with what the data say."""

import re
from collections.abc import Iterator, Sequence

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.parties import PartyMention, are_listed, find_preposition
from app.domain.editorial_check.verbs import FORMS, Act, Form
from app.domain.editorial_check.words import AUXILIARIES, Part, stem_once
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_DOING = frozenset(
    {
        *(Act.DELIVER, Act.ADOPT, Act.DECIDE, Act.START, Act.HOLD, Act.WORK, Act.ASSIGN, Act.REJECT),
        Act.PERFORM,
    }
)
_DOES = frozenset(
    "doet doen deed deden maakt maken maakte maakten verzorgt verzorgen verzorgde leidt leiden leidde "
    "adviseert adviseren adviseerde adviseerden beslist bepaalt "
    "trekt trekken coördineert onderzoekt onderzoeken onderzocht stelt stellen stelde".split()
)
_STUDIES = frozenset("onderzoekt onderzoeken onderzocht onderzochten".split())
_PASSIVE = frozenset("wordt worden werd werden is zijn was waren".split())
_ARTICLE = re.compile(r"\b(?:de|het|een)\s+$", re.IGNORECASE)
_ASSIGNED = frozenset(stem_words("opdracht"))
_ALIKE = 2
_RECEIVES = frozenset("krijgt krijgen kreeg kregen ontving ontvingen".split())
_WORD = re.compile(r"[^\W\d_]+")
_HAS = frozenset("heeft hebben had hadden".split())
_RECEIVED = frozenset("gekregen ontvangen".split())
_PEOPLE = frozenset(
    "onderzoeker onderzoekers hoogleraar hoogleraren medewerker medewerkers adviseur adviseurs "
    "team werkgroep projectgroep commissie expert experts deskundige deskundigen jurist juristen "
    "wetenschapper wetenschappers mensen "
    "specialist specialisten bureau ambtenaar ambtenaren bestuur directie".split()
)
"""Who work for a party: what they do, that party does."""
_GOES = frozenset("gaat ging gegaan".split())
_LEADS_TO = re.compile(
    r"\b(?:door|in handen van|onder leiding van|uit de koker van|van de hand van|het werk van|"
    r"voor rekening van|toevertrouwd aan|uitbesteed aan|overgelaten aan|"
    r"(?:belegd|ondergebracht|uitgezet|neergelegd) bij|"
    r"op het bord(?:je)? van|een klus (?:van|voor)|"
    r"(?:komt|kwam|kwamen|komen|afkomstig) van|"
    r"(?:is|zijn|blijft|ligt) (?:daarna |daarmee |dan |nu |straks |uiteindelijk )?(?:aan|bij))\s+"
    r"(?:de |het |een )?$",
    re.IGNORECASE,
)
_ALONE = frozenset("alleen uitsluitend zelfstandig enkel".split())
_ARE = r"opdrachtgevers?,? (?:van (?:het|dit) programma,? )?(?:zijn |waren |is )?"
_FOR = (
    r"(?:in opdracht van|namens|(?:aan)?gestuurd door|uit naam van|onder (?:verantwoordelijkheid|gezag) van) "
)
_LEAD = re.compile(
    rf"\b(?:(?P<are>{_ARE})|{_FOR})(?:(?:de|het) )?(?:ministeries? van )?(?:(?:de|het) )?$", re.IGNORECASE
)
_OURS = re.compile(
    r"\b(?:het|dit|ons) programma\b|\b(?:deze|de) (?:[^\W\d_]+ )?(?:voortgangs)?rapportage\b", re.IGNORECASE
)


def compare_performers(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a party that does what another does, where the data name who does it."""
    if not clause.is_stated:
        return
    yield from _compare_candidates(clause, knowledge)
    yield from _compare_assigned(clause, knowledge)
    for subject in clause.subjects if len(clause.subjects) == 1 else ():
        acts = {predicate.act for predicate in clause.predicates if not predicate.is_history}
        if Act.ADOPT in acts:
            subject = knowledge.adoptions.get(subject.id, subject)  # noqa: PLW2901 - who adopts it is asked
        performers = frozenset({*subject.deciders, *filter(None, [subject.executing_party])})
        if performers:
            agents = _find_agents(clause, subject, acts)
            yield from _compare(clause, subject, agents, performers, knowledge)


def _compare_assigned(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """“X kreeg de opdracht om …”: what the sentence tells of the assignment says which one it is."""
    lowers = {*clause.lowers}
    if (
        clause.subjects
        or "opdracht" not in lowers
        or not any(_is_receiver(clause, p) for p in clause.parties)
    ):
        return
    text_stems = {*find_content_stems(clause.sentence.text)} - _ASSIGNED
    alike = [(len(text_stems & stems), each) for each, stems in knowledge.assignments]
    best = max((likeness for likeness, _ in alike), default=0)
    meant = [each for likeness, each in alike if likeness == best]
    if best >= _ALIKE and len(meant) == 1 and meant[0].executing_party:
        agents = [party for party in clause.parties if _is_receiver(clause, party)]
        yield from _compare(clause, meant[0], agents, frozenset({meant[0].executing_party}), knowledge)


def compare_sponsors(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a party that is called a sponsor of the programme and is none."""
    text = clause.sentence.text
    parties = clause.parties if clause.is_stated and not clause.about else ()
    for place, party in enumerate(parties):
        lead = _LEAD.search(text[: party.start])
        if lead is None or not (lead["are"] or _OURS.search(clause.span.text)):
            continue
        listed = [party]
        for other in parties[place + 1 :]:
            if not are_listed(text, listed[-1], other):
                break
            listed.append(other)
        yield from _compare_listed(clause, listed, knowledge)


def _compare_candidates(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Where one party does everything that a clause may speak of, it is certain who does it."""
    performers = {candidate.executing_party for candidate in clause.candidates if not clause.about}
    if len(performers) == 1 and all(performers):
        works = any(predicate.act in (Act.WORK, Act.DELIVER) for predicate in clause.predicates)
        works = works or bool(_STUDIES & {*clause.lowers})
        led = [
            party
            for party in clause.parties
            if _is_led(clause, party) or (works and not _is_passive(clause) and _is_subject(clause, party))
        ]
        everybody = frozenset(
            {*filter(None, performers), *(party for each in clause.candidates for party in each.parties)}
        )
        yield from _compare(clause, clause.candidates[0], led, everybody, knowledge)


def _is_led(clause: Clause, party: PartyMention) -> bool:
    return bool(_LEADS_TO.search(clause.sentence.text[: party.start]))


def _find_agents(clause: Clause, subject: DeliverableFacts, acts: set[Act]) -> list[PartyMention]:
    """Return the parties that do what a clause tells: its subject, or who stands behind “door”."""
    if _ASSIGNED & {*stem_once(subject.title)[:1]}:
        return [party for party in clause.parties if _is_receiver(clause, party)]
    acts_here = bool(acts & _DOING) or bool(_DOES & {*clause.lowers})
    agents: list[PartyMention] = []
    for party in clause.parties:
        if _is_in_name(clause, party):
            continue
        is_first = acts_here and clause.is_named and not _is_passive(clause) and _is_subject(clause, party)
        if (
            _is_led(clause, party)
            or is_first
            or (agents and are_listed(clause.sentence.text, agents[-1], party))
        ):
            agents.append(party)
    return agents


def _is_receiver(clause: Clause, party: PartyMention) -> bool:
    """Whether a party gets an assignment: it receives it, or it is given to them."""
    preposition = find_preposition(clause.words, party.start)
    if preposition == "aan" or (preposition == "naar" and _GOES & {*clause.lowers}):
        return True
    lowers = {*clause.lowers}
    others = {word.lower() for word in _WORD.findall(clause.sentence.text)} - _RECEIVED
    has_it = bool(_HAS & lowers) and not any(  # “heeft de opdracht om … te meten gegeven”
        form.form is Form.PARTICIPLE for word in others for form in FORMS.get(word, ())
    )
    return (has_it or bool(_RECEIVES & lowers)) and _is_subject(clause, party)


def _is_in_name(clause: Clause, party: PartyMention) -> bool:
    return any(word.part is Part.NAME and word.start <= party.start < word.end for word in clause.words)


def _is_passive(clause: Clause) -> bool:
    has_participle = any(
        form.form is Form.PARTICIPLE for word in clause.words for form in FORMS.get(word.lower, ())
    )
    return has_participle and bool(_PASSIVE & {*clause.lowers})


def _is_subject(clause: Clause, party: PartyMention) -> bool:
    """Whether a party stands where the subject stands: first, or right behind the finite verb."""
    before = [word for word in clause.words if word.end <= party.start]
    preposition = find_preposition(clause.words, party.start)
    while preposition and before and before[-1].lower != preposition:
        before.pop()
    if preposition and not (preposition == "van" and before[-2:] and before[-2].lower in _PEOPLE):
        return False
    before = before[:-2] if preposition else before  # “onderzoekers van het instituut”
    while before and before[-1].lower in ("de", "het", "een", "alleen", "ook", "zelfs", "enkel"):
        before.pop()
    if not before or before[-1].lower in ("dat", "en", "maar", "omdat"):
        return True
    verb = before[-1].lower
    finite = any(form.form in (Form.PRESENT, Form.PAST) for form in FORMS.get(verb, ()))
    return finite or verb in AUXILIARIES | _RECEIVES | _DOES


def _compare_alone(
    clause: Clause, subject: DeliverableFacts, agents: Sequence[PartyMention], performers: frozenset[str]
) -> Iterator[Finding]:
    """“Alleen JenV beslist”, of what several decide together."""
    named = {agent.short for agent in agents if agent.is_known}
    if named and named < performers and _ALONE & {*clause.lowers}:
        span = (agents[0].start, agents[-1].end)
        says = ", ".join(sorted(performers))
        record = Record("deliverable", subject.id)
        yield mark_words(FindingKind.PARTY, clause, span, record, subject.title, says)


def _may_be_of_state(agent: PartyMention, performers: frozenset[str], knowledge: Knowledge) -> bool:
    """Whether “de minister” may be the one of a ministry that does it."""
    names = (name for name, short in knowledge.parties if short in performers or name in performers)
    is_ministry = any(name.lower().startswith("ministerie") for name in names)
    return is_ministry and agent.short.lower() in ("minister", "staatssecretaris", "kabinet", "regering")


def _compare(
    clause: Clause,
    subject: DeliverableFacts,
    agents: Sequence[PartyMention],
    performers: frozenset[str],
    knowledge: Knowledge,
) -> Iterator[Finding]:
    allowed = performers | {*subject.parties}
    yield from _compare_alone(clause, subject, agents, performers)
    for agent in agents:
        if not agent.is_known and _may_be_of_state(agent, performers, knowledge):
            continue
        known = {agent.short.lower(), agent.text.lower()}
        if any(name.lower() in called or called in name.lower() for name in allowed for called in known):
            continue
        name = next(iter(performers))
        is_certain = (
            len(performers) == 1
            and len(agents) == 1
            and agent.is_known
            and agent.text == agent.short
            and not _ARTICLE.search(clause.sentence.text[: agent.start])  # “de VNG” is no “de JenV”
        )
        is_certain = is_certain and name[:1].isupper()  # “een bureau” wants its article
        instead = name if is_certain and name in {short for _, short in knowledge.parties} else ""
        record = Record("deliverable", subject.id)
        says = ", ".join(sorted(performers))
        span = (agent.start, agent.end)
        yield mark_words(FindingKind.PARTY, clause, span, record, subject.title, says, instead)


def _compare_listed(clause: Clause, listed: list[PartyMention], knowledge: Knowledge) -> Iterator[Finding]:
    strangers = [party for party in listed if party.short not in knowledge.sponsors]
    missing = knowledge.sponsors - {party.short for party in listed}
    is_certain = len(strangers) == len(missing) == 1 and strangers[0].text.isupper()
    record = Record("reporting_period", knowledge.period.id)
    says = ", ".join(sorted(knowledge.sponsors))
    for party in strangers:
        span, instead = (party.start, party.end), next(iter(missing)) if is_certain else ""
        yield mark_words(FindingKind.PARTY, clause, span, record, knowledge.title, says, instead)
