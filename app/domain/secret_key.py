"""Which keys are taken to seal and sign with: long enough, and not one pattern again and again."""

from app.domain.refusal import Message

SHORTEST = 32
"""Characters: so many of Base64 hold 192 bits."""
_DIFFERENT = 8
"""A key of chance, in hexadecimals even, has more different characters than this."""


def find_fault(key: str) -> Message | None:
    """Return what is wrong with a key, or None where it is accepted; the message never holds the key."""
    key = key.strip()
    if len(key) < SHORTEST:
        return Message(
            "This key is too short: use %(count)s characters of chance or more.", {"count": SHORTEST}
        )
    if len(set(key)) < _DIFFERENT or _period(key) <= len(key) // 2:
        return Message(
            "This key repeats one pattern: use %(count)s characters of chance or more.", {"count": SHORTEST}
        )
    return None


def _period(text: str) -> int:
    """After how many characters a text begins anew; its own length where it never does."""
    return next(at for at in range(1, len(text) + 1) if text.startswith(text[at:]))
