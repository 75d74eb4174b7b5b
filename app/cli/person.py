"""`person`: who is known here."""

from typing import Annotated

import typer
from sqlmodel import Session

from app.actions import identity, invitation, person
from app.cli.database import act_now, open_database
from app.domain.refusal import NotFound
from app.domain.role import Role
from app.queries.installation import demo_today, refuse_demonstration
from app.queries.person import PersonRow, people
from app.settings import settings

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    name: Annotated[str, typer.Option("--name", metavar="NAME")],
    admin: Annotated[bool, typer.Option("--admin", help="Makes them an administrator.")] = False,
) -> None:
    """Add a person, and print the link with which they set a password once."""
    act = act_now()
    with open_database() as database, database.writing() as session:
        if admin:
            refuse_demonstration(session)
        person_id = person.add(session, act, email=email, name=name)
        if admin:
            person.grant(session, act, person_id, Role.ADMIN)
        added = next(row for row in people(session) if row.id == person_id)
        # In a demonstration one chooses who one is, without a password.
        secret = None if demo_today(session) else invitation.issue(session, act, person_id)
    _print_person(added)
    if secret:
        typer.echo(_invitation_link(secret))


@commands.command()
def invite(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Print a new link with which a person sets their password once; an earlier one no longer works."""
    act = act_now()
    with open_database() as database, database.writing() as session:
        refuse_demonstration(session)
        secret = invitation.issue(session, act, _find_person(session, email).id)
    typer.echo(_invitation_link(secret))


@commands.command()
def unlink(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Let a person come in anew by their address: their organisation has another account for them."""
    act = act_now()
    with open_database() as database, database.writing() as session:
        unlinked = _find_person(session, email)
        identity.unlink(session, act, unlinked.id)
    _print_person(unlinked)


@commands.command("list")
def index() -> None:
    """List the people: id, e-mail address, name and roles, with tabs between them."""
    with open_database() as database, database.reading() as session:
        rows = people(session)
    for row in rows:
        _print_person(row)


def _find_person(session: Session, email: str) -> PersonRow:
    row = next((row for row in people(session) if row.email == email.strip().lower()), None)
    if row is None:
        raise NotFound("Nobody is known with the address %(email)s.", email=email)
    return row


def _invitation_link(secret: str) -> str:
    return invitation.build_link(settings().public_url, secret)


def _print_person(row: PersonRow) -> None:
    typer.echo("\t".join([str(row.id), row.email, row.name, ",".join(row.role_names)]))
