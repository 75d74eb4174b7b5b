"""What the office writes in a report: versions are added, nobody's words are lost."""

import pytest
import sqlalchemy as sa

from app.actions.report import draft
from app.actions.report.draft import TextPlace
from app.domain.refusal import Conflict, Stale
from app.domain.structure import PeriodState
from app.queries.report.section_text import current_texts, section_versions
from app.tables import ReportingPeriod


@pytest.fixture
def summary(cast):
    """The management summary of the half-year that is open."""
    return TextPlace(cast.period, "summary")


def test_every_version_of_a_text_is_kept(session, office, cast, summary, trail):
    assert draft.write_section(session, office, summary, "Het gaat goed.") == 1
    assert draft.write_section(session, office, summary, "  Het gaat beter.  ", read=1) == 2
    assert current_texts(session, cast.period)["summary", "nl"].text == "Het gaat beter."
    assert [(v.number, v.text) for v in section_versions(session, cast.period, "summary")] == [
        (2, "Het gaat beter."),
        (1, "Het gaat goed."),
    ]
    entry = trail("section_text.write")[0]
    assert (entry.was["text"], entry.becomes["text"]) == ("Het gaat goed.", "Het gaat beter.")


def test_the_same_text_again_makes_no_version(session, office, cast, summary):
    draft.write_section(session, office, summary, "Het gaat goed.")
    assert draft.write_section(session, office, summary, "Het gaat goed. ", read=1) == 1
    assert len(section_versions(session, cast.period, "summary")) == 1


def test_each_language_has_a_text_of_its_own(session, office, cast, summary):
    draft.write_section(session, office, summary, "Het gaat goed.")
    draft.write_section(session, office, TextPlace(cast.period, "summary", "en"), "It goes well.")
    assert {place: text.text for place, text in current_texts(session, cast.period).items()} == {
        ("summary", "nl"): "Het gaat goed.",
        ("summary", "en"): "It goes well.",
    }


def test_the_second_who_writes_a_section_sees_what_the_first_wrote(session, office, summary):
    draft.write_section(session, office, summary, "Het gaat goed.")
    with pytest.raises(Stale) as refusal:
        draft.write_section(session, office, summary, "Het gaat slecht.", read=0)
    assert refusal.value.current.text == "Het gaat goed."


def test_what_others_read_is_not_written_in(session, office, cast, summary):
    session.connection().execute(sa.update(ReportingPeriod).values(state=PeriodState.REVIEW))
    with pytest.raises(Conflict):
        draft.write_section(session, office, summary, "Het gaat goed.")
