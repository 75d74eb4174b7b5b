"""Replays the audit trail into a plain model, which is asked as of a day by selecting on the day of saying.

It knows the trail and nothing else: no table, no query, no rule of the product. An action that says what a
noun is gives its entry the facts under their own names, and `said_on`; then it is tried here too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import metadata

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOUNS = (
    *("programme", "action_line", "project", "deliverable", "decision"),
    *("indicator", "risk", "external_dependency", "parliamentary_commitment"),
)
BEGINNINGS = ("programme.create", "indicator.define", "decision.ask")
"""What begins a thing, beside `<noun>.add`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail of a programme, in the order of the chain."""

    seq: int
    action: str
    id: int
    at: datetime
    to: Mapping[str, Any]

    @property
    def said_on(self) -> date:
        """The day that it tells of; where it names none, the day on which it was done."""
        told = self.to.get("said_on")
        return date.fromisoformat(told) if told else self.at.astimezone(AMSTERDAM).date()


@dataclass(slots=True)
class Said:
    """One thing that was said; `id` and `corrects` are those of its row, where the trail tells them."""

    on: date
    order: tuple[datetime, int]
    what: dict[str, Any]
    id: int | None = None
    corrects: int | None = None


@dataclass(slots=True)
class Replay:
    """Everything that was said, by what it was said of."""

    nouns: dict[tuple[str, int], list[Said]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[tuple[str, int, int], list[Said]] = field(default_factory=lambda: defaultdict(list))
    deadlines: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    takings: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))

    @property
    def days(self) -> list[date]:
        """Every day on which something was said."""
        kinds = (self.nouns, self.ties, self.deadlines, self.statuses, self.takings, self.evidence)
        return sorted({said.on for kind in kinds for told in kind.values() for said in told})

    def facts(self, as_of: date) -> dict[tuple[str, int], dict[str, Any]]:
        """The facts of each thing on a day, as far as the trail told them."""
        return {thing: last.what for thing, told in self.nouns.items() if (last := _last(told, as_of))}

    def tied(self, bond: str, as_of: date) -> dict[int, set[int]]:
        """What belonged together on a day."""
        found: dict[int, set[int]] = defaultdict(set)
        for (kind, of, end), told in self.ties.items():
            last = _last(told, as_of)
            if kind == bond and last and last.what["holds"]:
                found[of].add(end)
        return dict(found)

    def options(self, as_of: date) -> dict[int, dict[int, dict[str, Any]]]:
        """The options of each decision on a day, by their number, withdrawn ones too."""
        found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
        for (kind, of, number), told in self.ties.items():
            if kind == "option" and (last := _last(told, as_of)):
                found[of][number] = last.what
        return dict(found)


def counted(told: Iterable[Said], as_of: date) -> list[Said]:
    """What was said up to a day, in order; what was corrected no longer counts, whenever that was."""
    told = list(told)
    gone = {said.corrects for said in told if said.corrects is not None}
    return sorted(
        (said for said in told if said.on <= as_of and (said.id is None or said.id not in gone)),
        key=lambda said: (said.on, said.order),
    )


def replayed(entries: Iterable[Entry]) -> Replay:
    """What the entries tell, one after the other."""
    made = Replay()
    for entry in entries:
        _tell(made, entry)
    return made


def entries_of(session: Session, programme_id: int) -> list[Entry]:
    """The trail of a programme with its values, the first entry first."""
    entry, payload = metadata.tables["audit_entry"], metadata.tables["audit_payload"]
    here = sa.and_(payload.c.chain == entry.c.chain, payload.c.seq == entry.c.seq)
    asked = (
        sa.select(entry.c.seq, entry.c.action, entry.c.object_id, entry.c.at, payload.c.content)
        .join_from(entry, payload, here)
        .where(entry.c.programme_id == programme_id, entry.c.result == "done")
        .order_by(entry.c.seq)
    )
    return [
        Entry(row.seq, row.action, row.object_id, row.at, json.loads(row.content)["to"])
        for row in session.execute(asked)
    ]


def _tell(made: Replay, entry: Entry) -> None:
    noun, _, doing = entry.action.partition(".")
    if noun in NOUNS and entry.action not in _TOLD_APART:
        _state(made, entry, noun, begins=doing == "add" or entry.action in BEGINNINGS)
    for bond, of, come, go in _bonds(entry):
        for end, holds in (*((one, True) for one in come), *((one, False) for one in go)):
            made.ties[bond, of, end].append(_said(entry, holds=holds))
    _tell_rows(made, entry)
    if entry.action == "person.hand_over":
        for kind in ("project", "deliverable"):
            for led in entry.to[f"{kind}s"]:
                _restate(made, entry, (kind, led), {"lead_id": entry.to["lead"]})


def _tell_rows(made: Replay, entry: Entry) -> None:
    """What was appended of a deliverable or a decision."""
    match entry.action:
        case "status_update.submit" | "status_update.correct":
            _append(made.statuses, entry, "update", ("status", "confidence", "delivered_on"))
            _append(made.deadlines, entry, "deadline", ("phrase", "firmness"))
        case "deadline.correct":
            _append(made.deadlines, entry, "deadline", ("phrase", "firmness"))
        case "decision.take" | "decision.correct_taking":
            _append(made.takings, entry, "taking", ("taken_on", "outcome", "option_number", "reason"))
        case "decision.ask":
            for option in entry.to["options"]:
                words = {name: option[name] for name in ("title", "description", "holds")}
                made.ties["option", entry.id, option["number"]].append(_said(entry, **words))
        case "deliverable.show_evidence" | "deliverable.correct_evidence":
            _append(made.evidence, entry, "evidence", ("title",))


_TOLD_APART = (
    "deliverable.need",
    *("deliverable.cite", "deliverable.correct_source", "deliverable.retract_source"),
    *("deliverable.show_evidence", "deliverable.correct_evidence", "deliverable.retract_evidence"),
    *("deliverable.record_occurrence", "deliverable.correct_occurrence", "deliverable.retract_occurrence"),
    *("decision.take", "decision.correct_taking", "indicator.measure", "programme.invent"),
)
_NO_FACTS = ("said_on", "parties", "options", "come", "go", "reason", "corrects")


def _state(made: Replay, entry: Entry, noun: str, *, begins: bool) -> None:
    """What a thing is said to be; what is not named stays as it was."""
    facts = {name: value for name, value in entry.to.items() if name not in _NO_FACTS}
    thing = (noun, entry.id)
    if begins and thing not in made.nouns:
        made.nouns[thing].append(_said(entry, **facts))
    elif facts:
        _restate(made, entry, thing, facts)


def _restate(made: Replay, entry: Entry, thing: tuple[str, int], facts: dict[str, Any]) -> None:
    """Only what was said last can be corrected; a correction takes its place."""
    last = made.nouns[thing][-1]
    if "corrects" in entry.to:
        made.nouns[thing].pop()
    now = last.what | facts
    if now != last.what:
        made.nouns[thing].append(_said(entry, **now))


def _bonds(entry: Entry) -> Iterable[tuple[str, int, list[int], list[int]]]:
    """Which bonds an entry tells of, and who came and went."""
    match entry.action:
        case "deliverable.add":
            yield "involved", entry.id, entry.to.get("parties", []), []
        case "deliverable.need":
            yield "input", entry.id, entry.to["come"], entry.to["go"]
        case "decision.ask":
            yield "decider", entry.id, entry.to["come"], entry.to["go"]


def _append(kept: dict[int, list[Said]], entry: Entry, key: str, names: tuple[str, ...]) -> None:
    """The row that an entry tells of, where it tells of one."""
    if entry.to.get(key) is None:
        return
    said = _said(entry, **{name: entry.to.get(name) for name in names})
    said.id, said.corrects = entry.to[key], entry.to.get("corrects")
    kept[entry.id].append(said)


def _said(entry: Entry, **what: Any) -> Said:
    return Said(entry.said_on, (entry.at, entry.seq), what)


def _last(told: Iterable[Said], as_of: date) -> Said | None:
    found = counted(told, as_of)
    return found[-1] if found else None
