"""The sections of a report about risks, what others must bring, and commitments to parliament."""

from datetime import date

import pytest

from app.domain.external_dependency import Brought
from app.domain.firmness import Firmness
from app.domain.parliamentary_commitment import AnswerState
from app.domain.report import Record, compose
from app.domain.report.facts import CommitmentFacts, ExternalFacts, RiskFacts, Surroundings
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.structure import CommitmentKind, ExternalState, RiskKind, RiskState
from app.domain.vague_date import read
from tests.told import EN, NL, adopted_before, deliverable, facts, said

ON = date(2023, 12, 18)


def section(key, words=NL, *found, **around):
    report = compose(facts(*found, surroundings=Surroundings(**around)), words)
    return next(section for section in report.sections if section.key == key)


def lines(blocks):
    rows = [" | ".join(run.text for run in row.cells) for block in blocks for row in block.rows]
    return [block.text for block in blocks] + rows


def risk(**changed):
    plain = {
        "id": 7,
        "kind": RiskKind.RISK,
        "title": "Te weinig geld",
        "cause": "de begroting is krap",
        "consequence": "Het huis opent later.",
        "measure": "sponsors zoeken",
        "state": RiskState.OPEN,
        "level": RiskLevel.HIGH,
        "trend": RiskTrend.GROWN,
    }
    return RiskFacts(**plain | changed)


def brought(**changed):
    plain = {
        "state": ExternalState.EXPECTED,
        "window": read("Q2 2024", ON),
        "firmness": Firmness.EXPECTED,
        "confirmed_on": date(2023, 12, 1),
        "delivered_on": None,
    }
    return Brought(**plain | changed)


def commitment(**changed):
    plain = {
        "id": 3,
        "kind": CommitmentKind.MOTION,
        "text": "Een brief over huizen.",
        "made_on": date(2023, 9, 21),
        "reference": "",
        "phrase": "voor de zomer",
        "answer": AnswerState.OPEN,
    }
    return CommitmentFacts(**plain | changed)


def test_risks_are_listed_with_their_weight_and_trend():
    risk_section = section("risks", risks=(risk(), risk(id=8, kind=RiskKind.ISSUE, measure="")))
    printed_lines = lines(risk_section.blocks)
    assert "Te weinig geld | Risico | Hoog | Gegroeid" in printed_lines
    assert "Te weinig geld | Knelpunt | Hoog | Gegroeid" in printed_lines
    assert (
        "Te weinig geld. De begroting is krap. Het huis opent later. Maatregel: Sponsors zoeken."
        in printed_lines
    )
    assert Record("risk", 7) in risk_section.blocks[1].records


def test_a_risk_is_new_only_where_a_report_came_before():
    new = risk(trend=RiskTrend.NEW)
    assert "Te weinig geld | Risico | Hoog | –" in lines(section("risks", risks=(new,)).blocks)
    report = compose(facts(surroundings=Surroundings(risks=(new,)), previous=adopted_before()), NL)
    after = next(section for section in report.sections if section.key == "risks")
    assert "Te weinig geld | Risico | Hoog | Nieuw" in lines(after.blocks)


def test_a_report_without_any_says_so():
    assert "Voor deze rapportage is geen risico of knelpunt gemeld." in lines(section("risks").blocks)
    assert lines(section("commitments").blocks) == ["Er is geen toezegging aan de Kamer vastgelegd."]
    assert "No commitment to parliament was recorded." in lines(section("commitments", EN).blocks)


def test_a_late_external_dependency_endangers_a_moment():
    waiting = deliverable("Huis", id=1, deadlines=(said("januari 2024"),))
    external = ExternalFacts(5, "Verkeersplan", "Gemeente", brought(), False, (1, 99))
    risk_section = section("risks", NL, waiting, externals=(external,))
    printed_lines = lines(risk_section.blocks)
    assert "Verkeersplan. Anderen leveren dit na het moment waarop het nodig is voor: Huis." in printed_lines
    assert "Verkeersplan | Gemeente | Q2 2024 | 1 december 2023" in printed_lines


def test_a_closed_risk_is_said_to_be_closed_whatever_it_weighed():
    printed_lines = lines(section("risks", risks=(risk(state=RiskState.CLOSED),)).blocks)
    assert "Te weinig geld | Risico | – | Gesloten" in printed_lines
    assert "Te weinig geld. Dit is gesloten." in printed_lines


def test_an_input_that_can_still_be_in_time_is_no_conflict():
    needed = deliverable("Kader", id=1, deadlines=(said("maart 2024"),))
    waiting = deliverable("Huis", id=2, deadlines=(said("begin 2024"),), inputs=(1,))
    printed_lines = lines(section("risks", NL, needed, waiting).blocks)
    assert "Geen enkele mijlpaal wacht op iets wat later komt." in printed_lines


def test_an_input_that_comes_later_is_named_as_a_conflict():
    late = deliverable("Kader", id=1, deadlines=(said("Q2 2024"),))
    waiting = deliverable("Huis", id=2, deadlines=(said("januari 2024"),), inputs=(1,))
    printed_lines = lines(section("risks", NL, late, waiting).blocks)
    assert "Huis. Eén input komt na dit moment: Kader." in printed_lines
    assert "Geen enkele mijlpaal wacht op iets wat later komt." not in printed_lines


@pytest.mark.parametrize(
    ("changed", "stale", "cells"),
    [
        ({"window": None, "confirmed_on": None}, True, "– | nooit"),
        ({}, True, "Q2 2024 | 1 december 2023, langer dan een half jaar geleden"),
        ({"state": ExternalState.WITHDRAWN}, False, "vervallen | –"),
        ({"state": ExternalState.DELIVERED}, False, "is er al | –"),
        ({"state": ExternalState.DELIVERED, "delivered_on": ON}, False, "18 december 2023 | –"),
    ],
)
def test_external_dependencies_are_told_with_their_state(changed, stale, cells):
    external = ExternalFacts(5, "Plan", "Gemeente", brought(**changed), stale)
    assert f"Plan | Gemeente | {cells}" in lines(section("risks", externals=(external,)).blocks)


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, "voor de zomer"),
        ({"answer": AnswerState.LATE, "phrase": ""}, "geen moment genoemd; dat is voorbij"),
        ({"deliverable_id": 1}, "voor de zomer. Wordt beantwoord met: Huis"),
        (
            {"answer": AnswerState.ANSWERED, "answered_on": ON, "answered_in": "Brief"},
            "18 december 2023: Brief",
        ),
        (
            {"answer": AnswerState.ANSWERED_LATE, "answered_on": ON, "answered_in": "Brief"},
            "18 december 2023: Brief (later dan toegezegd)",
        ),
    ],
)
def test_a_commitment_is_answered_or_open(changed, answer):
    commitment_section = section(
        "commitments", NL, deliverable("Huis", id=1), commitments=(commitment(**changed),)
    )
    assert f"Een brief over huizen. | Motie | 21 september 2023 | {answer}" in lines(
        commitment_section.blocks
    )


def test_what_was_withdrawn_is_left_out():
    gone = commitment(answer=AnswerState.WITHDRAWN)
    assert len(section("commitments", commitments=(gone,)).blocks) == 1
