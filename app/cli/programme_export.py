"""`programme-export`: a whole programme as one JSON file."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from app.actions import programme_export as action
from app.cli.database import act_now, find_address_to_read, open_database
from app.cli.messages import translate
from app.domain.language import _
from app.domain.refusal import Conflict, Message, NotFound
from app.queries.programme import programme_by_slug
from app.queries.programme_file import ProgrammeWriter

commands = typer.Typer()


@commands.command()
def programme_export(
    slug: Annotated[str, typer.Argument(help="The short name of the programme in its addresses.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
) -> None:
    """Write everything of a programme to one JSON file, which `programme-import` reads."""
    with open_database(find_address_to_read()) as database:
        with database.reading() as session:
            programme = programme_by_slug(session, slug)
            if programme is None:
                raise NotFound("There is no programme “%(slug)s”.", slug=slug)
            writer = ProgrammeWriter(session, database.keys(session), programme.id, programme.slug)
            _write(writer, output)
        with database.writing() as session:
            action.note_export(session, act_now(), programme.id)
    if not writer.is_sealed:
        message = _(
            "The trail of this programme is not whole (see: mijlpaal verify). The file bears no seal."
        )
        typer.echo(translate(Message(message)), err=True)


def _write(writer: ProgrammeWriter, output: Path) -> None:
    """Write a file that only its owner reads, and put it in its place once it is whole."""
    unfinished = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        try:
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.writelines(writer.lines())
            unfinished.replace(output)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Conflict("“%(file)s” cannot be written: %(why)s.", file=output, why=why) from wrong
