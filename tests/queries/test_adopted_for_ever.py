"""Whatever is done after a report was adopted: its tree, hash, promises and kept files stay byte for byte.

Sequences of fifty changes, each checked at its end; `CHANGES=1000` in the environment makes more of them.
"""

import os

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.actions.report import archive
from app.queries.programme import programme_by_id
from app.queries.report.archive import FileKey, filed_report, frozen_reports, frozen_tree, stored_file
from app.queries.report.reading import read_report
from app.queries.report.verification import report_faults
from app.queries.reporting_period import period_by_id
from app.renderers import FORMATS
from app.tables import ReportedPromise, metadata
from app.templating import LANGUAGES
from tests.queries.doings import Hand, doing
from tests.renderers.example import TEXT_FORMATS
from tests.rounds import adopt, ask_for_english, edit, noor, publish, send_to_review, sign_all

CHANGES = 50
SEQUENCES = {"sqlite": int(os.environ.get("CHANGES", "200")) // CHANGES, "postgresql": 2}


@pytest.fixture
def kept(database, cast):
    """The report over 2023-H2 is published, and every file of it was made."""
    with database.writing() as session:
        edit(session, cast)
        ask_for_english(session, cast)
        send_to_review(session, cast)
        sign_all(session, cast)
        adopt(session, cast)
        publish(session, cast)
        (frozen,) = frozen_reports(session, [cast.programme])
        filed = filed_report(session, frozen.id)
        for language in LANGUAGES:
            report = _reading(session, cast, language).report
            for name in TEXT_FORMATS:
                content = FORMATS[name].write(report, frozen.hash)
                key = filed.key_of(name, language)
                made = archive.RenderedFile(key, FORMATS[name].media_type, content)
                archive.store_file(session, noor(cast), filed, made)


def _reading(session, cast, language="nl"):
    programme = programme_by_id(session, cast.programme)
    return read_report(session, programme, period_by_id(session, cast.period), None, language)


def _everything(session, cast):
    """All that an adopted report is, to anybody who reads it."""
    found = []
    for frozen in frozen_reports(session, [cast.programme]):
        files = [
            stored_file(session, FileKey(frozen.id, name, of)) for name in TEXT_FORMATS for of in LANGUAGES
        ]
        found.append((frozen, frozen_tree(session, frozen.id), files))
    rows = session.execute(
        sa.select(metadata.tables["reported_promise"]).order_by(ReportedPromise.deliverable_id)
    )
    return found, rows.all(), [_reading(session, cast, language) for language in LANGUAGES]


@pytest.mark.usefixtures("kept")
def test_after_many_changes_an_adopted_report_is_what_it_was(database, cast, backend):
    with database.reading() as session:
        before = _everything(session, cast)
    changed = []

    @settings(
        max_examples=SEQUENCES[backend],
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(doing, min_size=CHANGES, max_size=CHANGES))
    def try_it(sequence):
        with database.writing() as session:
            for moment, doing in enumerate(sequence):
                with session.begin_nested():
                    changed.append(Hand(session, cast, moment).do(doing))
        with database.reading() as session:
            assert _everything(session, cast) == before
            assert list(report_faults(session)) == []

    try_it()
    assert len(changed) >= SEQUENCES[backend] * CHANGES
    assert sum(changed) > len(changed) / 3
