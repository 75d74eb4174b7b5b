"""Work for later: how often it is tried, and how long is waited in between."""

from datetime import timedelta

from app.domain.refusal import Message

MOST_ATTEMPTS = 6
"""After so many it is given up, and somebody must look."""

LEASE = timedelta(minutes=1)
"""Whoever takes a job has it so long, and again from each beat on; then it is for another to take, for the
first one was killed."""

BEAT = timedelta(seconds=15)
"""So often whoever does a job says so."""

_FIRST = timedelta(minutes=1)


def compute_pause(attempts: int) -> timedelta:
    """Return how long to wait after this many attempts: 1, 4, 16, 64 or 256 minutes."""
    return timedelta(seconds=_FIRST.total_seconds() * 4 ** (attempts - 1))


NO_ACCESS = "no access any more"
NO_MAIL_SERVER = "MIJLPAAL_SMTP_HOST is not set"
"""Why a letter was given up, as it is kept; what else is kept there a mail server or this machine said."""


def explain_failure(failure: str) -> Message:
    """Return why a letter did not leave, in words, with what the mail server answered."""
    if failure == NO_ACCESS:
        return Message("This person has no access any more.")
    if failure == NO_MAIL_SERVER:
        return Message("No mail server has been set. Ask the administrator.")
    answer = {"answer": failure}
    if failure[:1] == "5" and failure[:3].isdecimal() and "sign-in" not in failure:
        return Message("The mail server refused the letter. Is the address right? (%(answer)s)", answer)
    return Message("The mail server could not be reached. Ask the administrator. (%(answer)s)", answer)
