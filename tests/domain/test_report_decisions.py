"""Decisions: their question, their inputs by moment, and who decides."""

from app.domain.firmness import Firmness
from app.domain.report import Record, compose
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


def decision(**more):
    return deliverable(
        "Besluit over de plaats",
        kind=DECISION,
        id=9,
        question="Waar komt het huis",
        deadlines=(said("tweede helft van 2024"),),
        **more,
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
    found = section(compose(facts(decision(inputs=(1,))), NL), "decisions").blocks[-1]
    assert Record("deliverable", 1) in found.records


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
