"""A deliverable that is said anew, merged, split, and what it needs."""

from datetime import date

import pytest

from app.actions import deliverable, deliverable_closing
from app.actions.deliverable import DeliverableRevision, revise, split
from app.actions.history import StatementInput
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency
from app.queries.deliverable import deliverable_states
from app.queries.need import needs_of
from app.queries.programme import action_lines
from app.tables import Deliverable
from tests.cast import TODAY

AUTUMN = date(2023, 10, 2)
WHY = StatementInput(None, "Zo is het overzichtelijker.")


def wrong(act):
    """The fields beside which it is refused."""
    with pytest.raises(Invalid) as refusal:
        act()
    return set(refusal.value.fields)


def lines(session, cast, as_of=TODAY):
    return [(line.code, line.title) for line in action_lines(session, cast.programme, as_of)]


def facts(session, deliverable_id, **changes):
    now = session.get_one(Deliverable, deliverable_id, populate_existing=True)
    values = {name: getattr(now, name) for name in ("title", "kind", "project_id", "lead_id")}
    return DeliverableRevision(**values | changes)


def test_a_deliverable_is_revised_with_all_that_belongs_to_it(session, office, cast):
    values = facts(
        session,
        cast["survey"],
        title="Peiling",
        kind=DeliverableKind.RECURRING,
        frequency_count=2,
        frequency_per=Frequency.YEAR,
        executing_party_id=cast.fund,
        parties=(cast.fund,),
        place=1,
    )
    revise(session, office, cast["survey"], WHY, values)
    state = deliverable_states(session, cast.programme, TODAY)[4]
    assert (state.title, state.executing_party, state.frequency_count) == ("Peiling", "Buurtfonds", 2)
    assert deliverable_states(session, cast.programme, AUTUMN)[6].title == "Onderzoek onder bewoners"
    moved = facts(session, cast["survey"], project_id=cast.houses)
    revise(session, office, cast["survey"], WHY, moved)
    assert session.get_one(Deliverable, cast["survey"], populate_existing=True).project_id == cast.houses


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"frequency_count": 2}, "frequency_count"),
        ({"frequency_count": 0, "frequency_per": Frequency.YEAR}, "frequency_count"),
        ({"frequency_count": 2, "frequency_per": Frequency.YEAR}, "frequency_count"),
        ({"executing_party_id": 999}, "executing_party"),
        ({"parties": (999,)}, "parties"),
        ({"project_id": 999}, "project"),
        ({"kind": DeliverableKind.DECISION}, "kind"),
    ],
)
def test_what_a_deliverable_cannot_be_is_refused_beside_its_field(session, office, cast, changed, field):
    values = facts(session, cast["survey"], **changed)
    assert wrong(lambda: revise(session, office, cast["survey"], WHY, values)) == {field}


def test_a_merged_deliverable_is_cancelled_and_what_waited_for_it_waits_for_the_other(
    session, office, cast, say, state
):
    deliverable_closing.merge(session, office, cast["handbook"], cast["training"], WHY)
    merged = state("handbook")
    assert (merged.assessment.status, merged.merged_into_id) == (Status.CANCELLED, cast["training"])
    assert needs_of(session, cast.programme)[cast["location"]] == (cast["training"],)
    assert wrong(lambda: say("handbook", status=Status.IN_PROGRESS, reason="Toch")) == {"status"}
    assert wrong(
        lambda: deliverable_closing.merge(session, office, cast["location"], cast["handbook"], WHY)
    ) == {"target"}
    deliverable_closing.unmerge(session, office, cast["handbook"], WHY)
    say("handbook", status=Status.IN_PROGRESS, reason="Toch")
    with pytest.raises(Conflict):
        deliverable_closing.unmerge(session, office, cast["handbook"], WHY)


def test_what_is_merged_into_what_waited_for_it_is_no_longer_waited_for(session, office, cast):
    deliverable_closing.merge(session, office, cast["handbook"], cast["location"], WHY)
    assert needs_of(session, cast.programme) == {}


def test_what_was_cancelled_before_is_merged_and_what_was_delivered_is_not(session, office, cast):
    deliverable_closing.merge(
        session, office, cast["leaflet"], cast["release"], StatementInput(3, "Eén geheel")
    )
    with pytest.raises(Conflict):
        deliverable_closing.merge(session, office, cast["opening"], cast["handbook"], WHY)


def test_nothing_is_merged_into_what_was_cancelled_nor_before_its_last_statement(session, office, cast):
    fallen = lambda: deliverable_closing.merge(session, office, cast["release"], cast["leaflet"], WHY)  # noqa: E731
    assert wrong(fallen) == {"target"}
    early = StatementInput(None, "Eén geheel", date(2023, 11, 1))
    soon = lambda: deliverable_closing.merge(session, office, cast["release"], cast["survey"], early)  # noqa: E731
    assert wrong(soon) == {"said_on"}


def test_nothing_is_said_of_what_is_cancelled_until_it_is_resumed(say):
    assert "status" in wrong(lambda: say("leaflet", text="Nog iets", reason="Zomaar"))
    say("leaflet", status=Status.PLANNED, reason="Toch nodig")


def test_splitting_a_deliverable_adds_new_ones(session, office, cast, trail):
    part_ids = split(session, office, cast["survey"], ["Deel een", " ", "Deel twee"], WHY)
    rows = [session.get_one(Deliverable, id_of_part) for id_of_part in part_ids]
    assert [(row.title, row.split_from_id, row.project_id) for row in rows] == [
        ("Deel een", cast["survey"], cast.app),
        ("Deel twee", cast["survey"], cast.app),
    ]
    assert trail("deliverable.split")[0].becomes["made"] == part_ids
    assert wrong(lambda: split(session, office, cast["survey"], [" "], WHY)) == {"titles"}


def test_a_circle_is_refused_and_the_way_round_is_named(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        deliverable.need(session, office, cast["handbook"], [cast["location"]], StatementInput(4))
    handbook, location = "Handreiking buurthuizen", "Besluit: plaats van het tweede buurthuis"
    assert refusal.value.fields["inputs"].values["way"] == f"{handbook} → {location} → {handbook}"


def test_inputs_are_of_the_programme_and_said_in_order(session, office, cast):
    need = deliverable.need
    assert wrong(lambda: need(session, office, cast["release"], [999])) == {"inputs"}
    for day in (date(2023, 2, 1), date(2024, 1, 1)):
        late = StatementInput(None, said_on=day)
        assert wrong(lambda late=late: need(session, office, cast["location"], [], late)) == {"said_on"}
    need(session, office, cast["location"], [cast["training"]], StatementInput(2, said_on=AUTUMN))
    assert needs_of(session, cast.programme, AUTUMN) == {cast["location"]: (cast["training"],)}
    with pytest.raises(Stale):
        need(session, office, cast["location"], [], StatementInput(2))
