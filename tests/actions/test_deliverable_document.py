"""What is laid beside a deliverable is said, corrected and taken back like anything else that was said."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.actions import deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import EvidenceInput, OccurrenceInput, SourceInput
from app.domain.refusal import Conflict
from app.queries.source import evidence_of, occurrences_of, sources_of
from app.tables import Evidence, Occurrence, Source
from tests.cast import TODAY, at
from tests.refusals import refused

AUTUMN, YESTERDAY = date(2023, 9, 25), date(2023, 12, 17)


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


def table_of(document):
    return {EvidenceInput: Evidence, SourceInput: Source, OccurrenceInput: Occurrence}[type(document)]


def test_corrected_evidence_takes_the_day_of_what_it_corrects(session, office, wrong, shown):
    photos = EvidenceInput("Foto’s van de opening", "https://buurtkracht.nl/fotos")
    deliverable_document.correct(session, office, wrong, photos)
    assert shown() == shown(AUTUMN) == ["Foto’s van de opening"]


def test_evidence_that_was_taken_back_shows_nothing_on_any_day(session, office, wrong, shown, state):
    deliverable_document.retract(session, office, Evidence, wrong)
    assert shown() == shown(AUTUMN) == []
    assert "delivered_without_evidence" in state("opening").signals


@pytest.mark.parametrize(
    ("name", "first", "second", "read"),
    [
        ("opening", EvidenceInput("Krant"), EvidenceInput("Dagblad", on=AUTUMN), evidence_of),
        (
            "opening",
            SourceInput("Brief"),
            SourceInput("Kamerbrief", "3", "Huizen", "Er komt er een."),
            sources_of,
        ),
        ("panel", OccurrenceInput(AUTUMN), OccurrenceInput(YESTERDAY, "Over groen"), occurrences_of),
    ],
)
def test_every_kind_of_document_is_corrected_and_each_step_undone(
    session, office, cast, name, first, second, read
):
    def last():
        rows = read(session, [cast[name]], TODAY).get(cast[name], ())
        added = [row for row in rows if row.said_on == YESTERDAY]
        return [tuple(getattr(row, field) for field in type(first).__dataclass_fields__) for row in added]

    def words(document):
        values = (getattr(document, field) for field in type(document).__dataclass_fields__)
        return [tuple(values)]

    table = table_of(first)
    added = deliverable_document.add(session, office, cast[name], first, said_on=YESTERDAY)
    corrected = deliverable_document.correct(session, office, added, second)
    assert last() == words(second)
    undone = deliverable_document.undo(session, office, table, corrected)
    assert last() == words(first)
    deliverable_document.retract(session, office, table, undone)
    assert last() == []
    with pytest.raises(Conflict):
        deliverable_document.correct(session, office, undone, second)


def test_of_two_who_take_evidence_back_the_second_is_told(database, cast):
    with database.reading() as session:
        wrong = session.scalar(sa.select(col(Evidence.id)).limit(1))
    with database.writing() as session:
        deliverable_document.retract(session, AuditContext(cast.noor, at(TODAY), "test"), Evidence, wrong)
    for again in (
        lambda *them: deliverable_document.retract(*them, Evidence, wrong),
        lambda *them: deliverable_document.correct(*them, wrong, EvidenceInput("Een verslag")),
    ):
        with pytest.raises(Conflict), database.writing() as session:
            again(session, AuditContext(cast.bram, at(TODAY), "test"))


@pytest.mark.parametrize(
    ("name", "document", "said_on", "message"),
    [
        ("opening", EvidenceInput(" "), None, "a title"),
        ("opening", EvidenceInput("Verslag", "javascript:alert(1)"), None, "whole address"),
        ("opening", EvidenceInput("Verslag"), date(2022, 12, 31), "began on"),
        ("opening", EvidenceInput("Verslag"), date(2023, 12, 19), "still to come"),
        ("opening", EvidenceInput("Verslag", on=date(2023, 12, 19)), None, "still to come"),
        ("opening", SourceInput(" "), None, "which document"),
        ("opening", OccurrenceInput(AUTUMN), None, "Only of what recurs"),
        ("panel", OccurrenceInput(None), None, "which day"),
        ("panel", OccurrenceInput(date(2023, 12, 19)), None, "still to come"),
        ("panel", OccurrenceInput(YESTERDAY), AUTUMN, "after the day"),
    ],
)
def test_an_impossible_document_is_refused_beside_its_field(
    session, office, cast, name, document, said_on, message
):
    rows = sa.select(sa.func.count()).select_from(table_of(document))
    before = session.scalar(rows)
    with refused(message):
        deliverable_document.add(session, office, cast[name], document, said_on=said_on)
    assert session.scalar(rows) == before


def test_the_same_time_is_recorded_once_and_two_of_one_day_by_what_they_were(session, office, cast):
    deliverable_document.add(session, office, cast["panel"], OccurrenceInput(AUTUMN, "Ochtend"))
    with refused("already"):
        deliverable_document.add(session, office, cast["panel"], OccurrenceInput(AUTUMN, "Ochtend"))
    deliverable_document.add(session, office, cast["panel"], OccurrenceInput(AUTUMN, "Middag"))
    rows = occurrences_of(session, [cast["panel"]], TODAY)[cast["panel"]]
    assert [row.note for row in rows] == ["Ochtend", "Middag"]


def test_the_log_tells_what_was_taken_back(session, office, wrong, trail):
    deliverable_document.retract(session, office, Evidence, wrong)
    (entry,) = trail("deliverable.retract_evidence")
    assert (entry.was, entry.becomes["retracts"]) == ({"title": "Verslag van de opening"}, wrong)
