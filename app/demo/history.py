"""Says a programme over many half-years, in the order of days: promised, moved, weighed, reported."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import deliverable, deliverable_closing, pilot_site, programme
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput, ask
from app.actions.decision_taking import TakingInput, take
from app.actions.deliverable import NewDeliverable, SourceInput
from app.actions.history import StatementInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.history_rounds import rounds
from app.demo.history_steering import define_indicators, steering
from app.demo.known import Known, act_on
from app.demo.programme import load_frame
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency, ProgrammeKind
from app.tables import Deliverable

Facts = Mapping[str, Any]
Event = tuple[date, int, Callable[[], object]]
"""A day, its turn on that day, and what is said then."""

OFFICE, SOURCE = "noor", "Startnotitie (verzonnen)"


def load_history(session: Session, known: Known, facts: Facts) -> None:
    """Say everything of one file, each thing on its own day."""
    act = act_on(facts["begins_on"], known.people[OFFICE])
    asked = facts["programme"]
    programme_id = programme.create(
        session,
        act,
        slug=asked["slug"],
        title=asked["title"],
        kind=ProgrammeKind(asked["kind"]),
        purpose=asked["purpose"].strip(),
        starts_on=asked["starts_on"],
        ends_on=asked["ends_on"],
    )
    known.programmes[asked["slug"]] = programme_id
    load_frame(session, act, known, facts, programme_id)
    for one in facts["pilot_site"]:
        known.sites[one["key"]] = pilot_site.add(session, act, programme_id, name=one["name"])
    define_indicators(session, act, known, facts, programme_id)
    events = [
        *_deliverables(session, known, facts),
        *steering(session, known, facts, programme_id),
        *rounds(session, known, facts, programme_id),
    ]
    for _, _, say in sorted(events, key=lambda event: event[:2]):
        say()


def _deliverables(session: Session, known: Known, facts: Facts) -> Iterator[Event]:
    leads = {project["key"]: project["lead"] for project in facts["project"]}
    for position, one in enumerate(facts["deliverable"], start=1):
        lead = known.people[leads[one["project"]]]
        yield one["said"][0]["on"], 0, _Said(session, known, one, position, lead).begin
        for said in one["said"]:
            yield said["on"], 2, _Said(session, known, one, position, lead, said).update
        for key, turn in (("taken", 3), ("merged", 3), ("split", 3)):
            if key in one:
                how = _Said(session, known, one, position, known.people[OFFICE], one[key])
                yield one[key]["on"], turn, getattr(how, key)
        if "inputs" in one or "question" in one:
            last = max(_begins(facts, key) for key in (one["key"], *one.get("inputs", ())))
            yield last, 1, _Said(session, known, one, position, known.people[OFFICE], {"on": last}).need


def _begins(facts: Facts, key: str) -> date:
    found: date = next(one["said"][0]["on"] for one in facts["deliverable"] if one["key"] == key)
    return found


class _Said:
    """One statement about one deliverable, by one person."""

    def __init__(
        self,
        session: Session,
        known: Known,
        one: Facts,
        position: int,
        person_id: int,
        said: Facts | None = None,
    ) -> None:
        self.session, self.known, self.one, self.position = session, known, one, position
        self.said = said or one["said"][0]
        self.act: AuditContext = act_on(self.said["on"], person_id)

    @property
    def id(self) -> int:
        """Of the deliverable."""
        return self.known.deliverables[self.one["key"]]

    @property
    def version(self) -> int:
        """As it is now."""
        return self.session.get_one(Deliverable, self.id, populate_existing=True).version

    def begin(self) -> None:
        """It is promised for the first time."""
        frequency, party_key = self.one.get("frequency", {}), self.one.get("executing_party")
        new = NewDeliverable(
            project_id=self.known.projects[self.one["project"]],
            kind=DeliverableKind(self.one["kind"]),
            title=self.one["title"],
            said_on=self.said["on"],
            position=self.position,
            executing_party_id=self.known.parties[party_key] if party_key else None,
            frequency_count=frequency.get("count"),
            frequency_per=Frequency(frequency["per"]) if frequency else None,
        )
        made = deliverable.add(self.session, self.act, new)
        self.known.deliverables[self.one["key"]] = made
        deliverable.cite(self.session, self.act, made, SourceInput(SOURCE))

    def need(self) -> None:
        """What it needs, and of a decision what it asks."""
        needed = [self.known.deliverables[key] for key in self.one.get("inputs", ())]
        if needed:
            deliverable.need(self.session, self.act, self.id, needed)
        if "question" in self.one:
            options = [OptionInput(title) for title in self.one.get("options", ())]
            deciders = [self.known.parties[key] for key in self.one.get("decided_by", ())]
            adopts = self.known.deliverables[self.one["adopts"]] if "adopts" in self.one else None
            asked = DecisionInput(self.one["question"], 0, options, deciders, adopts)
            ask(self.session, self.act, self.id, asked)

    def update(self) -> None:
        """How it stands, and when it will be there."""
        said = self.said
        submit(
            self.session,
            self.act,
            self.id,
            StatusUpdateInput(
                status=Status(said["status"]),
                version=self.version,
                said_on=said["on"],
                confidence=Confidence(said["confidence"]) if "confidence" in said else None,
                text=said.get("text", ""),
                reason=said.get("reason", ""),
                delivered_on=said.get("delivered_on"),
                phrase=said.get("phrase", ""),
                firmness=Firmness(said["firmness"]) if "firmness" in said else None,
                as_reported=True,
            ),
            today=said["on"],
        )
        if said["status"] == "delivered" and "evidence" in self.one:
            shown = self.one["evidence"]
            deliverable.show_evidence(self.session, self.act, self.id, shown["title"], on=shown["on"])

    def taken(self) -> None:
        """The decision was taken."""
        how = self.said
        taking = TakingInput(how["taken_on"], self.version, outcome=how["outcome"], reason=how["reasons"])
        take(self.session, self.act, self.id, taking)

    def merged(self) -> None:
        """It becomes part of another."""
        into = self.known.deliverables[self.said["into"]]
        deliverable_closing.merge(
            self.session, self.act, self.id, into, StatementInput(self.version, self.said["reason"])
        )

    def split(self) -> None:
        """Others come forth from it."""
        deliverable.split(
            self.session,
            self.act,
            self.id,
            self.said["into"],
            StatementInput(self.version, self.said["reason"]),
        )
