"""What is refused beside a field, by the words of its message."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.domain.refusal import Invalid


@contextmanager
def refused(words: str) -> Iterator[None]:
    """What is done in it is refused beside a field, with a message that holds these words."""
    with pytest.raises(Invalid) as refusal:
        yield
    assert words in " ".join(str(message) for message in refusal.value.fields.values())
