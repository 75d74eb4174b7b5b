"""A chapter per action line: the narrative of each project and a table of its deliverables."""

from collections.abc import Collection
from typing import Protocol

from app.domain.assessment import Assessment
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts, ProjectFacts
from app.domain.report.recurrence import list_current_periods, records_of_periods
from app.domain.report.since import find_shift
from app.domain.report.statement import deciders_sentence, records_of, title_with_party
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.structure import ActionLineKind, DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    as_sentence,
    capitalise,
    firm_promise_in_words,
    frequency_in_words,
    past_moment_in_words,
    recurrence_in_words,
    slip_in_words,
    status_msgid,
)

_KINDS = {
    DeliverableKind.PRODUCT: "Product",
    DeliverableKind.DECISION: "Decision",
    DeliverableKind.RESEARCH: "Research",
    DeliverableKind.EVENT: "Event",
    DeliverableKind.RECURRING: "Recurring",
    DeliverableKind.ACTIVITY: "Activity",
}


FIRST_CHAPTER = 4


def chapter_number(place: int) -> str:
    """Return the number of the chapter of the action line in this place."""
    return f"{FIRST_CHAPTER}.{place}"


def chapter_key(line: LineFacts) -> str:
    """Return the section key of the chapter of an action line."""
    return f"action-line:{line.code}"


def line_title(line: LineFacts, words: Words) -> str:
    """“Actielijn 1: Beproeven …”; the cross-cutting work and the governance go by their own title."""
    if line.kind is not ActionLineKind.LINE:
        return line.title
    return words.say("Action line %(code)s: %(title)s", code=line.code, title=line.title)


def draft_chapter(line: LineFacts, facts: Facts, words: Words, told_in_full: Collection[int]) -> list[Block]:
    """Draft the chapter of an action line: its projects in order.

    What people wrote of the deliverables that are `told_in_full` stands in the summary, not here.
    """
    blocks = []
    for project in line.projects:
        blocks.extend(_draft_project(project, facts, words, told_in_full))
    if not blocks:
        blocks = [paragraph(words.say("There are no projects here yet."), Record("action_line", line.id))]
    return blocks


def kind_in_words(deliverable: DeliverableFacts, words: Words) -> str:
    """Product, decision, and so on."""
    return words.say(_KINDS[deliverable.kind])


class StandingDeliverable(Protocol):
    """A deliverable as it stands on a day, in a report or on a page."""

    @property
    def kind(self) -> DeliverableKind: ...

    @property
    def assessment(self) -> Assessment: ...

    @property
    def merged_into_id(self) -> int | None: ...


def status_in_words(deliverable: StandingDeliverable, words: Words) -> str:
    """How it stands, with the verdict where its moment is over; a decision is taken, an event held."""
    status = deliverable.assessment.status
    if deliverable.merged_into_id is not None:
        return words.say("Merged")
    if deliverable.assessment.timeliness is Timeliness.ONGOING:
        return words.say("Ongoing")
    status_text = words.say(status_msgid(deliverable.kind, status) if status else "No update yet")
    if deliverable.assessment.timeliness is Timeliness.OVERDUE:
        return words.say("%(status)s, overdue", status=status_text)
    if deliverable.assessment.timeliness is Timeliness.DELIVERED_LATE:
        return words.say("%(status)s, late", status=status_text)
    return status_text


def moment_in_words(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    """When it was done, else the promised words with their firmness, and how far they moved."""
    deadline = deliverable.assessment.deadline
    if deliverable.is_done:
        when = deliverable.assessment.done
        return past_moment_in_words(when, words) if when and not when.is_undated else "–"
    if deadline is None:
        return "–"
    shift = find_shift(deliverable, facts)
    return slip_in_words(shift.old, shift.new, words) if shift else firm_promise_in_words(deadline, words)


def _draft_project(
    project: ProjectFacts, facts: Facts, words: Words, told_in_full: Collection[int]
) -> list[Block]:
    record = Record("project", project.id)
    blocks = [heading(project.title, record)]
    if project.narrative:
        blocks.append(paragraph(as_sentence(project.narrative), record))
    if project.lead:
        blocks.append(paragraph(words.say("Project lead: %(name)s.", name=project.lead), record))
    if not project.deliverables:
        blocks.append(paragraph(words.say("Nothing has been promised in this project yet."), record))
        return blocks
    columns = [words.say(name) for name in ("Milestone", "Kind", "Status", "Moment", "Notes")]
    caption = words.say("Milestones of %(title)s", title=project.title)
    blocks.append(
        table(
            caption,
            columns,
            (_row(deliverable, facts, words, told_in_full) for deliverable in project.deliverables),
        )
    )
    return blocks


def _row(deliverable: DeliverableFacts, facts: Facts, words: Words, told_in_full: Collection[int]) -> Row:
    cells = (
        Run(title_with_party(deliverable), Record("deliverable", deliverable.id)),
        Run(kind_in_words(deliverable, words)),
        Run(status_in_words(deliverable, words)),
        Run(moment_in_words(deliverable, facts, words)),
        Run(_notes_in_words(deliverable, facts, words, is_told=deliverable.id in told_in_full)),
    )
    period_records = records_of_periods(list_current_periods(deliverable, facts))
    return Row(cells, (*records_of(deliverable), *period_records))


def _notes_in_words(deliverable: DeliverableFacts, facts: Facts, words: Words, *, is_told: bool) -> str:
    text = deliverable.last.text if deliverable.last and not is_told else ""
    parts = [as_sentence(deliverable.description), as_sentence(text)]
    if deliverable.frequency:
        parts.append(as_sentence(capitalise(frequency_in_words(deliverable.frequency, words))))
    for period in list_current_periods(deliverable, facts):
        parts.append(as_sentence(recurrence_in_words(period, words)))
    if deliverable.is_decision:
        parts.append("" if deliverable.is_done else deciders_sentence(deliverable, words))
    elif deliverable.parties:
        parts.append(words.say("With: %(parties)s.", parties=words.listed(deliverable.parties)))
    return " ".join(part for part in parts if part)
