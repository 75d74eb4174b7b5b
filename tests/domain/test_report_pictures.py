"""The pictures of section 5: what stands on the axis, how promises went, and the tables beside them."""

from dataclasses import replace
from datetime import date

from app.domain.assessment import PrintedPromise
from app.domain.firmness import Firmness
from app.domain.report import compose
from app.domain.report.milestone_pictures import MOST
from app.domain.status import Status
from app.domain.structure import DeliverableKind, PeriodState
from app.domain.timeliness import Timeliness
from app.domain.vague_date import read
from tests.told import NL, TODAY, deliverable, facts, period, said, status, undated

BEFORE = period("2022-H2", 1, state=PeriodState.PUBLISHED)
PREVIOUS = period("2023-H1", 2, state=PeriodState.PUBLISHED)


def blocks_of(*deliverables, **values):
    report = compose(facts(*deliverables, **values), NL)
    return next(section.blocks for section in report.sections if section.key == "milestones")


def overviews(*deliverables, **values):
    return [block for block in blocks_of(*deliverables, **values) if block.milestones]


def trends(*deliverables, **values):
    return [block for block in blocks_of(*deliverables, **values) if block.trend]


def done(phrase, **values):
    return {"deadlines": (said(phrase, None),), "statuses": (status(Status.DELIVERED),)} | values


def test_what_is_dated_stands_on_the_axis_by_its_last_day():
    (block,) = overviews(
        deliverable("Later", id=1, deadlines=(said("Q2 2024"),)),
        deliverable("Besluit", id=2, kind=DeliverableKind.DECISION, deadlines=(said("oktober 2023"),)),
        deliverable("Klaar", id=3, **done("november jl.")),
    )
    drawn = [
        (milestone.title, milestone.timeliness, milestone.edge) for milestone in block.milestones.milestones
    ]
    assert drawn == [
        ("Besluit", Timeliness.OVERDUE, "sharp"),
        ("Klaar", Timeliness.DELIVERED, "sharp"),
        ("Later", Timeliness.DUE_LATER, "sharp"),
    ]
    assert [row.cells[0].text for row in block.rows] == [title for title, _, _ in drawn]


def test_what_has_no_date_or_was_over_before_the_period_is_not_drawn():
    assert not overviews(
        deliverable("Binnenkort", id=1, deadlines=(undated("binnenkort"),)),
        deliverable("Nooit gezegd", id=2),
        deliverable("Vorig jaar", id=3, **done("januari 2023")),
        deliverable("Klaar, onbekend wanneer", id=4, statuses=(status(Status.DELIVERED),)),
    )


def test_what_is_still_open_is_drawn_however_long_it_is_overdue():
    (block,) = overviews(deliverable(deadlines=(said("Q1 2022", on=date(2022, 1, 3)),)))
    assert [milestone.timeliness for milestone in block.milestones.milestones] == [Timeliness.OVERDUE]


def test_words_that_lean_on_the_day_they_were_said_are_told_with_their_year():
    (block,) = overviews(deliverable("Klaar", **done("november jl.")))
    assert block.milestones.milestones[0].phrase == "november 2023"


def test_a_day_of_delivery_is_drawn_as_a_day():
    delivered = status(Status.DELIVERED, delivered_on=date(2023, 11, 28))
    (block,) = overviews(deliverable(deadlines=(said("Q4 2023"),), statuses=(delivered,)))
    assert block.milestones.milestones[0].delivered_on == date(2023, 11, 28)
    assert [cell.text for cell in block.rows[0].cells[2:4]] == ["28 november 2023", "28 november 2023"]


def test_the_description_counts_what_is_drawn():
    (block,) = overviews(
        deliverable(id=1, deadlines=(said("Q2 2024"),)),
        deliverable(id=2, deadlines=(said("oktober 2023"),)),
    )
    assert (
        block.milestones.description
        == "2 mijlpalen op een tijdas. Op 18 december 2023: 1 over tijd en 1 komend."
    )


