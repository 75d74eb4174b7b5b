"""The composed summary of 2023-H2 beside that of the real report: every fact of it that the data holds.

Each row names a fact of the real management summary in our own words, and what of ours says it. Where the
real summary and its chapter differ, the chapter holds, and the row says so.
"""

import pytest

from app.domain.report import Block, Report, Section
from app.domain.report.length import (
    ACTION_LINE,
    SUMMARY,
    WHOLE,
    count_block_words,
    count_report_words,
    count_words,
)
from tests.demo.composed import composed

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

GENERAL = (
    ("the programme is in full execution", ["Het programma is volop aan het uitvoeren."]),
    (
        "513 families and households, about 5% a measure, 4% before, with what may not be concluded",
        [
            "513 gezinnen en huishoudens",
            "In ongeveer 5% van de situaties",
            "eind maart 2023 was dat zo'n 4%",
            "kan dat percentage iets afwijken",
        ],
    ),
    (
        "which measures were counted",
        ["Ondertoezichtstellingen, gezagsbeëindigende maatregelen, huis- en contactverboden en reclassering"],
    ),
    (
        "the other 95% were helped another way",
        ["de overige 95%", "een andere oplossing: partijen voor welzijn, zorg en veiligheid"],
    ),
    (
        "professionals would have used force before",
        ["in het huidige systeem eerder een gedwongen maatregel hadden gebruikt"],
    ),
    (
        "far fewer measures: that goes on, and gives hope",
        ["veel minder gedwongen maatregelen worden ingezet", "hoopvol"],
    ),
    ("sponsors and partners agree on no way back", ["eens dat er geen weg terug is"]),
    (
        "it asks much of professionals, of some too much",
        ["nieuw vakmanschap", "voor een aantal van hen is dat te zwaar"],
    ),
    (
        "executives are divided: on the results, on their own organisations, on how to broaden",
        [
            "verdeeld over wat de resultaten betekenen",
            "wat die zeggen over hun eigen organisaties",
            "hoe de werkwijze breder moet worden ingevoerd",
        ],
    ),
    (
        "therefore a knowledge infrastructure, to compare the effects, with research that exists",
        ["Mede daarom wordt een kennis- en leerinfrastructuur opgezet.", "ook met onderzoek dat er al is"],
    ),
    (
        "the effects on families are to lead, above convictions and interests",
        ["Die effecten moeten in de bestuurlijke gesprekken de richting bepalen", "zwaarder wegen"],
    ),
    ("working, culture and structure change together", ["werkwijze, cultuur en structuur veranderen"]),
    ("ten of the eleven pilot sites support families", ["eind september 2023 tien van de elf"]),
)
LINE_1 = (
    ("the eleven pilot sites were supported", ["Alle elf proeftuinen kregen hulp van het programma"]),
    (
        "first steps to a monitor of effects",
        ["eerste stappen gezet naar een monitor", "moet laten zien wat de nieuwe werkwijze voor gezinnen"],
    ),
    (
        "the multi-year plan is there, from pilot sites to all regions",
        [
            "Het meerjarenplan Beproeven en verbreden in de praktijk, opgeleverd in november 2023",
            "alle regio's",
        ],
    ),
    (
        "the project plan for local teams is there",
        ["In november 2023 is het projectplan Ontwikkelopgave lokale teams opgeleverd."],
    ),
    (
        "a work package on safety is being made, for municipalities and those who carry it out",
        [
            "Gemeenten en uitvoerders krijgen een werkpakket Veiligheid",
            "Wanneer het klaar is, is nog niet bekend.",
        ],
    ),
    (
        "a broad session, and from it an approach with mental health care and pilot sites",
        ["In september 2023 was er een brede startsessie", "Met de Nederlandse GGZ en proeftuinen"],
    ),
    (
        "learning in the region is tried in 2024-2025, and prepared",
        ["In 2024-2025 wil het programma in een aantal regio's beproeven", "al voorbereidend werk gedaan"],
    ),
)
LINE_2 = (
    (
        "the statistics office investigates; first results early October",
        [
            "Het Centraal Bureau voor de Statistiek (CBS) onderzoekt",
            "begin oktober 2023",
            "begin 2024 verwacht",
        ],
    ),
    (
        "the outlines of a framework that replaces the methods of now",
        ["aan de contouren van een Handelingskader", "zo veel mogelijk methoden en protocollen van nu"],
    ),
    (
        "the guide was renewed",
        ["De leidraad Werken aan Veiligheid, voor gemeenten", "is vernieuwd."],
    ),
    (
        "the guide was adopted: here the chapter holds, which still expects that in early December",
        ["zoals begin december 2023 werd verwacht, is nog niet gemeld."],
    ),
    (
        "the course for information is nearly there",
        ["Het koersdocument voor 2024-2026 is bijna klaar en volgt eind december 2023."],
    ),
)
LINE_3 = (
    ("several directions for the team were worked out", ["meerdere denkrichtingen uitgewerkt"]),
    (
        "an assignment for five variants and criteria to choose one with",
        [
            "In november 2023 kreeg een externe partij de opdracht om vijf varianten uit te werken",
            "criteria voor de keuze",
        ],
    ),
    (
        "the advice of the committee is expected in January 2024",
        ["In januari 2024 wordt het advies van de Adviescommissie Rechtsbescherming en Rechtsstatelijkheid"],
    ),
    (
        "the decision follows in the second half of 2024, with that advice",
        ["Dat telt mee in het besluit over de voorkeursvariant", "in de tweede helft van 2024 nemen"],
    ),
)
LINE_4 = (
    (
        "an assignment on a temporary legal entity within the law of now",
        [
            "kreeg een advocatenkantoor de opdracht",
            "binnen de huidige wetten een tijdelijke juridische entiteit",
        ],
    ),
    (
        "a guide on interventions is being made",
        ["volgt de eerste versie van een handreiking over juridische interventies"],
    ),
    ("a project plan on legal protection is being made", ["het projectplan rechtsbescherming"]),
    (
        "a project plan on a paradigm shift is being made",
        ["een projectplan over een systeemgerichte inzet daarvan is in de maak"],
    ),
)
ACROSS = (
    (
        "the Athena institute prepares the infrastructure, and what that is for",
        [
            "Het Athena Instituut van de Vrije Universiteit kreeg opdracht om kwartier te maken",
            "kennis moet bundelen en aanvullen voor programma, praktijk en besluiten van bestuurders",
        ],
    ),
    (
        "a new strategy, to communicate to more effect",
        ["Om communicatie effectiever in te zetten, wordt gewerkt aan een nieuwe communicatiestrategie."],
    ),
)
GOVERNANCE = (
    (
        "the plan of 2023-2026 was adopted on 12 July and is the base of all work",
        ["Het programmaplan 2023-2026, de basis voor het werk", "is op 12 juli 2023 bestuurlijk vastgesteld"],
    ),
    (
        "the goal for 2026, way of working and system",
        ["Doel is in 2026 een brede werkwijze en een slim, effectief stelsel", "waar mogelijk gerealiseerd"],
    ),
    (
        "partners take part in carrying it out",
        ["zij gaan actief meedoen in de uitvoering van projecten (co-creatie)"],
    ),
    (
        "people with experience advise, asked or not, and help communicate",
        ["adviseren het programma, gevraagd en ongevraagd, en helpen mee met de communicatie"],
    ),
    (
        "the plan for a community is ready",
        ["Het plan van aanpak voor een community van ervaringsdeskundigen is gereed"],
    ),
)
BRIEF = (
    (
        "what came",
        ["zeven producten en twee onderzoeken opgeleverd", "genomen: de vaststelling van het programmaplan"],
    ),
    (
        "what is late is not reported yet",
        ["leidraad Werken aan Veiligheid (begin december 2023). Dat dit is gebeurd, is nog niet gemeld."],
    ),
    (
        "a guide on consent and an analysis of complaints, both late 2023",
        [
            "Nog verwacht in 2023",
            "de handreiking Toestemming van ouders en kinderen voor de proeftuinen",
            "de analyse Klachtenafhandeling voor proeftuinen",
        ],
    ),
    (
        "what is decided, when and by whom",
        ["het besluit over de voorkeursvariant van het RVT (in de tweede helft van 2024, door JenV,"],
    ),
)
TABLE = [
    (part, fact, words)
    for part, rows in (
        ("In het kort", BRIEF),
        ("Algemeen beeld", GENERAL),
        ("Actielijn 1", LINE_1),
        ("Actielijn 2", LINE_2),
        ("Actielijn 3", LINE_3),
        ("Actielijn 4", LINE_4),
        ("Overkoepelende projecten", ACROSS),
        ("Governance", GOVERNANCE),
    )
    for fact, words in rows
]


