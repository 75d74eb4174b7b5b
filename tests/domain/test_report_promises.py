"""No promise of the report before disappears silently."""

from datetime import date

import pytest

from app.domain.recurrence import OccurrenceRecord, Recurrence
from app.domain.report import compose
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency
from tests.told import NL, adopted_before, deliverable, facts, said, section, status, texts, undated

MAY, AUTUMN = date(2023, 5, 15), date(2023, 10, 1)
PROMISED = said("najaar 2023", on=MAY, id=1)
OPEN_YET = said("eind 2023", on=MAY, id=1)
OVERDUE_THEN = said("begin 2023", on=date(2023, 1, 9), id=1)


def rows(*deliverables):
    return texts(section(compose(facts(*deliverables, previous=adopted_before()), NL), "promises"))


def test_a_first_report_is_the_baseline():
    printed = texts(section(compose(facts(deliverable(deadlines=(PROMISED,))), NL), "promises"))
    assert printed == [
        "Er is nog geen eerdere rapportage vastgesteld in Mijlpaal. De beloften in deze rapportage zijn de "
        "nulmeting: de volgende rapportage legt er verantwoording over af."
    ]


def test_what_recurs_is_accounted_for_in_each_period_that_closed_since_or_was_kept():
    days = (date(2023, 2, 1), date(2023, 9, 1), date(2023, 10, 1))
    held = tuple(OccurrenceRecord(number, day) for number, day in enumerate(days, start=7))
    panel = deliverable(
        "Panel",
        kind=DeliverableKind.RECURRING,
        deadlines=(said("vanaf 2023", on=date(2023, 1, 9)),),
        statuses=(status(Status.IN_PROGRESS, on=date(2023, 1, 9)),),
        frequency_count=2,
        frequency_per=Frequency.HALF_YEAR,
        recurrence=Recurrence(2, Frequency.HALF_YEAR, date(2023, 1, 9), held),
    )
    assert rows(panel) == [
        "Wat terugkeert, per periode",
        "Panel | De eerste helft van 2023 | Te weinig gehouden | 1 van 2 gehouden",
        "Panel | De tweede helft van 2023 | Nagekomen | 2 van 2 gehouden",
    ]
    report = compose(facts(panel, previous=adopted_before()), NL)
    (chapter,) = [line for line in texts(section(report, "action-line:1")) if line.startswith("Panel | ")]
    assert chapter.endswith("2 van 2 gehouden in de tweede helft van 2023.")
    assert "eerste helft" not in chapter


@pytest.mark.parametrize(
    ("deadlines", "statuses", "row"),
    [
        (
            [PROMISED],
            [status(Status.DELIVERED, delivered_on=date(2023, 11, 30))],
            "najaar 2023 | Nagekomen | 30 november 2023 | –",
        ),
        (
            [PROMISED],
            [status(Status.DELIVERED, delivered_on=date(2023, 12, 1))],
            "najaar 2023 | Te laat | 1 december 2023 | –",
        ),
        ([PROMISED], [status(Status.DELIVERED)], "najaar 2023 | Nagekomen | – | –"),
        (
            [PROMISED, said("november 2023", None, id=2)],
            [status(Status.DELIVERED)],
            "najaar 2023 | Nagekomen | november 2023 | –",
        ),
        (
            [PROMISED, said("begin 2024", on=AUTUMN, id=2, reason="meer tijd nodig")],
            [],
            "najaar 2023 | Verschoven | begin 2024 | Meer tijd nodig.",
        ),
        (
            [PROMISED, undated("binnenkort", on=AUTUMN, id=2, reason="Nog onduidelijk.")],
            [],
            "najaar 2023 | Datum losgelaten | binnenkort | Nog onduidelijk.",
        ),
        (
            [PROMISED],
            [status(Status.CANCELLED, reason="Te duur.")],
            "najaar 2023 | Vervallen | – | Te duur.",
        ),
        ([PROMISED], [status(Status.IN_PROGRESS)], "najaar 2023 | Over tijd | – | –"),
        ([OPEN_YET], [status(Status.IN_PROGRESS)], "eind 2023 | Loopt nog | – | –"),
        ([OVERDUE_THEN], [status(Status.IN_PROGRESS)], "begin 2023 | Over tijd | – | –"),
        (
            [PROMISED, said("begin december 2023", on=AUTUMN, id=2, reason="Drukte.")],
            [status(Status.IN_PROGRESS)],
            "najaar 2023 | Verschoven, over tijd | begin december 2023 | Drukte.",
        ),
        (
            [said("najaar 2023", on=MAY, id=1, reason="Ouder.")],
            [status(Status.ON_HOLD, on=MAY, reason="Ook ouder.")],
            "najaar 2023 | Over tijd | – | –",
        ),
        (
            [PROMISED, said("begin 2024", on=AUTUMN, id=2, reason="Drukte.")],
            [status(Status.CANCELLED, reason="Te duur.")],
            "najaar 2023 | Vervallen | – | Te duur.",
        ),
    ],
)
def test_a_promise_for_this_period_is_accounted_for(deadlines, statuses, row):
    table_rows = rows(deliverable(deadlines=tuple(deadlines), statuses=tuple(statuses)))
    assert table_rows == ["Wat voor deze periode was toegezegd", f"Handreiking | {row}"]


@pytest.mark.parametrize(
    "deadlines",
    [
        (),
        (said("begin 2024", on=MAY),),
        (said("vanaf 2023", on=MAY),),
        (said("maart 2023", None, on=MAY),),
        (said("najaar 2023", on=AUTUMN),),
    ],
)
def test_only_earlier_promises_for_this_period_are_accounted_for(deadlines):
    assert rows(deliverable(deadlines=deadlines)) == [
        "Geen belofte uit de vorige rapportage viel in deze periode."
    ]


def test_deliveries_before_the_previous_report_are_not_accounted_for_again():
    early = deliverable(deadlines=(PROMISED,), statuses=(status(Status.DELIVERED, on=date(2023, 6, 1)),))
    assert rows(early) == ["Geen belofte uit de vorige rapportage viel in deze periode."]


def test_what_was_withdrawn_in_the_previous_report_is_not_told_again():
    gone = deliverable(deadlines=(PROMISED,), statuses=(status(Status.CANCELLED, on=MAY, reason="Weg."),))
    assert rows(gone) == ["Geen belofte uit de vorige rapportage viel in deze periode."]


def test_a_promise_that_was_merged_says_so():
    gone = deliverable(
        deadlines=(PROMISED,), statuses=(status(Status.CANCELLED, reason="Dubbel."),), merged_into_id=2
    )
    assert rows(gone)[1:] == ["Handreiking | najaar 2023 | Samengevoegd | – | Dubbel."]


def test_late_is_told_against_the_same_promise_in_every_section():
    """It had moved before the last report: what that promised counts, not what was promised first."""
    late = deliverable(
        deadlines=(said("begin 2023", on=date(2023, 1, 9), id=1), said("najaar 2023", on=MAY, id=2)),
        statuses=(status(Status.DELIVERED, delivered_on=date(2023, 12, 4)),),
        printed_in=adopted_before(),
    )
    report = compose(facts(late, previous=adopted_before()), NL)
    assert texts(section(report, "promises"))[1:] == [
        "Handreiking | najaar 2023 | Te laat | 4 december 2023 | –"
    ]
    [bullet] = [text for text in texts(section(report, "summary")) if text.startswith("Op 4 december 2023")]
    assert bullet.endswith("Dat is later dan beloofd: najaar 2023.")
