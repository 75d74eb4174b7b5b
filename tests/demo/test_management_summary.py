"""The composed summary of 2023-H2 beside that of the real report: every fact of it that the data holds.

Each row names a fact of the real management summary in our own words, and what of ours says it. Where the
real summary and its chapter differ, the chapter holds, and the row says so.
"""

from functools import cache

import pytest

from app.domain.half_year import HalfYear
from app.domain.report import Report, Section, compose
from app.queries.programme import programme_by_slug
from app.queries.report.facts import report_facts
from app.queries.reporting_period import period_of_half_year
from app.templating.wording import words_of
from tests.database import connect

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

GENERAL = (
    ("the programme is in full execution", ["Het programma is volop aan het uitvoeren."]),
    (
        "the goal for 2026, way of working and system",
        ["Doel: werkwijze en stelsel uitgewerkt en waar mogelijk gerealiseerd.", "in 2026"],
    ),
    ("513 families and households, about 5% a measure", ["513 gezinnen en huishoudens", "ongeveer 5%"]),
    (
        "the share itself, and that of the measurement before",
        [
            "27 van 513, 5,3% (peildatum 30 september 2023)",
            "11 van 273, 4,0% (peildatum 31 maart 2023)",
        ],
    ),
    (
        "which measures were counted",
        [
            "ondertoezichtstelling (10), gezagsbeëindigende maatregel (1), huisverbod (9), contactverbod (2) "
            "en reclasseringsmaatregel (5)"
        ],
    ),
    (
        "the other 95% were helped another way",
        ["de overige 95%", "een andere oplossing: partijen voor welzijn, zorg en veiligheid"],
    ),
    (
        "professionals would have used force before",
        ["in het huidige stelsel eerder een gedwongen maatregel hadden gebruikt"],
    ),
    (
        "far fewer measures: that goes on, and gives hope",
        ["veel minder gedwongen maatregelen worden ingezet", "hoopvol"],
    ),
    ("sponsors and partners agree on no way back", ["eens dat deze beweging niet meer terug te draaien is"]),
    (
        "it asks much of professionals, of some too much",
        ["nieuw vakmanschap", "voor een aantal van hen is dat te zwaar"],
    ),
    (
        "executives are divided: on the results, on their own organisations, on how to broaden",
        ["veiligheidsketen verdeeld: over wat de resultaten betekenen", "eigen organisaties", "breder moet"],
    ),
    (
        "therefore a knowledge infrastructure must compare the effects, with research that exists",
        [
            "Mede daarom wordt een kennis- en leerinfrastructuur opgezet. Daarin moet worden vergeleken wat "
            "de nieuwe en de gewone werkwijze voor gezinnen opleveren, ook met onderzoek dat er al is."
        ],
    ),
    ("the effects on families are the measure", ["die effecten de richting bepalen"]),
    (
        "working, culture and structure change together",
        ["werkwijze, cultuur en structuur veranderen in samenhang"],
    ),
)
LINE_1 = (
    ("the eleven pilot sites were supported", ["Het programma hielp de elf proeftuinen"]),
    (
        "first steps to a monitor of effects",
        ["op maatschappelijke effecten. Moet meten", "De eerste stappen zijn gezet"],
    ),
    (
        "the multi-year plan is there, from pilot sites to all regions",
        [
            "Meerjarenplan Beproeven en verbreden in de praktijk. Het plan beschrijft de stappen van "
            "elf proeftuinen naar alle regio's. In november 2023 opgeleverd."
        ],
    ),
    (
        "the project plan for local teams is there",
        ["Projectplan Ontwikkelopgave lokale teams. In november 2023 opgeleverd."],
    ),
    (
        "a work package on safety is being made, for municipalities and those who carry it out",
        ["Werkpakket Veiligheid voor lokale teams. Gemeenten en uitvoerders kunnen het gebruiken"],
    ),
    (
        "a broad session, and from it an approach with mental health care and pilot sites",
        [
            "Brede startsessie volwassenenproblematiek.",
            "Ontwikkelaanpak volwassenenproblematiek. De aanpak krijgt vorm met de proeftuinen en de "
            "Nederlandse GGZ, na de startsessie.",
        ],
    ),
    (
        "learning in the region is tried in 2024-2025, and prepared",
        [
            "Beproeving van een lerende omgeving in een aantal regio's. Er is al voorbereidend werk "
            "gedaan. Het streven is dat dit in de periode 2024-2025 gebeurt."
        ],
    ),
)
LINE_2 = (
    (
        "the statistics office investigates; first results early October",
        [
            "Eerste resultaten van het CBS-onderzoek naar de doelgroep.",
            "Begin oktober 2023 opgeleverd.",
            "Resultaten van het CBS-onderzoek naar de doelgroep.",
        ],
    ),
    (
        "the outlines of a framework that replaces the methods of now",
        [
            "Handelingskader voor professionals. Eén kader, dat zo veel mogelijk methoden en protocollen van "
            "nu vervangt. Er wordt gewerkt aan de contouren."
        ],
    ),
    (
        "the guide was renewed",
        ["Leidraad Werken aan Veiligheid, vernieuwde versie.", "Zeer recent opgeleverd."],
    ),
    (
        "the guide was adopted: here the chapter holds, which still expects that in early December",
        [
            "Het besluit wordt naar verwachting begin december 2023 genomen. "
            "Op 18 december 2023 was dit besluit nog niet gemeld.",
        ],
    ),
    (
        "the course for information is nearly there",
        [
            "Koersdocument informatievoorziening 2024-2026. Het document is bijna klaar. "
            "De oplevering volgt eind december 2023."
        ],
    ),
)
LINE_3 = (
    ("several directions for the team were worked out", ["Denkrichtingen voor het RVT."]),
    (
        "an assignment for five variants and criteria to choose one with",
        [
            "Opdracht aan externe partij: RVT-varianten en afwegingskader. Dit was in november 2023.",
            "Uitwerking van vijf RVT-varianten",
            "Om de varianten aan te toetsen, zodat er een voorkeur bepaald kan worden.",
        ],
    ),
    (
        "the advice of the committee is expected in January 2024",
        [
            "Advies van de Adviescommissie Rechtsbescherming en Rechtsstatelijkheid.",
            "De oplevering volgt naar verwachting in januari 2024.",
        ],
    ),
    (
        "the decision follows in the second half of 2024, with that advice",
        [
            "Besluit over de voorkeursvariant van het RVT.",
            "Het besluit wordt in de tweede helft van 2024 genomen.",
            "Rechtsstatelijkheid (naar verwachting januari 2024).",
        ],
    ),
)
LINE_4 = (
    (
        "an assignment on a temporary legal entity within the law of now",
        [
            "Opdracht aan advocatenkantoor: tijdelijke juridische entiteit. Kan er voor de proeftuinen zo'n "
            "entiteit komen zonder de wet te veranderen?"
        ],
    ),
    (
        "a guide on consent and an analysis of complaints, both late 2023",
        [
            "Handreiking Toestemming van ouders en kinderen voor de proeftuinen. Wordt onder de "
            "proeftuinen verspreid. De oplevering volgt eind 2023.",
            "Analyse Klachtenafhandeling voor proeftuinen. Wordt onder de proeftuinen verspreid. "
            "De oplevering volgt eind 2023.",
        ],
    ),
    (
        "a guide on interventions is being made",
        ["Handreiking Bestaande en juridische systeemgerichte interventies, eerste versie."],
    ),
    (
        "a project plan on legal protection is being made",
        ["Projectplan rechtsbescherming. Voor een goede borging van de rechtsbescherming"],
    ),
    (
        "a project plan on a paradigm shift is being made",
        ["Projectplan systeemgerichte juridische interventies.", "Hoe wil het programma een paradigmashift"],
    ),
)
ACROSS = (
    (
        "the Athena institute prepares the infrastructure, and what that is for",
        [
            "Opdracht aan Athena Instituut: kwartier maken.",
            "die kennis moet bundelen en aanvullen, voor programma, praktijk en besluiten van bestuurders.",
        ],
    ),
    (
        "a new strategy, to communicate to more effect",
        ["Nieuwe communicatiestrategie. Om communicatie effectiever in te zetten."],
    ),
)
GOVERNANCE = (
    (
        "the plan of 2023-2026 was adopted on 12 July and is the base of all work",
        [
            "Programmaplan 2023-2026. De basis voor het werk van het programma tot en met 2026.",
            "Vaststelling van het programmaplan 2023-2026.",
            "Het besluit is op 12 juli 2023 genomen.",
        ],
    ),
    (
        "partners take part in carrying it out",
        ["Partners gaan actief meedoen in de uitvoering van diverse projecten (co-creatie)."],
    ),
    (
        "people with experience advise, asked or not, and help communicate",
        [
            "Ervaringsdeskundigen adviseren het programma. Zij adviseren ook uit zichzelf en helpen mee met "
            "de communicatie."
        ],
    ),
    (
        "the plan for a community is ready",
        ["Opgeleverd en afgerond", "Plan van aanpak voor de community van ervaringsdeskundigen."],
    ),
)
TABLE = [
    (part, fact, said)
    for part, rows in (
        ("Algemeen beeld", GENERAL),
        ("Actielijn 1", LINE_1),
        ("Actielijn 2", LINE_2),
        ("Actielijn 3", LINE_3),
        ("Actielijn 4", LINE_4),
        ("Overkoepelende projecten", ACROSS),
        ("Governance", GOVERNANCE),
    )
    for fact, said in rows
]
ELSEWHERE = {"the goal for 2026, way of working and system"}
"""Told in another part of ours: the goal under governance."""


