"""What was said of each deliverable over the years: promised, moved, delivered, decided, merged or split."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.actions import decision, decision_taking, deliverable, deliverable_closing, deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.actions.deliverable import NewDeliverable
from app.actions.deliverable_document import EvidenceInput, OccurrenceInput, SourceInput
from app.actions.history import StatementInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.loading import OFFICE, Event, Facts, LoadedIds, act_on
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency
from app.tables import Deliverable

SOURCE = "Startnotitie (verzonnen)"


def list_deliverable_events(session: Session, ids: LoadedIds, facts: Facts) -> Iterator[Event]:
    """Return everything that was said of the deliverables of a file, each on its day."""
    leads = {project["key"]: project["lead"] for project in facts["project"]}
    for position, promised in enumerate(facts["deliverable"], start=1):
        lead_id, office_id = ids.people[leads[promised["project"]]], ids.people[OFFICE]
        first = promised["said"][0]
        yield Event(first["on"], 0, _Saying(session, ids, promised, lead_id, first, position).add)
        for statement in promised["said"]:
            yield Event(statement["on"], 2, _Saying(session, ids, promised, lead_id, statement).update)
        for statement in promised.get("occurrences", ()):
            yield Event(statement["on"], 2, _Saying(session, ids, promised, lead_id, statement).take_place)
        if "taken" in promised:
            statement = promised["taken"]
            yield Event(statement["on"], 3, _Saying(session, ids, promised, office_id, statement).take)
        if "merged" in promised:
            statement = promised["merged"]
            yield Event(statement["on"], 3, _Saying(session, ids, promised, office_id, statement).merge)
        if "split" in promised:
            statement = promised["split"]
            yield Event(statement["on"], 3, _Saying(session, ids, promised, office_id, statement).split)
        for day, inputs in _list_needs(facts, promised):
            statement = {"on": day, "inputs": inputs}
            yield Event(day, 1, _Saying(session, ids, promised, office_id, statement).need)
        if "question" in promised:
            named = (promised["key"], promised.get("adopts", promised["key"]))
            statement = {"on": max(_first_day(facts, key) for key in named)}
            yield Event(statement["on"], 1, _Saying(session, ids, promised, office_id, statement).ask)


def _list_needs(facts: Facts, promised: Facts) -> Iterator[tuple[date, list[str]]]:
    """Return what it needs on each day on which something was promised that it needs."""
    begins = _first_day(facts, promised["key"])
    days = {key: max(begins, _first_day(facts, key)) for key in promised.get("inputs", ())}
    for day in sorted(set(days.values())):
        yield day, [key for key, since in days.items() if since <= day]


def _first_day(facts: Facts, key: str) -> date:
    day: date = next(promised["said"][0]["on"] for promised in facts["deliverable"] if promised["key"] == key)
    return day


@dataclass(frozen=True, slots=True)
class _Saying:
    """Something that one person says of one deliverable."""

    session: Session
    ids: LoadedIds
    promised: Facts
    person_id: int
    statement: Facts
    position: int = 0

    @property
    def act(self) -> AuditContext:
        """The person, on the day."""
        return act_on(self.statement["on"], self.person_id)

    @property
    def deliverable_id(self) -> int:
        """The deliverable that it is said of."""
        return self.ids.deliverables[self.promised["key"]]

    @property
    def version(self) -> int:
        """The version of the deliverable as it is now."""
        return self.session.get_one(Deliverable, self.deliverable_id, populate_existing=True).version

    def add(self) -> None:
        """Promise it for the first time."""
        frequency, party_key = self.promised.get("frequency", {}), self.promised.get("executing_party")
        new = NewDeliverable(
            project_id=self.ids.projects[self.promised["project"]],
            kind=DeliverableKind(self.promised["kind"]),
            title=self.promised["title"],
            aliases="\n".join(self.promised.get("aliases", ())),
            said_on=self.statement["on"],
            position=self.position,
            executing_party_id=self.ids.parties[party_key] if party_key else None,
            frequency_count=frequency.get("count"),
            frequency_per=Frequency(frequency["per"]) if frequency else None,
        )
        deliverable_id = deliverable.add(self.session, self.act, new)
        self.ids.deliverables[self.promised["key"]] = deliverable_id
        deliverable_document.add(self.session, self.act, deliverable_id, SourceInput(SOURCE))

    def need(self) -> None:
        """Say what it needs."""
        inputs = [self.ids.deliverables[key] for key in self.statement["inputs"]]
        deliverable.need(self.session, self.act, self.deliverable_id, inputs)

    def ask(self) -> None:
        """Say what is to be decided."""
        adopted = self.promised.get("adopts")
        new = DecisionInput(
            self.promised["question"],
            0,
            options=[OptionInput(title) for title in self.promised.get("options", ())],
            decided_by=[self.ids.parties[key] for key in self.promised.get("decided_by", ())],
            adopts_id=self.ids.deliverables[adopted] if adopted else None,
        )
        decision.ask(self.session, self.act, self.deliverable_id, new)

    def update(self) -> None:
        """Say how it stands, and when it will be there."""
        statement = self.statement
        update = StatusUpdateInput(
            status=Status(statement["status"]),
            version=self.version,
            said_on=statement["on"],
            confidence=Confidence(statement["confidence"]) if "confidence" in statement else None,
            text=statement.get("text", ""),
            reason=statement.get("reason", ""),
            delivered_on=statement.get("delivered_on"),
            phrase=statement.get("phrase", ""),
            firmness=Firmness(statement["firmness"]) if "firmness" in statement else None,
            as_reported=True,
        )
        submit(self.session, self.act, self.deliverable_id, update, today=statement["on"])
        if statement["status"] == "delivered" and "evidence" in self.promised:
            shown = self.promised["evidence"]
            evidence = EvidenceInput(shown["title"], on=shown["on"])
            deliverable_document.add(self.session, self.act, self.deliverable_id, evidence)

    def take_place(self) -> None:
        """Record that what recurs took place on the day."""
        occurrence = OccurrenceInput(self.statement["on"], self.statement.get("note", ""))
        deliverable_document.add(self.session, self.act, self.deliverable_id, occurrence)

    def take(self) -> None:
        """Say that the decision was taken."""
        statement = self.statement
        taking = TakingInput(
            statement["taken_on"], self.version, outcome=statement["outcome"], reason=statement["reasons"]
        )
        decision_taking.take(self.session, self.act, self.deliverable_id, taking)

    def merge(self) -> None:
        """Let it become part of another."""
        target_id = self.ids.deliverables[self.statement["into"]]
        deliverable_closing.merge(self.session, self.act, self.deliverable_id, target_id, self._as_input)

    def split(self) -> None:
        """Let others come forth from it."""
        deliverable.split(self.session, self.act, self.deliverable_id, self.statement["into"], self._as_input)

    @property
    def _as_input(self) -> StatementInput:
        return StatementInput(self.version, self.statement["reason"])
