"""What an assistant can ask: each tool with its question, its answer, and when to use it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.domain.language import _
from app.domain.refusal import Invalid
from app.web.api.v1.access import KNOWN_NAMES, ProgrammesAccess, names_for
from app.web.assistant import answers, questions, shapes
from app.web.faults import list_faults

INSTRUCTIONS = f"""\
Mijlpaal keeps the promises of government programmes, in the words in which they were made. You can read \
and not change anything. Begin with list_programmes: it names the programmes, action lines and reports that \
other tools take.

{shapes.NOTICE}

Tell a promise in its own words (“phrase”), never as a day that nobody named: “earliest” and “latest” are \
only what these words can mean. “overdue” means that nothing was reported yet, not that it was not done. \
What the lead says (“status”, “confidence”) and what the rules see (“timeliness”, “signals”) are two things: \
say which of them you tell. Ask about a past day with “asOf”. A report that is not adopted is a draft: say so.
"""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: `find` answers a question of this type with an answer of that one.

    `title` says for people what it gives (a msgid), `description` for an assistant when to use it.
    """

    name: str
    title: str
    description: str
    question: type[questions.Question]
    answer: type[shapes.Answer]
    find: Callable[[ProgrammesAccess, Any], shapes.Answer]

    def ask(self, access: ProgrammesAccess, arguments: Mapping[str, Any]) -> shapes.Answer:
        """Answer a question. Refuses (`Invalid`) every argument that is wrong, all at once."""
        KNOWN_NAMES.set(names_for(access, arguments))
        try:
            question = self.question.model_validate(dict(arguments))
        except ValidationError as error:
            faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors()]
            wrong = list_faults(RequestValidationError(faults))
            raise Invalid({fault.parameter or "": fault.message for fault in wrong}) from error
        return self.find(access, question)


TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "list_programmes",
            _("programmes with their action lines, reports and counts"),
            "The programmes that you may read, with their action lines, their reports, and how many "
            "deliverables stand how. Begin here.",
            questions.DatedQuestion,
            shapes.ProgrammesAnswer,
            answers.list_programmes,
        ),
        Tool(
            "list_promises",
            _("deliverables as they stand on a day, with filters"),
            "Deliverables with what was promised first and last, how they stand, and what the rules see, as "
            "of a day; by programme, action line, project, kind, status, timeliness, lead or half-year.",
            questions.PromisesQuestion,
            shapes.PromisesAnswer,
            answers.list_promises,
        ),
        Tool(
            "show_deliverable",
            _("everything that was said of one deliverable"),
            "Everything that was said of one deliverable up to a day: its history of deadlines and status "
            "updates, what it needs and what waits for it, where it was promised, what shows its delivery.",
            questions.DeliverableQuestion,
            shapes.DeliverableAnswer,
            answers.show_deliverable,
        ),
        Tool(
            "show_ledger",
            _("what was promised of it: first, in each adopted report, and now"),
            "The promise ledger of one deliverable: the first promise, the promise in each adopted report, "
            "and the one of the day, each with what changed and why.",
            questions.DeliverableQuestion,
            shapes.LedgerAnswer,
            answers.show_ledger,
        ),
        Tool(
            "list_changes",
            _("what changed in a programme since a day"),
            "What changed in a programme since a day: what became of each deliverable, and every change as a "
            "sentence with its record, the newest first.",
            questions.ChangesQuestion,
            shapes.ChangesAnswer,
            answers.list_changes,
        ),
        Tool(
            "list_conflicts",
            _("what the rules see, first where a lead says “on track” all the same"),
            "Where the rules see something, as sentences with the records that these rest on; first where "
            "the lead says “on track” and the rules disagree.",
            questions.ConflictsQuestion,
            shapes.ConflictsAnswer,
            answers.list_conflicts,
        ),
        Tool(
            "read_report_section",
            _("a section of a report, with the records of each passage"),
            "A section of a half-yearly report with the records that each passage tells of. Without a "
            "section: which sections there are.",
            questions.ReportQuestion,
            shapes.ReportAnswer,
            answers.read_report_section,
        ),
        Tool(
            "search",
            _("whatever has these words"),
            "Deliverables, projects, indicators, risks and other things by their words, as known today.",
            questions.SearchQuestion,
            shapes.SearchAnswer,
            answers.find_words,
        ),
    )
}
