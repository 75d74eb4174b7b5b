"""The database under load: one invented programme, and a browser of its office that is signed in."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.audit_trail import SealKeys
from app.domain.half_year import HalfYear
from app.domain.role import Role
from app.domain.status import Status
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.installation import demo_today
from app.queries.programme import ProgrammeRow, programmes
from app.security import form_token
from app.tables import RoleGrant

DELIVERABLES = 2000
_KEY = "a key that is good enough for a benchmark"


@dataclass(frozen=True, slots=True)
class BenchWorld:
    """What the requests need to know of the database; `running` holds versions by deliverable,
    `project_of` the project of each."""

    url: str
    programme: ProgrammeRow
    today: date
    cookie: str
    running: dict[int, int]
    project_of: dict[int, int]

    @property
    def environment(self) -> dict[str, str]:
        """For the server of ours."""
        return _environment(self.url)

    @property
    def form_token(self) -> str:
        """What a form of this browser carries."""
        return form_token(_KEY, self.cookie)

    @property
    def half_year(self) -> HalfYear:
        """Of which the report is asked."""
        return HalfYear.containing(self.today)


def prepare(folder: Path, deliverables: int = DELIVERABLES) -> BenchWorld:
    """A new database in the folder, filled by the product's own commands, and a browser signed in to it."""
    url = f"sqlite:///{folder / 'ours.db'}"
    for command in (["migrate"], ["seed-load", "--deliverables", str(deliverables), "--programmes", "1"]):
        run = [sys.executable, "-m", "app", *command]
        subprocess.run(run, env={**os.environ, **_environment(url)}, check=True)
    database = Database(url, lambda _: SealKeys.derive_from([_KEY]))
    now = datetime.now(UTC)
    with database.writing() as session:
        grants = sa.select(col(RoleGrant.person_id)).where(col(RoleGrant.role) == Role.OFFICE)
        office = session.scalars(grants).one()
        cookie = sign_in.begin(session, AuditContext(office, now, "bench"), office)
        today = demo_today(session) or now.date()
        (programme,) = programmes(session, None)
        states = deliverable_states(session, programme.id, today)
    database.dispose()
    running = {state.id: state.version for state in states if _runs(state)}
    project_of = {state.id: state.project_id for state in states}
    return BenchWorld(url, programme, today, cookie, running, project_of)


def _runs(state: DeliverableState) -> bool:
    """Of what is under way it can be said that it still is."""
    return state.assessment.status is Status.IN_PROGRESS


def _environment(url: str) -> dict[str, str]:
    return {"MIJLPAAL_DATABASE_URL": url, "MIJLPAAL_SECRET_KEY": _KEY}
