"""What each place tells: pages and answers on a day, and every section of a report, read from its words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from app.domain.promise_ledger import PromiseOutcome
from app.domain.report.tree import Block, BlockKind, Report, Section
from app.queries.deliverable import deliverable_states
from app.queries.overview import OverviewFilter, overview
from app.queries.portfolio import portfolio_row
from app.queries.programme import programme_by_id
from app.queries.promise_ledger import LedgerFilter, promise_ledger
from app.queries.tally import stands
from app.web.api.v1.deliverable import Beside, deliverable_shape

COUNTS = (
    *("total", "delivered", "overdue", "due_now", "due_later", "undated", "ongoing", "withdrawn"),
    *("moved", "date_dropped"),
)
"""The counts of the strip, and the columns of the table in section 5."""


IN_LEDGER = (PromiseOutcome.MOVED, PromiseOutcome.DATE_DROPPED, PromiseOutcome.WITHDRAWN)


@dataclass(slots=True)
class Reading:
    """What one place tells: a word of each deliverable, and numbers; only of what it tells at all."""

    place: str
    verdicts: dict[int, str] = field(default_factory=dict)
    since_first: dict[int, str | None] = field(default_factory=dict)
    conflicts: set[int] | None = None
    counts: dict[str, int] = field(default_factory=dict)


def read_pages(session: Session, programme_id: int, on: date) -> Iterator[Reading]:
    """Read the API, the overview, the ledger and the portfolio on a day."""
    states = deliverable_states(session, programme_id, on)
    shapes = [deliverable_shape(state, "p", Beside(), on) for state in states]
    yield Reading(
        "API",
        {shape.id: shape.timeliness.value for shape in shapes},
        {shape.id: shape.since_first_promise for shape in shapes},
        {shape.id for shape in shapes if "input_later" in shape.signals},
    )
    page = overview(session, programme_id, on, OverviewFilter())
    yield Reading("overview", counts=_count(page.tally.counts))
    yield Reading(
        "filter of the overview",
        since_first={
            state.id: next((stand for stand in ("moved", "date_dropped") if stands(state, stand)), None)
            for state in states
        },
    )
    programme = programme_by_id(session, programme_id)
    yield Reading("portfolio", counts=_count(portfolio_row(session, programme, on).tally.counts))
    ledger = promise_ledger(session, programme_id, on, LedgerFilter())
    promises = [row.promise for group in ledger.groups for row in group.rows]
    outcomes = {promise.id: promise.outcome.value for promise in promises}
    shifts = {"moved": "moved", "date_dropped": "date_dropped"}
    yield Reading(
        "ledger",
        {promise.id: promise.assessment.timeliness.value for promise in promises},
        {key: shifts.get(outcome) for key, outcome in outcomes.items()},
        counts={
            "total": ledger.total,
            **{name.value: ledger.counts[name] for name in IN_LEDGER},
        },
    )


def _count(counts: object) -> dict[str, int]:
    return {name: getattr(counts, name) for name in COUNTS}


CLAIMS = {
    "overdue": re.compile(r"\bover tijd\b|nog niet gemeld", re.IGNORECASE),
    "delivered_late": re.compile(r"\bte laat\b|later dan toegezegd", re.IGNORECASE),
    "withdrawn": re.compile(r"\bvervallen\b|\bsamengevoegd\b|gaat niet door", re.IGNORECASE),
    "ongoing": re.compile(r"\bdoorlopend\b|loopt door", re.IGNORECASE),
}
"""What the words of a report claim about how something stands."""
_TITLE = re.compile(r"Taak \d+")
_ABOUT_OTHERS = re.compile(r"Daarvoor is nodig: .*")
DONE = re.compile(r"\b(gedaan|opgeleverd|vastgesteld|genomen|afgerond|gehouden|uitgevoerd)\b", re.IGNORECASE)
HEADINGS = {
    "Opgeleverd of afgerond": "done",
    "Besloten": "done",
    "Verschoven in deze periode": "moved",
    "Verschoven sinds de eerste belofte": "moved",
    "Datum losgelaten in deze periode": "date_dropped",
    "Datum losgelaten sinds de eerste belofte": "date_dropped",
    "Vervallen in deze periode": "withdrawn",
    "Tot nu toe vervallen": "withdrawn",
    "Samengevoegd in deze periode": "withdrawn",
    "Tot nu toe samengevoegd": "withdrawn",
}
OUTCOMES = {
    "Nagekomen": "kept",
    "Te laat": "late",
    "Verschoven": "moved",
    "Datum losgelaten": "date_dropped",
    "Vervallen": "withdrawn",
    "Samengevoegd": "withdrawn",
    "Loopt nog": "running",
    "Over tijd": "overdue",
}


def find_section(report: Report, key: str) -> Section:
    """Return the section of this key."""
    return next(section for section in report.sections if section.key == key)


def read_told(section: Section) -> Iterator[tuple[int, str]]:
    """Return what is told of one deliverable alone: a row or a bullet that begins with it."""
    for block in section.blocks:
        if block.kind is BlockKind.TABLE:
            for row in block.rows:
                record = row.cells[0].record
                if record is not None and record.type == "deliverable":
                    yield record.id, " | ".join(cell.text for cell in row.cells[1:])
        elif block.runs and (record := block.runs[0].record) and record.type == "deliverable":
            yield record.id, "".join(run.text for run in block.runs[1:])


def read_sentences(section: Section, titles: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Return the sentences of running text that tell of one deliverable: the one that they name first."""
    for block in section.blocks:
        for sentence in re.split(r"(?<=[.;]) ", block.text):
            named = _TITLE.findall(sentence)
            is_list = bool(named) and ":" in sentence.partition(named[0])[0]
            if is_list:
                yield from ((titles[title], sentence) for title in named)
            elif len(set(named)) == 1 or (named and "samengevoegd met" in sentence):
                yield titles[named[0]], sentence


