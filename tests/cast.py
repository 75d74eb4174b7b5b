"""The cast known by heart and the programme in which they live, made through the actions.

Buurtkracht is invented. Noor runs its office, Bram leads the houses, Iris the neighbourhood app, Karel
sponsors for the fund, and Vera is a stranger. Everything was said before `TODAY`, on the day that it names.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.actions import (
    action_line,
    deliverable,
    deliverable_document,
    indicator,
    measurement,
    party,
    person,
    pilot_site,
    programme,
    project,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.deliverable_document import EvidenceInput, SourceInput
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.report import reporting_period
from app.actions.status_update import StatusUpdateInput, submit
from app.db import Database
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.role import Role
from app.domain.round import RoundDays
from app.domain.status import Confidence, Status
from app.domain.structure import (
    ActionLineKind,
    DeliverableKind,
    Frequency,
    PartyKind,
    PeriodState,
)
from tests.steered import steer

TODAY = date(2023, 12, 18)
OPENED = date(2023, 7, 1)
"""The round of 2023-H2 is open from this day on."""
SLUG = "buurtkracht"
PEOPLE = ("noor", "bram", "iris", "karel", "vera")


def at(day: date) -> datetime:
    """Nine in the morning (UTC) of a day: when what was said on it was entered."""
    return datetime.combine(day, time(9), UTC)


@dataclass(slots=True)
class Cast:
    """Ids of everyone and everything; a deliverable is found by its short name."""

    noor: int = 0
    bram: int = 0
    iris: int = 0
    karel: int = 0
    vera: int = 0
    programme: int = 0
    fund: int = 0
    """Stichting Buurtfonds, the sponsor that Karel acts for."""
    quarter: int = 0
    """De Lindewijk, the pilot site."""
    meet: int = 0
    """Action line 1, Ontmoeten."""
    join: int = 0
    """Action line 2, Meedoen."""
    houses: int = 0
    """The project that Bram leads, in action line 1."""
    app: int = 0
    """The project that Iris leads, in action line 2."""
    period: int = 0
    """2023-H2, open."""
    visitors: int = 0
    """The indicator of the houses: 120 in June, 200 in September, of whom 150 adults and 50 children."""
    volunteers: int = 0
    """25 in September, in the Lindewijk."""
    share: int = 0
    """The ratio of volunteers to visitors."""
    risk: int = 0
    """Te weinig geld: likely 3, impact 4; it touches the handbook."""
    external: int = 0
    """Verkeersplan, Q2 2024, from the fund; the handbook waits for it."""
    commitment: int = 0
    """A letter, promised on 21 September."""
    deliverables: dict[str, int] = field(default_factory=dict)
    cookies: dict[str | int, str] = field(default_factory=dict)
    """Of whoever has signed in already, by name: one browser each."""

    def person(self, name: str) -> int:
        """The id of one of the five."""
        assert name in PEOPLE
        return int(getattr(self, name))

    def __getitem__(self, name: str) -> int:
        return self.deliverables[name]


def assemble(database: Database) -> Cast:
    """Fill an empty database, in the order in which it was said."""
    cast = Cast()
    with database.writing() as session:
        _found(session, cast)
        _promise(session, cast)
        _open_round(session, cast)
        _tell(session, cast)
        _count(session, cast)
        steer(session, cast)
    return cast


def _found(session: Session, cast: Cast) -> None:
    """People, programme, action lines, projects, and the half-year that is accounted for."""
    start = AuditContext(None, at(date(2023, 1, 9)), "test")
    for name in PEOPLE:
        setattr(cast, name, person.add(session, start, email=f"{name}@voorbeeld.nl", name=name.capitalize()))
    office = AuditContext(cast.noor, start.at, "test")
    cast.programme = programme.create(
        session,
        office,
        slug=SLUG,
        title="Buurtkracht",
        starts_on=date(2023, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    cast.fund = party.get_or_create(session, office, name="Stichting Buurtfonds", abbreviation="Buurtfonds")
    party.involve(session, office, cast.programme, cast.fund, PartyKind.SPONSOR)
    cast.quarter = pilot_site.add(session, office, cast.programme, name="De Lindewijk")
    _give_roles(session, office, cast)
    line = ActionLineKind.LINE
    for position, (name, title) in enumerate([("meet", "Ontmoeten"), ("join", "Meedoen")], start=1):
        made = action_line.add(
            session, office, cast.programme, code=str(position), title=title, position=position, kind=line
        )
        setattr(cast, name, made)
    cast.houses = project.add(
        session, office, cast.meet, title="Huizen van de wijk", position=1, lead_id=cast.bram
    )
    cast.app = project.add(session, office, cast.join, title="Buurtapp", position=1, lead_id=cast.iris)
    days = RoundDays(date(2023, 12, 31), date(2024, 1, 12), date(2024, 1, 31))
    cast.period = reporting_period.plan(
        session, office, cast.programme, half_year=HalfYear(2023, 2), number=1, days=days
    )


def _give_roles(session: Session, office: AuditContext, cast: Cast) -> None:
    for name, role in (("noor", Role.OFFICE), ("bram", Role.LEAD), ("iris", Role.LEAD)):
        person.grant(session, office, cast.person(name), role, programme_id=cast.programme)
    person.grant(session, office, cast.karel, Role.SPONSOR, programme_id=cast.programme, party_id=cast.fund)


def _open_round(session: Session, cast: Cast) -> None:
    """Noor calls for updates on the first day of the half-year."""
    office = AuditContext(cast.noor, at(OPENED), "test")
    reporting_period.take_step(session, office, cast.period, PeriodState.OPEN, version=1)


@dataclass(frozen=True, slots=True)
class _Promised:
    """A deliverable of one of the two projects."""

    name: str
    project: str
    kind: DeliverableKind
    title: str
    frequency: tuple[int, Frequency] | tuple[None, None] = (None, None)


_PROMISED = (
    _Promised("handbook", "houses", DeliverableKind.PRODUCT, "Handreiking buurthuizen"),
    _Promised("opening", "houses", DeliverableKind.EVENT, "Opening van het eerste buurthuis"),
    _Promised("location", "houses", DeliverableKind.DECISION, "Besluit: plaats van het tweede buurthuis"),
    _Promised("training", "houses", DeliverableKind.PRODUCT, "Training voor vrijwilligers"),
    _Promised("release", "app", DeliverableKind.PRODUCT, "Eerste versie van de buurtapp"),
    _Promised(
        "panel", "app", DeliverableKind.RECURRING, "Bijeenkomst van het buurtpanel", (4, Frequency.YEAR)
    ),
    _Promised("survey", "app", DeliverableKind.RESEARCH, "Onderzoek onder bewoners"),
    _Promised("leaflet", "app", DeliverableKind.PRODUCT, "Folder bij de buurtapp"),
)


def _promise(session: Session, cast: Cast) -> None:
    """Every deliverable, promised in the plan of 1 March; the location waits for the handbook."""
    on = date(2023, 3, 1)
    office = AuditContext(cast.noor, at(on), "test")
    for position, new in enumerate(_PROMISED, start=1):
        made = deliverable.add(
            session,
            office,
            NewDeliverable(
                project_id=getattr(cast, new.project),
                kind=new.kind,
                title=new.title,
                said_on=on,
                position=position,
                frequency_count=new.frequency[0],
                frequency_per=new.frequency[1],
            ),
            parties=[cast.fund] if new.name == "opening" else [],
        )
        cast.deliverables[new.name] = made
        deliverable_document.add(session, office, made, SourceInput("Programmaplan Buurtkracht", "2"))
    deliverable.need(session, office, cast["location"], [cast["handbook"]])


def _tell(session: Session, cast: Cast) -> None:
    """What was said, from March to December: kept, late, moved, dropped, undated and never said at all."""
    for on, name, status, words in _TOLD:
        version = 1 + sum(told[1] == name and told[0] < on for told in _TOLD)
        lead = cast.bram if name in _OF_BRAM else cast.iris
        submit(
            session,
            AuditContext(lead, at(on), "test"),
            cast[name],
            StatusUpdateInput(status=status, version=version, said_on=on, **words),
            today=on,
        )
    evidence = AuditContext(cast.bram, at(date(2023, 9, 25)), "test")
    report = EvidenceInput("Verslag van de opening", on=date(2023, 9, 21))
    deliverable_document.add(session, evidence, cast["opening"], report)


def _count(session: Session, cast: Cast) -> None:
    """Who came to the houses, as Noor counted on two days."""
    said_on = date(2023, 10, 9)
    office = AuditContext(cast.noor, at(said_on), "test")
    for position, (name, title) in enumerate([("visitors", "Bezoekers"), ("volunteers", "Vrijwilligers")]):
        new = IndicatorInput(title, "mensen", position + 1, action_line_id=cast.meet)
        setattr(cast, name, indicator.define(session, office, cast.programme, new))
    ratio = IndicatorInput(
        "Vrijwilligers per bezoeker",
        "%",
        3,
        action_line_id=cast.meet,
        numerator_id=cast.volunteers,
        denominator_id=cast.visitors,
    )
    cast.share = indicator.define(session, office, cast.programme, ratio)
    june, september = date(2023, 6, 30), date(2023, 9, 30)
    parts = (("volwassenen", Decimal(150)), ("kinderen", Decimal(50)))
    measurement.measure(session, office, cast.visitors, MeasurementInput(Decimal(120), june, said_on))
    measurement.measure(
        session, office, cast.visitors, MeasurementInput(Decimal(200), september, said_on, parts)
    )
    here = MeasurementInput(Decimal(25), september, said_on, pilot_site_id=cast.quarter)
    measurement.measure(session, office, cast.volunteers, here)


_OF_BRAM = frozenset(new.name for new in _PROMISED if new.project == "houses")
_MARCH, _JUNE, _AUTUMN, _WINTER = date(2023, 3, 1), date(2023, 6, 12), date(2023, 9, 25), date(2023, 12, 4)
_ALL_THE_SAME = "De laatste fouten worden deze week opgelost."
_TOLD: tuple[tuple[date, str, Status, dict[str, Any]], ...] = (
    (_MARCH, "handbook", Status.PLANNED, {"phrase": "najaar 2023", "firmness": Firmness.COMMITTED}),
    (_MARCH, "opening", Status.PLANNED, {"phrase": "augustus 2023", "firmness": Firmness.COMMITTED}),
    (_MARCH, "location", Status.PLANNED, {"phrase": "januari 2024", "firmness": Firmness.EXPECTED}),
    (_MARCH, "release", Status.PLANNED, {"phrase": "1 december 2023", "firmness": Firmness.DECIDED}),
    (_MARCH, "panel", Status.IN_PROGRESS, {"phrase": "vanaf 2023", "firmness": Firmness.COMMITTED}),
    (_MARCH, "survey", Status.PLANNED, {"phrase": "op korte termijn", "firmness": Firmness.AIMED}),
    (_MARCH, "leaflet", Status.PLANNED, {"phrase": "eind 2023", "firmness": Firmness.EXPECTED}),
    (
        _JUNE,
        "handbook",
        Status.IN_PROGRESS,
        {"confidence": Confidence.ON_TRACK, "text": "De eerste hoofdstukken zijn er."},
    ),
    (_JUNE, "leaflet", Status.CANCELLED, {"reason": "De app legt zichzelf uit."}),
    (
        _AUTUMN,
        "handbook",
        Status.IN_PROGRESS,
        {
            "confidence": Confidence.AT_RISK,
            "phrase": "begin 2024",
            "firmness": Firmness.EXPECTED,
            "text": "Bewoners schrijven mee.",
            "reason": "Bewoners wilden meeschrijven, en dat kost tijd.",
        },
    ),
    (
        _AUTUMN,
        "opening",
        Status.DELIVERED,
        {"delivered_on": date(2023, 9, 21), "text": "Het huis aan de Lindelaan is open."},
    ),
    (
        _WINTER,
        "release",
        Status.IN_PROGRESS,
        {"confidence": Confidence.ON_TRACK, "text": "Bijna klaar.", "answer": _ALL_THE_SAME},
    ),
)
