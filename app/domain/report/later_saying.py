"""What was said in time, but recorded after the version in review was stored (domain/README.md, Adoption).

The facts of that version are held against those of now, record by record. What things are called does not
count, nor what the rules of a release make of the facts: both may change while nothing was said.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.report.facts import (
    CommitmentFacts,
    DeliverableFacts,
    ExternalFacts,
    Facts,
    IndicatorFacts,
    RiskFacts,
    Surroundings,
)
from app.domain.report.tree import Record

Said = TypeVar("Said", StatusRecord, DeadlineRecord)
Known = TypeVar("Known", DeliverableFacts, IndicatorFacts, RiskFacts, ExternalFacts, CommitmentFacts)
PlainFacts = Mapping[str, Any]
"""Facts as JSON has them, each field of a record under its own name."""

_NAMES = {"title", "name", "aliases", "author", "lead", "code"}
"""What things and people are called."""
_JUDGED = {"assessment", "signals", "done_said_on", "trend", "is_stale"}
"""What the rules make of the facts."""
_UNPRINTED = {"of_sites"}
"""What no report prints: the editorial check reads it."""
_ADDED = {"recurrence", "target", "direction"}
"""Left out of a key where there is none: the keys of an earlier release, which did not print it, stay."""
_SURROUNDINGS = {
    "risks": "risk",
    "externals": "external_dependency",
    "commitments": "parliamentary_commitment",
}
_PARTIES = ("executing_party", "parties", "deciders", "owner")
"""Under these names parties are called as the programme calls them."""


@dataclass(frozen=True, slots=True)
class LaterSaying:
    """A record of which more is known now than in the version in review.

    `key` stays the same for as long as nothing more is said of it. `statuses` and `deadlines` are what that
    version does not have; `is_new` and `is_gone` where the whole record came or went.
    """

    record: Record
    title: str
    key: str
    is_new: bool = False
    is_gone: bool = False
    statuses: tuple[StatusRecord, ...] = ()
    deadlines: tuple[DeadlineRecord, ...] = ()


def find_later_sayings(before: PlainFacts, now: PlainFacts, facts: Facts) -> tuple[LaterSaying, ...]:
    """Return what was said since, in the order of the report; `now` is `facts` as JSON has them."""
    then, today = _list_with_parties(before), _list_with_parties(now)
    deliverables, sayings = facts.by_id(), []
    for record in dict.fromkeys((*today, *then)):
        was, becomes = then.get(record), today.get(record)
        if was is None or becomes is None or not _agree(was, becomes):
            known = deliverables.get(record.id) if record.type == "deliverable" else None
            sayings.append(_describe(record, was, becomes, known))
    return tuple(sayings)


def find_deferred(before: PlainFacts, now: PlainFacts, keys: Collection[str]) -> frozenset[Record]:
    """Return the records of which something was left for the next report, by the keys of these sayings.

    How adopted reports have a record is taken as it was before: the report itself is among them by now.
    """
    then = _list_with_parties(before)
    return frozenset(
        record
        for record, known in _list_with_parties(now).items()
        if _hash_saying(record, _as_printed(known, then.get(record))) in keys
    )


def put_back(facts: Facts, before: Facts, records: Collection[Record]) -> Facts:
    """Return the facts with these records as they were before: what was left for the next report."""
    deliverables = before.by_id()
    lines = tuple(
        replace(
            line,
            projects=tuple(
                replace(
                    project,
                    deliverables=_put_back("deliverable", project.deliverables, deliverables, records),
                )
                for project in line.projects
            ),
        )
        for line in facts.lines
    )
    now, then = facts.surroundings, before.surroundings
    surroundings = Surroundings(
        risks=_put_back("risk", now.risks, _by_id(then.risks), records),
        externals=_put_back("external_dependency", now.externals, _by_id(then.externals), records),
        commitments=_put_back("parliamentary_commitment", now.commitments, _by_id(then.commitments), records),
    )
    indicators = _put_back("indicator", facts.indicators, _by_id(before.indicators), records)
    return replace(facts, lines=lines, indicators=indicators, surroundings=surroundings, _by_id={})


def _as_printed(known: PlainFacts, before: PlainFacts | None) -> PlainFacts:
    printed = {name: (before or {}).get(name) for name in ("printed", "reported") if name in known}
    return {**known, **printed, **({"printed": []} if before is None and "printed" in known else {})}


def _by_id(entries: Iterable[Known]) -> Mapping[int, Known]:
    return {entry.id: entry for entry in entries}


def _put_back(
    kind: str, now: Iterable[Known], before: Mapping[int, Known], records: Collection[Record]
) -> tuple[Known, ...]:
    """Each as it was before, where it is one of the records; what was not there then is left out."""
    as_before = (before.get(each.id) if Record(kind, each.id) in records else each for each in now)
    return tuple(each for each in as_before if each is not None)


def _describe(
    record: Record, was: PlainFacts | None, becomes: PlainFacts | None, known: DeliverableFacts | None
) -> LaterSaying:
    shown = becomes or was or {}
    return LaterSaying(
        record,
        title=str(shown.get("title") or shown.get("name") or shown.get("text") or ""),
        key=_hash_saying(record, becomes),
        is_new=was is None,
        is_gone=becomes is None,
        statuses=_find_new(was, "statuses", known.statuses) if known else (),
        deadlines=_find_new(was, "deadlines", known.deadlines) if known else (),
    )


def _find_new(was: PlainFacts | None, name: str, rows: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return what was said and does not stand among what was known."""
    known = {row["id"] for row in (was or {}).get(name, ())}
    return tuple(row for row in rows if row.id not in known)


