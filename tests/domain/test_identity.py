"""What must hold of somebody whom an organisation vouches for, and of its word that they signed out."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.identity import (
    LOGOUT_EVENT,
    is_sufficient_level,
    read_session,
    read_sign_out,
    read_subject,
    read_verified_email,
)

NOW = datetime(2023, 12, 18, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
HOLDS = {
    "iss": "https://provider.example",
    "aud": "mijlpaal",
    "iat": SECONDS,
    "jti": "1",
    "sub": "b-1",
    "events": {LOGOUT_EVENT: {}},
}


def told(omit=(), **changed):
    """What comes of a message that holds, but for this."""
    claims = {name: value for name, value in (HOLDS | changed).items() if name not in omit}
    return read_sign_out(claims, "https://provider.example", "mijlpaal", NOW)


def test_a_level_is_one_of_those_that_are_enough_and_nothing_else():
    assert is_sufficient_level("high", ("substantial", "high"))
    assert is_sufficient_level(None, ())
    assert not is_sufficient_level("low", ("substantial", "high"))
    assert not is_sufficient_level(["high"], ("substantial", "high"))
    assert not is_sufficient_level(None, ("substantial",))


def test_only_a_verified_address_counts():
    assert read_verified_email({"email": " Bram@Voorbeeld.nl", "email_verified": True}) == "bram@voorbeeld.nl"
    for claims in (
        {"email": "bram@voorbeeld.nl"},
        {"email": "bram@voorbeeld.nl", "email_verified": 1},
        {"email": "bram@voorbeeld.nl", "email_verified": "true"},
        {"email": ["bram@voorbeeld.nl"], "email_verified": True},
        {"email": " ", "email_verified": True},
        {"email_verified": True},
    ):
        assert read_verified_email(claims) is None


def test_a_subject_and_a_session_must_be_strings():
    assert read_subject({"sub": "b-1"}) == "b-1"
    assert [read_subject({"sub": no}) for no in (None, 17, "", "a" * 256)] == [None] * 4
    assert read_session({"sid": "s-1"}) == "s-1"
    assert [read_session({"sid": no}) for no in (None, 17, "")] == [None] * 3


def test_a_message_that_holds_tells_who_signed_out_and_is_kept_in_mind_as_long_as_it_could_come_again():
    out = told(sid="s-1")
    assert (out.token_id, out.subject, out.session) == ("1", "b-1", "s-1")
    assert out.until >= NOW + timedelta(minutes=11)
    assert told(aud=["other", "mijlpaal"], exp=SECONDS + 120).subject == "b-1"
    assert told(omit=["sub"], sid="s-1").subject is None
    assert told(iat=SECONDS - 599).subject == "b-1"


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ("iss", {"iss": "https://elders.example"}),
        ("iss", {"omit": ["iss"]}),
        ("aud", {"aud": "another"}),
        ("aud", {"aud": {"mijlpaal": 1}}),
        ("iat", {"iat": SECONDS - 600}),
        ("iat", {"iat": SECONDS + 61}),
        ("iat", {"iat": float("nan")}),
        ("iat", {"iat": True}),
        ("iat", {"omit": ["iat"]}),
        ("exp", {"exp": SECONDS - 60}),
        ("exp", {"exp": "never"}),
        ("events", {"events": {}}),
        ("events", {"events": {LOGOUT_EVENT: True}}),
        ("events", {"events": [LOGOUT_EVENT]}),
        ("nonce", {"nonce": None}),
        ("sub", {"omit": ["sub"]}),
        ("sub", {"sub": 17}),
        ("jti", {"omit": ["jti"]}),
        ("jti", {"jti": 17}),
    ],
)
def test_an_invalid_message_is_refused_with_what_is_wrong(wrong, changed):
    assert told(**changed) == wrong
