"""An erratum stands beside the report that it puts right; that one stays byte for byte as it was."""

import pytest

from app.actions import deadline
from app.actions.report import adoption
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid
from app.queries.deliverable import deliverable_states
from app.queries.report.archive import frozen_reports, frozen_tree
from app.queries.report.verification import report_faults
from app.renderers.frozen import thaw
from tests.cast import TODAY
from tests.rounds import edit, noor, published

REASON = "Het moment van de handreiking was verkeerd overgenomen."


@pytest.fixture
def mistaken(session, cast):
    """The report was published; since then a deadline was corrected that had been taken over wrongly."""
    published(session, cast)
    state = next(
        one for one in deliverable_states(session, cast.programme, TODAY) if one.id == cast["handbook"]
    )
    right = deadline.DeadlineCorrection(
        "medio 2024", state.version, "Verkeerd overgenomen.", Firmness.EXPECTED
    )
    deadline.correct(session, noor(cast), state.deadlines[-1].id, right)


@pytest.mark.usefixtures("mistaken")
def test_an_erratum_says_what_was_corrected_and_the_first_version_stays(session, cast, trail):
    (first,) = frozen_reports(session, [cast.programme])
    tree = frozen_tree(session, first.id)
    frozen = adoption.correct_report(session, noor(cast), cast.period, f" {REASON} ")
    one, other = frozen_reports(session, [cast.programme])
    assert (one, frozen_tree(session, one.id)) == (first, tree)
    assert (other.version, other.reason, other.previous_hash, other.hash) == (
        "1.1",
        REASON,
        first.hash,
        frozen.hash,
    )
    read = thaw(frozen_tree(session, other.id))["nl"]
    words = " ".join(block.text for section in read.sections for block in section.blocks)
    assert "medio 2024" in words
    assert REASON.lower()[:20] in words.lower()
    assert list(report_faults(session)) == []
    assert trail("report.correct")[0].becomes["version"] == "1.1"
    with pytest.raises(Conflict, match="Nothing"):
        adoption.correct_report(session, noor(cast), cast.period, "Nog eens.")


@pytest.mark.usefixtures("mistaken")
def test_an_erratum_needs_a_reason(session, cast):
    with pytest.raises(Invalid) as refused:
        adoption.correct_report(session, noor(cast), cast.period, " ")
    assert set(refused.value.fields) == {"reason"}
    assert len(frozen_reports(session, [cast.programme])) == 1


def test_a_report_in_which_nothing_reads_otherwise_gets_no_erratum(session, cast):
    published(session, cast)
    with pytest.raises(Conflict, match="Nothing"):
        adoption.correct_report(session, noor(cast), cast.period, REASON)


def test_a_report_that_was_not_adopted_gets_no_erratum(session, cast):
    edit(session, cast)
    with pytest.raises(Conflict, match="has been adopted"):
        adoption.correct_report(session, noor(cast), cast.period, REASON)
