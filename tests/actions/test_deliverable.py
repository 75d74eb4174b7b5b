"""Promising a deliverable, and tying it to what it needs, where it was promised and what shows it."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.actions import deliverable, deliverable_document
from app.actions.deliverable import NewDeliverable
from app.actions.deliverable_document import EvidenceInput, SourceInput
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind, Frequency
from app.queries.deliverable import deliverable_states
from app.queries.deliverable_history import deliverable_history
from app.tables import Deliverable, Evidence, Source
from tests.cast import TODAY


@pytest.fixture
def new(cast):
    """What is asked to be added to the houses."""
    return NewDeliverable(
        project_id=cast.houses,
        kind=DeliverableKind.RECURRING,
        title="Koffieochtend",
        said_on=date(2023, 10, 2),
        position=9,
        description="Elke maand.",
        lead_id=cast.iris,
        executing_party_id=cast.fund,
        frequency_count=6,
        frequency_per=Frequency.HALF_YEAR,
    )


def test_a_deliverable_is_added_as_given(session, office, cast, new):
    added_id = deliverable.add(session, office, new, parties=[cast.fund])
    row = next(state for state in deliverable_states(session, cast.programme, TODAY) if state.id == added_id)
    assert (row.title, row.kind, row.project) == (
        "Koffieochtend",
        DeliverableKind.RECURRING,
        "Huizen van de wijk",
    )
    assert (row.lead, row.executing_party, row.description) == ("Iris", "Buurtfonds", "Elke maand.")
    assert (row.frequency_count, row.frequency_per) == (6, Frequency.HALF_YEAR)
    involved = deliverable_history(session, cast.programme, added_id, TODAY).parties
    assert involved == ("Stichting Buurtfonds",)


def test_a_deliverable_is_not_there_before_it_was_promised(session, office, cast, new):
    added_id = deliverable.add(session, office, new)
    assert added_id not in {
        state.id for state in deliverable_states(session, cast.programme, date(2023, 10, 1))
    }


def test_a_deliverable_without_a_title_is_refused(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        deliverable.add(
            session,
            office,
            NewDeliverable(
                project_id=cast.houses, kind=DeliverableKind.PRODUCT, title=" ", said_on=TODAY, position=9
            ),
        )
    assert set(refusal.value.fields) == {"title"}


def test_a_deliverable_needs_others(session, office, cast, state):
    deliverable.need(session, office, cast["release"], [cast["survey"], cast["training"]])
    assert state("release").inputs == (cast["training"], cast["survey"])


def test_a_deliverable_is_no_input_of_itself(session, office, cast, state):
    with pytest.raises(Invalid) as refusal:
        deliverable.need(session, office, cast["release"], [cast["survey"], cast["release"]])
    assert set(refusal.value.fields) == {"inputs"}
    assert state("release").inputs == ()


def test_where_it_was_promised_is_kept_with_its_words(session, office, cast, trail):
    place = SourceInput("Raadsbesluit", "4", "Ontmoeten", "Er komt een huis.")
    source_id = deliverable_document.add(session, office, cast["opening"], place)
    query = sa.select(Source).filter_by(deliverable_id=cast["opening"], document="Raadsbesluit")
    row = session.scalars(query).one()
    assert (row.section, row.heading, row.quote) == ("4", "Ontmoeten", "Er komt een huis.")
    assert trail("deliverable.cite")[0].becomes == {
        "document": "Raadsbesluit",
        "section": "4",
        "source": source_id,
        "said_on": TODAY.isoformat(),
    }


def test_what_shows_a_delivery_is_kept(session, office, cast, state, say):
    say("release", status="delivered")
    assert "delivered_without_evidence" in state("release").signals
    evidence = EvidenceInput("De app", url="https://buurtapp.example", on=TODAY)
    deliverable_document.add(session, office, cast["release"], evidence)
    assert "delivered_without_evidence" not in state("release").signals
    row = session.scalars(sa.select(Evidence).filter_by(deliverable_id=cast["release"])).one()
    assert (row.title, row.url, row.on) == ("De app", "https://buurtapp.example", TODAY)


def test_adding_leaves_a_trace_of_all_that_was_given(session, office, cast, new, trail):
    added_id = deliverable.add(session, office, new)
    entry = trail("deliverable.add")[0]
    assert (entry.object_id, entry.becomes["kind"], entry.becomes["said_on"]) == (
        added_id,
        "recurring",
        "2023-10-02",
    )
    assert session.get_one(Deliverable, added_id).version == 1
