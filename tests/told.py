"""Facts for the tests of reports and wording: short to write, with a day and a state for everything."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.domain.assessment import DeadlineRecord, PrintedPromise, StatusRecord
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.indicator import MeasuredValue
from app.domain.report.compose import compose
from app.domain.report.facts import (
    DeliverableFacts,
    Facts,
    IndicatorFacts,
    LineFacts,
    Period,
    ProjectFacts,
)
from app.domain.report.verdict import judge
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, PeriodState
from app.domain.vague_date import VagueDate, read
from app.templating.wording import words_of

TODAY = date(2023, 12, 18)
NL = words_of("nl", TODAY)
EN = words_of("en", TODAY)


def said(phrase, firmness=Firmness.COMMITTED, *, on=TODAY, id=40, reason=""):
    """A deadline said on a day; firmness none is what was reported as done."""
    return _deadline(read(phrase, on), firmness, on, id, reason)


def undated(phrase, firmness=Firmness.COMMITTED, *, on=TODAY, id=41, reason=""):
    """A deadline without any day."""
    window = VagueDate(phrase, None, None, None)
    return _deadline(window, firmness, on, id, reason)


def status(of, *, on=TODAY, text="", reason="", delivered_on=None, id=60, confidence=None):
    """A status update said on a day."""
    return StatusRecord(
        id=id,
        status=of,
        confidence=confidence,
        text=text,
        reason=reason,
        delivered_on=delivered_on,
        said_on=on,
        recorded_at=_at(on),
        author="Bram",
    )


def deliverable(
    title="Handreiking",
    *,
    kind=DeliverableKind.PRODUCT,
    deadlines=(),
    statuses=(),
    reference=TODAY,
    id=1,
    printed_in=None,
    **more,
):
    """A deliverable judged on the reference date; without a status it is planned.

    `printed_in` is the report before, where that matters to the verdict.
    """
    statuses = statuses or (status(Status.PLANNED),)
    reported = printed(deadlines, statuses, printed_in) if printed_in else None
    is_merged = "merged_into_id" in more
    verdict = judge(
        deadlines,
        statuses,
        reference,
        (reported,) if reported else (),
        kind=kind,
        is_merged=is_merged,
        recurrence=more.get("recurrence"),
    )
    return DeliverableFacts(
        id=id,
        title=title,
        kind=kind,
        project_id=1,
        assessment=verdict.assessment,
        last=verdict.last,
        deadlines=verdict.deadlines,
        after=verdict.after,
        reported=reported,
        **more,
    )


def period(half_year="2023-H2", number=1, **changed):
    """A reporting period that ends with its half-year."""
    half = HalfYear.parse(half_year)
    days = {
        "reference_date": min(half.ends_on, TODAY),
        "input_deadline": min(half.ends_on, TODAY),
        "report_date": min(half.ends_on, TODAY),
        "state": PeriodState.OPEN,
    }
    return Period(
        id=number,
        half_year=half,
        number=number,
        starts_on=half.starts_on,
        ends_on=half.ends_on,
        **(days | changed),
    )


def facts(*deliverables, previous=None, lines=None, indicators=(), narrative="", **more):
    """A programme with one action line and project; the report before printed what was said by then."""
    if previous is not None:
        deliverables = tuple(
            replace(each, reported=each.reported or printed(each.deadlines, [each.last], previous))
            for each in deliverables
        )
    project = ProjectFacts(1, "Huizen", narrative, deliverables)
    line = LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE, (project,))
    given = {"purpose": "Buren helpen elkaar", "sponsors": (("Buurtfonds", "Buurtfonds"),)}
    return Facts(
        programme_id=1,
        slug="buurtkracht",
        title="Buurtkracht",
        period=more.pop("period", period(number=2 if previous else 1)),
        previous=previous,
        lines=(line,) if lines is None else lines,
        indicators=indicators,
        **(given | more),
    )


def printed(deadlines, statuses, previous):
    """A deliverable as the report before has it; none where nothing had been said of it by then."""
    heard = previous.input_deadline
    deadlines = [each for each in deadlines if each.said_on <= heard]
    known = next((each for each in reversed(statuses) if each and each.said_on <= heard), None)
    if not deadlines and known is None:
        return None
    last = deadlines[-1] if deadlines else None
    return PrintedPromise(
        number=previous.number,
        reference_date=previous.reference_date,
        input_deadline=heard,
        status=known.status if known else None,
        deadline_id=last.id if last else None,
        window=last.window if last else None,
        firmness=last.firmness if last else None,
    )


def adopted_before():
    """The adopted report over the first half of 2023, which listened up to the end of June."""
    return period("2023-H1", 1, state=PeriodState.ADOPTED)


def indicator(id, *measured, name="Gezinnen", unit="gezinnen", **more):
    """An indicator with (value, reference date) or Measured."""
    series = tuple(
        m if isinstance(m, MeasuredValue) else MeasuredValue(100 * id + n, Decimal(m[0]), m[1])
        for n, m in enumerate(measured)
    )
    return IndicatorFacts(id, name, more.pop("definition", ""), unit, series, **more)


def texts(section):
    """The text of every block, tables by their rows."""
    found = []
    for block in section.blocks if hasattr(section, "blocks") else section:
        found.append(block.text)
        found.extend(" | ".join(cell.text for cell in row.cells) for row in block.rows)
    return found


def section(report, key):
    """The section of this key."""
    return next(found for found in report.sections if found.key == key)


def told(*deliverables, words=NL, **more):
    """The summary of a programme with these deliverables, heading by heading."""
    return texts(section(compose(facts(*deliverables, **more), words), "summary"))


def bullets(*deliverables, words=NL, **more):
    """What the summary tells of them in their action line, bullet by bullet."""
    lines = told(*deliverables, words=words, **more)
    first = next((n for n, line in enumerate(lines) if line.endswith(": Ontmoeten")), None)
    return [] if first is None else [line for line in lines[first + 1 :] if not _counts_the_rest(line)]


def _counts_the_rest(line):
    return "in hoofdstuk" in line or "of in chapter" in line


def _deadline(window, firmness, on, id, reason):
    return DeadlineRecord(
        id=id,
        window=window,
        firmness=firmness,
        said_on=on,
        recorded_at=_at(on),
        reason=reason,
        author="Bram",
    )


def _at(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
