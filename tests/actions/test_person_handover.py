"""Bram leaves: what he leads goes to somebody who can lead it, in one action."""

import pytest
import sqlalchemy as sa

from app.actions import person
from app.actions.person import hand_over
from app.domain.refusal import Conflict, Invalid
from app.domain.role import Role
from app.queries.lead import leads_of, own_deliverables, possible_leads
from app.queries.programme import programme_by_id
from app.tables import Deliverable, Project
from tests.cast import TODAY


@pytest.fixture
def leaflet(session, cast):
    """A deliverable in Iris's project that Bram leads himself."""
    led_by_bram = sa.update(Deliverable).where(Deliverable.id == cast["leaflet"]).values(lead_id=cast.bram)
    session.connection().execute(led_by_bram)
    return cast["leaflet"]


def test_the_successor_leads_everything_that_the_other_led(session, office, cast, leaflet):
    before = own_deliverables(session, cast.bram)[cast.programme]
    hand_over(session, office, cast.bram, cast.iris)
    assert own_deliverables(session, cast.bram) == {}
    assert set(before) <= set(own_deliverables(session, cast.iris)[cast.programme])
    assert session.get(Project, cast.houses, populate_existing=True).version == 2


def test_it_leaves_one_trace_and_no_kept_page(session, office, cast, leaflet, trail):
    before = programme_by_id(session, cast.programme).revision
    hand_over(session, office, cast.bram, cast.iris)
    (entry,) = trail("person.hand_over")
    assert (entry.object_id, entry.programme_id, entry.was) == (
        cast.bram,
        cast.programme,
        {"lead": cast.bram},
    )
    led = {"projects": [cast.houses], "deliverables": [leaflet]}
    assert entry.becomes == {"lead": cast.iris, "said_on": TODAY.isoformat()} | led
    assert programme_by_id(session, cast.programme).revision == before + 1


def test_deliverables_that_the_office_does_not_manage_stay(session, office, cast):
    with pytest.raises(Conflict, match="nothing"):
        hand_over(session, office, cast.bram, cast.iris, within=[cast.programme + 1])
    assert leads_of(session, cast.bram)[0].projects == (cast.houses,)


@pytest.mark.parametrize("who", ["karel", "vera", "bram"])
def test_only_somebody_else_who_can_update_deliverables_takes_over(session, office, cast, who):
    with pytest.raises(Invalid) as refusal:
        hand_over(session, office, cast.bram, cast.person(who))
    assert set(refusal.value.fields) == {"to"}
    assert leads_of(session, cast.bram)[0].projects == (cast.houses,)


def test_whoever_leads_nothing_has_nothing_to_hand_over(session, office, cast):
    with pytest.raises(Conflict, match="nothing"):
        hand_over(session, office, cast.karel, cast.iris)


def test_those_who_could_take_over_are_named(session, office, cast):
    person.grant(session, office, cast.vera, Role.READER, programme_id=cast.programme)
    assert possible_leads(session, [cast.programme], but=cast.bram) == [
        (cast.iris, "Iris"),
        (cast.noor, "Noor"),
    ]
