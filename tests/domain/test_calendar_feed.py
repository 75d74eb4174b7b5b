"""On which days a calendar draws a milestone, what it calls it, and who has which feed."""

from datetime import UTC, date, datetime

import pytest

from app.domain.assessment import DeadlineRecord, StatusRecord, assess
from app.domain.calendar_feed import CalendarKind, CalendarSpan, find_span, may_open
from app.domain.firmness import Firmness
from app.domain.role import Grant, Rights, Role
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import read
from app.domain.wording.calendar_entry import calendar_description, calendar_title
from app.templating.wording import words_of

ON = date(2023, 12, 18)
DUTCH = words_of("nl")


def assessed(phrase, status=Status.PLANNED, delivered_on=None):
    at = datetime(2023, 3, 1, 9, tzinfo=UTC)
    promise = DeadlineRecord(
        id=1,
        window=read(phrase, ON),
        firmness=Firmness.COMMITTED,
        said_on=date(2023, 3, 1),
        recorded_at=at,
        reason="",
        author="Noor",
    )
    last = StatusRecord(
        id=1, status=status, delivered_on=delivered_on, said_on=ON, text="", recorded_at=at, author="Noor"
    )
    return assess([promise], last, ON)


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("begin 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("12 juli 2024", date(2024, 7, 12), date(2024, 7, 12)),
        ("voor de zomer van 2024", date(2024, 4, 1), date(2024, 6, 20)),
        ("vanaf 2024", date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_a_promise_is_drawn_on_the_days_that_its_words_can_mean(phrase, first, last):
    assert find_span(assessed(phrase)) == CalendarSpan(first, last)


def test_a_promise_without_a_day_is_not_drawn():
    assert find_span(assessed("op korte termijn")) is None


def test_what_was_delivered_is_drawn_on_the_day_on_which_it_was():
    day = date(2023, 9, 21)
    assert find_span(assessed("eind 2023", Status.DELIVERED, day)) == CalendarSpan(day, day)


def test_what_was_delivered_without_a_known_day_stays_where_it_was_promised():
    span = find_span(assessed("eind 2023", Status.DELIVERED))
    assert span == CalendarSpan(date(2023, 10, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("title", "kind", "status", "expected"),
    [
        ("Plaats van het huis", DeliverableKind.DECISION, Status.PLANNED, "Besluit: Plaats van het huis"),
        (
            "Besluit over het huis",
            DeliverableKind.DECISION,
            Status.DELIVERED,
            "Besluit over het huis (genomen)",
        ),
        ("Handreiking", DeliverableKind.PRODUCT, Status.IN_PROGRESS, "Handreiking"),
        ("Handreiking", DeliverableKind.PRODUCT, Status.DELIVERED, "Handreiking (opgeleverd)"),
        ("Folder", DeliverableKind.PRODUCT, Status.CANCELLED, "Folder (vervallen)"),
    ],
)
def test_a_title_says_what_is_a_decision_and_what_is_closed(title, kind, status, expected):
    assert calendar_title(title, kind, assessed("eind 2023", status), DUTCH) == expected


def test_the_words_as_promised_stand_below_the_title():
    delivered = assessed("eind 2023", Status.DELIVERED, date(2023, 9, 21))
    text = calendar_description(DeliverableKind.PRODUCT, delivered, ("Buurtkracht", "Huizen"), DUTCH)
    assert text.splitlines() == [
        "Beloofd: “eind 2023”",
        "Status: Opgeleverd, 21 september 2023",
        "Buurtkracht, project Huizen",
    ]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.OFFICE, {CalendarKind.PROGRAMME, CalendarKind.LEAD}),
        (Role.LEAD, {CalendarKind.PROGRAMME, CalendarKind.LEAD}),
        (Role.SPONSOR, {CalendarKind.PROGRAMME, CalendarKind.SPONSOR}),
        (Role.READER, {CalendarKind.PROGRAMME}),
        (None, set()),
    ],
)
def test_each_role_has_the_calendars_of_what_it_does(role, kinds):
    rights = Rights(1, (Grant(role, 7, 3 if role is Role.SPONSOR else None),) if role else ())
    assert {kind for kind in CalendarKind if may_open(rights, kind, 7)} == kinds
    assert not may_open(rights, CalendarKind.PROGRAMME, 8)
