"""Whether an input comes in time for what waits for it."""

from datetime import UTC, date, datetime

import pytest

from app.domain.assessment import DeadlineRecord, StatusRecord, assess
from app.domain.chain import Fit, link
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.vague_date import VagueDate

ON = date(2023, 12, 18)
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
Q1 = (date(2024, 1, 1), date(2024, 3, 31))
Q2 = (date(2024, 4, 1), date(2024, 6, 30))
BY_MARCH = (None, date(2024, 3, 31))
FROM_2024 = (date(2024, 1, 1), None)
SOON = (None, None)


def assess_external(window, status=Status.IN_PROGRESS):
    """A assessment with these bounds as its only promise; without any promise where there are none."""
    promised = [] if window is None else [_said(window)]
    last = StatusRecord(1, status, None, "", "", None, AT.date(), AT, "Bram")
    return assess(promised, last, ON)


def _said(window):
    return DeadlineRecord(
        1, VagueDate("woorden", None, *window), Firmness.EXPECTED, AT.date(), AT, "", "Bram"
    )


@pytest.mark.parametrize(
    ("needed", "waiting", "fit"),
    [
        (Q1, Q2, Fit.FITS),
        (Q2, Q1, Fit.CONFLICT),
        (Q1, Q1, Fit.CONFLICT),
        (Q1, BY_MARCH, Fit.FITS),
        (Q2, BY_MARCH, Fit.CONFLICT),
        (FROM_2024, Q2, Fit.UNKNOWN),
        (SOON, Q1, Fit.UNKNOWN),
        (Q1, SOON, Fit.UNKNOWN),
        (None, Q1, Fit.UNKNOWN),
        (Q1, None, Fit.UNKNOWN),
    ],
)
def test_an_input_fits_when_it_comes_before_its_dependent_may_begin(needed, waiting, fit):
    assert link(assess_external(needed), assess_external(waiting)).fit is fit


@pytest.mark.parametrize(
    ("needed", "waiting", "fit"),
    [
        (Status.DELIVERED, Status.PLANNED, Fit.DONE),
        (Status.PLANNED, Status.ADOPTED, Fit.DONE),
        (Status.CANCELLED, Status.PLANNED, Fit.FALLEN),
        (Status.PLANNED, Status.CANCELLED, Fit.FALLEN),
    ],
)
def test_what_is_done_or_withdrawn_is_in_nobodys_way(needed, waiting, fit):
    assert link(assess_external(Q2, needed), assess_external(Q1, waiting)).fit is fit


def test_a_conflict_names_both_days():
    found = link(assess_external(Q2), assess_external(Q1))
    assert (found.comes_by, found.begins_on) == (date(2024, 6, 30), date(2024, 1, 1))
