"""Which keys are taken to seal and sign with."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.secret_key import SHORTEST, find_fault


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("", "too short"),
        (" " * 40, "too short"),
        ("0123456789abcdefghijklmnopqrstu", "too short"),
        ("x" * 32, "repeats"),
        ("abcdefghij" * 4, "repeats"),
        ("abcdefghijklmnopqr" * 2 + "abc", "repeats"),
        ("ab" * 20 + "c", "repeats"),
    ],
)
def test_a_guessable_key_is_refused(key, expected):
    assert expected in str(find_fault(key))


@given(st.binary(min_size=48, max_size=48).filter(lambda key: len(set(key)) > 30))
def test_a_random_key_is_accepted(key):
    assert find_fault(b64encode(key).decode()) is None
    assert find_fault(key.hex()) is None


def test_a_key_of_the_shortest_length_is_accepted():
    key = "k3v9Qz7LmT2xW8bN4cR6yP1sD5fG0hJa"
    assert (len(key), find_fault(key)) == (SHORTEST, None)
