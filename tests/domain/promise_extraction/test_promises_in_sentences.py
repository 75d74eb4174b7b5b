"""Which sentences of a report promise something, for when, and how that stands on the day of the report."""

from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.promise_extraction import Paragraph, ProposedPromise, ReportText, propose_promises
from app.domain.proposal import ProposalKind, ProposalState
from app.domain.vague_date import NamedMoment

ON = date(2025, 7, 1)
PLANNED, RUNNING, DONE = ProposalState.PLANNED, ProposalState.IN_PROGRESS, ProposalState.DELIVERED


def propose(*texts: str) -> tuple[ProposedPromise, ...]:
    return propose_promises(ReportText("", tuple(map(Paragraph, texts))), ON)


def bounds(proposal: ProposedPromise) -> str:
    moment = proposal.moment
    return f"{moment.earliest or ''}..{moment.latest or ''}" if moment else ""


@pytest.mark.parametrize(
    ("sentence", "expected", "state"),
    [
        ("De veerdienst wordt in het najaar van 2026 aanbesteed.", "2026-09-01..2026-11-30", PLANNED),
        ("Het college heeft op 3 maart 2025 de havenvisie vastgesteld.", "2025-03-03..2025-03-03", DONE),
        ("Sinds mei 2025 vaart een pilot met elektrische ponten.", "2025-05-01..2025-05-31", RUNNING),
        ("Het loket is sinds maart 2025 bij de gemeente ondergebracht.", "2025-03-01..2025-03-31", DONE),
        ("De inspraak loopt tot en met 15 september 2025.", "..2025-09-15", RUNNING),
        ("Inwoners kunnen tot 15 september 2025 reageren.", "..2025-09-15", PLANNED),
        ("In juni zijn drie bewonersavonden gehouden.", "2025-06-01..2025-06-30", DONE),
        ("In november zijn drie bewonersavonden gehouden.", "2024-11-01..2024-11-30", DONE),
        ("In november worden drie bewonersavonden gehouden.", "2025-11-01..2025-11-30", PLANNED),
        ("Na de zomer volgt een tweede ronde.", "2025-09-01..", PLANNED),
        ("De leden reageren tot de volgende zitting (9 september) op het ontwerp.", "..2025-09-09", PLANNED),
        ("De begroting wordt met Prinsjesdag aangeboden.", "2025-09-16..2025-09-16", PLANNED),
        ("Eind 2026 is 80% van de sluizen op afstand bediend.", "2026-10-01..2026-12-31", PLANNED),
        ("De keuring staat gepland voor maart 2026.", "2026-03-01..2026-03-31", PLANNED),
        (
            "De keuring stond gepland voor mei 2025, maar is vertraagd naar Q4 2025.",
            "2025-10-01..2025-12-31",
            PLANNED,
        ),
        ("Uiterlijk in 2027 zijn alle kades hersteld.", "..2027-12-31", PLANNED),
        ("De tweede tranche (2025-2026) start in september 2025.", "2025-09-01..2025-09-30", PLANNED),
        ("Er is toegezegd dat er in het najaar van 2025 een nota komt.", "2025-09-01..2025-11-30", PLANNED),
        ("De evaluatie is uitgesteld tot eind 2026.", "2026-10-01..2026-12-31", PLANNED),
        ("- 2027 tot en met 2028 bouw van de kade", "2027-01-01..2028-12-31", PLANNED),
        ("De proef loopt tussen 1 mei 2026 en 1 juni 2027.", "2026-05-01..2027-06-01", PLANNED),
        ("In 2025 is de sluis opgeleverd.", "2025-01-01..2025-12-31", DONE),
        ("De conferenties zijn in Q3 2025 & Q4 2025.", "2025-07-01..2025-12-31", PLANNED),
        ("Het overleg is op 3 maart 2026, 10:30 maart.", "2026-03-03..2026-03-03", PLANNED),
        ("De nota wordt voor morgen verspreid.", "2025-07-02..2025-07-02", PLANNED),
        ("De planning is verschoven van Q3 2025 naar Q1 2026.", "2026-01-01..2026-03-31", PLANNED),
        ("Tijdens het eerste beraad van 2026 wordt de keuze besproken.", "2026-01-01..2026-12-31", PLANNED),
        ("Van 9 tot en met 13 juni houdt de raad een werkweek.", "2025-06-09..2025-06-13", DONE),
        (
            "Begin juni 2025 zal de commissie de nota naar verwachting vaststellen.",
            "2025-06-01..2025-06-10",
            PLANNED,
        ),
        (
            "De keuze is dat eind 2026 alle sluizen op afstand zijn ingericht.",
            "2026-10-01..2026-12-31",
            PLANNED,
        ),
        ("- Vaststelling beleidskader: december 2025", "2025-12-01..2025-12-31", PLANNED),
        ("* Netwerkdag - 8 & 15 oktober", "2025-10-08..2025-10-15", PLANNED),
        ("- 2027 eerste schip vaart op waterstof", "2027-01-01..2027-12-31", PLANNED),
        (
            "| 2 | 30 september | Uiterlijk 30 september reacties bundelen | bureau |",
            "..2025-09-30",
            PLANNED,
        ),
    ],
)
def test_a_sentence_promises_for_its_moment(sentence: str, expected: str, state: ProposalState) -> None:
    [proposal] = propose(sentence)
    assert (bounds(proposal), proposal.state) == (expected, state)
    assert proposal.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Op 1 juni 2025 is er nog geen besluit genomen.",
        "Er is contact om binnenkort te starten.",
        "De afgelopen maand is over de visie gesproken.",
        "Wordt de visie binnenkort vastgesteld?",
        "Tijdens het beraad is over de visie gesproken.",
        "Op peildatum 31 december 2024 lagen er 41 schepen in de haven.",
        "Op 31 december 2024 telde de regio 41.000 inwoners.",
        "In 2024 kwam 12% van de schepen te laat.",
        "Uit het jaarverslag over 2024 blijkt dat de wachttijden dalen.",
        "Op basis van gegevens tot en met het tweede kwartaal van 2025 ontstaat dit beeld.",
        "De Havennota 2024-2028 beschrijft de kaders.",
        "De looptijd van het programma is 2022-2027.",
        "Het bureau bespreekt de agenda voor het derde kwartaal.",
        "Zie de brief van 12 mei 2025.",
        "Het aantal schepen is sinds 2023 verdubbeld.",
        "Er is geld beschikbaar voor 2026.",
        "Delft, 3 mei 2026",
        "Bron: Havenbedrijf, cijfers van mei 2026",
        "De motie uit 2022 is hiermee afgedaan.",
        "Van de 40 havens hebben er in 2024 vijfentwintig een plan.",
        "Er zijn nog geen afspraken gemaakt voor 2026.",
        "We nemen de lessen uit de oefening in mei mee.",
        "Komt het nieuwe loket er in 2026?",
        "Lees meer op [de website](https://haven.example/nieuws/12-mei-2026).",
        "De afgelopen periode is met alle partijen gesproken.",
        "Het veld wil de komende jaren aandacht voor veiligheid.",
        "De vergadering sluit om 14:00 uur.",
        "1 juli 2025",
        "| Nr | Product | Datum |",
        "Er is nog geen besluit over de kade.",
    ],
)
def test_figures_titles_and_horizons_promise_nothing(sentence: str) -> None:
    assert propose(sentence) == ()


