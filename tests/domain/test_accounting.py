"""No promise disappears silently: what the report before said is accounted for, or named."""

from datetime import date

import pytest

from app.domain.accounting import Fate, Reported, fate, unaccounted
from app.domain.status import Status
from app.domain.vague_date import VagueDate, read
from tests.told import TODAY, adopted_before, deliverable, facts, said, status, undated

EARLY, LATER = date(2023, 3, 1), date(2023, 10, 2)
BINNENKORT = VagueDate("binnenkort", None, None, None)


def promised(phrase="Q1 2024", *, status=Status.IN_PROGRESS):
    window = read(phrase, EARLY) if isinstance(phrase, str) else phrase
    return Reported(1, "Handreiking", status, window)


def became(promise, *deadlines, statuses=()):
    found = deliverable(deadlines=deadlines, statuses=statuses or (status(Status.PLANNED, on=EARLY),))
    return fate(promise, found, facts(found, previous=adopted_before()))


EARLIER = said("Q1 2024", on=EARLY)


def test_a_delivered_promise_is_accounted_for():
    assert became(promised(), EARLIER, statuses=(status(Status.DELIVERED),)) is Fate.DELIVERED


def test_a_delivery_after_the_reference_date_that_was_said_in_time_accounts_for_a_promise():
    after = status(Status.DELIVERED, delivered_on=date(2023, 12, 20), on=date(2023, 12, 20))
    closed = said("november 2023", on=EARLY)
    assert became(promised("november 2023"), closed, statuses=(after,)) is Fate.DELIVERED


def test_a_withdrawn_or_merged_promise_is_accounted_for():
    assert became(promised(), EARLIER, statuses=(status(Status.CANCELLED),)) is Fate.WITHDRAWN


@pytest.mark.parametrize("phrase", ["Q2 2024", "februari 2024", "medio 2024"])
def test_a_promise_with_other_words_has_moved(phrase):
    assert became(promised(), EARLIER, said(phrase, on=LATER)) is Fate.MOVED


def test_a_standing_promise_is_accounted_for_once_it_is_confirmed_in_this_period():
    assert became(promised(), EARLIER) is Fate.UNCONFIRMED
    confirmed = (status(Status.PLANNED, on=LATER),)
    assert became(promised(), EARLIER, statuses=confirmed) is Fate.STANDING


def test_saying_the_same_words_again_confirms_a_promise():
    assert became(promised(), EARLIER, said("Q1 2024", on=LATER)) is Fate.STANDING


def test_a_closed_window_is_not_accounted_for_however_often_it_was_confirmed():
    closed = said("november 2023", on=EARLY)
    confirmed = (status(Status.IN_PROGRESS, on=TODAY),)
    assert became(promised("november 2023"), closed, statuses=confirmed) is Fate.CLOSED


def test_moving_to_a_window_that_also_closed_does_not_account_for_a_promise():
    found = said("oktober 2023", on=EARLY), said("november 2023", on=LATER)
    assert became(promised("oktober 2023"), *found) is Fate.CLOSED


def test_an_undated_promise_must_be_confirmed_dated_or_withdrawn():
    promise, old = promised(BINNENKORT), undated("binnenkort", on=EARLY)
    assert became(promise, old) is Fate.UNCONFIRMED
    assert became(promise, old, statuses=(status(Status.PLANNED, on=LATER),)) is Fate.STANDING
    assert became(promise, old, said("Q1 2024", on=LATER)) is Fate.MOVED
    assert became(promise, old, statuses=(status(Status.CANCELLED),)) is Fate.WITHDRAWN


def test_a_promise_that_never_had_words_must_be_confirmed_or_dated():
    promise = promised(None)
    assert became(promise) is Fate.UNCONFIRMED
    assert became(promise, statuses=(status(Status.PLANNED, on=LATER),)) is Fate.STANDING
    assert became(promise, said("Q1 2024", on=LATER)) is Fate.MOVED


def test_a_promise_that_left_the_programme_has_vanished():
    assert fate(promised(), None, facts(previous=adopted_before())) is Fate.VANISHED


@pytest.mark.parametrize("over", [Status.DELIVERED, Status.ADOPTED, Status.CANCELLED])
def test_a_promise_that_was_over_in_the_previous_report_needs_no_account(over):
    assert list(unaccounted([promised(status=over)], facts(previous=adopted_before()))) == []


def test_only_unaccounted_promises_are_listed():
    stands = deliverable(id=1, deadlines=(EARLIER,), statuses=(status(Status.PLANNED, on=EARLY),))
    done = deliverable(id=2, deadlines=(EARLIER,), statuses=(status(Status.DELIVERED),))
    told = facts(stands, done, previous=adopted_before())
    before = [promised(), Reported(2, "Folder", None, None)]
    assert list(unaccounted(before, told)) == [(before[0], Fate.UNCONFIRMED)]
