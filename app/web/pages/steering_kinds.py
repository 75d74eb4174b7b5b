"""The kinds of things that a programme steers by and that are kept in one form: risks and what others do."""

from collections.abc import Mapping

from sqlmodel import Session

from app.actions import external_dependency, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalSaid
from app.actions.parliamentary_commitment import CommitmentSaid
from app.actions.risk import RiskSaid
from app.domain.firmness import Firmness
from app.domain.risk_level import STEPS
from app.domain.structure import CommitmentKind, ExternalState, RiskKind, RiskState
from app.queries.external_dependency import external_dependencies
from app.queries.need import titles_of
from app.queries.parliamentary_commitment import commitments
from app.queries.party import party_places
from app.queries.risk import risks
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.programme import ProgrammeDoor
from app.web.forms import Choices, Typed, meant, one_of, with_nothing
from app.web.pages.indicator_kind import KIND as INDICATORS
from app.web.pages.steering_kind import Kind, StoredEntity, about, owners
from app.web.responses import LANGUAGE

_WORDS = translator(LANGUAGE)


def _open_risk(door: ProgrammeDoor, id: int) -> StoredEntity | None:
    rows = risks(door.session, [door.programme.id], door.app_state.today())
    row = next((one for one in rows if one.id == id), None)
    if row is None:
        return None
    values = {name: str(getattr(row, name) or "") for name in _RISK}
    values |= {"in_report": "on" if row.in_report else "", "version": str(row.version)}
    return StoredEntity(row.title, values, titles_of(door.session, row.deliverables))


_RISK = (
    *("kind", "title", "cause", "consequence", "likelihood", "impact", "measure"),
    *("owner_id", "state"),
)


def _risk(session: Session, programme_id: int, typed: Typed) -> RiskSaid:
    return RiskSaid(
        kind=typed.word("kind", RiskKind),
        title=typed["title"].strip(),
        cause=typed["cause"].strip(),
        consequence=typed["consequence"].strip(),
        likelihood=typed.id("likelihood"),
        impact=typed.id("impact"),
        measure=typed["measure"].strip(),
        owner_id=typed.id("owner_id"),
        state=typed.word("state", RiskState),
        in_report=bool(typed["in_report"]),
        deliverables=about(session, programme_id, typed),
    )


def _risk_choices(session: Session, programme_id: int) -> Choices:
    steps = with_nothing([(step, str(step)) for step in STEPS])
    return {
        "kind": [(kind.value, word(_WORDS, kind)) for kind in RiskKind],
        "state": [(state.value, word(_WORDS, state)) for state in RiskState],
        "likelihood": steps,
        "impact": steps,
        "owner_id": owners(session, programme_id),
    }


def _open_external(door: ProgrammeDoor, id: int) -> StoredEntity | None:
    rows = external_dependencies(door.session, [door.programme.id], door.app_state.today())
    row = next((one for one in rows if one.id == id), None)
    if row is None:
        return None
    values = {name: str(getattr(row, name) or "") for name in ("title", "description", "phrase", "state")}
    values |= {"owner_party_id": str(row.owner_party_id), "firmness": row.firmness or ""}
    values |= _days(row, "confirmed_on", "delivered_on") | {"version": str(row.version)}
    return StoredEntity(row.title, values, titles_of(door.session, row.deliverables))


def _external(session: Session, programme_id: int, typed: Typed) -> ExternalSaid:
    return ExternalSaid(
        title=typed["title"].strip(),
        owner_party_id=typed.id("owner_party_id"),
        description=typed["description"].strip(),
        phrase=typed["phrase"],
        firmness=one_of(Firmness, typed["firmness"], "firmness"),
        confirmed_on=typed.day("confirmed_on"),
        state=typed.word("state", ExternalState),
        delivered_on=typed.day("delivered_on"),
        deliverables=about(session, programme_id, typed),
    )


def _external_choices(session: Session, programme_id: int) -> Choices:
    parties = [(party.id, party.words) for party in party_places(session, programme_id)]
    return {
        "owner_party_id": with_nothing(parties),
        "firmness": [("", "–"), *((one.value, word(_WORDS, one)) for one in Firmness)],
        "state": [(state.value, word(_WORDS, state)) for state in ExternalState],
    }


def _open_commitment(door: ProgrammeDoor, id: int) -> StoredEntity | None:
    rows = commitments(door.session, [door.programme.id], door.app_state.today())
    row = next((one for one in rows if one.id == id), None)
    if row is None:
        return None
    names = ("kind", "text", "reference", "phrase", "section", "answered_in")
    values = {name: str(getattr(row, name) or "") for name in names}
    values |= _days(row, "made_on", "answered_on")
    answers = titles_of(door.session, [row.deliverable_id] if row.deliverable_id else [])
    values |= {"deliverable": next(iter(answers.values()), ""), "version": str(row.version)}
    return StoredEntity(row.text, values | {"withdrawn": "on" if row.withdrawn else ""})


def _commitment(session: Session, programme_id: int, typed: Typed) -> CommitmentSaid:
    answers = typed["deliverable"].strip()
    return CommitmentSaid(
        kind=typed.word("kind", CommitmentKind),
        text=typed["text"].strip(),
        made_on=typed.day("made_on"),
        reference=typed["reference"].strip(),
        phrase=typed["phrase"],
        deliverable_id=meant(session, programme_id, answers, "deliverable") if answers else None,
        section=typed["section"].strip(),
        answered_on=typed.day("answered_on"),
        answered_in=typed["answered_in"].strip(),
        withdrawn=bool(typed["withdrawn"]),
    )


def _days(row: object, *names: str) -> dict[str, str]:
    found = {name: getattr(row, name) for name in names}
    return {name: f"{day:%d-%m-%Y}" if day else "" for name, day in found.items()}


def _change_risk(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    risk.change(session, act, id, _risk(session, programme_id, typed), typed.saying)


def _change_external(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    external_dependency.change(session, act, id, _external(session, programme_id, typed), typed.saying)


def _change_commitment(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    said = _commitment(session, programme_id, typed)
    parliamentary_commitment.change(session, act, id, said, typed.saying)


KINDS: Mapping[str, Kind] = {
    kind.word: kind
    for kind in (
        INDICATORS,
        Kind(
            word="risicos",
            thing="risk",
            fields="risk/_fields.html",
            open=_open_risk,
            choices=_risk_choices,
            add=lambda session, act, here, typed: risk.add(session, act, here, _risk(session, here, typed)),
            change=_change_risk,
            begins={"state": RiskState.OPEN.value, "kind": RiskKind.RISK.value},
        ),
        Kind(
            word="raakvlakken",
            thing="external_dependency",
            fields="external_dependency/_fields.html",
            open=_open_external,
            choices=_external_choices,
            add=lambda session, act, here, typed: external_dependency.add(
                session, act, here, _external(session, here, typed)
            ),
            change=_change_external,
            begins={"state": ExternalState.EXPECTED.value},
        ),
        Kind(
            word="toezeggingen",
            thing="parliamentary_commitment",
            fields="parliamentary_commitment/_fields.html",
            open=_open_commitment,
            choices=lambda *_: {"kind": [(kind.value, word(_WORDS, kind)) for kind in CommitmentKind]},
            add=lambda session, act, here, typed: parliamentary_commitment.add(
                session, act, here, _commitment(session, here, typed)
            ),
            change=_change_commitment,
            begins={"kind": CommitmentKind.UNDERTAKING.value},
        ),
    )
}
