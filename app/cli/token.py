"""`token`: ways in for programs."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.actions import api_token
from app.actions.audit_log import AuditContext
from app.cli._database import ORIGIN, opened
from app.domain.api_token import LASTS_DAYS, Scope
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
    scope: Annotated[Scope, typer.Option("--scope")] = Scope.READ,
    days: Annotated[int, typer.Option("--days", metavar="N")] = LASTS_DAYS,
    programme: Annotated[str | None, typer.Option("--programme", metavar="SLUG")] = None,
) -> None:
    """Print a token for a person, once: only its hash is kept. It never opens more than they may."""
    act = AuditContext(None, datetime.now(UTC), ORIGIN)
    with opened() as database, database.writing() as session:
        known = next((one for one in people(session) if one.email == person.strip().lower()), None)
        if known is None:
            raise NotFound("Nobody is known with the address %(email)s.", email=person)
        only = programme_by_slug(session, programme) if programme else None
        if programme and only is None:
            raise NotFound("There is no such programme.")
        made = api_token.issue(
            session, act, known.id, scope=scope, days=days, programme_id=only.id if only else None
        )
    typer.echo(made)