def test_a_heading_promises_nothing_unless_it_is_the_day_of_a_list() -> None:
    assert propose("## Resultaten tot en met Q2 2025", "Alles gaat goed.") == ()
    [proposal] = propose("**8 september**", "- Ontwerp van de kademuur")
    assert (bounds(proposal), proposal.title) == ("2025-09-08..2025-09-08", "Ontwerp van de kademuur")


def test_each_moment_of_a_sentence_is_a_promise_with_the_same_quote() -> None:
    sentence = (
        "Uiterlijk 1 oktober 2025 komt er een plan en in het voorjaar van 2026 volgt de eindrapportage."
    )
    assert [(bounds(p), p.quote) for p in propose(sentence)] == [
        ("..2025-10-01", sentence),
        ("2026-03-01..2026-05-31", sentence),
    ]
    first, second = propose("_Q3 2025 & Q3 2026 vindt onderhoud plaats_")
    assert (bounds(first), bounds(second)) == ("2025-07-01..2025-09-30", "2026-07-01..2026-09-30")


def test_a_moment_under_a_fixed_question_belongs_to_the_heading() -> None:
    [proposal] = propose(
        "# Haven", "### Walstroom op de kade", "Wanneer gaat dit gebeuren?", "Q1 2026 wordt gehaald"
    )
    assert (bounds(proposal), proposal.title) == ("2026-01-01..2026-03-31", "Walstroom op de kade")


@pytest.mark.parametrize(
    ("sentence", "phrase", "state"),
    [
        ("Onlangs is de routekaart gepubliceerd.", "Onlangs", DONE),
        ("Binnenkort start de werving van een kwartiermaker.", "Binnenkort", PLANNED),
        ("De werkbezoeken worden de komende maanden gepland.", "de komende maanden", PLANNED),
        ("Daarna wordt de handreiking verspreid.", "Daarna", PLANNED),
    ],
)
def test_words_without_a_day_go_with_what_is_promised(
    sentence: str, phrase: str, state: ProposalState
) -> None:
    [proposal] = propose(sentence)
    assert proposal.moment is not None
    assert (proposal.moment.phrase, bounds(proposal), proposal.state) == (phrase, "..", state)