def read_claims(section: Section, titles: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Return the verdicts that its words claim of a deliverable."""
    is_running = section.key == "summary"
    for key, text in read_sentences(section, titles) if is_running else read_told(section):
        own = _ABOUT_OTHERS.sub("", text)
        for claim, words in CLAIMS.items():
            if words.search(own):
                yield key, claim


def read_titles(report: Report) -> dict[str, int]:
    """Return the id of each deliverable by the title that the report prints."""
    return {promised.title: promised.deliverable_id for promised in report.promised}


COUNTED = {
    "delivered": r"(\d+) opgeleverd",
    "overdue": r"(\d+) over tijd",
    "due_later": r"(\d+) komend",
    "undated": r"(\d+) zonder datum",
    "ongoing": r"(\d+) doorlopend",
    "withdrawn": r"(\d+) vervallen",
    "moved": r"(\d+) verschoven",
}


def read_general_counts(report: Report) -> dict[str, int]:
    """Return the numbers in the general picture of the summary; what there is none of it leaves out."""
    blocks = find_section(report, "summary").blocks
    text = " ".join(block.text for block in blocks if "telt het programma" in block.text)
    found = {name: re.search(words, text) for name, words in COUNTED.items()}
    return {name: int(match[1]) if match else 0 for name, match in found.items()}


def read_statuses(report: Report) -> dict[int, str]:
    """Return the status of each deliverable as the tables of the chapters have it."""
    chapters = [section for section in report.sections if section.key.startswith("action-line:")]
    return {
        key: text.split(" | ")[1] for section in chapters for key, text in read_told(section) if " | " in text
    }


def read_milestone_counts(report: Report) -> list[dict[str, int]]:
    """Return the rows of the table in section 5, the last of which is the whole programme."""
    table = next(
        block for block in find_section(report, "milestones").blocks if block.kind is BlockKind.TABLE
    )
    return [dict(zip(COUNTS, (int(cell.text) for cell in row.cells[1:]), strict=True)) for row in table.rows]


def read_outcomes(report: Report) -> dict[int, str]:
    """Return how section 3 ends each promise that it tells of."""
    return {
        key: OUTCOMES[text.split(" | ")[1].removesuffix(", over tijd")]
        for key, text in read_told(find_section(report, "promises"))
    }


def read_changes(report: Report) -> Mapping[str, set[int]]:
    """Return what section 12 lists under each kind of change."""
    found: dict[str, set[int]] = defaultdict(set)
    kind = ""
    for block in find_section(report, "changes").blocks:
        if block.kind is BlockKind.HEADING:
            kind = HEADINGS.get(block.text, "")
        elif kind:
            found[kind] |= _find_leads(block)
    return found


def read_open_decisions(report: Report) -> set[int]:
    """Return the decisions that section 6 tells as still to be taken; not what they need."""
    found: set[int] = set()
    is_open = False
    for block in find_section(report, "decisions").blocks:
        if block.kind is BlockKind.HEADING:
            is_open = block.text == "Nog te nemen"
        elif is_open and not block.text.startswith("Nodig voor"):
            found |= _find_leads(block)
    return found


def read_conflicts(section: Section) -> set[int]:
    """Return the deliverables of which a section says that an input comes after them."""
    return {key for key, text in read_told(section) if re.search(r"inputs? kom(t|en) na dit moment", text)}


def read_outlook(report: Report) -> tuple[set[int], set[int]]:
    """Return what section 10 lists with a moment, and what without."""
    section = find_section(report, "outlook")
    dated: set[int] = set()
    undated: set[int] = set()
    for block in section.blocks:
        if block.kind is BlockKind.TABLE:
            ids = {row.cells[0].record.id for row in block.rows if row.cells[0].record}
            is_undated = "zonder" in block.text.lower()
            (undated if is_undated else dated).update(ids)
    return dated, undated


def _find_leads(block: Block) -> set[int]:
    """Return the deliverables that a bullet, or the rows of a table, begin with."""
    runs = [row.cells[0] for row in block.rows] if block.rows else list(block.runs[:1])
    records = [run.record for run in runs if run.record]
    return {record.id for record in records if record.type == "deliverable"}
