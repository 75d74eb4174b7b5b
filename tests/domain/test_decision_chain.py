"""The chain of a decision: what is in first, then what is to come, and what comes too late behind it."""

from datetime import date

from app.domain.report.decision_chain import MOST, draw_chain
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from tests.told import NL, TODAY, deliverable, said, status


def decision(**values):
    return deliverable("Besluit", kind=DeliverableKind.DECISION, id=9, **values)


def chain(*needed, of=None):
    block = draw_chain(of or decision(deadlines=(said("tweede kwartaal van 2024"),)), needed, TODAY, NL)
    return block.chain if block else None


def test_a_chain_runs_in_the_order_of_time_and_shows_what_comes_after_the_decision_behind_it():
    picture = chain(
        deliverable("Zonder datum", id=1),
        deliverable("Later", id=2, deadlines=(said("eind 2024"),)),
        deliverable("Straks", id=3, deadlines=(said("eerste kwartaal van 2024"),)),
        deliverable("Vervallen", id=4, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
        deliverable("Te laat", id=5, deadlines=(said("september 2023", on=date(2023, 3, 1)),)),
        deliverable("Klaar", id=6, statuses=(status(Status.DELIVERED),)),
    )
    assert [(link.title, link.arrival, link.is_decision) for link in picture.links] == [
        ("Klaar", "in", False),
        ("Vervallen", "withdrawn", False),
        ("Te laat", "overdue", False),
        ("Straks", "to_come", False),
        ("Zonder datum", "unknown", False),
        ("Besluit", "to_come", True),
        ("Later", "later", False),
    ]
    assert picture.links[-1].standing == "Eind 2024\u00a0· gepland\u00a0· komt na het besluit"
    assert picture.description == (
        "6 inputs van een besluit, op volgorde van tijd. Op 18 december 2023: 1 binnen, 1 nog niet binnen, "
        "1 over tijd, 1 zonder datum, 1 na het besluit en 1 vervallen."
    )


def test_what_is_still_to_come_stands_behind_a_decision_that_was_taken():
    taken = decision(statuses=(status(Status.DELIVERED),))
    picture = chain(deliverable("Advies", id=1, deadlines=(said("eind 2024"),)), of=taken)
    assert [(link.title, link.arrival) for link in picture.links] == [
        ("Besluit", "in"),
        ("Advies", "to_come"),
    ]


def test_a_decision_that_needs_nothing_has_no_chain():
    assert chain() is None


def test_what_is_too_long_for_a_page_stands_in_a_table_alone():
    needed = [deliverable(f"Advies {id}", id=100 + id) for id in range(MOST)]
    block = draw_chain(decision(), needed, TODAY, NL)
    assert block is not None
    assert (block.chain, len(block.rows)) == (None, MOST + 1)
