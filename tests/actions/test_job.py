"""A job that is put off is taken at its new moment, as if nobody had tried it."""

from datetime import timedelta

import pytest

from app.actions import job
from tests.cast import TODAY, at

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


def test_a_job_that_is_put_off_is_tried_anew_at_its_moment(session):
    now, later = at(TODAY), at(TODAY) + timedelta(hours=1)
    made = job.enqueue(session, "mail", {}, now)
    assert job.take(session, now).id == made
    job.postpone(session, made, later)
    assert job.take(session, later - timedelta(seconds=1)) is None
    again = job.take(session, later)
    assert (again.id, again.attempts) == (made, 1)
