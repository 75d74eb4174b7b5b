"""Evidence of a delivery is corrected and taken back like anything else that was said."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.actions import deliverable, evidence
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict
from app.queries.source import evidence_of
from app.tables import Evidence
from tests.cast import TODAY, at
from tests.refusals import refused

AUTUMN = date(2023, 9, 25)


@pytest.fixture
def shown(session, cast):
    """The titles of what shows that the house was opened, on a day."""

    def on(day=TODAY):
        return [row.title for row in evidence_of(session, [cast["opening"]], day).get(cast["opening"], ())]

    return on


@pytest.fixture
def wrong(session, cast):
    """The evidence that was shown on 25 September."""
    return session.scalar(sa.select(col(Evidence.id)).where(col(Evidence.deliverable_id) == cast["opening"]))


def test_corrected_evidence_takes_the_day_of_what_it_corrects(session, office, wrong, shown):
    evidence.correct(session, office, wrong, "Foto’s van de opening", url="https://buurtkracht.nl/fotos")
    assert shown() == shown(AUTUMN) == ["Foto’s van de opening"]


def test_evidence_that_was_taken_back_shows_nothing_on_any_day(session, office, wrong, shown, state):
    evidence.retract(session, office, wrong)
    assert shown() == shown(AUTUMN) == []
    assert "delivered_without_evidence" in state("opening").signals


def test_of_two_who_take_evidence_back_the_second_is_told(database, cast):
    with database.reading() as session:
        wrong = session.scalar(sa.select(col(Evidence.id)).limit(1))
    with database.writing() as session:
        evidence.retract(session, AuditContext(cast.noor, at(TODAY), "test"), wrong)
    for again in (evidence.retract, lambda *them: evidence.correct(*them, "Een verslag")):
        with pytest.raises(Conflict), database.writing() as session:
            again(session, AuditContext(cast.bram, at(TODAY), "test"), wrong)


@pytest.mark.parametrize(
    ("title", "words", "message"),
    [
        (" ", {}, "a title"),
        ("Verslag", {"url": "javascript:alert(1)"}, "whole address"),
        ("Verslag", {"said_on": date(2022, 12, 31)}, "began on"),
        ("Verslag", {"said_on": date(2023, 12, 19)}, "still to come"),
        ("Verslag", {"on": date(2023, 12, 19)}, "still to come"),
    ],
)
def test_impossible_evidence_is_refused_beside_its_field(session, office, cast, shown, title, words, message):
    with refused(message):
        deliverable.show_evidence(session, office, cast["opening"], title, **words)
    assert shown() == ["Verslag van de opening"]


def test_the_log_tells_what_was_taken_back(session, office, wrong, trail):
    evidence.retract(session, office, wrong)
    (entry,) = trail("deliverable.retract_evidence")
    assert (entry.was, entry.becomes["evidence"]) == ({"title": "Verslag van de opening"}, wrong)
