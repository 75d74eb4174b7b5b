"""The outlook, and what happened after the reference date."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.report import compose
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from tests.told import (
    NL,
    deliverable,
    facts,
    period,
    said,
    section,
    status,
    texts,
    undated,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


def told(key, *deliverables, words=NL, **values):
    return texts(section(compose(facts(*deliverables, **values), words), key))


def test_the_outlook_lists_the_next_half_year_then_later_then_undated_promises():
    rows = [
        deliverable("Advies", id=1, deadlines=(said("januari 2024", Firmness.EXPECTED),)),
        deliverable("Besluit", id=2, kind=DECISION, deadlines=(said("tweede helft van 2024"),)),
        deliverable("Oud", id=3, deadlines=(said("oktober 2023"),)),
        deliverable("Spoedig", id=4, deadlines=(undated("op korte termijn"),)),
        deliverable("Stil", id=5),
        deliverable("Klaar", id=6, statuses=(status(Status.DELIVERED),)),
        deliverable("Weg", id=7, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
    ]
    lines = told("outlook", *rows)
    assert [line for line in lines if " | " not in line][::2] == [
        "Wat komt tot en met de eerste helft van 2024",
        "Wat later komt",
        "Toegezegd zonder datum",
        "In uitvoering of gepland, zonder toegezegd moment",
    ]
    assert [line for line in lines if " | " in line] == [
        "Oud | Product | Gepland, over tijd | oktober 2023",
        "Advies | Product | Gepland | naar verwachting januari 2024",
        "Besluit | Besluit | Gepland | tweede helft van 2024",
        "Spoedig | Product | Gepland | op korte termijn",
        "Stil | Product | Gepland",
    ]


def test_what_recurs_in_words_without_a_day_comes_as_long_as_it_runs():
    report = deliverable(
        "Verslag",
        kind=DeliverableKind.RECURRING,
        deadlines=(undated("ieder half jaar"),),
        statuses=(status(Status.IN_PROGRESS),),
    )
    lines = told("outlook", report)
    assert "Toegezegd zonder datum" not in lines
    assert "Verslag | Terugkerend | In uitvoering | ieder half jaar" in lines


def test_the_outlook_of_a_first_half_year_looks_to_the_second():
    early = deliverable(reference=date(2023, 6, 30), deadlines=(said("september 2023", on=date(2023, 6, 1)),))
    assert (
        told("outlook", early, period=period("2023-H1"))[0] == "Wat komt tot en met de tweede helft van 2023"
    )


def test_an_empty_outlook_says_so():
    assert told("outlook") == ["Er staat niets meer open."]


def test_events_after_the_reference_date_are_listed_separately():
    later = deliverable(
        "Opening",
        statuses=(status(Status.DELIVERED, delivered_on=date(2024, 1, 8), text="het huis is open"),),
    )
    words = deliverable(
        "Advies",
        id=2,
        deadlines=(said("januari 2024", None),),
        statuses=(status(Status.DELIVERED),),
    )
    assert told("after", later, words) == [
        "Opening. Het huis is open. Dit gebeurde op 8 januari 2024.",
        "Advies. Dit is gemeld op 18 december 2023.",
    ]
    assert any("1 zonder datum" in line for line in told("summary", later))


def test_what_was_adopted_after_the_reference_date_says_so_and_not_when_it_was_delivered():
    day = date(2023, 11, 30)
    done = status(Status.DELIVERED, on=day, delivered_on=day)
    adopted = status(Status.ADOPTED, on=date(2024, 1, 8), delivered_on=day, id=61)
    guide = deliverable("Leidraad", statuses=(done, adopted))
    assert told("after", guide) == ["Leidraad. Dat dit is vastgesteld, is gemeld op 8 januari 2024."]


def test_a_report_without_events_after_the_reference_date_says_so():
    assert told("after") == [
        "Over wat na 18 december 2023 gebeurde, is voor deze rapportage niets op tijd gemeld."
    ]
