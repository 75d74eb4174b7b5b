"""The register of named moments refuses what it cannot compute with, all at once."""

from datetime import date

import pytest

from app.actions import named_moment
from app.actions.named_moment import NamedMomentInput
from app.domain.refusal import Invalid, Stale

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

RECESS = NamedMomentInput("Zomerreces", date(2024, 7, 5), date(2024, 9, 1))


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        (NamedMomentInput(" ", None, None), {"name", "first", "last"}),
        (NamedMomentInput("Zomerreces", date(2024, 9, 1), date(2024, 7, 5)), {"last"}),
        (NamedMomentInput("zomerreces ", date(2024, 7, 1), date(2024, 8, 1)), {"name"}),
    ],
)
def test_what_cannot_be_is_refused_beside_each_field(session, office, wrong, fields):
    named_moment.add(session, office, RECESS)
    with pytest.raises(Invalid) as refusal:
        named_moment.add(session, office, wrong)
    assert set(refusal.value.fields) == fields


def test_the_same_said_again_is_no_change_and_what_was_changed_since_is_stale(session, office, trail):
    moment_id = named_moment.add(session, office, RECESS)
    named_moment.correct(session, office, moment_id, 1, RECESS)
    assert trail("named_moment.correct") == []
    named_moment.correct(
        session, office, moment_id, 1, NamedMomentInput("Zomerreces", RECESS.first, RECESS.first)
    )
    with pytest.raises(Stale):
        named_moment.correct(session, office, moment_id, 1, RECESS)
