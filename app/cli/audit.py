"""`audit`: what is done with the audit trail once its values have served their term."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from app.actions import audit_maintenance
from app.cli.database import act_now, open_database
from app.cli.messages import translate
from app.domain.refusal import Invalid, Message
from app.domain.time_zone import AMSTERDAM

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def audit() -> None:
    """The audit trail: who did what stays for ever, from what to what for its term."""


@commands.command()
def forget(
    before: Annotated[str, typer.Option("--before", metavar="DATE", help="The day, as 2016-01-01.")],
) -> None:
    """Remove the values of entries from before a day. That somebody did something stays, and so does this."""
    act, day = act_now(), _parse_day(before)
    moment = datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)
    with open_database() as database, database.writing() as session:
        count = audit_maintenance.forget_values(session, act, moment)
    message = Message(
        "The values of %(count)s entries from before %(day)s were removed.",
        {"count": count, "day": day.isoformat()},
    )
    typer.echo(translate(message))


def _parse_day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as wrong:
        raise Invalid.because("before", "“%(typed)s” is no day. Write 2023-12-18.", typed=typed) from wrong
