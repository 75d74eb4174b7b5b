"""Which passwords are taken, after NIST SP 800-63B."""

import pytest

from app.domain.password import find_fault

NAME, ADDRESS = "Sanne de Wilde", "sanne.dewilde@voorbeeld.nl"


@pytest.mark.parametrize(
    "password",
    [
        "vier paarse olifanten fluiten",
        "twaalftekens",
        "correct horse battery staple",
        "Zr7!kq0vbn2m",
        "ééntje met accenten erop",
        "x" * 60 + "abcdefgh 17 olijfbomen",
        "пароль из леса",
        "8301552791642",
    ],
)
def test_a_long_password_of_any_characters_is_accepted(password):
    assert find_fault(password, NAME, ADDRESS) is None


@pytest.mark.parametrize(
    ("password", "expected"), [("elf tekens!", "at least 12"), ("vis " * 33, "at most 128")]
)
def test_the_refusal_of_a_password_names_the_bounds_of_its_length(password, expected):
    assert expected in str(find_fault(password, NAME, ADDRESS))


def test_128_characters_are_accepted():
    assert find_fault("vijf bomen en " + "qpzm7 " * 19, NAME) is None


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password1234",
            "P@ssw0rd2023!",
            "Welkom012345",
            "wachtwoord123!",
            "Geheim!Geheim!",
            "zomerzomer23",
        ),
        *("123456789012", "qwertyuiopas", "aaaaaaaaaaaa", "abcabcabcabc", "0987654321098", "Mijlpaal-2023-!"),
        *("WelkomWelkom01", "Wachtwoord!2024", "ministerie2024!!", "December2023!!"),
    ],
)
def test_common_passwords_are_refused(password):
    assert "others try" in str(find_fault(password, NAME, ADDRESS))


@pytest.mark.parametrize(
    "password", ["Sanne-dewilde1", "sanne.dewilde@voorbeeld.nl", "voorbeeldsanne", "Sanne!dewilde77x"]
)
def test_a_password_that_is_ones_own_name_or_address_is_refused(password):
    assert "your own name" in str(find_fault(password, NAME, ADDRESS))


def test_a_name_inside_a_long_password_is_accepted():
    assert find_fault("sanne telt nooit schapen", NAME, ADDRESS) is None
