"""The command line: one module here for each command, imported only when it is asked for.

The module of a command holds `commands`, a `typer.Typer`. Its one command is called as the module is (an
underscore becomes a hyphen); several are its sub-commands.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import Any, cast

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from typer.core import TyperCommand, TyperGroup

from app.cli.messages import describe_wrong_use, translate
from app.domain.refusal import Invalid, Message, Refusal

WRONG_USE = 2
"""The exit code of every expected refusal, with one line that says why."""

COMMANDS = (
    *("audit", "check", "demo", "migrate", "openapi", "person"),
    *(
        "programme-export",
        "programme-import",
        "read",
        "report",
        "seed-load",
        "serve",
        "setup",
        "token",
        "verify",
        "when",
        "worker",
    ),
)


class _LateCommands(TyperGroup):
    """Imports the module of a command when it is called, so that `when` starts without the database."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Import the command of this name; returns none where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command = cast(TyperCommand, typer.main.get_command(module.commands))
        command.name = cmd_name
        return command


app = typer.Typer(cls=_LateCommands, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def mijlpaal() -> None:
    """Milestones and progress reports of policy programmes, from a terminal."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a wrong use or a refusal is one line on stderr."""
    try:
        result: Any = app(args=arguments, prog_name="python -m app", standalone_mode=False)
    except typer.TyperException as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":  # typer does not export it; its message is the help
            return _print_error(wrong.format_message())
        return _refuse(describe_wrong_use(wrong))
    except Invalid as refusal:
        return _refuse(" ".join(translate(message) for message in refusal.fields.values()))
    except Refusal as refusal:
        return _refuse(translate(refusal.message))
    except ValidationError as unreadable:
        return _refuse(" ".join(_describe_setting(fault) for fault in unreadable.errors()))
    except typer.Abort:
        return 1
    return result if isinstance(result, int) else 0


def _describe_setting(fault: ErrorDetails) -> str:
    """Say what is wrong with a setting, under its name; what was given stays unsaid."""
    return f"MIJLPAAL_{fault['loc'][0]}".upper() + f": {translate(_message(fault))}"


def _message(fault: ErrorDetails) -> Message:
    context = fault.get("ctx", {})
    if isinstance(context.get("message"), Message):
        message: Message = context["message"]
        return message
    match fault["type"]:
        case "int_parsing" | "int_from_float":
            return Message("Give a whole number.")
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            at_least = fault["type"] == "greater_than_equal"
            msgid = (
                "Give a number of at least %(bound)s." if at_least else "Give a number of at most %(bound)s."
            )
            return Message(msgid, {"bound": bound})
        case "literal_error":
            choices = context["expected"].replace("'", "").replace(" or ", ", ")
            return Message("Choose one of: %(choices)s.", {"choices": choices})
        case "path_not_directory":
            return Message("This is no folder. Make it first.")
        case kind if kind.startswith("date_"):
            return Message("Write a day as 2023-12-18.")
    return Message("This cannot be used. README says how it is written.")


def _refuse(why: str) -> int:
    return _print_error(" ".join(why.split()))


def _print_error(text: str) -> int:
    print(text, file=sys.stderr)  # noqa: T201 - the command line speaks here
    return WRONG_USE
