"""How somebody signs in, and when use is noted."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.sign_in import is_due, name_browser

NOON = datetime(2023, 12, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1",
            "Safari, iOS",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(header, expected):
    assert name_browser(header) == expected


def test_use_is_recorded_once_a_minute():
    assert is_due(None, NOON)
    assert not is_due(NOON, NOON + timedelta(seconds=59))
    assert is_due(NOON, NOON + timedelta(seconds=60))
