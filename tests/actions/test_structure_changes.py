"""Changing what a programme is made of: said anew, moved, merged, split, withdrawn and taken up again."""

from datetime import date

import pytest

from app.actions import action_line, deliverable_closing, party, pilot_site, programme, project
from app.actions.deliverable import DeliverableRevision, revise
from app.actions.history import StatementInput
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, PartyKind
from app.queries.deliverable import deliverable_states
from app.queries.programme import action_lines, programme_by_slug, projects
from app.tables import ActionLine, Deliverable, Party, PilotSite, ProgrammeParty, Project
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


def change_line(session, office, line_id, saying=WHY, **changes):
    now = session.get_one(ActionLine, line_id, populate_existing=True)
    values = {"code": now.code, "title": now.title, "kind": now.kind} | changes
    action_line.revise(session, office, line_id, saying, **values)


def change_project(session, office, project_id, saying=WHY, **changes):
    now = session.get_one(Project, project_id, populate_existing=True)
    values = {name: getattr(now, name) for name in ("title", "narrative", "lead_id", "action_line_id")}
    project.revise(session, office, project_id, saying, **values | changes)


def facts(session, deliverable_id, **changes):
    now = session.get_one(Deliverable, deliverable_id, populate_existing=True)
    values = {name: getattr(now, name) for name in ("title", "kind", "project_id", "lead_id")}
    return DeliverableRevision(**values | changes)


def test_a_line_that_is_renamed_was_called_otherwise_before(session, office, cast, trail):
    late = StatementInput(1, "Nieuwe naam", AUTUMN)
    change_line(session, office, cast.meet, late, title=" Samenkomen ", kind=ActionLineKind.GOVERNANCE)
    assert lines(session, cast)[0] == ("1", "Samenkomen")
    assert lines(session, cast, date(2023, 10, 1))[0] == ("1", "Ontmoeten")
    entry = trail("action_line.revise")[0]
    assert entry.was == {"title": "Ontmoeten", "kind": "line"}
    assert (entry.becomes["title"], entry.becomes["said_on"]) == ("Samenkomen", "2023-10-02")


def test_a_correction_takes_the_day_of_what_it_corrects(session, office, cast):
    change_line(
        session, office, cast.meet, StatementInput(1, "Tikfout"), title="Ontmoeting", is_correction=True
    )
    assert lines(session, cast, date(2023, 2, 1))[0] == ("1", "Ontmoeting")


def test_lines_are_put_in_another_order(session, office, cast):
    change_line(session, office, cast.join, place=1)
    assert [code for code, _ in lines(session, cast)] == ["2", "1"]


@pytest.mark.parametrize(
    ("field", "typed"), [("code", "2"), ("code", "a b"), ("title", " "), ("title", "x" * 201)]
)
def test_what_a_line_cannot_be_called_is_refused_beside_its_field(session, office, cast, field, typed):
    assert wrong(lambda: change_line(session, office, cast.meet, **{field: typed})) == {field}


def test_an_older_version_is_refused_as_stale(session, office, cast):
    change_line(session, office, cast.meet, title="Samenkomen")
    with pytest.raises(Stale):
        change_line(session, office, cast.meet, StatementInput(1), title="Bijeenkomen")


def test_a_line_that_is_merged_hands_its_projects_over_and_stays_visible(session, office, cast):
    action_line.merge(session, office, cast.join, cast.meet, WHY)
    rows = projects(session, cast.programme, TODAY)
    assert [(row.id, row.action_line) for row in rows] == [(cast.houses, "1"), (cast.app, "1")]
    assert action_lines(session, cast.programme, TODAY)[1].merged_into_id == cast.meet
    with pytest.raises(Conflict):
        change_line(session, office, cast.join, title="Anders")
    third = action_line.add(
        session, office, cast.programme, code="3", title="Meer", position=3, kind=ActionLineKind.LINE
    )
    assert wrong(lambda: action_line.merge(session, office, third, cast.join, WHY)) == {"target"}
    action_line.resume(session, office, cast.join, WHY)
    assert action_lines(session, cast.programme, TODAY)[1].merged_into_id is None


