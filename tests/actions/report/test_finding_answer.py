"""What the editorial check finds is answered with a reason, which holds while sentence and data stay."""

import pytest

from app.actions import deadline
from app.actions.report import draft
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid
from app.queries.deliverable import deliverable_states
from app.queries.programme import programme_by_id
from app.queries.report.draft import check_draft, draft_facts, open_findings
from app.queries.reporting_period import period_by_id
from tests.cast import TODAY
from tests.rounds import edit, noor

WRONG = "De handreiking buurthuizen komt medio 2024."


@pytest.fixture
def facts(session, cast):
    """Those of the round as they are now."""
    return lambda: draft_facts(
        session, programme_by_id(session, cast.programme), period_by_id(session, cast.period)
    )


@pytest.fixture
def open_finding(session, cast, facts):
    """What the check finds in a summary with one wrong moment."""
    edit(session, cast, text=WRONG)
    (finding,) = check_draft(session, facts())
    return finding


def test_an_answer_closes_a_finding_and_leaves_its_trace(session, cast, facts, open_finding, trail):
    assert open_findings(session, facts()) == {"summary": (f"“{WRONG}”",)}
    draft.answer_finding(session, noor(cast), cast.period, open_finding.finding.key, " Zo is het gezegd. ")
    (finding,) = check_draft(session, facts())
    assert (finding.answer.reason, finding.answer.author) == ("Zo is het gezegd.", "Noor")
    assert open_findings(session, facts()) == {}
    assert trail("finding.answer")[0].becomes["reason"] == "Zo is het gezegd."


def test_an_answered_finding_opens_again_when_the_data_change(session, cast, facts, open_finding):
    draft.answer_finding(session, noor(cast), cast.period, open_finding.finding.key, "Zo is het gezegd.")
    state = next(
        deliverable
        for deliverable in deliverable_states(session, cast.programme, TODAY)
        if deliverable.id == cast["handbook"]
    )
    right = deadline.DeadlineCorrection("eind 2024", state.version, "Verkeerd gehoord.", Firmness.EXPECTED)
    deadline.correct(session, noor(cast), state.deadlines[-1].id, right)
    assert set(open_findings(session, facts())) == {"summary"}


def test_an_answer_needs_a_reason_and_a_report_that_can_change(session, cast, open_finding):
    with pytest.raises(Invalid) as refused:
        draft.answer_finding(session, noor(cast), cast.period, open_finding.finding.key, " ")
    assert set(refused.value.fields) == {"reason"}
    place = draft.TextPlace(cast.period, "summary")
    draft.write_section(session, noor(cast), place, "Het gaat goed.", read=1)
    session.flush()


def test_findings_in_the_erratum_of_an_adopted_report_are_answered(session, cast, trail, frozen):
    draft.answer_finding(session, noor(cast), cast.period, "0" * 64, "De brief noemt beide.")
    assert trail("finding.answer")[0].becomes["reason"] == "De brief noemt beide."
