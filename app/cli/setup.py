"""`setup`: a real installation, with its database, its keys and its first administrator."""

import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from sqlmodel import Session

from app.actions import invitation, person
from app.actions.audit_log import AuditContext
from app.cli.database import act_now, has_file, open_database
from app.cli.demo import prepare_demo_address
from app.cli.messages import translate
from app.cli.migrate import migrate_database
from app.domain.language import _
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.role import Role
from app.queries.installation import require_empty
from app.settings import settings

commands = typer.Typer()
_WEBSITE_ADDRESS = re.compile(r"https?://[^\s/]+/?")
Check = Callable[[str], Message | None]
_DATABASE = _("Address of the database (Enter for a file in var/; else postgresql+psycopg://…)")
_EMAIL = _("E-mail address of the first administrator")
_NAME = _("Their name")
_WEBSITE = _("Address that people use (Enter for this machine only; else https://…)")


@commands.command()
def setup(
    email: Annotated[str, typer.Option("--email", help="The address of the first administrator.")] = "",
    name: Annotated[str, typer.Option("--name", help="What the first administrator is called.")] = "",
    database_url: Annotated[
        str, typer.Option("--database-url", help="postgresql+psycopg://…; without it a file in var/.")
    ] = "",
    public_url: Annotated[
        str, typer.Option("--public-url", help="The address that people use, as https://mijlpaal.example.nl.")
    ] = "",
) -> None:
    """Begin a real installation: make the database, the keys and the first administrator.

    What is not given is asked. It ends with a link with which the administrator chooses a password.
    """
    for given, check in ((email, _check_email), (name, _check_name), (public_url, _check_website)):
        if given:
            _require(check(given))
    asks = not (email and name)
    if asks and not database_url and settings().database_url is None:
        database_url = _ask(_DATABASE, _check_database)
    prepare_demo_address()
    address = database_url or settings().real_url
    _refuse_in_use(address)
    email = email.strip() or _ask(_EMAIL, _check_email)
    name = name.strip() or _ask(_NAME, _check_name)
    if asks and not public_url and "public_url" not in settings().model_fields_set:
        public_url = _ask(_WEBSITE, _check_website)
    kept = _keep({"DATABASE_URL": database_url, "PUBLIC_URL": public_url})
    migrate_database(address)
    with open_database(address) as database, database.writing() as session:
        secret = _add_administrator(session, act_now(), email, name)
    link = invitation.build_link(settings().public_url, secret)
    for message in _describe(sa.make_url(address), kept, name, link):
        typer.echo(translate(message))


def _refuse_in_use(address: str) -> None:
    """Refuse a database that cannot be opened, and one in which something is, before anything is made."""
    with open_database(address, migrated=False) as database:
        if database.is_sqlite and not has_file(address):
            return
        if sa.inspect(database.engine).has_table("person"):
            with database.reading() as session:
                require_empty(session)


def _add_administrator(session: Session, act: AuditContext, email: str, name: str) -> str:
    """Add the first administrator; returns the secret of the link with which they choose a password."""
    require_empty(session)
    person_id = person.add(session, act, email=email, name=name)
    person.grant(session, act, person_id, Role.ADMIN)
    return invitation.issue(session, act, person_id)


def _ask(question: str, check: Check) -> str:
    """Return an answer that can be used; asks until there is one. Refuses to wait where nobody answers."""
    while True:
        try:
            answer: str = typer.prompt(translate(Message(question)), default="", show_default=False)
        except typer.Abort as wrong:
            raise Conflict("Nobody answers. Give --email and --name instead.") from wrong
        fault = check(answer)
        if fault is None:
            return answer.strip()
        typer.echo(translate(fault))


def _require(fault: Message | None) -> None:
    if fault:
        raise Invalid({"option": fault})


def _check_email(typed: str) -> Message | None:
    return person.objections(typed, "?").get("email")


def _check_name(typed: str) -> Message | None:
    return person.objections("?@?", typed).get("name")


def _check_database(typed: str) -> Message | None:
    try:
        sa.make_url(typed or "sqlite://")
    except sa.exc.ArgumentError:
        return Message("This is no address of a database.")
    return None


def _check_website(typed: str) -> Message | None:
    if not typed or _WEBSITE_ADDRESS.fullmatch(typed):
        return None
    return Message(
        "“%(typed)s” is no address of a website. Write https://mijlpaal.example.nl.", {"typed": typed}
    )


def _keep(chosen: Mapping[str, str]) -> Path | None:
    """Keep new keys and what was chosen in a file that only its owner reads; returns it.

    None where there is nothing to keep, since the environment has it all. A file of a setup that did not end
    is used again: its keys may have sealed something. Refuses it where it says something else.
    """
    given = settings()
    if given.kept_file.exists():
        if chosen["DATABASE_URL"] not in ("", given.database_url):
            message = _("%(file)s names another database. Change it there, or take that file away.")
            raise Conflict(message, file=given.kept_file)
        return given.kept_file
    values = {name: value for name, value in chosen.items() if value}
    if given.secret_key is None:
        values |= {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "AUDIT_KEY")}
    if not values:
        return None
    try:
        given.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(given.kept_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"MIJLPAAL_{name}={value}\n" for name, value in values.items())
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Conflict("“%(file)s” cannot be written: %(why)s.", file=given.kept_file, why=why) from wrong
    settings.cache_clear()
    return given.kept_file


def _describe(address: sa.URL, kept: Path | None, name: str, link: str) -> Iterator[Message]:
    """What was made, and what to do next."""
    yield Message("The database: %(address)s", {"address": address.render_as_string()})
    if kept:
        message = _(
            "The keys: %(file)s. Keep a copy elsewhere: nobody can verify the audit trail without them."
        )
        yield Message(message, {"file": kept})
    yield Message("Start the server with: mijlpaal serve")
    message = _("Then %(name)s chooses a password, once and within seven days, at %(link)s")
    yield Message(message, {"name": name, "link": link})
