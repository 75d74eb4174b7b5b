"""A command that was called in a wrong way, told in our words and in one line."""

import re
from collections.abc import Iterable

from typer._click.exceptions import (  # typer tells these apart nowhere else
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

from app.cli._language import in_words
from app.domain.refusal import Message


def told(wrong: ClickException) -> str:
    """What is wrong with the call, and where the help is."""
    help_of = wrong.ctx.command_path if isinstance(wrong, UsageError) and wrong.ctx else "python -m app"
    return " ".join(
        [in_words(_said(wrong)), in_words(Message("Help: %(how)s", {"how": f"{help_of} --help"}))]
    )


def _said(wrong: ClickException) -> Message:
    match wrong:
        case NoSuchOption(option_name=name):
            return Message("There is no option %(name)s.", {"name": name})
        case MissingParameter():
            return Message("%(name)s is missing.", {"name": _name(wrong)})
        case BadParameter():
            return Message("What was given for %(name)s cannot be used.", {"name": _name(wrong)})
        case BadOptionUsage(option_name=name, message=why):
            needs = "requires" in why
            msgid = "%(name)s needs a value." if needs else "%(name)s takes no value."
            return Message(msgid, {"name": name})
    return _other(wrong.format_message())


def _name(wrong: BadParameter) -> str:
    """As it is written on the command line: `--name`, or EMAIL."""
    hint = wrong.param.get_error_hint() if wrong.param else wrong.param_hint or "?"
    parts: Iterable[str] = [hint] if isinstance(hint, str) else hint
    return " / ".join(part.strip("'") for part in parts)


def _other(english: str) -> Message:
    """What typer has no class for, known by its words."""
    if found := re.fullmatch(r"No such command '(.*?)'\..*", english, re.DOTALL):
        return Message("There is no command “%(name)s”.", {"name": found[1]})
    if found := re.fullmatch(r"Got unexpected extra arguments?\(?s?\)? \((.*)\)", english, re.DOTALL):
        return Message("That is too much: “%(words)s”.", {"words": found[1]})
    return Message("This command cannot be called like this.")
