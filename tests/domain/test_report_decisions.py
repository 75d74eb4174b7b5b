"""Decisions: their question, their inputs by moment, and who decides."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.report import Record, compose
from app.domain.report.decisions import MOST_IN_TEXT
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from tests.told import (
    NL,
    deliverable,
    facts,
    said,
    section,
    status,
    texts,
    told,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT


def decision(**values):
    return deliverable(
        "Besluit over de plaats",
        kind=DECISION,
        id=9,
        question="Waar komt het huis",
        deadlines=(said("tweede helft van 2024"),),
        **values,
    )


def test_a_decision_to_come_names_its_inputs_by_when_they_come():
    summer = (said("voor de zomer van 2024", Firmness.EXPECTED),)
    inputs = [
        deliverable("Afwegingskader", id=1, deadlines=summer),
        deliverable("Vergelijking", id=5, deadlines=summer),
        deliverable("Schetsen", id=2, statuses=(status(Status.DELIVERED),)),
        deliverable("Peiling", id=3, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
        deliverable("Advies", id=4),
    ]
    wanted = decision(inputs=(1, 2, 3, 4, 5, 77), deciders=("JenV", "VWS"))
    other = deliverable("Besluit over geld", kind=DECISION, id=10, inputs=(4,))
    lines = asked(*inputs, wanted, other)
    assert (
        "Besluit over de plaats. Waar komt het huis. Het besluit wordt in de tweede helft van 2024 genomen. "
        "Dit besluit is aan JenV en VWS."
    ) in lines
    assert lines[lines.index("Nodig voor: Besluit over de plaats") + 1 :] == [
        "Schetsen | – | Opgeleverd",
        "Peiling | – | Vervallen",
        "Afwegingskader | naar verwachting voor de zomer van 2024 | Gepland",
        "Vergelijking | naar verwachting voor de zomer van 2024 | Gepland",
        "Advies | – | Gepland",
        "Besluit over de plaats | tweede helft van 2024 | Gepland",
        "Nodig voor: Besluit over geld",
        "Advies | – | Gepland",
        "Besluit over geld | – | Gepland",
    ]


def test_a_decision_refers_to_its_inputs():
    block = section(compose(facts(decision(inputs=(1,))), NL), "decisions").blocks[-1]
    assert Record("deliverable", 1) in block.records


def test_a_taken_decision_no_longer_asks_its_question():
    taken = decision(statuses=(status(Status.DELIVERED, text="Het wordt de Lindelaan"),))
    assert "Besluit over de plaats. Het wordt de Lindelaan. Het besluit is genomen." in asked(taken)


def test_a_cancelled_decision_is_not_asked():
    gone = decision(statuses=(status(Status.CANCELLED, reason="Niet nodig."),))
    assert asked(gone)[-1] == "Er wordt geen besluit gevraagd."
    assert "Het besluit over de plaats is vervallen: niet nodig." in told(gone)


def asked(*deliverables, part="decisions"):
    """What a part of the report tells of these."""
    return texts(section(compose(facts(*deliverables), NL), part))


def test_the_decisions_section_lists_the_options():
    (told_of,) = [line for line in asked(decision(options=("Lindelaan", "Plein"))) if "plaats" in line]
    assert told_of.endswith("Te kiezen is uit: Lindelaan en Plein.")


def test_the_decisions_section_gives_the_reasons():
    taken = decision(
        statuses=(status(Status.DELIVERED, text="Genomen."),), outcome="Het Plein", reasons="dat is dichtbij"
    )
    (told_of,) = [line for line in asked(taken) if "plaats" in line]
    assert told_of.startswith("Besluit over de plaats. Genomen. Het Plein. ")
    assert told_of.endswith("Reden: Dat is dichtbij.")


def test_a_merged_decision_is_not_asked():
    merged = decision(merged_into_id=1)
    lines = asked(deliverable("Kader", id=1), merged)
    assert lines[-1] == "Er wordt geen besluit gevraagd."


def test_a_decision_that_was_taken_late_says_what_was_promised():
    late = deliverable(
        "Besluit over geld",
        kind=DECISION,
        deadlines=(said("juni 2023", on=date(2023, 1, 9)),),
        statuses=(status(Status.DELIVERED, delivered_on=date(2023, 10, 2)),),
    )
    (line,) = [line for line in asked(late) if "geld" in line]
    assert "Dat is later dan toegezegd: juni 2023." in line


def test_beyond_the_decisions_that_can_be_read_one_by_one_a_table_names_what_when_and_by_whom():
    taken = [
        decision_number(number, statuses=(status(Status.DELIVERED, delivered_on=date(2023, 10, 2)),))
        for number in range(MOST_IN_TEXT + 1)
    ]
    awaited = [
        decision_number(100 + number, deadlines=(said("maart 2024", Firmness.EXPECTED),), deciders=("VWS",))
        for number in range(MOST_IN_TEXT)
    ]
    never_said = decision_number(300)
    tables = [
        [cell.text for cell in row.cells]
        for block in section(compose(facts(*taken, *awaited, never_said), NL), "decisions").blocks
        if block.text == "Overige besluiten"
        for row in block.rows
    ]
    assert tables == [
        [f"Besluit {MOST_IN_TEXT}", "2 oktober 2023", "–"],
        ["Besluit 300", "–", "–"],
    ]


def decision_number(number, **values):
    return deliverable(f"Besluit {number}", kind=DECISION, id=1000 + number, **values)
