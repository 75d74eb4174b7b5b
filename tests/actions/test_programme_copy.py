"""A new programme takes over what another is made of, and nothing that was said of it."""

import pytest

from app.actions import action_line, party, programme, project
from app.actions.history import StatementInput
from app.actions.programme import slug_of
from app.actions.programme_copy import CopyChoice, copy_structure
from app.queries.deliverable import deliverable_states
from app.queries.party import party_places
from app.queries.programme import action_lines, projects
from tests.cast import TODAY


@pytest.fixture
def copy(session, office, cast):
    """`copy(with_sponsors=False)`: the structure of the cast's programme in a new one; returns its id."""

    def make(**choice):
        made_id = programme.create(session, office, slug="buurtkracht-2", title="Buurtkracht 2")
        copy_structure(session, office, cast.programme, made_id, CopyChoice(**choice))
        return made_id

    return make


def test_lines_and_projects_come_along_in_their_order_without_leads_or_promises(session, cast, copy):
    made_id = copy()

    def told(programme_id):
        lines = [(line.code, line.title, line.kind) for line in action_lines(session, programme_id, TODAY)]
        return lines, [(row.action_line, row.title) for row in projects(session, programme_id, TODAY)]

    assert told(made_id) == told(cast.programme)
    assert {row.lead_id for row in projects(session, made_id, TODAY)} == {None}
    assert deliverable_states(session, made_id, TODAY) == []


def test_what_was_withdrawn_stays_behind(session, office, cast, copy):
    project.withdraw(session, office, cast.app, StatementInput(None, "Geen geld."), with_all=True)
    action_line.withdraw(session, office, cast.join, StatementInput(None, "Geen geld."), with_all=True)
    made_id = copy()
    assert [line.title for line in action_lines(session, made_id, TODAY)] == ["Ontmoeten"]


@pytest.mark.parametrize(("with_sponsors", "count"), [(True, 1), (False, 0)])
def test_sponsors_come_along_by_choice(session, copy, with_sponsors, count):
    assert len(party_places(session, copy(with_sponsors=with_sponsors))) == count


def test_an_address_is_made_from_a_title():
    assert slug_of("Zorg & coördinatie: de Échte start!") == "zorg-coordinatie-de-echte-start"
    assert len(slug_of("woord " * 40)) <= 60


def test_a_sponsor_is_called_in_the_copy_what_the_programme_calls_it(session, office, cast, copy):
    (place,) = party_places(session, cast.programme)
    party.set_wording(session, office, cast.programme, cast.fund, place.version, "het fonds")
    assert [place.wording for place in party_places(session, copy(with_sponsors=True))] == ["het fonds"]