@pytest.fixture
def report(demo_template: str) -> Report:
    """The report of 2023-H2 as composed from the demonstration."""
    return composed(demo_template)


@pytest.mark.parametrize(("part", "fact", "expected"), TABLE, ids=[fact for _, fact, _ in TABLE])
def test_every_fact_of_the_real_summary_is_in_ours(
    report: Report, part: str, fact: str, expected: list[str]
) -> None:
    parts = _parts(_summary(report))
    part_lines = parts[_named(parts, part)]
    assert [fragment for fragment in expected if fragment not in part_lines] == []


def test_nothing_in_the_summary_says_that_the_guide_was_adopted(report: Report) -> None:
    texts = [block.text for block in _summary(report).blocks if "eidraad" in block.text]
    assert texts
    assert not [text for text in texts if "is vastgesteld" in text or "is genomen" in text]


@pytest.mark.parametrize("slug", ["toekomstscenario", "voorbeeld"])
def test_the_summary_a_part_of_it_and_the_whole_stay_within_their_lengths(
    demo_template: str, slug: str
) -> None:
    report = composed(demo_template, slug)
    summary = _summary(report)
    assert count_block_words(summary.blocks) <= SUMMARY
    lengths = {title: count_words(f"{title} {text}") for title, text in _parts(summary).items()}
    assert {title for title, length in lengths.items() if length > ACTION_LINE} == set()
    assert count_report_words(report) <= WHOLE


def test_what_is_not_known_is_left_out(report: Report) -> None:
    everything = "\n".join(
        text for section in report.sections for block in section.blocks for text in _texts_of(block)
    )
    assert [words for words in ("geen moment genoemd", "De oplevering volgt") if words in everything] == []
    assert "dit jaar" not in everything


def _summary(report: Report) -> Section:
    return next(section for section in report.sections if section.key == "summary")


def _texts_of(block: Block) -> list[str]:
    return [block.text, *(cell.text for row in block.rows for cell in row.cells)]


def _parts(summary: Section) -> dict[str, str]:
    """The text under each heading of the summary."""
    by_name: dict[str, list[str]] = {}
    for block in summary.blocks:
        if block.kind == "heading":
            by_name[block.text] = []
        else:
            by_name[list(by_name)[-1]].append(block.text)
    return {title: "\n".join(texts) for title, texts in by_name.items()}


def _named(parts: dict[str, str], part: str) -> str:
    return next(title for title in parts if title.startswith(part))
