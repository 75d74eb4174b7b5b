"""Whoever said something can correct it and undo it, right where it stands: risks, dependencies and so on."""

from dataclasses import replace
from datetime import date

import pytest

from app.actions import action_line, external_dependency, indicator, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.history import StatementInput
from app.actions.indicator import IndicatorInput
from app.actions.mistake import retract_entity
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.actions.structure import get_row
from app.actions.undo import undo_last
from app.domain.refusal import Conflict, Stale
from app.domain.structure import CommitmentKind, RiskKind
from app.queries.history import linked_ids
from app.queries.indicator import indicators
from app.queries.last_recorded import find_undoable
from app.queries.programme import action_lines
from app.queries.risk import risk_courses, risks
from app.tables.tracked import (
    ACTION_LINE,
    EXTERNAL_DEPENDENCY,
    INDICATOR,
    PARLIAMENTARY_COMMITMENT,
    PROGRAMME,
    RISK,
    TOUCHED,
)
from tests.cast import TODAY, at

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

NEW = RiskInput(RiskKind.RISK, "Te weinig ruimte", likelihood=2, impact=2)


@pytest.fixture
def later(cast):
    """Noor, an hour later than whatever was said before."""
    return AuditContext(cast.noor, at(TODAY).replace(hour=10), "test")


def version(session, tracked, entity_id):
    return get_row(session, tracked, entity_id)["version"]


def only(session, cast, risk_id, day=TODAY):
    return next((row for row in risks(session, [cast.programme], day) if row.id == risk_id), None)


def test_a_correction_takes_the_day_of_what_it_corrects_and_needs_no_reason(session, cast, office):
    was = only(session, cast, cast.risk)
    new_risk = RiskInput(RiskKind.RISK, "Te weinig geld", likelihood=5, impact=5)
    risk.change(session, office, cast.risk, new_risk, StatementInput(was.version), is_correction=True)
    course = risk_courses(session, cast.programme, TODAY)[cast.risk]
    first = course.statements[0]
    assert only(session, cast, cast.risk, first.said_on).impact == 5
    assert [row.said_on for row in course.statements] == [first.said_on] * len(course.statements)


def test_undoing_a_change_says_again_what_was_said_with_what_it_touched(session, cast, office, later):
    before = only(session, cast, cast.risk)
    touched = linked_ids(session, TOUCHED, [cast.programme], date.max)[cast.risk]
    changed = RiskInput(RiskKind.RISK, "Iets anders", likelihood=1, impact=1, deliverables=(cast["opening"],))
    risk.change(session, later, cast.risk, changed, StatementInput(before.version))
    assert find_undoable(session, RISK, cast.programme, cast.risk, cast.noor)
    assert find_undoable(session, RISK, cast.programme, cast.risk, cast.bram) is None
    undo_last(session, later, RISK, cast.risk, before.version + 1, "Ongedaan gemaakt.")
    after = only(session, cast, cast.risk)
    assert replace(after, version=0) == replace(before, version=0)
    assert linked_ids(session, TOUCHED, [cast.programme], date.max)[cast.risk] == touched


def test_undoing_what_was_just_made_takes_it_back_whole(session, cast, later):
    made = risk.add(session, later, cast.programme, replace(NEW, deliverables=(cast["opening"],)))
    undo_last(session, later, RISK, made, 1, "Ongedaan gemaakt.")
    assert only(session, cast, made) is None


def test_undoing_a_correction_says_again_what_it_corrected(session, cast, office, later):
    made = risk.add(session, office, cast.programme, NEW)
    risk.change(session, later, made, replace(NEW, impact=5), StatementInput(1), is_correction=True)
    undo_last(session, later, RISK, made, 2, "Ongedaan gemaakt.")
    assert only(session, cast, made).impact == 2


def test_what_somebody_else_changed_since_is_not_undone(session, cast, office, later):
    made = risk.add(session, office, cast.programme, NEW)
    risk.change(session, later, made, replace(NEW, impact=5), StatementInput(1))
    with pytest.raises(Stale):
        undo_last(session, later, RISK, made, 1, "Ongedaan gemaakt.")


