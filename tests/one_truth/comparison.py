"""Holds all places against each other: every difference in a line of words."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlmodel import Session

from app.domain.report.tree import Report
from tests.one_truth.composition import Composition
from tests.one_truth.expectation import Expected, is_promised_after
from tests.one_truth.readings import (
    DONE,
    find_section,
    read_changes,
    read_claims,
    read_conflicts,
    read_general_counts,
    read_milestone_counts,
    read_open_decisions,
    read_outcomes,
    read_outlook,
    read_pages,
    read_statuses,
    read_titles,
)
from tests.one_truth.world import ComposedReport, Place, World, build

VERDICTS = ("overdue", "due_now", "due_later", "undated", "ongoing", "withdrawn")
SHIFTS = ("moved", "date_dropped")
IN_CHANGES = {"kept": "done", "late": "done", "withdrawn": "withdrawn", "moved": "moved"}
"""Under which kind of change section 12 tells what section 3 ends so."""


def find_differences(session: Session, composition: Composition, place: Place) -> list[str]:
    """Write the programme, read every place, and return what differs."""
    world = build(session, composition, place)
    differences: list[str] = []
    for composed in world.composed:
        where = composed.report.half_year
        found = [*_compare_sections(composed.report), *_compare_with_expected(composed)]
        differences += [f"{where} {difference}" for difference in found]
    if composition.listens_on == 0:
        differences += _compare_pages(session, world)
    return differences


def _compare_sections(report: Report) -> Iterator[str]:
    """Compare sections with each other: the tables of the chapters are what the others must agree with."""
    statuses = read_statuses(report)
    truth = {key: _read_verdict(text) for key, text in statuses.items()}
    titles = read_titles(report)
    for section in report.sections:
        for key, claim in read_claims(section, titles):
            if truth[key] != claim:
                yield f"{section.key}: {key} is {claim}, but {statuses[key]} in its chapter"
    yield from _compare_counts(report, truth)
    yield from _compare_changes(report)
    yield from _compare_outlook(report, truth)


def _compare_counts(report: Report, truth: Mapping[int, str]) -> Iterator[str]:
    *lines, whole = read_milestone_counts(report)
    counted = Counter(truth.values())
    of_chapters = {name: counted[name] for name in ("overdue", "withdrawn", "ongoing")}
    of_chapters["delivered"] = counted["delivered"] + counted["delivered_late"]
    for name, number in of_chapters.items():
        if number != whole[name]:
            yield f"milestones: {whole[name]} {name}, but {number} in the chapters"
    for name, number in read_general_counts(report).items():
        if number != whole[name]:
            yield f"summary: {number} {name}, but {whole[name]} in section 5"
    if {name: sum(line[name] for line in lines) for name in whole} != whole:
        yield "milestones: the lines do not add up"
    if sum(whole[name] for name in ("delivered", *VERDICTS)) != whole["total"]:
        yield f"milestones: the verdicts do not add up to {whole['total']}"


def _compare_changes(report: Report) -> Iterator[str]:
    whole, changes = read_milestone_counts(report)[-1], read_changes(report)
    for name in SHIFTS:
        if len(changes[name]) != whole[name]:
            yield f"changes: {len(changes[name])} {name}, but {whole[name]} in section 5"
    for key, outcome in read_outcomes(report).items():
        kind = IN_CHANGES.get(outcome, outcome)
        if outcome not in ("running", "overdue") and key not in changes[kind]:
            yield f"promises: {key} is {outcome}, which section 12 does not tell"


def _compare_outlook(report: Report, truth: Mapping[int, str]) -> Iterator[str]:
    dated, undated = read_outlook(report)
    open_ids = {key for key, verdict in truth.items() if verdict in ("open", "overdue")}
    if dated | undated != open_ids:
        yield f"outlook: tells {sorted(dated | undated)}, open are {sorted(open_ids)}"
    number = read_milestone_counts(report)[-1]["undated"]
    if len(undated) != number:
        yield f"outlook: {len(undated)} without a date, but {number} in section 5"


def _compare_with_expected(composed: ComposedReport) -> Iterator[str]:
    """Compare what a report says with what must be true."""
    report, expected = composed.report, composed.expected
    for key, text in read_statuses(report).items():
        verdict = expected[key].timeliness
        told = _read_verdict(text)
        if told != (verdict if verdict not in ("due_now", "due_later", "undated") else "open"):
            yield f"chapter: {key} is {text}, must be {verdict}"
    shifts = Counter(each.since_report for each in expected.values())
    must = _count(expected) | {name: shifts[name] for name in SHIFTS}
    if (whole := read_milestone_counts(report)[-1]) != must:
        yield f"milestones: {whole}, must be {must}"
    outcomes = {key: each.outcome for key, each in expected.items() if each.outcome}
    if read_outcomes(report) != outcomes:
        yield f"promises: {read_outcomes(report)}, must be {outcomes}"
    decisions = {each.id for each in composed.facts.deliverables() if each.is_decision}
    to_take = {key for key in decisions if expected[key].is_open}
    if read_open_decisions(report) != to_take:
        yield f"decisions: {read_open_decisions(report)} are still to be taken, must be {to_take}"
    if composed.facts.previous is not None:
        changes = read_changes(report)
        done = {key for key, each in expected.items() if each.is_news}
        withdrawn = {key for key, each in expected.items() if each.is_withdrawn_since}
        if (changes["done"], changes["withdrawn"]) != (done, withdrawn):
            yield f"changes: {dict(changes)}, must be {done} and {withdrawn}"


def _compare_pages(session: Session, world: World) -> Iterator[str]:
    """Compare pages and answers on the day of the last report with that report and what must be true."""
    last = world.composed[-1]
    expected = last.expected
    shifts = Counter(each.since_first for each in expected.values())
    counts = _count(expected) | {name: shifts[name] for name in SHIFTS}
    conflicts = {
        "risks": read_conflicts(find_section(last.report, "risks")),
        "what must be true": _find_conflicts(world, expected),
    }
    for reading in read_pages(session, world.place.programme, last.facts.period.reference_date):
        for key, verdict in reading.verdicts.items():
            if verdict != expected[key].timeliness:
                yield f"{reading.place}: {key} is {verdict}, must be {expected[key].timeliness}"
        for key, shift in reading.since_first.items():
            if shift != expected[key].since_first:
                yield f"{reading.place}: {key} is {shift}, must be {expected[key].since_first}"
        for name, number in reading.counts.items():
            if number != counts[name]:
                yield f"{reading.place}: {number} {name}, must be {counts[name]}"
        if reading.conflicts is not None:
            conflicts[reading.place] = reading.conflicts
    yield from _compare_conflicts(last, conflicts)


def _find_conflicts(world: World, expected: Mapping[int, Expected]) -> set[int]:
    """Return what is promised before something that it needs, as long as both are to come."""
    return {
        key
        for key, each in expected.items()
        if any(
            needed in expected and is_promised_after(expected[needed], each) for needed in world.inputs[key]
        )
    }


def _compare_conflicts(last: ComposedReport, conflicts: Mapping[str, set[int]]) -> Iterator[str]:
    if len({frozenset(ids) for ids in conflicts.values()}) > 1:
        yield f"conflicts differ: {conflicts}"
    decisions = {deliverable.id for deliverable in last.facts.deliverables() if deliverable.is_decision}
    told = read_conflicts(find_section(last.report, "decisions"))
    if told != conflicts["risks"] & decisions:
        yield f"conflicts of decisions: {told}, must be {conflicts['risks'] & decisions}"


def _count(expected: Mapping[int, Expected]) -> dict[str, int]:
    of = Counter(each.timeliness for each in expected.values())
    counts = {name: of[name] for name in VERDICTS}
    return counts | {"total": len(expected), "delivered": of["delivered"] + of["delivered_late"]}


def _read_verdict(status: str) -> str:
    """Return the verdict in the status of a chapter's table; what is to come in time is open."""
    lower = status.lower()
    if lower in ("vervallen", "samengevoegd"):
        return "withdrawn"
    if lower == "doorlopend":
        return "ongoing"
    if lower.endswith("over tijd"):
        return "overdue"
    if DONE.search(status):
        return "delivered_late" if lower.endswith("te laat") else "delivered"
    return "open"
