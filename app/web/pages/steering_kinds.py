"""Every kind of thing that a programme steers by: what its form holds, and what is done with it."""

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
from app.queries.need import titles_of
from app.queries.parliamentary_commitment import commitments
from app.queries.party import party_places
from app.queries.risk import risks
from app.queries.structure import lines_now
from app.tables.tracked import INDICATOR
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.programme import ProgrammeDoor
from app.web.forms import Choice, Choices, Typed, meant, one_of, with_nothing


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """A thing as it is now: `values` fill its form, `deliverables` are those that it is about, by id."""

    title: str
    values: Mapping[str, str]
    deliverables: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SteeringKind:
    """One kind: its word in the address, its thing in the code, and the template of its form."""

    word: str
    thing: str
    fields: str
    open: Callable[[ProgrammeDoor, int], StoredEntity | None]
    choices: Callable[[Session, int], Choices]
    add: Callable[[Session, AuditContext, int, Typed], int]
    change: Callable[[Session, AuditContext, int, int, Typed], None]
    begins: Mapping[str, str] = field(default_factory=dict)
    """What stands in an empty form."""

    @property
    def index(self) -> str:
        """The route of its list."""
        return f"{self.thing}.index"


def about(session: Session, programme_id: int, typed: Typed) -> tuple[int, ...]:
    """The deliverables that stay ticked, and those that are named, a line each. Refuses what is none."""
    named = (line for line in typed["deliverables"].splitlines() if line.strip())
    found = (*typed.chosen("about"), *(meant(session, programme_id, line, "deliverables") for line in named))
    return tuple(dict.fromkeys(found))


def owners(session: Session, programme_id: int) -> Sequence[Choice]:
    """Who can be answerable for it."""
    return with_nothing(possible_leads(session, [programme_id]))


_ALWAYS = date.max


def _open(door: ProgrammeDoor, id: int) -> StoredEntity | None:
    row = find_row(door.session, INDICATOR, id)
    if row is None or row["programme_id"] != door.programme.id:
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


def _choices(session: Session, programme_id: int) -> Choices:
    asked = indicators(session, [programme_id], _ALWAYS)
    counted = with_nothing([(one.id, one.name) for one in asked if one.numerator_id is None])
    return {
        "direction": [(direction.value, word(translator(), direction)) for direction in Direction],
        "action_line_id": with_nothing(lines_now(session, programme_id)),
        "numerator_id": counted,
        "denominator_id": counted,
    }


def _new(typed: Typed, position: int) -> IndicatorInput:
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


def _add(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    place = next_position(session, INDICATOR, {"programme_id": programme_id})
    return indicator.define(session, act, programme_id, _new(typed, place))


def _change(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    row = find_row(session, INDICATOR, id)
    assert row is not None
    new = _new(typed, row["position"])
    indicator.change(session, act, id, new, typed.saying)


INDICATORS = SteeringKind(
    word="indicatoren",
    thing="indicator",
    fields="indicator/_fields.html",
    open=_open,
    choices=_choices,
    add=_add,
    change=_change,
    begins={"direction": Direction.NONE.value},
)


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


def _risk(session: Session, programme_id: int, typed: Typed) -> RiskInput:
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
        deliverables=about(session, programme_id, typed),
    )


def _risk_choices(session: Session, programme_id: int) -> Choices:
    steps = with_nothing([(step, str(step)) for step in STEPS])
    return {
        "kind": [(kind.value, word(translator(), kind)) for kind in RiskKind],
        "state": [(state.value, word(translator(), state)) for state in RiskState],
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


def _external(session: Session, programme_id: int, typed: Typed) -> ExternalDependencyInput:
    return ExternalDependencyInput(
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
        "firmness": [("", "–"), *((one.value, word(translator(), one)) for one in Firmness)],
        "state": [(state.value, word(translator(), state)) for state in ExternalState],
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


def _commitment(session: Session, programme_id: int, typed: Typed) -> CommitmentInput:
    answers = typed["deliverable"].strip()
    return CommitmentInput(
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


KINDS: Mapping[str, SteeringKind] = {
    kind.word: kind
    for kind in (
        INDICATORS,
        SteeringKind(
            word="risicos",
            thing="risk",
            fields="risk/_fields.html",
            open=_open_risk,
            choices=_risk_choices,
            add=lambda session, act, here, typed: risk.add(session, act, here, _risk(session, here, typed)),
            change=_change_risk,
            begins={"state": RiskState.OPEN.value, "kind": RiskKind.RISK.value},
        ),
        SteeringKind(
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
        SteeringKind(
            word="toezeggingen",
            thing="parliamentary_commitment",
            fields="parliamentary_commitment/_fields.html",
            open=_open_commitment,
            choices=lambda *_: {"kind": [(kind.value, word(translator(), kind)) for kind in CommitmentKind]},
            add=lambda session, act, here, typed: parliamentary_commitment.add(
                session, act, here, _commitment(session, here, typed)
            ),
            change=_change_commitment,
            begins={"kind": CommitmentKind.UNDERTAKING.value},
        ),
    )
}
