"""The command line: one module here for each sub-command, imported only when it is asked for.

A module `<name>.py` holds a `commands` of type `typer.Typer`; its one command is called as the module is
(an underscore becomes a hyphen), several are its sub-commands. Modules whose name begins with an underscore
are no command.
"""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from typing import Any

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from typer._click import Command
from typer._click.exceptions import ClickException, NoArgsIsHelpError  # tell a wrong use from a fault
from typer.core import TyperGroup

from app.cli._language import in_words
from app.cli._wrong_use import told
from app.domain.refusal import Invalid, Message, Refusal

WRONG_USE = 2
"""The exit code of every expected no, with one line that says why."""


class _Modules(TyperGroup):
    """Finds a sub-command by the name of its module."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The modules of this package, by their names."""
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(__path__)
            if not module.name.startswith("_")
        )

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        """Imports one module; None where there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: Command = typer.main.get_command(module.commands)
        command.name = cmd_name
        return command


app = typer.Typer(cls=_Modules, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def mijlpaal() -> None:
    """Milestones and progress reports of policy programmes, from a terminal."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one sub-command and gives its exit code; a wrong use or a refusal is one line on stderr."""
    try:
        result = app(args=arguments, prog_name="python -m app", standalone_mode=False)
    except NoArgsIsHelpError as asked:
        print(asked.format_message(), file=sys.stderr)  # noqa: T201 - the command line speaks here
        return WRONG_USE
    except ClickException as wrong:
        return _refuse(told(wrong))
    except Invalid as refusal:
        return _refuse(" ".join(in_words(message) for message in refusal.fields.values()))
    except Refusal as refusal:
        return _refuse(in_words(refusal.message))
    except ValidationError as unreadable:
        return _refuse(" ".join(_of_setting(fault) for fault in unreadable.errors()))
    except typer.Abort:
        return 1
    return result if isinstance(result, int) else 0


def _of_setting(fault: ErrorDetails) -> str:
    """What is wrong with a setting, under its name; what was given stays unsaid."""
    message = fault.get("ctx", {}).get("message")
    said = in_words(message) if isinstance(message, Message) else f"{fault['msg']}."
    return f"MIJLPAAL_{fault['loc'][0]}".upper() + f": {said}"


def _refuse(why: str) -> int:
    print(" ".join(why.split()), file=sys.stderr)  # noqa: T201 - the command line speaks here
    return WRONG_USE
