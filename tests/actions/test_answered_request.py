"""Requests that were answered: one without an answer to keep may come again."""

import pytest

from app.actions import answered_request
from tests.cast import TODAY, at

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
REQUEST, BODY = "a" * 64, "b" * 64


def test_a_request_without_an_answer_to_keep_comes_again_as_if_it_never_came(session):
    assert answered_request.claim(session, at(TODAY), REQUEST, BODY) is None
    answered_request.settle(session, REQUEST, None)
    assert answered_request.claim(session, at(TODAY), REQUEST, "c" * 64) is None
