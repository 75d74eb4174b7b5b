"""What a proposal may belong to: the same thing under nearly the same name, and where its section points."""

import pytest

from app.domain.promise_extraction.judgement import choose_kind, split_heading
from app.domain.promise_extraction.matching import (
    DeliverableNames,
    KnownDeliverable,
    KnownLine,
    KnownProject,
    propose_place,
)
from app.domain.proposal import ProposalKind
from app.domain.structure import DeliverableKind

LEARNING, MONEY = 1, 2
KNOWN = DeliverableNames(
    [
        KnownDeliverable(1, "Opleiding voor buurtcoaches", LEARNING),
        KnownDeliverable(2, "Rekenmodel", MONEY, ("Budgetrekenaar voor de buurt",)),
        KnownDeliverable(3, "Evaluatie fase 1", LEARNING),
        KnownDeliverable(4, "Plan", MONEY),
        KnownDeliverable(5, "Opleiding buurtcoach", MONEY),
    ]
)
LINES = [KnownLine(LEARNING, "1", "Leren in de wijk"), KnownLine(MONEY, "2", "Geld en regels")]
PROJECTS = [
    KnownProject(10, LEARNING, "Huisbezoek"),
    KnownProject(11, LEARNING, "Leerkringen"),
    KnownProject(20, MONEY, "Bekostiging van wijkteams"),
]


@pytest.mark.parametrize(
    ("title", "line", "ids"),
    [
        # Called the same in both lines: that of its own line goes first.
        ("Opleiding buurtcoach", LEARNING, [1, 5]),
        ("Opleidingen voor de buurtcoach", MONEY, [5, 1]),
        # A part of the name, in the same line only, and not of a word that names anything.
        ("Rekenmodel buurtbudget", MONEY, [2]),
        ("Rekenmodel buurtbudget", LEARNING, []),
        ("Plan van aanpak", MONEY, []),
        ("De budgetrekenaar voor buurten", None, [2]),
        # What differs in a figure is another thing.
        ("Evaluatie van fase 2", LEARNING, []),
        ("Evaluatie van fase 1", LEARNING, [3]),
        ("de", LEARNING, []),
    ],
)
def test_what_is_called_nearly_the_same_is_proposed_the_likeliest_first(title, line, ids):
    assert [match.deliverable_id for match in KNOWN.find_matches(title, line)] == ids


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("2.1 Bekostiging wijkteams", (MONEY, 20)),
        ("Geld en regels", (MONEY, 20)),
        ("1. Leren in de wijk", (LEARNING, None)),
        ("Actielijn 2: vooruitblik", (MONEY, 20)),
        ("2. Vooruitblik", (None, None)),
        # The nearest heading goes first, and the chapter where that says nothing.
        ("Geld en regels › 1.2 Leerkringen", (LEARNING, 11)),
        ("Geld en regels › 2.2 Vooruitblik", (MONEY, 20)),
        ("Actielijn 2: vooruitblik › 2.1 Planning", (MONEY, 20)),
        ("Actielijn 2: vooruitblik › Leren in de wijk", (LEARNING, None)),
        ("", (None, None)),
    ],
)
def test_a_section_points_to_what_it_names_and_a_line_of_one_project_to_that(section, place):
    assert propose_place(section, LINES, PROJECTS) == place


def test_a_phase_is_work_and_a_number_before_a_heading_is_apart():
    assert choose_kind(ProposalKind.EVENT, "Tweede fase van de proeftuinen") is DeliverableKind.ACTIVITY
    assert choose_kind(ProposalKind.EVENT, "Bijeenkomst") is DeliverableKind.EVENT
    assert choose_kind(ProposalKind.START, "Werving") is DeliverableKind.ACTIVITY
    assert split_heading("Wijk › 2.1 Leren") == ("2.1", "Leren")
    assert split_heading("2. Wijken › 2.1 Leren") == ("2.1", "Leren")
    assert split_heading("Leren") == ("", "Leren")
