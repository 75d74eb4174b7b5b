"""What was wrong with a request of the API."""


def pointers(answer):
    """Return where in the body something is wrong."""
    assert answer.status_code == 400, answer.text
    return {error["pointer"] for error in answer.json()["errors"]}
