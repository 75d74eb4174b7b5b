"""Another lead, project or kind for several deliverables at once: all of them or none, and undone as one."""

from datetime import date

import pytest

from app.actions import deliverable, programme
from app.actions.history import StatementInput
from app.actions.several_deliverables import SharedChange, change_several, undo_several
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind
from app.tables import Deliverable


@pytest.fixture
def chosen(session, cast):
    """Three of the houses and one of the app, as they were read."""
    names = ("handbook", "opening", "leaflet")
    return {cast[name]: session.get_one(Deliverable, cast[name]).version for name in names}


def leads(session, chosen):
    session.expire_all()
    return [session.get_one(Deliverable, id).lead_id for id in sorted(chosen)]


def test_all_of_them_get_another_lead_and_one_press_puts_each_back(session, office, cast, chosen):
    before = leads(session, chosen)
    changed = change_several(
        session, office, cast.programme, chosen, SharedChange(lead_id=cast.iris), reason="Bram gaat weg."
    )
    assert leads(session, chosen) == [cast.iris] * 3
    undo_several(session, office, cast.programme, changed, reason="Verkeerde keuze.")
    assert leads(session, chosen) == before


def test_what_is_so_already_is_left_alone(session, office, cast, chosen):
    change = SharedChange(kind=DeliverableKind.PRODUCT)
    changed = change_several(session, office, cast.programme, chosen, change)
    kinds = {session.get_one(Deliverable, id).kind for id in chosen}
    assert kinds == {DeliverableKind.PRODUCT}
    assert 0 < len(changed) < len(chosen)


def test_another_project_puts_them_behind_what_stands_there(session, office, cast, chosen):
    change_several(session, office, cast.programme, chosen, SharedChange(project_id=cast.app))
    session.expire_all()
    rows = [session.get_one(Deliverable, id) for id in chosen]
    assert {row.project_id for row in rows} == {cast.app}
    assert len({row.position for row in rows}) == len(rows)


def test_each_that_stands_in_the_way_is_named_and_none_changes(session, office, cast, chosen):
    chosen |= {cast["location"]: session.get_one(Deliverable, cast["location"]).version}
    chosen[cast["handbook"]] -= 1
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        change = SharedChange(kind=DeliverableKind.RESEARCH)
        change_several(session, office, cast.programme, chosen, change)
    assert {*refusal.value.fields} == {f"kies-{cast['handbook']}", f"kies-{cast['location']}"}
    session.expire_all()
    assert session.get_one(Deliverable, cast["opening"]).kind is not DeliverableKind.RESEARCH


def test_what_was_changed_since_is_not_undone(session, office, cast, chosen):
    changed = change_several(session, office, cast.programme, chosen, SharedChange(lead_id=cast.iris))
    deliverable.need(
        session, office, cast["leaflet"], [cast["handbook"]], StatementInput(changed[cast["leaflet"]])
    )
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        undo_several(session, office, cast.programme, changed, reason="Toch niet.")
    assert {*refusal.value.fields} == {f"kies-{cast['leaflet']}"}
    assert leads(session, chosen) == [cast.iris] * 3


def test_what_was_said_before_stays_in_its_history(session, office, cast, chosen):
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        change_several(
            session,
            office,
            cast.programme,
            chosen,
            SharedChange(lead_id=cast.iris),
            said_on=date(2023, 2, 1),
        )
    assert len(refusal.value.fields) == len(chosen)


def test_what_is_of_another_programme_or_was_never_changed_is_named(session, office, cast, chosen):
    elsewhere = programme.create(session, office, slug="elders", title="Elders")
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        change_several(session, office, elsewhere, chosen, SharedChange(lead_id=None))
    assert {*refusal.value.fields} == {f"kies-{id}" for id in chosen}
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        undo_several(session, office, cast.programme, chosen, reason="Verkeerde keuze.")
    assert {str(message) for message in refusal.value.fields.values()} == {"There is nothing to undo."}
