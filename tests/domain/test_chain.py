"""Whether an input comes in time for what waits for it."""

from datetime import UTC, date, datetime

import pytest

from app.domain.assessment import DeadlineRecord, assess
from app.domain.chain import Fit, link
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.vague_date import VagueDate
from tests.told import status as told_status

ON = date(2023, 12, 18)
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
Q1 = (date(2024, 1, 1), date(2024, 3, 31))
Q2 = (date(2024, 4, 1), date(2024, 6, 30))
BY_MARCH = (None, date(2024, 3, 31))
FROM_2024 = (date(2024, 1, 1), None)
SOON = (None, None)


def assessment_of(window, status=Status.IN_PROGRESS):
    """An assessment with these bounds as its only promise; without any promise where there are none."""
    promised = [] if window is None else [said(window)]
    return assess(promised, told_status(status, on=AT.date()), ON)


def said(window):
    return DeadlineRecord(
        id=1,
        window=VagueDate("woorden", None, *window),
        firmness=Firmness.EXPECTED,
        said_on=AT.date(),
        recorded_at=AT,
        reason="",
        author="Bram",
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
    assert link(assessment_of(needed), assessment_of(waiting)).fit is fit


@pytest.mark.parametrize(
    ("needed", "waiting", "fit"),
    [
        (Status.DELIVERED, Status.PLANNED, Fit.DONE),
        (Status.PLANNED, Status.ADOPTED, Fit.DONE),
        (Status.CANCELLED, Status.PLANNED, Fit.FALLEN),
        (Status.PLANNED, Status.CANCELLED, Fit.FALLEN),
    ],
)
def test_done_and_withdrawn_inputs_conflict_with_nothing(needed, waiting, fit):
    assert link(assessment_of(Q2, needed), assessment_of(Q1, waiting)).fit is fit


def test_a_conflict_names_both_days():
    found = link(assessment_of(Q2), assessment_of(Q1))
    assert (found.comes_by, found.begins_on) == (date(2024, 6, 30), date(2024, 1, 1))