@pytest.mark.parametrize("target", ["itself", "nothing", "elsewhere"])
def test_a_line_is_not_merged_into_itself_nor_into_what_is_not_of_the_programme(
    session, office, cast, target
):
    programme_id = programme.create(session, office, slug="daken", title="Groene daken")
    elsewhere = action_line.add(session, office, programme_id, code="1", title="Sedum", position=1)
    into = {"itself": cast.meet, "nothing": None, "elsewhere": elsewhere}[target]
    assert wrong(lambda: action_line.merge(session, office, cast.meet, into, WHY)) == {"target"}


def test_merging_and_withdrawing_require_a_reason(session, office, cast):
    silent = StatementInput(None, " ")
    for refused in (
        lambda: action_line.merge(session, office, cast.join, cast.meet, silent),
        lambda: action_line.withdraw(session, office, cast.join, silent),
        lambda: project.merge(session, office, cast.app, cast.houses, silent),
        lambda: deliverable_closing.merge(session, office, cast["survey"], cast["release"], silent),
    ):
        assert wrong(refused) == {"reason"}


def test_a_line_with_running_projects_is_withdrawn_only_with_all_of_them(session, office, cast):
    assert wrong(lambda: action_line.withdraw(session, office, cast.join, WHY)) == {"with_all"}
    action_line.withdraw(session, office, cast.join, WHY, with_all=True)
    states = deliverable_states(session, cast.programme, TODAY)
    fallen = {state.id for state in states if state.assessment.status is Status.CANCELLED}
    assert fallen == {cast[name] for name in ("release", "panel", "survey", "leaflet")}
    assert action_lines(session, cast.programme, TODAY)[1].withdrawn
    assert wrong(lambda: project.resume(session, office, cast.app, WHY)) == {"reason"}
    action_line.resume(session, office, cast.join, WHY)
    project.resume(session, office, cast.app, WHY)
    for again in (
        lambda: action_line.resume(session, office, cast.join, WHY),
        lambda: project.resume(session, office, cast.app, WHY),
    ):
        with pytest.raises(Conflict):
            again()


def test_a_project_is_not_withdrawn_before_the_last_statement_of_what_is_in_it(session, office, cast):
    early = StatementInput(None, "Het kan niet meer.", date(2023, 11, 1))
    assert wrong(lambda: project.withdraw(session, office, cast.app, early, with_all=True)) == {"said_on"}
    assert wrong(lambda: project.withdraw(session, office, cast.app, WHY)) == {"with_all"}


def test_a_project_moves_to_another_line_and_gets_another_lead(session, office, cast):
    change_project(session, office, cast.app, action_line_id=cast.meet, lead_id=cast.bram, title="App")
    rows = projects(session, cast.programme, TODAY)[-1]
    assert (rows.id, rows.action_line, rows.lead, rows.title) == (cast.app, "1", "Bram", "App")
    change_project(session, office, cast.app, place=1)
    assert [project.id for project in projects(session, cast.programme, TODAY)] == [cast.app, cast.houses]
    assert projects(session, cast.programme, AUTUMN)[-1].action_line == "2"


def test_nobody_leads_without_a_role(session, office, cast):
    assert wrong(lambda: change_project(session, office, cast.app, lead_id=cast.vera)) == {"lead"}
    into = facts(session, cast["survey"], lead_id=cast.vera)
    assert wrong(lambda: revise(session, office, cast["survey"], WHY, into)) == {"lead"}


def test_a_withdrawn_place_takes_nothing_in(session, office, cast):
    action_line.withdraw(session, office, cast.join, WHY, with_all=True)
    target = {"action_line_id": cast.join}
    assert wrong(lambda: change_project(session, office, cast.houses, **target)) == {"action_line"}
    with pytest.raises(Conflict):
        change_line(session, office, cast.join, title="Toch")


