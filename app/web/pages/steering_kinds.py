"""The forms of indicators, risks, external dependencies and commitments: their fields and actions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from app.actions import external_dependency, indicator, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.indicator import IndicatorInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.actions.structure import find_row, next_position
from app.domain.firmness import Firmness
from app.domain.risk_level import STEPS
from app.domain.structure import CommitmentKind, Direction, ExternalState, RiskKind, RiskState
from app.queries.external_dependency import external_dependencies
from app.queries.indicator import indicators
from app.queries.lead import possible_leads
from app.queries.parliamentary_commitment import commitments
from app.queries.party import party_places
from app.queries.risk import risks
from app.queries.structure import lines_now
from app.tables.tracked import (
    EXTERNAL_DEPENDENCY,
    INDICATOR,
    PARLIAMENTARY_COMMITMENT,
    RISK,
    TrackedEntity,
)
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.programme import ProgrammeAccess
from app.web.forms import Choice, Choices, Typed, fill_own_bounds, prepend_empty_choice, read_member
from app.web.views.related import ANSWER, CONCERNED, RelatedField


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """The present state of an entity: `values` fill its form."""

    title: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SteeringKind:
    """One kind of entity: its word in the address, its name in the code, the template of its form."""

    word: str
    noun: str
    fields: str
    open: Callable[[ProgrammeAccess, int], StoredEntity | None]
    choices: Callable[[Session, int], Choices]
    add: Callable[[Session, AuditContext, int, Typed], int]
    change: Callable[[Session, AuditContext, int, int, Typed], None]
    tracked: TrackedEntity
    initial: Mapping[str, str] = field(default_factory=dict)
    """The initial values of a form for a new one."""
    related: tuple[RelatedField, ...] = ()
    """The fields in which deliverables are chosen."""

    @property
    def index(self) -> str:
        """The route of its list."""
        return f"{self.noun}.index"


def list_owner_choices(session: Session, programme_id: int) -> Sequence[Choice]:
    """Return the people who can own a risk."""
    return prepend_empty_choice(possible_leads(session, [programme_id]))


_ALWAYS = date.max


def _open_indicator(access: ProgrammeAccess, id: int) -> StoredEntity | None:
    row = find_row(access.session, INDICATOR, id)
    if row is None or row["programme_id"] != access.programme.id:
        return None
    names = ("name", "definition", "unit", "caveat", "numerator_id", "denominator_id", "action_line_id")
    values = {name: str(row[name] or "") for name in names}
    values |= {
        "direction": row["direction"].value,
        "target": f"{row['target'].normalize():f}".replace(".", ",") if row["target"] is not None else "",
        "withdrawn": "on" if row["withdrawn"] else "",
        "version": str(row["version"]),
    }
    return StoredEntity(row["name"], values)


def _list_indicator_choices(session: Session, programme_id: int) -> Choices:
    rows = indicators(session, [programme_id], _ALWAYS)
    counted = prepend_empty_choice([(row.id, row.name) for row in rows if row.numerator_id is None])
    return {
        "direction": [(direction.value, word(translator(), direction)) for direction in Direction],
        "action_line_id": prepend_empty_choice(lines_now(session, programme_id)),
        "numerator_id": counted,
        "denominator_id": counted,
    }


def _read_indicator(typed: Typed, position: int) -> IndicatorInput:
    return IndicatorInput(
        name=typed["name"].strip(),
        unit=typed["unit"].strip(),
        position=position,
        definition=typed["definition"].strip(),
        direction=typed.word("direction", Direction),
        target=typed.amount("target"),
        action_line_id=typed.id("action_line_id"),
        numerator_id=typed.id("numerator_id"),
        denominator_id=typed.id("denominator_id"),
        caveat=typed["caveat"].strip(),
        withdrawn=bool(typed["withdrawn"]),
    )


def _add_indicator(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    place = next_position(session, INDICATOR, {"programme_id": programme_id})
    return indicator.define(session, act, programme_id, _read_indicator(typed, place))


def _change_indicator(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    row = find_row(session, INDICATOR, id)
    assert row is not None
    new = _read_indicator(typed, row["position"])
    indicator.change(session, act, id, new, typed.statement, is_correction=typed.is_correction)


INDICATORS = SteeringKind(
    word="indicatoren",
    noun="indicator",
    fields="indicator/_fields.html",
    open=_open_indicator,
    choices=_list_indicator_choices,
    add=_add_indicator,
    change=_change_indicator,
    initial={"direction": Direction.NONE.value},
    tracked=INDICATOR,
)


def _open_risk(access: ProgrammeAccess, id: int) -> StoredEntity | None:
    rows = risks(access.session, [access.programme.id], access.app_state.today())
    row = next((candidate for candidate in rows if candidate.id == id), None)
    if row is None:
        return None
    values = {name: str(getattr(row, name) or "") for name in _RISK_FIELDS}
    values |= {"in_report": "on" if row.in_report else "", "version": str(row.version)}
    return StoredEntity(row.title, values | _tick(row.deliverables))


_RISK_FIELDS = (
    *("kind", "title", "cause", "consequence", "likelihood", "impact", "measure"),
    *("owner_id", "state"),
)


def _read_risk(session: Session, programme_id: int, typed: Typed) -> RiskInput:
    return RiskInput(
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
        deliverables=CONCERNED.read_chosen(typed),
    )


def _list_risk_choices(session: Session, programme_id: int) -> Choices:
    steps = prepend_empty_choice([(step, str(step)) for step in STEPS])
    return {
        "kind": [(kind.value, word(translator(), kind)) for kind in RiskKind],
        "state": [(state.value, word(translator(), state)) for state in RiskState],
        "likelihood": steps,
        "impact": steps,
        "owner_id": list_owner_choices(session, programme_id),
    }


def _open_external(access: ProgrammeAccess, id: int) -> StoredEntity | None:
    rows = external_dependencies(access.session, [access.programme.id], access.app_state.today())
    row = next((candidate for candidate in rows if candidate.id == id), None)
    if row is None:
        return None
    values = {name: str(getattr(row, name) or "") for name in ("title", "description", "phrase", "state")}
    values |= {"owner_party_id": str(row.owner_party_id), "firmness": row.firmness or ""}
    values |= _write_days(row, "confirmed_on", "delivered_on") | {"version": str(row.version)}
    if row.window is not None:
        values |= fill_own_bounds(row.window.bounds_by, row.window.earliest, row.window.latest)
    return StoredEntity(row.title, values | _tick(row.deliverables))


def _read_external(session: Session, programme_id: int, typed: Typed) -> ExternalDependencyInput:
    return ExternalDependencyInput(
        title=typed["title"].strip(),
        owner_party_id=typed.id("owner_party_id"),
        description=typed["description"].strip(),
        phrase=typed["phrase"],
        own=typed.own_bounds(),
        firmness=read_member(Firmness, typed["firmness"], "firmness"),
        confirmed_on=typed.day("confirmed_on"),
        state=typed.word("state", ExternalState),
        delivered_on=typed.day("delivered_on"),
        deliverables=CONCERNED.read_chosen(typed),
    )


def _list_external_choices(session: Session, programme_id: int) -> Choices:
    parties = [(party.id, party.words) for party in party_places(session, programme_id)]
    return {
        "owner_party_id": prepend_empty_choice(parties),
        "firmness": [("", "–"), *((firmness.value, word(translator(), firmness)) for firmness in Firmness)],
        "state": [(state.value, word(translator(), state)) for state in ExternalState],
    }


def _open_commitment(access: ProgrammeAccess, id: int) -> StoredEntity | None:
    rows = commitments(access.session, [access.programme.id], access.app_state.today())
    row = next((candidate for candidate in rows if candidate.id == id), None)
    if row is None:
        return None
    names = ("kind", "text", "reference", "phrase", "section", "answered_in")
    values = {name: str(getattr(row, name) or "") for name in names}
    values |= _write_days(row, "made_on", "answered_on")
    values |= fill_own_bounds(row.bounds_by, row.earliest, row.latest)
    values |= {"deliverable": str(row.deliverable_id or ""), "version": str(row.version)}
    return StoredEntity(row.text, values | {"withdrawn": "on" if row.withdrawn else ""})


def _read_commitment(session: Session, programme_id: int, typed: Typed) -> CommitmentInput:
    return CommitmentInput(
        kind=typed.word("kind", CommitmentKind),
        text=typed["text"].strip(),
        made_on=typed.day("made_on"),
        reference=typed["reference"].strip(),
        phrase=typed["phrase"],
        own=typed.own_bounds(),
        deliverable_id=typed.id("deliverable"),
        section=typed["section"].strip(),
        answered_on=typed.day("answered_on"),
        answered_in=typed["answered_in"].strip(),
        withdrawn=bool(typed["withdrawn"]),
    )


def _tick(ids: Sequence[int]) -> dict[str, str]:
    return {f"{CONCERNED.name}-{id}": "on" for id in ids}


def _write_days(row: object, *names: str) -> dict[str, str]:
    days = {name: getattr(row, name) for name in names}
    return {name: f"{day:%d-%m-%Y}" if day else "" for name, day in days.items()}


def _add_risk(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return risk.add(session, act, programme_id, _read_risk(session, programme_id, typed))


def _change_risk(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    new = _read_risk(session, programme_id, typed)
    risk.change(session, act, id, new, typed.statement, is_correction=typed.is_correction)


def _add_external(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return external_dependency.add(session, act, programme_id, _read_external(session, programme_id, typed))


def _change_external(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    new = _read_external(session, programme_id, typed)
    external_dependency.change(session, act, id, new, typed.statement, is_correction=typed.is_correction)


def _add_commitment(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return parliamentary_commitment.add(
        session, act, programme_id, _read_commitment(session, programme_id, typed)
    )


def _change_commitment(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    commitment = _read_commitment(session, programme_id, typed)
    parliamentary_commitment.change(
        session, act, id, commitment, typed.statement, is_correction=typed.is_correction
    )


KINDS: Mapping[str, SteeringKind] = {
    kind.word: kind
    for kind in (
        INDICATORS,
        SteeringKind(
            word="risicos",
            noun="risk",
            fields="risk/_fields.html",
            open=_open_risk,
            choices=_list_risk_choices,
            add=_add_risk,
            change=_change_risk,
            initial={"state": RiskState.OPEN.value, "kind": RiskKind.RISK.value},
            related=(CONCERNED,),
            tracked=RISK,
        ),
        SteeringKind(
            word="raakvlakken",
            noun="external_dependency",
            fields="external_dependency/_fields.html",
            open=_open_external,
            choices=_list_external_choices,
            add=_add_external,
            change=_change_external,
            initial={"state": ExternalState.EXPECTED.value},
            related=(CONCERNED,),
            tracked=EXTERNAL_DEPENDENCY,
        ),
        SteeringKind(
            word="toezeggingen",
            noun="parliamentary_commitment",
            fields="parliamentary_commitment/_fields.html",
            open=_open_commitment,
            choices=lambda *_: {"kind": [(kind.value, word(translator(), kind)) for kind in CommitmentKind]},
            add=_add_commitment,
            change=_change_commitment,
            initial={"kind": CommitmentKind.UNDERTAKING.value},
            related=(ANSWER,),
            tracked=PARLIAMENTARY_COMMITMENT,
        ),
    )
}
