"""`person`: who is known here."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlmodel import Session

from app.actions import identity, invitation, person
from app.actions.audit_log import AuditContext
from app.cli._database import ORIGIN, opened
from app.domain.refusal import NotFound
from app.domain.role import Role
from app.queries.installation import demo_today
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
    act = AuditContext(None, datetime.now(UTC), ORIGIN)
    with opened() as database, database.writing() as session:
        made = person.add(session, act, email=email, name=name)
        if admin:
            person.grant(session, act, made, Role.ADMIN)
        known = next(one for one in people(session) if one.id == made)
        # In a demonstration one chooses who one is, without a password.
        secret = None if demo_today(session) else invitation.issue(session, act, made)
    typer.echo(_told(known.id, known.email, known.name, known.role_names))
    if secret:
        typer.echo(_link(secret))


@commands.command()
def invite(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Print a new link with which a person sets their password once; an earlier one no longer works."""
    act = AuditContext(None, datetime.now(UTC), ORIGIN)
    with opened() as database, database.writing() as session:
        secret = invitation.issue(session, act, _known(session, email).id)
    typer.echo(_link(secret))


@commands.command()
def unlink(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Let a person come in anew by their address: their organisation has another account for them."""
    act = AuditContext(None, datetime.now(UTC), ORIGIN)
    with opened() as database, database.writing() as session:
        known = _known(session, email)
        identity.unlink(session, act, known.id)
    typer.echo(_told(known.id, known.email, known.name, known.role_names))


@commands.command("list")
def index() -> None:
    """List the people: id, e-mail address, name and roles, with tabs between them."""
    with opened() as database, database.reading() as session:
        known = people(session)
    for one in known:
        typer.echo(_told(one.id, one.email, one.name, one.role_names))


def _known(session: Session, email: str) -> PersonRow:
    known = next((one for one in people(session) if one.email == email.strip().lower()), None)
    if known is None:
        raise NotFound("Nobody is known with the address %(email)s.", email=email)
    return known


def _link(secret: str) -> str:
    return settings().public_url.rstrip("/") + invitation.PATH.format(secret=secret)


def _told(person_id: int, email: str, name: str, roles: tuple[Role, ...]) -> str:
    return "\t".join([str(person_id), email, name, ",".join(roles)])
