"""Compares what is claimed to be done, open, dropped or on hold with how it stands."""

from collections.abc import Iterator
from datetime import date

from app.domain.editorial_check.claim import Claim
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause
from app.domain.editorial_check.stance import Stance
from app.domain.editorial_check.themes import MAKING
from app.domain.editorial_check.verbs import Act
from app.domain.editorial_check.words import stem_once
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.stem import stem_words
from app.domain.structure import DeliverableKind

_BEGINS = frozenset(stem_words("start starten begin opening aftrap kick"))
_ASSIGNMENTS = frozenset(stem_words("opdracht"))
_SIGNED = frozenset("handtekening handtekeningen krabbel getekend".split())
_CARRIED_OUT = frozenset("uitgevoerd uitvoeren uitvoering toegepast toepassing".split())
_WAS = frozenset("was waren werd werden had hadden lag lagen stond stonden".split())
_THINGS = (DeliverableKind.PRODUCT, DeliverableKind.RESEARCH)
_MEETINGS = (DeliverableKind.EVENT, DeliverableKind.RECURRING, DeliverableKind.ACTIVITY)


def compare_standing(claim: Claim, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield where the status contradicts a claim."""
    subject, act = claim.subject, claim.predicate.act
    if _says_it_runs(claim) and subject.assessment.current_status is Status.PLANNED:
        yield mark_clause(
            FindingKind.STATUS, claim.clause, Record("deliverable", subject.id), subject.title
        ).with_status(Status.PLANNED)
        return
    if claim.predicate.is_history:
        return
    if _is_unmade(claim):
        yield mark_clause(
            FindingKind.NOT_DELIVERED, claim.clause, Record("deliverable", subject.id), subject.title
        )
        return
    if not (is_told_of(act, subject) or _begins_dropped(claim)):
        return
    kind = _contradict(claim, knowledge)
    if kind is None:
        return
    told_of = subject
    if act is Act.ADOPT and kind in (FindingKind.ADOPTED, FindingKind.NOT_DELIVERED):
        told_of = knowledge.adoptions.get(subject.id, subject)
    finding = mark_clause(kind, claim.clause, Record("deliverable", told_of.id), subject.title)
    yield (
        finding if kind is not FindingKind.STATUS else finding.with_status(subject.assessment.current_status)
    )


def _is_unmade(claim: Claim) -> bool:
    """“Met de uitwerking van … moet nog worden begonnen”, of what is done."""
    subject = claim.subject
    is_made = subject.kind in _THINGS and subject.is_done
    return is_made and bool(MAKING & {*claim.clause.lowers}) and _says_not_begun(claim)


def _begins_dropped(claim: Claim) -> bool:
    """“Gaat in mei van start”: what was dropped begins no more, whatever it is."""
    is_dropped = claim.subject.assessment.status is Status.CANCELLED
    return is_dropped and claim.predicate.act is Act.START and claim.predicate.stance is Stance.COMING


def is_told_of(act: Act, subject: DeliverableFacts) -> bool:
    """Whether a verb tells how such a thing stands: to begin says nothing of a product."""
    match act:
        case Act.PERFORM:
            return True
        case Act.DECIDE | Act.REJECT:
            return subject.is_decision
        case Act.RECEIVE | Act.USE:
            return subject.kind in _THINGS and not _BEGINS & {*stem_once(subject.title)[:1]}
        case Act.HOLD:
            return subject.kind in _MEETINGS or subject.is_decision
        case Act.ASSIGN:
            return bool(_ASSIGNMENTS & {*stem_once(subject.title)[:1]})
        case Act.DELIVER | Act.ADOPT | Act.WORK if _BEGINS & {*stem_once(subject.title)[:1]}:
            return False
        case Act.START:
            is_open = subject.assessment.window is not None and subject.assessment.window.latest is None
            begins = bool(_BEGINS & {*stem_once(subject.title)[:1]})
            return begins or is_open or subject.kind in _MEETINGS
    return not _ASSIGNMENTS & {*stem_once(subject.title)[:1]}


def _contradict(claim: Claim, knowledge: Knowledge) -> FindingKind | None:
    status, predicate = claim.subject.assessment.current_status, claim.predicate
    if claim.subject.is_decision and "open" in claim.clause.lowers:
        return _contradict_open(claim, knowledge)  # “is open”: of a product, that it is there
    if _says_not_begun(claim) and status is Status.IN_PROGRESS:
        return FindingKind.STATUS
    match predicate.stance:
        case Stance.DROPPED:
            return FindingKind.STATUS if (status is Status.CANCELLED) is predicate.is_denied else None
        case Stance.HELD:
            return FindingKind.STATUS if (status is Status.ON_HOLD) is predicate.is_denied else None
        case Stance.MOVED:
            return None
        case Stance.DONE:
            is_made = predicate.act is not Act.WORK or (predicate.is_state and claim.subject.kind in _THINGS)
            return _contradict_done(claim, knowledge) if is_made else None
        case Stance.RUNNING if status is Status.ON_HOLD and not predicate.is_denied:
            return FindingKind.STATUS
        case Stance.OPEN | Stance.COMING | Stance.RUNNING:
            return None if predicate.is_denied else _contradict_open(claim, knowledge)


def _says_it_runs(claim: Claim) -> bool:
    """“Loopt sinds november”, of an activity: then it has begun."""
    predicate = claim.predicate
    is_running = predicate.stance is Stance.RUNNING and not (predicate.is_denied or predicate.is_history)
    is_since = bool({"sinds", "al", "inmiddels"} & {*claim.clause.lowers})
    return is_running and is_since and claim.subject.kind is DeliverableKind.ACTIVITY


def _has_begun(claim: Claim) -> bool:
    """Whether it is told to have begun, and that is so: of what is no beginning itself."""
    subject = claim.subject
    is_beginning = bool(_BEGINS & {*stem_once(subject.title)[:1]})
    is_running = subject.assessment.status is Status.IN_PROGRESS and subject.kind is DeliverableKind.ACTIVITY
    return claim.predicate.act is Act.START and is_running and not is_beginning


def _says_not_begun(claim: Claim) -> bool:
    """“Moet nog beginnen”, “is nog niet gestart”."""
    predicate, lowers = claim.predicate, {*claim.clause.lowers}
    if predicate.act is not Act.START or predicate.is_denied:
        return False
    must_still = "nog" in lowers and bool({"moet", "moeten"} & lowers)
    return predicate.stance is Stance.OPEN or (predicate.stance is Stance.COMING and must_still)


def _was_open_then(claim: Claim, on: date) -> bool:
    """“Eind 2022 was de gids nog niet klaar”, of what came after that: so it stood then."""
    if claim.predicate.stance is not Stance.OPEN or not _WAS & {*claim.clause.lowers}:
        return False
    done = claim.subject.assessment.done
    last = None if done is None or done.is_undated else done.latest
    starts = [moment.as_past(on).window.earliest for moment in claim.moments if moment.is_dated]
    return any(start is not None and start <= (last or on) for start in starts)


def _contradict_done(claim: Claim, knowledge: Knowledge) -> FindingKind | None:
    subject = claim.subject
    if claim.predicate.is_denied or claim.predicate.denies_moment:
        return None
    if subject.assessment.status is Status.CANCELLED:
        return FindingKind.STATUS
    if subject.kind is DeliverableKind.RECURRING:
        return None
    if _has_begun(claim):
        return None
    if not subject.is_done:
        return FindingKind.DELIVERED
    if _SIGNED & {*claim.clause.lowers} and subject.id not in knowledge.adoptions:
        return None  # who signs a covenant makes it
    if claim.predicate.act is Act.ADOPT and not subject.is_decision and not knowledge.is_adopted(subject):
        return FindingKind.ADOPTED
    return None


def _contradict_open(claim: Claim, knowledge: Knowledge) -> FindingKind | None:
    subject = claim.subject
    if subject.assessment.status is Status.CANCELLED:
        return FindingKind.STATUS
    if subject.kind is DeliverableKind.RECURRING or not subject.is_done:
        return None
    if claim.predicate.act is Act.ADOPT and not subject.is_decision:
        return FindingKind.NOT_DELIVERED if knowledge.is_adopted(subject) else None
    if subject.kind is DeliverableKind.PRODUCT and _CARRIED_OUT & {*claim.clause.lowers}:
        return None  # a plan is carried out once it is there
    if _was_open_then(claim, knowledge.on):
        return None
    if claim.predicate.stance is Stance.COMING and claim.predicate.act in (Act.START, Act.WORK):
        return None if subject.kind not in _MEETINGS else FindingKind.NOT_DELIVERED
    return FindingKind.NOT_DELIVERED
