"""Loads the demonstration into an empty database, in the order in which it was said, as one whole."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from app.actions import installation, person
from app.demo.history import load_history
from app.demo.known import HeldRole, Known, act_on
from app.demo.programme import load_programme
from app.domain.role import Role

DEMO_TODAY = date(2023, 12, 18)
"""The day on which it stays in a demonstration."""

_FOLDER = Path(__file__).parent
PEOPLE = _FOLDER / "people.toml"
PROGRAMMES = (_FOLDER / "toekomstscenario.toml",)
HISTORIES = (_FOLDER / "voorbeeld.toml",)

Facts = Mapping[str, Any]


def load(
    session: Session, programmes: Iterable[Path] = PROGRAMMES, histories: Iterable[Path] = HISTORIES
) -> None:
    """Mark the database as a demo and say every fact of the files; the caller's transaction holds it all.

    The files are described in their own first lines. Roles in a programme that is in none of the files
    are left out. Refuses a database that is not empty.
    """
    told = sorted((_facts(path) for path in programmes), key=lambda facts: facts["said_on"])
    people = _facts(PEOPLE)["person"]
    lived = [_facts(path) for path in histories]
    days = [facts["said_on"] for facts in told] + [facts["begins_on"] for facts in lived]
    first = min(days, default=DEMO_TODAY)
    installation.mark_as_demo(session, act_on(first, None), today=DEMO_TODAY)
    known = Known()
    for one in people:
        known.people[one["key"]] = person.add(
            session, act_on(first, None), email=one["email"], name=one["name"]
        )
        known.roles += [
            HeldRole(one["key"], Role(held["role"]), held.get("programme"), held.get("party"))
            for held in one["roles"]
        ]
    known.give_roles(session, act_on(first, known.people["beheer"]), None)
    for facts in lived:
        load_history(session, known, facts)
    for facts in told:
        load_programme(session, known, facts)


def _facts(path: Path) -> Facts:
    return tomllib.loads(path.read_text("utf-8"))
