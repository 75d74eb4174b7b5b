"""Setting up a programme, its action lines, projects, parties and reporting periods."""

from datetime import date

import pytest

from app.actions import action_line, party, pilot_site, programme, project
from app.domain.refusal import Invalid
from app.domain.round import RoundDays
from app.domain.structure import ActionLineKind, PartyKind, ProgrammeKind
from app.queries.programme import action_lines, programme_by_slug, projects
from app.tables import Party, PilotSite, ProgrammeParty
from tests.cast import TODAY

DAYS = RoundDays(date(2024, 6, 30), date(2024, 7, 12), date(2024, 7, 31))


def test_a_programme_is_created_as_given(session, office):
    added_id = programme.create(
        session,
        office,
        slug="groene-daken",
        title="Groene daken",
        kind=ProgrammeKind.PORTFOLIO,
        purpose="Meer sedum.",
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
    )
    row = programme_by_slug(session, "groene-daken")
    assert (row.id, row.title, row.kind) == (added_id, "Groene daken", ProgrammeKind.PORTFOLIO)
    assert (row.purpose, row.starts_on, row.ends_on) == (
        "Meer sedum.",
        date(2024, 1, 1),
        date(2024, 12, 31),
    )


def test_a_programme_that_ends_before_it_begins_is_refused(session, office):
    with pytest.raises(Invalid) as refusal:
        programme.create(
            session,
            office,
            slug="terug",
            title="Terug",
            starts_on=date(2024, 1, 1),
            ends_on=date(2023, 12, 31),
        )
    assert set(refusal.value.fields) == {"ends_on"}
    assert programme_by_slug(session, "terug") is None


def test_an_action_line_and_its_project_stand_where_they_were_put(session, office, cast):
    line = action_line.add(
        session,
        office,
        cast.programme,
        code="overkoepelend",
        title="Overkoepelend",
        position=3,
        kind=ActionLineKind.CROSS_CUTTING,
    )
    added_id = project.add(
        session, office, line, title="Kennis", position=1, narrative="We leren.", lead_id=cast.iris
    )
    last = action_lines(session, cast.programme, TODAY)[-1]
    assert (last.id, last.code, last.kind) == (line, "overkoepelend", ActionLineKind.CROSS_CUTTING)
    row = projects(session, cast.programme, TODAY)[-1]
    assert (row.id, row.action_line, row.narrative, row.lead) == (
        added_id,
        "overkoepelend",
        "We leren.",
        "Iris",
    )


def test_every_change_counts_the_revision_of_its_programme_on_and_leaves_its_trace(
    session, office, cast, trail
):
    before = programme_by_slug(session, "buurtkracht").revision
    project.add(session, office, cast.meet, title="Tuinen", position=2)
    entry = trail("project.add")[0]
    assert programme_by_slug(session, "buurtkracht").revision == before + 1
    assert (entry.programme_id, entry.becomes["title"], entry.at) == (cast.programme, "Tuinen", office.at)


def test_a_party_that_is_known_is_not_added_again(session, office, cast):
    assert party.get_or_create(session, office, name="Stichting Buurtfonds") == cast.fund
    other = party.get_or_create(session, office, name="Woningbouw West", abbreviation="WbW")
    assert session.get_one(Party, other).abbreviation == "WbW"


def test_a_party_stands_to_a_programme_in_one_way(session, office, cast):
    other = party.get_or_create(session, office, name="Woningbouw West")
    party.involve(session, office, cast.programme, other, PartyKind.PARTNER, position=2)
    row = session.get_one(ProgrammeParty, (cast.programme, other))
    assert (row.kind, row.position) == (PartyKind.PARTNER, 2)


def test_a_pilot_site_belongs_to_its_programme(session, office, cast):
    added_id = pilot_site.add(session, office, cast.programme, name="De Eikenwijk")
    assert session.get_one(PilotSite, added_id).programme_id == cast.programme