def test_a_project_that_is_merged_hands_its_deliverables_over(session, office, cast):
    project.merge(session, office, cast.app, cast.houses, WHY)
    states = deliverable_states(session, cast.programme, TODAY)
    assert {state.project_id for state in states} == {cast.houses}
    assert [state.id for state in states] == list(cast.deliverables.values())


def test_a_programme_is_revised(session, office, cast):
    span = {"starts_on": date(2023, 1, 1), "ends_on": date(2026, 12, 31)}
    programme.revise(session, office, cast.programme, WHY, title="Buurten", purpose=" Samen. ", **span)
    rows = programme_by_slug(session, "buurtkracht")
    assert (rows.title, rows.purpose, rows.ends_on) == ("Buurten", "Samen.", date(2026, 12, 31))
    back = {"starts_on": date(2026, 1, 1), "ends_on": date(2025, 1, 1)}
    turned = lambda: programme.revise(session, office, cast.programme, WHY, title="X", purpose="", **back)  # noqa: E731
    assert wrong(turned) == {"ends_on"}
    assert programme.check_slug(session, " daken ") == "daken"
    for taken in ("buurtkracht", "Geen Naam"):
        assert wrong(lambda taken=taken: programme.check_slug(session, taken)) == {"slug"}


def test_parties_and_pilot_sites_are_renamed_and_put_in_order(session, office, cast):
    party.rename(session, office, cast.fund, 1, name="Fonds", abbreviation=" ")
    assert session.get_one(Party, cast.fund).abbreviation is None
    party.revise_involvement(session, office, cast.programme, cast.fund, PartyKind.PARTNER, position=2)
    now = session.get_one(ProgrammeParty, (cast.programme, cast.fund))
    assert (now.kind, now.version) == (PartyKind.PARTNER, 2), "who read it before is told"
    other = party.get_or_create(session, office, name="Gemeente")
    oak = pilot_site.add(session, office, cast.programme, name="De Eikenwijk")
    pilot_site.revise(session, office, oak, 1, name="Eikenwijk", place=1, withdrawn_on=AUTUMN)
    assert [session.get_one(PilotSite, one).position for one in (oak, cast.quarter)] == [1, 2]
    for name in (" ", "Gemeente"):
        renamed = {"name": name, "abbreviation": ""}
        refused = lambda renamed=renamed: party.rename(session, office, cast.fund, 2, **renamed)  # noqa: E731
        assert wrong(refused) == {"name"}
    for name in ("", "De Lindewijk"):
        refused = lambda name=name: pilot_site.revise(session, office, oak, 2, name=name)  # noqa: E731
        assert wrong(refused) == {"name"}
    later = {"name": "Eikenwijk", "withdrawn_on": date(2024, 1, 1)}
    assert wrong(lambda: pilot_site.revise(session, office, oak, 2, **later)) == {"withdrawn_on"}
    for stale in (
        lambda: party.rename(session, office, other, 9, name="A", abbreviation=""),
        lambda: pilot_site.revise(session, office, oak, 1, name="A"),
    ):
        with pytest.raises(Stale):
            stale()


def test_everything_that_is_wrong_with_a_part_is_told_at_once(session, office, cast):
    wrong_part = {"title": " ", "narrative": "", "lead_id": cast.karel, "action_line_id": 0}
    assert wrong(lambda: project.revise(session, office, cast.app, WHY, **wrong_part)) == {
        *("title", "lead", "action_line")
    }
    assert wrong(lambda: project.add(session, office, cast.meet, title="", lead_id=cast.karel)) == {
        *("title", "lead")
    }
    wrong_line = {"code": "1", "title": "", "kind": ActionLineKind.LINE}
    assert wrong(lambda: action_line.revise(session, office, cast.join, WHY, **wrong_line)) == {
        *("code", "title")
    }
    revision = DeliverableRevision(
        title="", kind=DeliverableKind.DECISION, project_id=0, lead_id=cast.karel, parties=(999,)
    )
    assert wrong(lambda: revise(session, office, cast["handbook"], WHY, revision)) == {
        *("title", "kind", "project", "lead", "parties")
    }
