"""The languages of the product, and the mark on a sentence that is to be translated."""

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"
"""The language in which people write and to which a programme is held; other editions are translations."""


def _(msgid: str) -> str:
    """Mark a msgid for the tool that collects them; it is translated where it is shown."""
    return msgid


def _n(singular: str, plural: str) -> tuple[str, str]:
    """Mark a msgid and its plural for the tool that collects them."""
    return singular, plural