def _list_records(facts: PlainFacts) -> Iterator[tuple[Record, PlainFacts]]:
    """Yield every record that a report tells of, with what was said of it."""
    yield Record("programme", facts["programme_id"]), {"title": facts["title"], "purpose": facts["purpose"]}
    for line in facts["lines"]:
        for project in line["projects"]:
            deliverables = project["deliverables"]
            project_facts = {name: value for name, value in project.items() if name != "deliverables"}
            yield Record("project", project["id"]), {**project_facts, "action_line": line["id"]}
            for deliverable in deliverables:
                yield Record("deliverable", deliverable["id"]), deliverable
    for indicator in facts["indicators"]:
        yield Record("indicator", indicator["id"]), indicator
    for group, kind in _SURROUNDINGS.items():
        for entry in facts["surroundings"][group]:
            yield Record(kind, entry["id"]), entry


def _list_with_parties(facts: PlainFacts) -> dict[Record, PlainFacts]:
    """Return every record, with parties by id: one that got another name is still the same."""
    ids = facts.get("party_ids", {})
    return {
        record: _name_parties_by_id(facts_of_record, ids) for record, facts_of_record in _list_records(facts)
    }


def _name_parties_by_id(facts: PlainFacts, ids: Mapping[str, int]) -> PlainFacts:
    named = {name: facts[name] for name in _PARTIES if name in facts}
    by_id = {
        name: ids.get(value, value)
        if not isinstance(value, list)
        else [ids.get(party, party) for party in value]
        for name, value in named.items()
    }
    return {**facts, **by_id}


def _agree(was: Any, becomes: Any) -> bool:
    """Whether both say the same, in what both releases keep of it."""
    if isinstance(was, Mapping) and isinstance(becomes, Mapping):
        comparable = (was.keys() & becomes.keys()) - _NAMES - _JUDGED - _UNPRINTED
        return all(_agree(was[name], becomes[name]) for name in comparable)
    if isinstance(was, list) and isinstance(becomes, list):
        return len(was) == len(becomes) and all(map(_agree, was, becomes))
    return bool(was == becomes)


def _hash_saying(record: Record, facts: PlainFacts | None) -> str:
    text = json.dumps([record.type, record.id, _strip(facts)], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _strip(stated: Any) -> Any:
    if isinstance(stated, Mapping):
        left_out = _NAMES | _JUDGED | _UNPRINTED
        return {
            name: _strip(value)
            for name, value in stated.items()
            if name not in left_out and not (name in _ADDED and value is None)
        }
    return [_strip(value) for value in stated] if isinstance(stated, list) else stated
