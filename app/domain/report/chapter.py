"""A chapter per action line: of each project its narrative and a table of its deliverables."""

from app.domain.report.facts import DeliverableFacts, Facts, LineFacts, ProjectFacts
from app.domain.report.grouping import broken, happened
from app.domain.report.statement import deciders_sentence, records_of, titled
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import Words, capitalised, firmly, frequency_in_words, sentence, slip_in_words, told

_KINDS = {
    DeliverableKind.PRODUCT: "Product",
    DeliverableKind.DECISION: "Decision",
    DeliverableKind.RESEARCH: "Research",
    DeliverableKind.EVENT: "Event",
    DeliverableKind.RECURRING: "Recurring",
}
_STATUSES = {
    Status.PLANNED: "Planned",
    Status.IN_PROGRESS: "In progress",
    Status.DELIVERED: "Delivered",
    Status.ADOPTED: "Adopted",
    Status.ON_HOLD: "On hold",
    Status.CANCELLED: "Cancelled",
}


def chapter(line: LineFacts, facts: Facts, words: Words) -> list[Block]:
    """The projects in their order."""
    blocks = []
    for project in line.projects:
        blocks.extend(_project(project, facts, words))
    if not blocks:
        blocks = [paragraph(words.say("There are no projects here yet."), Record("action_line", line.id))]
    return blocks


def kind_in_words(found: DeliverableFacts, words: Words) -> str:
    """Product, decision, and so on."""
    return words.say(_KINDS[found.kind])


def status_in_words(found: DeliverableFacts, words: Words) -> str:
    """How it stands, with the verdict where its moment is over; a decision is taken, an event held."""
    status = found.assessment.status
    if status is None:
        return words.say("No update yet")
    said = words.say(_STATUSES[status])
    if status is Status.DELIVERED and found.is_decision:
        said = words.say("Taken")
    elif status is Status.DELIVERED and found.kind is DeliverableKind.EVENT:
        said = words.say("Done")
    if found.assessment.timeliness is Timeliness.OVERDUE:
        return words.say("%(status)s, overdue", status=said)
    if found.assessment.timeliness is Timeliness.DELIVERED_LATE:
        return words.say("%(status)s, late", status=said)
    return said


def moment_in_words(found: DeliverableFacts, facts: Facts, words: Words) -> str:
    """When it was done, else the promised words with their firmness, and how far they moved."""
    said = found.assessment.deadline
    if found.is_done:
        when = happened(found)
        return told(when, words) if when else "–"
    if said is None:
        return words.say("no moment promised")
    moved = broken(found, facts.heard_before)
    return slip_in_words(*moved, words) if moved else firmly(said, words)


def _project(project: ProjectFacts, facts: Facts, words: Words) -> list[Block]:
    record = Record("project", project.id)
    blocks = [heading(project.title, record)]
    if project.narrative:
        blocks.append(paragraph(sentence(project.narrative), record))
    if not project.deliverables:
        blocks.append(paragraph(words.say("Nothing has been promised in this project yet."), record))
        return blocks
    columns = [words.say(name) for name in ("Milestone", "Kind", "Status", "Moment", "Notes")]
    caption = words.say("Milestones of %(title)s", title=project.title)
    blocks.append(table(caption, columns, (_row(found, facts, words) for found in project.deliverables)))
    return blocks


def _row(found: DeliverableFacts, facts: Facts, words: Words) -> Row:
    cells = (
        Run(titled(found), Record("deliverable", found.id)),
        Run(kind_in_words(found, words)),
        Run(status_in_words(found, words)),
        Run(moment_in_words(found, facts, words)),
        Run(_notes(found, words)),
    )
    return Row(cells, records_of(found))


def _notes(found: DeliverableFacts, words: Words) -> str:
    text = sentence(found.last.text) if found.last else ""
    parts = [text]
    if found.frequency:
        parts.append(sentence(capitalised(frequency_in_words(found.frequency, words))))
    if found.is_decision:
        parts.append("" if found.is_done else deciders_sentence(found, words))
    elif found.parties:
        parts.append(words.say("With: %(parties)s.", parties=words.listed(found.parties)))
    return " ".join(part for part in parts if part)