def test_a_long_overview_is_drawn_in_parts_on_the_same_axis():
    many = [deliverable(id=n, deadlines=(said("Q2 2024", id=n),)) for n in range(1, MOST + 2)]
    many.append(deliverable(id=99, deadlines=(said("eind 2026", id=99),)))
    first, second = overviews(*many)
    assert (len(first.rows), len(second.rows)) == (MOST, 2)
    assert first.text.endswith("(1 van 2)")
    assert first.milestones.until == second.milestones.until == date(2026, 12, 31)


def moved(printed_status=Status.PLANNED, **values):
    """Promised in 2022 for the middle of 2023, reported for the end of 2023, now for spring 2024."""
    deadlines = (
        said("medio 2023", on=date(2022, 10, 1), id=1),
        said("eind 2023", on=date(2023, 5, 1), id=2, reason="Uitloop."),
        said("voorjaar 2024", on=TODAY, id=3, reason="Meer uitloop."),
    )
    printed = tuple(
        PrintedPromise(
            number=number,
            reference_date=day,
            input_deadline=day,
            status=printed_status if number == 2 else Status.PLANNED,
            deadline_id=id,
            window=read(phrase, day),
            firmness=Firmness.COMMITTED,
        )
        for number, day, id, phrase in (
            (1, date(2023, 1, 20), 1, "medio 2023"),
            (2, date(2023, 7, 20), 2, "eind 2023"),
        )
    )
    return deliverable("Handreiking", deadlines=deadlines, printed=printed, **values)


def test_a_trend_goes_from_the_first_promise_through_each_report_to_this_one():
    (block,) = trends(moved(), previous=PREVIOUS, earlier=(BEFORE, PREVIOUS), period=period(number=3))
    (trend,) = block.trend.trends
    assert [point.latest for point in trend.points] == [
        date(2023, 7, 31), date(2023, 7, 31), date(2023, 12, 31), date(2024, 5, 31),
    ]  # fmt: skip
    assert trend.is_against
    assert [cell.text for cell in block.rows[0].cells] == [
        "Handreiking", "31 juli 2023", "31 juli 2023", "31 december 2023", "31 mei 2024",
    ]  # fmt: skip
    assert block.columns[2:] == ("2022-H2", "2023-H1", "2023-H2")
    assert block.trend.description.endswith("Verschoven of vervallen: Handreiking.")


def test_what_was_done_before_ends_in_the_report_that_told_it():
    early = status(Status.DELIVERED, on=date(2023, 6, 20), delivered_on=date(2023, 6, 20))
    (block,) = trends(
        replace(moved(Status.DELIVERED, statuses=(early,)), deadlines=moved().deadlines[:2]),
        previous=PREVIOUS,
        earlier=(BEFORE, PREVIOUS),
        period=period(number=3),
    )
    assert block.trend.trends[0].end == "done"
    assert [cell.text for cell in block.rows[0].cells[2:]] == ["31 juli 2023", "opgeleverd of afgerond", "–"]


def test_a_promise_whose_date_was_dropped_has_no_last_day_any_more():
    promise = moved()
    dropped = undated("binnenkort", on=TODAY, id=3)
    (block,) = trends(
        replace(promise, deadlines=(*promise.deadlines[:2], dropped)),
        previous=PREVIOUS,
        earlier=(BEFORE, PREVIOUS),
        period=period(number=3),
    )
    assert [cell.text for cell in block.rows[0].cells[2:]] == [
        "31 juli 2023", "31 december 2023", "geen laatste dag",
    ]  # fmt: skip


def test_where_no_time_has_passed_it_is_said_when_there_will_be_a_trend():
    blocks = blocks_of(deliverable(deadlines=(said("Q2 2024"),)))
    assert not any(block.trend for block in blocks)
    assert (
        blocks[-1].text == "Een beeld van hoe beloofde momenten schuiven, is er vanaf de volgende rapportage."
    )
