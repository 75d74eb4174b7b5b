"""`programme-import`: a whole programme from the file that `programme-export` wrote."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from app.actions import programme_import as action
from app.actions.programme_import import ImportedProgramme
from app.cli.database import act_now, open_database
from app.cli.messages import translate
from app.domain.refusal import Conflict, Message

commands = typer.Typer()


@commands.command()
def programme_import(
    file: Annotated[Path, typer.Argument(help="The file that programme-export wrote.")],
    slug: Annotated[
        str, typer.Option(help="Another short name, where that of the file is taken already.")
    ] = "",
    only_verified: Annotated[
        bool, typer.Option("--only-verified", help="Take in nothing that cannot be verified.")
    ] = False,
) -> None:
    """Take in a programme: all of it, or nothing.

    Into a database without programmes, with the key of its trail, everything is as it was and is verified.
    """
    open_file = partial(file.open, encoding="utf-8-sig", newline="")
    try:
        with open_database() as database:
            examined = action.examine(open_file)
            with database.writing() as session:
                programme = action.import_programme(
                    session, act_now(), examined, slug=slug, only_verified=only_verified
                )
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Conflict("“%(file)s” cannot be read: %(why)s.", file=file, why=why) from wrong
    for message in _describe(programme):
        typer.echo(translate(message))


def _describe(programme: ImportedProgramme) -> Iterator[Message]:
    values = {"title": programme.title, "slug": programme.slug, "count": programme.reports}
    yield Message("“%(title)s” came in as %(slug)s. Adopted reports: %(count)s.", values)
    if programme.why_unverified is None:
        yield Message("Everything is verified: the same ids, the same hashes, the trail with its seals.")
        return
    yield programme.why_unverified
    yield Message(
        "So nothing is verified, and adopted reports say so. Their words and hashes are unchanged; "
        "the trail of the file is kept beside that of this installation."
    )
    for half_year in programme.returned:
        yield Message(
            "The report of %(half_year)s was in review, and is edited again: send it to review anew.",
            {"half_year": half_year},
        )