def test_dependencies_commitments_indicators_and_lines_are_undone_alike(session, cast, later):
    external = ExternalDependencyInput("Verkeersplan", cast.fund, phrase="eind 2024")
    commitment = CommitmentInput(CommitmentKind.MOTION, "Iets anders.", date(2023, 9, 21))
    cases = [
        (EXTERNAL_DEPENDENCY, cast.external, external_dependency.change, external),
        (PARLIAMENTARY_COMMITMENT, cast.commitment, parliamentary_commitment.change, commitment),
        (INDICATOR, cast.visitors, indicator.change, IndicatorInput("Anders", "keer", 1)),
    ]
    for tracked, entity_id, change, new in cases:
        before = get_row(session, tracked, entity_id)
        change(session, later, entity_id, new, StatementInput(before["version"]))
        assert get_row(session, tracked, entity_id) != before
        undo_last(session, later, tracked, entity_id, before["version"] + 1, "Ongedaan gemaakt.")
        after = get_row(session, tracked, entity_id)
        assert {name: after[name] for name in tracked.facts} == {name: before[name] for name in tracked.facts}


def test_a_line_and_an_indicator_made_by_mistake_free_what_they_are_called(session, cast, office):
    why = StatementInput(None, "Dubbel.")
    for _ in range(2):
        line = action_line.add(session, office, cast.programme, code="9", title="Wonen", position=9)
        counted = indicator.define(session, office, cast.programme, IndicatorInput("Ruimtes", "stuks", 9))
        retract_entity(session, office, ACTION_LINE, line, why)
        retract_entity(session, office, INDICATOR, counted, why)
    assert "Wonen" not in {row.title for row in action_lines(session, cast.programme, TODAY)}
    assert len(indicators(session, [cast.programme], TODAY)) == 3


@pytest.mark.parametrize(("tracked", "name"), [(ACTION_LINE, "meet"), (INDICATOR, "visitors")])
def test_what_others_rest_on_is_not_taken_back(session, cast, office, tracked, name):
    with pytest.raises(Conflict):
        retract_entity(session, office, tracked, getattr(cast, name), StatementInput(None, "Dubbel."))


def test_where_only_what_it_touches_changed_only_that_is_put_back(session, cast, later):
    before = only(session, cast, cast.risk)
    touched = linked_ids(session, TOUCHED, [cast.programme], date.max)[cast.risk]
    same = RiskInput(
        before.kind, before.title, likelihood=before.likelihood, impact=before.impact,
        cause=before.cause, consequence=before.consequence, measure=before.measure, owner_id=before.owner_id,
        state=before.state, in_report=before.in_report, deliverables=(cast["opening"],),
    )  # fmt: skip
    risk.change(session, later, cast.risk, same, StatementInput(before.version))
    count_before = len(risk_courses(session, cast.programme, TODAY)[cast.risk].statements)
    undo_last(session, later, RISK, cast.risk, before.version + 1, "Ongedaan gemaakt.")
    assert linked_ids(session, TOUCHED, [cast.programme], date.max)[cast.risk] == touched
    assert len(risk_courses(session, cast.programme, TODAY)[cast.risk].statements) == count_before
    assert version(session, RISK, cast.risk) == before.version + 2


def test_an_indicator_from_which_a_ratio_is_computed_stays(session, cast, office):
    counted, of_all = (
        indicator.define(session, office, cast.programme, IndicatorInput(name, "stuks", 9))
        for name in ("Ruimtes in gebruik", "Ruimtes")
    )
    share = IndicatorInput("Gebruikt", "%", 9, numerator_id=counted, denominator_id=of_all)
    indicator.define(session, office, cast.programme, share)
    with pytest.raises(Conflict, match="ratio"):
        retract_entity(session, office, INDICATOR, of_all, StatementInput(None, "Dubbel."))


def test_of_a_programme_of_which_nothing_was_said_before_there_is_nothing_to_undo(session, later, cast):
    with pytest.raises(Conflict):
        undo_last(session, later, PROGRAMME, cast.programme, 1, "Vergissing.")
