"""`token`: ways in for programs."""

from typing import Annotated

import typer

from app.actions import api_token
from app.cli.database import act_now, open_database
from app.domain.api_token import LASTS_DAYS, TokenScope
from app.domain.refusal import NotFound
from app.queries.person import people
from app.queries.programme import programme_by_slug

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def token() -> None:
    """Tokens with which programs come in as a person."""


@commands.command()
def issue(
    person: Annotated[str, typer.Option("--person", metavar="EMAIL")],
    scope: Annotated[TokenScope, typer.Option("--scope")] = TokenScope.READ,
    days: Annotated[int, typer.Option("--days", metavar="N")] = LASTS_DAYS,
    programme: Annotated[str | None, typer.Option("--programme", metavar="SLUG")] = None,
) -> None:
    """Print a token for a person, once: only its hash is kept. It never opens more than they may."""
    act = act_now()
    with open_database() as database, database.writing() as session:
        holder = next((row for row in people(session) if row.email == person.strip().lower()), None)
        if holder is None:
            raise NotFound("Nobody is known with the address %(email)s.", email=person)
        only = programme_by_slug(session, programme) if programme else None
        if programme and only is None:
            raise NotFound("There is no such programme.")
        secret = api_token.issue(
            session, act, holder.id, scope=scope, days=days, programme_id=only.id if only else None
        )
    typer.echo(secret)
