"""A thing that was made by mistake, and that no adopted report tells of, is taken back whole."""

from datetime import date

import pytest

from app.actions import decision, deliverable
from app.actions.decision import DecisionInput
from app.actions.deliverable import NewDeliverable
from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.domain.refusal import Conflict, Invalid, NotFound, Stale
from app.domain.structure import DeliverableKind
from app.queries.access import deliverable_place
from app.queries.changes import ChangeFilter, Since, changes_since
from app.queries.deliverable import deliverable_states
from app.queries.deliverable_history import deliverable_history
from app.queries.risk import risks
from app.queries.structure import list_deliverables
from app.tables import Risk
from app.tables.tracked import DELIVERABLE, PROJECT, RISK
from tests.cast import TODAY
from tests.rounds import adopted

WHY = StatementInput(None, "Stond er al.")


@pytest.fixture
def mistaken(session, cast, office):
    """A second handbook, promised by mistake on 1 November."""
    on = date(2023, 11, 1)
    new = NewDeliverable(cast.houses, on, 9, kind=DeliverableKind.PRODUCT, title="Handreiking dubbel")
    return deliverable.add(session, office, new)


def test_it_is_shown_on_no_day(session, cast, office, mistaken):
    retract_entity(session, office, DELIVERABLE, mistaken, WHY)
    for day in (date(2023, 11, 2), TODAY):
        assert mistaken not in {state.id for state in deliverable_states(session, cast.programme, day)}
        with pytest.raises(NotFound):
            deliverable_history(session, cast.programme, mistaken, day)
    assert deliverable_place(session, mistaken) is None
    assert mistaken not in {row.id for row in list_deliverables(session, cast.programme)}
    states = deliverable_states(session, cast.programme, TODAY)
    page = changes_since(session, cast.programme, Since(TODAY, day=date(2023, 1, 1)), ChangeFilter(), states)
    assert "Handreiking dubbel" not in {row.title for group in page.groups for row in group.rows}


def test_the_log_keeps_it(session, cast, office, mistaken, trail):
    retract_entity(session, office, DELIVERABLE, mistaken, WHY)
    (entry,) = trail("deliverable.retract")
    assert (entry.object_id, entry.becomes["reason"]) == (mistaken, "Stond er al.")
    assert trail("deliverable.add")[0].becomes["title"] == "Handreiking dubbel"


def test_what_an_adopted_report_tells_of_stays(session, cast, office, mistaken):
    adopted(session, cast)
    with pytest.raises(Conflict, match="adopted report"):
        retract_entity(session, office, DELIVERABLE, mistaken, WHY)
    assert deliverable_place(session, mistaken) is not None


def test_what_others_rest_on_stays(session, cast, office, mistaken):
    deliverable.need(session, office, cast["location"], [cast["handbook"], mistaken])
    with pytest.raises(Conflict, match="names this"):
        retract_entity(session, office, DELIVERABLE, mistaken, WHY)
    decision_facts = DecisionInput("Waar komt het?", version=0, adopts_id=mistaken)
    decision.ask(session, office, cast["location"], decision_facts)
    deliverable.need(session, office, cast["location"], [cast["handbook"]])
    with pytest.raises(Conflict, match="names this"):
        retract_entity(session, office, DELIVERABLE, mistaken, WHY)
    with pytest.raises(Conflict, match="in this project"):
        retract_entity(session, office, PROJECT, cast.houses, WHY)


def test_it_asks_why_and_is_done_once_by_whoever_read_it_last(session, cast, office, mistaken):
    with pytest.raises(Invalid):
        retract_entity(session, office, DELIVERABLE, mistaken, StatementInput(None))
    with pytest.raises(Stale):
        retract_entity(session, office, DELIVERABLE, mistaken, StatementInput(9, "Stond er al."))
    retract_entity(session, office, DELIVERABLE, mistaken, StatementInput(1, "Stond er al."))
    with pytest.raises(Conflict, match="taken back before"):
        retract_entity(session, office, DELIVERABLE, mistaken, WHY)


def test_a_risk_that_was_told_by_mistake_is_gone_from_its_list(session, cast, office):
    retract_entity(session, office, RISK, cast.risk, WHY)
    assert [row.id for row in risks(session, [cast.programme], TODAY)] == []
    assert session.get_one(Risk, cast.risk).retracted_on == TODAY