@pytest.fixture
def report(demo_template: str) -> Report:
    """The report of 2023-H2 as composed from the demonstration."""
    return _composed(demo_template)


@pytest.mark.parametrize(("part", "fact", "said"), TABLE, ids=[fact for _, fact, _ in TABLE])
def test_every_fact_of_the_real_summary_is_in_ours(
    report: Report, part: str, fact: str, said: list[str]
) -> None:
    parts = _parts(_summary(report))
    among = "\n".join(parts.values()) if fact in ELSEWHERE else parts[_named(parts, part)]
    assert [fragment for fragment in said if fragment not in among] == []


def test_nothing_in_the_summary_says_that_the_guide_was_adopted(report: Report) -> None:
    told = [block.text for block in _summary(report).blocks if "eidraad" in block.text]
    assert told
    assert not [text for text in told if "is vastgesteld" in text or "is genomen" in text]


def test_a_part_of_the_summary_fits_a_page(report: Report) -> None:
    """Some 600 words, with room for the headings."""
    lengths = {title: len(text.split()) for title, text in _parts(_summary(report)).items()}
    assert {title: length for title, length in lengths.items() if length > 600} == {}


@cache
def _composed(address: str) -> Report:
    database = connect(address)
    with database.reading() as session:
        programme = programme_by_slug(session, "toekomstscenario")
        assert programme is not None
        period = period_of_half_year(session, programme.id, HalfYear(2023, 2))
        assert period is not None
        told = report_facts(session, programme, period)
    database.dispose()
    return compose(told, words_of("nl", told.period.report_date))


def _summary(report: Report) -> Section:
    return next(section for section in report.sections if section.key == "summary")


def _parts(summary: Section) -> dict[str, str]:
    """The text under each heading of the summary."""
    found: dict[str, list[str]] = {}
    for block in summary.blocks:
        if block.kind == "heading":
            found[block.text] = []
        else:
            found[list(found)[-1]].append(block.text)
    return {title: "\n".join(texts) for title, texts in found.items()}


def _named(parts: dict[str, str], part: str) -> str:
    return next(title for title in parts if title.startswith(part))