@pytest.mark.parametrize(
    "words",
    [
        "bij het volgende beraad",
        "na de verkiezingen",
        "tijdens de verbouwing",
        "na de eerste ronde gesprekken",
        "na afronding van de proef",
        "31 februari 2024",
    ],
)
def test_words_that_nobody_can_date_are_kept_and_not_guessed(words: str) -> None:
    [proposal] = propose(f"Het bureau komt {words} met een voorstel.")
    assert (proposal.moment, proposal.not_understood) == (None, words)


@pytest.mark.parametrize(
    ("sentence", "words", "title"),
    [
        ("Voor de verkiezingen is het afwegingskader klaar.", "Voor de verkiezingen", "Afwegingskader"),
        (
            "Voor de verkiezingen ligt er een overdrachtsdossier.",
            "Voor de verkiezingen",
            "Overdrachtsdossier",
        ),
        ("Zodra de wet is aangenomen, start de voorlichting.", "Zodra de wet is aangenomen", "Voorlichting"),
        ("De voorlichting start zodra de wet is aangenomen.", "zodra de wet is aangenomen", "Voorlichting"),
    ],
)
def test_what_waits_for_an_occasion_is_still_to_come(sentence: str, words: str, title: str) -> None:
    [proposal] = propose(sentence)
    assert (proposal.not_understood, proposal.state, proposal.title) == (words, PLANNED, title)


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Het projectplan Kades is opgeleverd.", DONE),
        ("Er wordt gewerkt aan een handreiking voor schippers.", RUNNING),
        ("Het bureau zal een advies uitbrengen over de sluizen.", PLANNED),
    ],
)
def test_a_product_is_announced_without_any_moment(sentence: str, state: ProposalState) -> None:
    [proposal] = propose(sentence)
    assert (proposal.moment, proposal.state) == (None, state)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("De visie wordt in maart 2026 opgeleverd.", ProposalKind.DELIVERABLE),
        ("In maart 2026 neemt de raad een besluit over de kade.", ProposalKind.DECISION),
        ("In maart 2026 start de bouw.", ProposalKind.START),
        ("Op 3 maart 2026 is er een havendag.", ProposalKind.EVENT),
        ("Elk kwartaal komt de stuurgroep bijeen.", ProposalKind.RECURRING),
    ],
)
def test_a_promise_is_of_a_kind(sentence: str, kind: ProposalKind) -> None:
    assert [proposal.kind for proposal in propose(sentence)] == [kind]


def test_a_month_in_which_something_recurs_is_no_promise_of_its_own() -> None:
    assert [p.kind for p in propose("Jaarlijks wordt in mei een monitor gepubliceerd.")] == [
        ProposalKind.RECURRING
    ]


def test_what_recurs_from_a_day_on_is_promised_beside_another_moment() -> None:
    proposals = propose("Per 2026 vindt vier keer per jaar een schippersdag plaats, de laatste in mei 2027.")
    assert [(proposal.kind, bounds(proposal)) for proposal in proposals] == [
        (ProposalKind.RECURRING, "2026-01-01.."),
        (ProposalKind.EVENT, "2027-05-01..2027-05-31"),
    ]


def test_what_recurs_from_a_day_on_is_one_promise() -> None:
    [proposal] = propose("Per 2026 vindt minimaal vier keer per jaar een schippersdag plaats.")
    assert (proposal.kind, bounds(proposal)) == (ProposalKind.RECURRING, "2026-01-01..")


