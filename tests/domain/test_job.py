"""Why a letter did not leave, in words that say who can do something about it."""

import pytest

from app.domain.job import NO_ACCESS, NO_MAIL_SERVER, explain_failure


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (NO_ACCESS, "This person has no access any more."),
        (NO_MAIL_SERVER, "No mail server has been set."),
        (
            "550 no such mailbox",
            "The mail server refused the letter. Is the address right? (550 no such mailbox)",
        ),
        ("535 sign-in failed", "The mail server could not be reached."),
        ("421 try again later", "The mail server could not be reached."),
        ("5 seconds passed", "The mail server could not be reached."),
    ],
)
def test_only_a_lasting_refusal_of_the_letter_points_to_its_address(failure: str, expected: str) -> None:
    assert str(explain_failure(failure)).startswith(expected)
