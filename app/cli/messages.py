"""What the command line says, in the language of the terminal; also to whom called it wrongly."""

import os
import re
from collections.abc import Iterable
from typing import Any

import typer

from app.domain.refusal import Message


def translate(message: Message) -> str:
    """Put a message in Dutch, or in English where LC_ALL, LC_MESSAGES or LANG (POSIX) asks for that."""
    from app.templating import translator  # late, so that `when` starts fast
    from app.templating.vocabulary import say

    return say(translator(_language()), message)


def describe_wrong_use(wrong: typer.TyperException) -> str:
    """Say what is wrong with how a command was called, and where its help is."""
    context: typer.Context | None = getattr(wrong, "ctx", None)
    command = context.command_path if context else "python -m app"
    return f"{translate(_message(wrong))} {translate(Message('Help: %(how)s', {'how': f'{command} --help'}))}"


def _language() -> str:
    set_to = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if set_to.startswith("en") else "nl"


def _message(wrong: Any) -> Message:
    # Of these classes typer exports only BadParameter; each of the others is known by its name.
    match type(wrong).__name__:
        case "NoSuchOption":
            return Message("There is no option %(name)s.", {"name": wrong.option_name})
        case "MissingParameter":
            return Message("%(name)s is missing.", {"name": _parameter_name(wrong)})
        case "BadParameter":
            return Message("What was given for %(name)s cannot be used.", {"name": _parameter_name(wrong)})
        case "BadOptionUsage":
            needs_value = "requires" in wrong.message
            msgid = "%(name)s needs a value." if needs_value else "%(name)s takes no value."
            return Message(msgid, {"name": wrong.option_name})
    return _message_by_words(wrong.format_message())


def _parameter_name(wrong: Any) -> str:
    """The parameter as it is written on the command line: `--name`, or EMAIL."""
    hint = wrong.param.get_error_hint() if wrong.param else wrong.param_hint or "?"
    parts: Iterable[str] = [hint] if isinstance(hint, str) else hint
    return " / ".join(part.strip("'") for part in parts)


def _message_by_words(english: str) -> Message:
    """What typer has no class for, known by its words."""
    if match := re.fullmatch(r"No such command '(.*?)'\..*", english, re.DOTALL):
        return Message("There is no command “%(name)s”.", {"name": match[1]})
    if match := re.fullmatch(r"Got unexpected extra arguments?\(?s?\)? \((.*)\)", english, re.DOTALL):
        return Message("That is too much: “%(words)s”.", {"words": match[1]})
    return Message("This command cannot be called like this.")
