"""Where a deliverable stands against its deadline on a day."""

from datetime import date

import pytest

from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness, judge_timeliness, opens_on
from app.domain.vague_date import VagueDate, read


def _verdict(phrase: str | None, on: date, status: Status | None = Status.IN_PROGRESS) -> Timeliness:
    return judge_timeliness(status, read(phrase) if phrase else None, None, None, on)


@pytest.mark.parametrize(
    ("phrase", "on", "verdict"),
    [
        ("begin 2024", date(2023, 12, 31), Timeliness.DUE_LATER),
        ("begin 2024", date(2024, 1, 1), Timeliness.DUE_NOW),
        ("begin 2024", date(2024, 3, 31), Timeliness.DUE_NOW),
        ("begin 2024", date(2024, 4, 1), Timeliness.OVERDUE),
        ("voor de zomer van 2024", date(2024, 3, 31), Timeliness.DUE_LATER),
        ("voor de zomer van 2024", date(2024, 4, 1), Timeliness.DUE_NOW),
        ("voor de zomer van 2024", date(2024, 6, 20), Timeliness.DUE_NOW),
        ("voor de zomer van 2024", date(2024, 6, 21), Timeliness.OVERDUE),
        ("vanaf 2024", date(2023, 12, 31), Timeliness.DUE_LATER),
        ("vanaf 2024", date(2024, 1, 1), Timeliness.DUE_NOW),
        ("vanaf 2024", date(2040, 1, 1), Timeliness.DUE_NOW),
        ("binnenkort", date(2024, 1, 1), Timeliness.UNDATED),
        (None, date(2024, 1, 1), Timeliness.UNDATED),
    ],
)
def test_an_open_promise_is_judged_by_its_window(phrase: str | None, on: date, verdict: Timeliness) -> None:
    assert _verdict(phrase, on) is verdict


@pytest.mark.parametrize(
    ("kind", "status", "phrase", "verdict"),
    [
        (DeliverableKind.ACTIVITY, Status.IN_PROGRESS, None, Timeliness.ONGOING),
        (DeliverableKind.ACTIVITY, Status.IN_PROGRESS, "binnenkort", Timeliness.ONGOING),
        (DeliverableKind.ACTIVITY, Status.IN_PROGRESS, "begin 2024", Timeliness.DUE_LATER),
        (DeliverableKind.ACTIVITY, Status.PLANNED, None, Timeliness.UNDATED),
        (DeliverableKind.PRODUCT, Status.IN_PROGRESS, None, Timeliness.UNDATED),
    ],
)
def test_an_activity_that_runs_without_a_promised_moment_is_ongoing(
    kind: DeliverableKind, status: Status, phrase: str | None, verdict: Timeliness
) -> None:
    window = read(phrase) if phrase else None
    assert judge_timeliness(status, window, None, None, date(2023, 12, 18), kind) is verdict


def test_on_hold_keeps_its_timeliness_and_so_does_a_deliverable_without_updates() -> None:
    late = date(2024, 4, 1)
    assert (
        _verdict("begin 2024", late, Status.ON_HOLD)
        is _verdict("begin 2024", late, None)
        is Timeliness.OVERDUE
    )


def test_a_cancelled_deliverable_is_withdrawn_whatever_was_promised() -> None:
    assert _verdict("begin 2024", date(2030, 1, 1), Status.CANCELLED) is Timeliness.WITHDRAWN
    assert _verdict(None, date(2030, 1, 1), Status.CANCELLED) is Timeliness.WITHDRAWN


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.ADOPTED])
def test_delivery_is_late_only_after_the_last_day_that_was_promised(status: Status) -> None:
    promised, now = read("begin 2024"), read("Q3 2024")
    on = date(2024, 12, 31)
    assert judge_timeliness(status, now, date(2024, 3, 31), promised, on) is Timeliness.DELIVERED
    assert judge_timeliness(status, now, date(2024, 4, 1), promised, on) is Timeliness.DELIVERED_LATE


@pytest.mark.parametrize("promised", [None, read("binnenkort"), read("vanaf 2024")])
def test_delivery_against_no_last_day_is_not_late(promised: VagueDate | None) -> None:
    verdict = judge_timeliness(Status.DELIVERED, promised, date(2030, 1, 1), promised, date(2030, 1, 1))
    assert verdict is Timeliness.DELIVERED


def test_delivery_on_an_unknown_day_is_not_late() -> None:
    promised = read("begin 2024")
    assert (
        judge_timeliness(Status.DELIVERED, promised, None, promised, date(2030, 1, 1)) is Timeliness.DELIVERED
    )


def test_an_undated_window_has_always_been_open() -> None:
    assert opens_on(read("binnenkort")) == date.min
