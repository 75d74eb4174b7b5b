"""A process is killed while it adopts or publishes: nothing is half done, and whoever comes next goes on."""

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from app.domain.structure import PeriodState
from app.queries.frozen_report import frozen_reports, frozen_tree
from app.queries.report_verification import report_faults
from app.queries.reporting_period import period_by_id
from app.settings import ROOT
from app.tables import ReportedPromise
from tests import rounds
from tests.database import AUDIT_KEY

DIES = """
import os, signal, sys
from datetime import UTC, datetime
import sqlalchemy as sa
from app.actions import adoption, publication
from app.actions.act import Act
from app.cli._database import opened

def die(step, person, period, version):
    with opened() as database, database.writing() as session:
        act = Act(int(person), datetime.now(UTC), "test")
        do = {"adopt": adoption.adopt, "publish": publication.publish}[step]
        do(session, act, int(period), int(version))
        sa.event.listen(session, "before_commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))

for line in sys.stdin:
    child = os.fork() or die(*line.split())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture
def killed(database, cast):
    """`killed("adopt")`: a process that dies right before it would commit that step."""
    environment = os.environ | {
        "MIJLPAAL_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "MIJLPAAL_AUDIT_KEY": AUDIT_KEY,
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}

    def while_it(step):
        with database.reading() as session:
            version = rounds.version_of(session, cast.period)
        parent.stdin.write(f"{step} {cast.noor} {cast.period} {version}\n")
        parent.stdin.flush()
        assert int(parent.stdout.readline()) == -signal.SIGKILL

    with subprocess.Popen([sys.executable, "-c", DIES], env=environment, cwd=ROOT, **pipes) as parent:
        yield while_it


def everything(database, cast):
    """The state of the round, and all that is kept of its adopted report."""
    with database.reading() as session:
        reports = [(one, frozen_tree(session, one.id)) for one in frozen_reports(session, [cast.programme])]
        promises = session.execute(sa.select(ReportedPromise.__table__)).all()
        assert list(report_faults(session)) == []
        return period_by_id(session, cast.period).state, reports, promises


def test_killed_between_freezing_and_publishing_it_is_resumed(database, cast, killed):
    with database.writing() as session:
        rounds.reviewed(session, cast)
        rounds.sign_all(session, cast)
    killed("adopt")
    assert everything(database, cast) == (PeriodState.REVIEW, [], [])

    with database.writing() as session:
        rounds.adopt(session, cast)
    frozen = everything(database, cast)
    killed("publish")
    assert everything(database, cast) == frozen

    with database.writing() as session:
        rounds.publish(session, cast)
    assert everything(database, cast) == (PeriodState.PUBLISHED, *frozen[1:])
