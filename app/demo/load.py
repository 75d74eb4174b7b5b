"""Loading the demonstration into an empty database, in the order in which it was said, as one whole."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlmodel import Session

from app.actions import installation, person
from app.demo.document import load_document
from app.demo.history import load_history
from app.demo.loading import Facts, HeldRole, LoadedIds, act_on
from app.domain.role import Role

DEMO_TODAY = date(2023, 12, 18)
"""The day on which it stays in a demonstration."""

_FOLDER = Path(__file__).parent
PEOPLE = _FOLDER / "people.toml"
PROGRAMMES = (_FOLDER / "toekomstscenario.toml",)
HISTORIES = (_FOLDER / "voorbeeld.toml",)


def load(
    session: Session, programmes: Iterable[Path] = PROGRAMMES, histories: Iterable[Path] = HISTORIES
) -> None:
    """Mark the database as a demo and say every fact of the files; the caller's transaction holds it all.

    The files are described in their own first lines. Roles in a programme that is in none of the files
    are left out. Refuses a database that is not empty.
    """
    documents = sorted((_read(path) for path in programmes), key=lambda facts: facts["said_on"])
    lived = [_read(path) for path in histories]
    days = [facts["said_on"] for facts in documents] + [facts["begins_on"] for facts in lived]
    first = min(days, default=DEMO_TODAY)
    installation.mark_as_demo(session, act_on(first, None), today=DEMO_TODAY)
    ids = LoadedIds()
    _add_people(session, ids, first)
    for facts in lived:
        load_history(session, ids, facts)
    for facts in documents:
        load_document(session, ids, facts)


def _add_people(session: Session, ids: LoadedIds, day: date) -> None:
    for entry in _read(PEOPLE)["person"]:
        ids.people[entry["key"]] = person.add(
            session, act_on(day, None), email=entry["email"], name=entry["name"]
        )
        ids.roles += [
            HeldRole(entry["key"], Role(held["role"]), held.get("programme"), held.get("party"))
            for held in entry["roles"]
        ]
    ids.grant_roles(session, act_on(day, ids.people["beheer"]), None)


def _read(path: Path) -> Facts:
    return tomllib.loads(path.read_text("utf-8"))
