"""What changed, a Dutch sentence each."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.change_event import (
    ChangeEvent,
    ChangeKind,
    DeadlineChanged,
    DecisionTaken,
    EntityRestated,
    StatedFacts,
    StatusChanged,
    ValueMeasured,
)
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from app.domain.wording import change_sentence
from app.templating import translator
from app.templating.vocabulary import word
from tests.told import NL, TODAY, said, status

AT = datetime(2023, 12, 18, 9, tzinfo=UTC)
OLD, NEW = said("begin 2024", Firmness.AIMED), said("Q2 2024", Firmness.AIMED)


def told(of, entity="deliverable", title="Kader"):
    event = ChangeEvent(ChangeKind.MOMENT, entity, 1, title, 1, TODAY, AT, "Bram", "", of)
    return change_sentence(event, NL, lambda value: word(translator("nl"), value))


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (DeadlineChanged(OLD, None), "“Kader”: eerste belofte, streven: begin 2024."),
        (DeadlineChanged(NEW, OLD), "“Kader”: verschoven van begin 2024 naar Q2 2024, +3 maanden."),
        (DeadlineChanged(OLD, OLD), "“Kader”: opnieuw gezegd, streven: begin 2024."),
        (StatusChanged(status(Status.PLANNED), None), "“Kader”: gepland."),
        (
            StatusChanged(status(Status.ON_HOLD, confidence=Confidence.AT_RISK), status(Status.PLANNED)),
            "“Kader” ging van gepland naar aangehouden en onzeker.",
        ),
        (
            StatusChanged(
                status(Status.PLANNED, confidence=Confidence.AT_RISK),
                status(Status.PLANNED, confidence=Confidence.ON_TRACK),
            ),
            "“Kader” ging van op koers naar onzeker.",
        ),
        (StatusChanged(status(Status.PLANNED), status(Status.PLANNED)), "“Kader” is nog steeds: gepland."),
        (
            StatusChanged(status(Status.DELIVERED, delivered_on=TODAY), status(Status.PLANNED)),
            "“Kader” is opgeleverd op 18 december 2023.",
        ),
        (DecisionTaken("variant 2", TODAY), "“Kader” is op 18 december 2023 besloten: variant 2."),
        (
            ValueMeasured(Decimal(27), "maatregelen", TODAY, "De Lindewijk", Decimal(11)),
            "Kader, De Lindewijk: 27 maatregelen op 18 december 2023, de keer daarvoor 11.",
        ),
        (ValueMeasured(Decimal(5), "%", TODAY, "", None), "Kader: 5 % op 18 december 2023."),
    ],
)
def test_a_change_is_told_in_one_sentence(of, sentence):
    assert told(of).startswith(sentence.rstrip("."))


@pytest.mark.parametrize(
    ("now", "was", "sentence"),
    [
        (StatedFacts("Plan"), None, "Nieuw: risico “Plan”."),
        (StatedFacts("Plan", into="Geheel"), StatedFacts("Plan"), "Opgegaan in “Geheel”: risico “Plan”."),
        (StatedFacts("Plan", is_gone=True), StatedFacts("Plan"), "Ingetrokken: risico “Plan”."),
        (StatedFacts("Plan"), StatedFacts("Plan", is_gone=True), "Weer opgepakt: risico “Plan”."),
        (StatedFacts("Plan"), StatedFacts("Plan"), "Opnieuw omschreven: risico “Plan”."),
        (StatedFacts("Nieuw"), StatedFacts("Oud"), "Gewijzigd: risico “Oud”: heet nu “Nieuw”."),
        (
            StatedFacts("P", "closed", level=4, place="B", moment="Q2"),
            StatedFacts("P", "open", level=9, place="A", moment="Q1"),
            "Gewijzigd: risico “P”: verplaatst van “A” naar “B”; van open naar gesloten; "
            "verwacht Q2, eerder Q1; gewicht (kans maal gevolg) van 9 naar 4.",
        ),
        (
            StatedFacts("P", "vraag 2"),
            StatedFacts("P", "vraag 1"),
            "Gewijzigd: risico “P”: van vraag 1 naar vraag 2.",
        ),
        (StatedFacts("P", "open"), StatedFacts("P"), "Opnieuw omschreven: risico “P”."),
    ],
)
def test_a_restated_entity_tells_what_differs(now, was, sentence):
    assert told(EntityRestated(now, was), "risk") == sentence
