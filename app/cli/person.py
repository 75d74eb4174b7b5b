"""`person`: who is known here."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.actions import person
from app.actions.act import Act
from app.cli._database import ORIGIN, opened
from app.domain.role import Role
from app.queries.person import people

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    name: Annotated[str, typer.Option("--name", metavar="NAME")],
    admin: Annotated[bool, typer.Option("--admin", help="Makes them an administrator.")] = False,
) -> None:
    """Add a person."""
    act = Act(None, datetime.now(UTC), ORIGIN)
    with opened() as database, database.writing() as session:
        made = person.add(session, act, email=email, name=name)
        if admin:
            person.grant(session, act, made, Role.ADMIN)
        known = next(one for one in people(session) if one.id == made)
    typer.echo(_told(known.id, known.email, known.name, known.role_names))


@commands.command("list")
def index() -> None:
    """List the people: id, e-mail address, name and roles, with tabs between them."""
    with opened() as database, database.reading() as session:
        known = people(session)
    for one in known:
        typer.echo(_told(one.id, one.email, one.name, one.role_names))


def _told(person_id: int, email: str, name: str, roles: tuple[Role, ...]) -> str:
    return "\t".join([str(person_id), email, name, ",".join(roles)])