@pytest.mark.parametrize(
    ("sentence", "firmness"),
    [
        ("De visie wordt in maart 2026 opgeleverd.", Firmness.COMMITTED),
        ("De visie wordt naar verwachting in maart 2026 opgeleverd.", Firmness.EXPECTED),
        ("Het streven is om in maart 2026 een visie gereed te hebben.", Firmness.AIMED),
        ("Wij verwachten dat de visie in maart 2026 gereed is.", Firmness.EXPECTED),
        ("De hoop is dat de visie in maart 2026 gereed is.", Firmness.AIMED),
        ("De visie is in maart 2025 opgeleverd.", None),
    ],
)
def test_a_promise_is_as_firm_as_its_words(sentence: str, firmness: Firmness | None) -> None:
    assert [proposal.firmness for proposal in propose(sentence)] == [firmness]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("De dijkversterking wordt in 2026 opgeleverd.", "Dijkversterking"),
        ("In 2026 wordt een besluit genomen over de kademuur.", "Besluit over de kademuur"),
        ("Op basis hiervan wordt eind 2026 een routekaart walstroom opgeleverd.", "Routekaart walstroom"),
        (
            "Het streven is om voor de zomer van 2026 een eerste versie van de visie gereed te hebben.",
            "Eerste versie van de visie",
        ),
        ("De minister stuurt begin 2026 een brief over de sluizen.", "Brief over de sluizen"),
        ("Begin 2026 zal de commissie deze nota vaststellen.", "Nota vaststellen"),
        ("In H2 2026 presenteren we de sluiswijzer aan de schippers.", "Sluiswijzer aan de schippers"),
        ("Samen met de schippers ontwikkelen we in 2026 een vaarkaart.", "Vaarkaart"),
        ("Het kenniscentrum deelt in april 2026 de lessen uit de haven.", "Lessen uit de haven"),
        ("Begin 2026 tekenen twintig havens het convenant.", "Convenant"),
        ("De havens ronden hun inventarisatie naar verwachting in maart 2026 af.", "Inventarisatie"),
        ("Het besluit over de kade neemt de stuurgroep voor de zomer van 2026.", "Besluit over de kade"),
        ("Uiterlijk 1 mei 2026 ligt er een rekenmodel waarmee havens begroten.", "Rekenmodel"),
        ("In mei 2026 verschijnt een overzicht van die geldstromen.", "Overzicht van die geldstromen"),
        ("De bouw is begonnen; de eerste versie staat in juni 2026 live.", "Eerste versie"),
        ("Het bureau werkt aan producten waaronder een vaarwijzer in 2026.", "Vaarwijzer"),
        ("De in 2026 opgeleverde visie wordt dan verspreid.", "Opgeleverde visie"),
        ("Afgesproken is dat havens voor 1 juni 2026 hun plannen indienen.", "Plannen indienen"),
        ("In mei 2026 zal het programma de leidraad vaststellen.", "Leidraad vaststellen"),
        ("- Gids (eerste versie: mei 2026)", "Gids (eerste versie)"),
        (
            "In mei 2026 verschijnt de gids voor schippers en wachters van bruggen en sluizen langs "
            "Rijn Waal Maas en IJssel.",
            "Gids voor schippers en wachters van bruggen en sluizen langs Rijn Waal Maas",
        ),
        ("De uitkomsten komen in het jaarbericht dat in mei 2026 verschijnt.", "Jaarbericht"),
        ("Afgestevend wordt op oplevering van een plan Kades eind maart 2026.", "Plan Kades"),
        ("- **Schippersdag:** de eerstvolgende is op 3 maart 2026.", "Schippersdag"),
        ("| 3 | Havenvisie | projectleider | Q4 2025 |", "Havenvisie"),
    ],
)
def test_a_title_names_what_is_promised(sentence: str, title: str) -> None:
    assert [proposal.title for proposal in propose(sentence)] == [title]


def test_what_is_not_named_at_all_is_called_as_the_heading_above_it() -> None:
    report = ReportText("", (Paragraph("Sluizen", level=1), Paragraph("In mei 2026 is het.")))
    assert [proposal.title for proposal in propose_promises(report, ON)] == ["Sluizen"]


def test_who_comes_is_named_where_nothing_else_is() -> None:
    assert [proposal.title for proposal in propose("Het kabinet komt in mei 2026.")] == ["Kabinet"]


def test_what_belongs_to_something_said_before_is_named_with_it() -> None:
    proposals = propose(
        "Er wordt gewerkt aan een onderzoek naar walstroom. De resultaten hiervan worden in mei 2026 gedeeld."
    )
    assert [proposal.title for proposal in proposals] == [
        "Onderzoek naar walstroom",
        "Resultaten (onderzoek naar walstroom)",
    ]


def test_the_product_is_named_by_what_was_said_before() -> None:
    proposals = propose(
        "Er wordt gewerkt aan een adviesrapport over walstroom. Het rapport wordt in mei 2026 opgeleverd."
    )
    assert [proposal.title for proposal in proposals] == ["Adviesrapport over walstroom"] * 2


def test_a_proposal_says_where_it_stands() -> None:
    report = ReportText(
        "",
        (
            Paragraph("Actielijn 2", page=5, level=1),
            Paragraph("Sluizen", page=5, level=2),
            Paragraph("Kades", page=6, level=2),
            Paragraph("Alles gaat goed.", page=7),
            Paragraph("De visie wordt in maart 2026 opgeleverd.", page=7),
        ),
    )
    [proposal] = propose_promises(report, ON)
    assert (proposal.section, proposal.place) == ("Actielijn 2 › Kades", "bladzijde 7, alinea 2")


def test_the_register_says_when_a_named_moment_is() -> None:
    report = ReportText("", (Paragraph("De nota verschijnt voor de oogstweken."),))
    assert propose_promises(report, ON) == ()
    register = (NamedMoment("oogstweken", 2026, date(2026, 8, 1), date(2026, 8, 20)),)
    [proposal] = propose_promises(report, ON, register)
    assert bounds(proposal) == "..2026-07-31"
