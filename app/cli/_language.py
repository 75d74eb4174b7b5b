"""What is said on the command line, in the language of whoever sits at it."""

import os

from app.domain.refusal import Message


def in_words(message: Message) -> str:
    """A message in Dutch, or in English where LC_ALL, LC_MESSAGES or LANG (POSIX) asks for that."""
    from app.templating import translator

    said = translator(_language()).gettext(message.msgid)
    return said % message.values if message.values else said


def _language() -> str:
    set_to = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if set_to.startswith("en") else "nl"
