"""Every dated or vague promise of the report is among the facts, with its words, firmness and days."""

import tomllib
from pathlib import Path

import pytest

from app.domain.vague_date import read

FACTS = tomllib.loads(
    (Path(__file__).parents[2] / "app" / "demo" / "toekomstscenario.toml").read_text("utf-8")
)
DELIVERABLES = {d["key"]: d for d in FACTS["deliverable"]}
LINE_OF = {p["key"]: p["action_line"] for p in FACTS["project"]}

# what was promised or done | key | action line | kind | status | words | firmness | earliest | latest
# An open or unknown bound is a dash; so is the firmness of what is reported as done.
MOMENTS = """
second group of pilot sites began           | start_tweede_tranche                   | 1             | activity  | delivered   | januari 2023                       | -         | 2023-01-01 | 2023-01-31
monitor of the pilot sites, each quarter    | monitor_proeftuinen                    | 1             | recurring | in_progress | per kwartaal, sinds 1 januari 2023 | committed | 2023-01-01 | -
tool to send monitor data                   | monitoringstool                        | 1             | product   | delivered   | onlangs                            | -         | -          | -
advice on data quality                      | advies_datakwaliteit                   | 1             | product   | in_progress | begin 2024                         | committed | 2024-01-01 | 2024-03-31
cohort study begins, for two years          | start_cohortstudie                     | 1             | activity  | planned     | in 2024                            | committed | 2024-01-01 | 2024-12-31
plan for several years                      | meerjarenplan                          | 1             | product   | delivered   | november jl.                       | -         | 2023-11-01 | 2023-11-30
going deeper into building blocks           | verdieping_bouwstenen                  | 1             | activity  | planned     | vanaf 2024                         | committed | 2024-01-01 | -
pilot sites paid partly by building blocks  | bekostiging_bouwstenen                 | 1             | activity  | planned     | in 2024                            | committed | 2024-01-01 | 2024-12-31
parts of the method tried out widely        | doel_breed_beproefd                    | 1             | product   | planned     | eind 2026                          | aimed     | 2026-10-01 | 2026-12-31
project plan for local teams                | projectplan_lokale_teams               | 1             | product   | delivered   | november jl.                       | -         | 2023-11-01 | 2023-11-30
opening session on problems of adults       | startsessie_volwassenen                | 1             | event     | delivered   | september jl.                      | -         | 2023-09-01 | 2023-09-30
action research on a secure living begins   | start_actieonderzoek_bestaanszekerheid | 1             | activity  | planned     | op korte termijn                   | committed | -          | -
learning environment tried in regions       | beproeving_lerende_omgeving            | 1             | activity  | planned     | in de periode 2024-2025            | aimed     | 2024-01-01 | 2025-12-31
inspiration document                        | inspiratiedocument                     | 1             | product   | in_progress | voor het eind van het jaar         | expected  | -          | 2023-12-31
first results on the target group           | cbs_eerste_resultaten                  | 2             | research  | delivered   | begin oktober jl.                  | -         | 2023-10-01 | 2023-10-10
results on the target group                 | cbs_onderzoek                          | 2             | research  | in_progress | begin 2024                         | expected  | 2024-01-01 | 2024-03-31
sessions on what the results mean           | duidingssessies                        | 2             | event     | planned     | aansluitend                        | committed | -          | -
pilot sites and partners join the framework | betrekken_handelingskader              | 2             | activity  | planned     | op korte termijn                   | committed | -          | -
vision, part of the draft framework         | visie_thuissituaties                   | 2             | product   | planned     | begin 2024                         | aimed     | 2024-01-01 | 2024-03-31
problem analysis, part of the draft         | conceptkader_probleemanalyse           | 2             | product   | planned     | begin 2024                         | aimed     | 2024-01-01 | 2024-03-31
first draft of the framework                | handelingskader_concept                | 2             | product   | in_progress | begin 2024                         | aimed     | 2024-01-01 | 2024-03-31
plan to develop the framework further       | plan_handelingskader                   | 2             | product   | planned     | voorjaar van 2024                  | committed | 2024-03-01 | 2024-05-31
guideline renewed                           | leidraad                               | 2             | product   | delivered   | zeer recent                        | -         | -          | -
committee adopts the guideline              | vaststelling_leidraad                  | 2             | decision  | planned     | begin december 2023                | expected  | 2023-12-01 | 2023-12-10
workshops on information                    | workshops_informatie                   | 2             | event     | delivered   | dit najaar                         | -         | 2023-09-01 | 2023-11-30
course for information                      | koersdocument                          | 2             | product   | in_progress | eind december 2023                 | committed | 2023-12-21 | 2023-12-31
information pilot begins in two sites       | pilot_informatie                       | 2             | activity  | planned     | begin 2024                         | aimed     | 2024-01-01 | 2024-03-31
directions of thought for the teams         | denkrichtingen_rvt                     | 3             | product   | delivered   | inmiddels                          | -         | -          | -
assignment on variants given                | opdracht_rvt                           | 3             | activity  | delivered   | november jl.                       | -         | 2023-11-01 | 2023-11-30
weighing framework                          | afwegingskader                         | 3             | product   | in_progress | voor de zomer van 2024             | expected  | -          | 2024-06-20
overview of legal forms                     | overzicht_rechtsvormen                 | 3             | product   | in_progress | voor de zomer van 2024             | expected  | -          | 2024-06-20
five variants                               | varianten_rvt                          | 3             | product   | in_progress | voor de zomer van 2024             | expected  | -          | 2024-06-20
advice of the advisory committee            | advies_rechtsbescherming               | 3             | product   | planned     | januari 2024                       | expected  | 2024-01-01 | 2024-01-31
decision on the preferred variant           | besluit_rvt                            | 3             | decision  | planned     | tweede helft van 2024              | committed | 2024-07-01 | 2024-12-31
project group formed                        | projectgroep_rvt                       | 3             | activity  | planned     | dit jaar                           | committed | 2023-01-01 | 2023-12-31
assignment on a legal entity given          | opdracht_entiteit                      | 4             | activity  | delivered   | oktober 2023                       | -         | 2023-10-01 | 2023-10-31
final product on the legal entity           | eindproduct_entiteit                   | 4             | research  | in_progress | voorjaar van 2024                  | expected  | 2024-03-01 | 2024-05-31
policy choices on law                       | beleidskeuzes_wetgeving                | 4             | decision  | planned     | in 2024                            | expected  | 2024-01-01 | 2024-12-31
project plan on legal frameworks            | projectplan_juridische_kaders          | 4             | product   | planned     | eind maart 2024                    | aimed     | 2024-03-21 | 2024-03-31
guide on consent                            | handreiking_toestemming                | 4             | product   | in_progress | eind 2023                          | committed | 2023-10-01 | 2023-12-31
analysis of complaints                      | analyse_klachten                       | 4             | product   | in_progress | eind 2023                          | committed | 2023-10-01 | 2023-12-31
project plan on legal protection            | projectplan_rechtsbescherming          | 4             | product   | in_progress | eind maart 2024                    | expected  | 2024-03-21 | 2024-03-31
guide on interventions, first version       | handreiking_interventies               | 4             | product   | in_progress | eerste kwartaal van 2024           | committed | 2024-01-01 | 2024-03-31
preparing the knowledge infrastructure      | kwartiermakersfase                     | overkoepelend | activity  | in_progress | tot eind januari 2024              | committed | -          | 2024-01-31
plan for the knowledge infrastructure       | plan_kennis                            | overkoepelend | product   | planned     | eind januari 2024                  | committed | 2024-01-21 | 2024-01-31
shape of the knowledge infrastructure       | vorm_kennis                            | overkoepelend | activity  | planned     | begin 2024                         | committed | 2024-01-01 | 2024-03-31
day of practice                             | dag_van_de_praktijk                    | overkoepelend | event     | delivered   | 3 juli jl.                         | -         | 2023-07-03 | 2023-07-03
two more working visits                     | werkbezoeken_gepland                   | overkoepelend | event     | planned     | de komende maanden                 | expected  | -          | -
communication strategy                      | communicatiestrategie                  | overkoepelend | product   | in_progress | eind januari 2024                  | committed | 2024-01-21 | 2024-01-31
programme plan adopted                      | vaststelling_programmaplan             | governance    | decision  | delivered   | 12 juli jl.                        | -         | 2023-07-12 | 2023-07-12
goal of the programme                       | doel_2026                              | governance    | product   | planned     | in 2026                            | aimed     | 2026-01-01 | 2026-12-31
scenario sent to parliament                 | toekomstscenario_aangeboden            | governance    | product   | delivered   | 30 maart 2021                      | -         | 2021-03-30 | 2021-03-30
progress report, each half-year             | voortgangsrapportage                   | governance    | recurring | in_progress | ieder half jaar                    | committed | -          | -
fourth progress report                      | vierde_rapportage                      | governance    | product   | planned     | mei 2024                           | committed | 2024-05-01 | 2024-05-31
opening meeting of the community            | startbijeenkomst_community             | governance    | event     | delivered   | oktober 2023                       | -         | 2023-10-01 | 2023-10-31
kick-off of the wider community             | kickoff_community                      | governance    | event     | delivered   | november 2023                      | -         | 2023-11-01 | 2023-11-30
theme meetings, at least four a year        | themabijeenkomsten                     | governance    | recurring | planned     | per 2024                           | committed | 2024-01-01 | -
meet-up of two worlds                       | meetup                                 | governance    | event     | delivered   | 28 november jl.                    | -         | 2023-11-28 | 2023-11-28
"""  # noqa: E501

# What the report tells without any word of time.
WITHOUT_WORDS = {
    "delivered": {
        "ondersteuning_proeftuinen", "opdracht_datakwaliteit", "gesprekken_informatie",
        "tussenproduct_entiteit", "opdracht_kwartiermaker", "werkbezoeken_gehouden", "plan_community",
    },
    "adopted": {"programmaplan"},
    "in_progress": {
        "bouwstenen_beproeven", "onderzoeksprogramma_effecten", "beeld_regios", "monitor_effecten",
        "actieonderzoek_probleemanalyse", "werkpakket_veiligheid",
        "ondersteuningspakket", "ontwikkelaanpak_volwassenen", "zonmw_projecten", "handelingskader",
        "kennis_interventies", "projectplan_interventies", "netwerk_straf_en_zorg", "visie_kennis",
        "kennis_leerinfrastructuur", "partners_betrekken",
        "advies_ervaring", "vragenlijsten_ervaring", "inventarisatie_ervaring",
    },
    "planned": {
        "vervolg_monitoring", "bepaling_wetswijziging", "betekenis_rechtsbescherming",
        "verkenning_interventies", "advies_per_regio",
    },
}  # fmt: skip

ROWS = [[cell.strip() for cell in line.split("|")] for line in MOMENTS.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_promise_is_found_with_its_words_and_its_days(row):
    _, key, *told = row
    deliverable = DELIVERABLES[key]
    deadline = deliverable["deadline"]
    moment = read(deadline["phrase"], on=FACTS["said_on"])
    where = [LINE_OF[deliverable["project"]], deliverable["kind"], deliverable["status"]]
    when = [
        deadline["phrase"],
        deadline.get("firmness", "-"),
        str(moment.earliest or "-"),
        str(moment.latest or "-"),
    ]
    assert where + when == told


def test_nothing_else_has_words_of_time():
    assert {key for key, d in DELIVERABLES.items() if "deadline" in d} == {row[1] for row in ROWS}


def test_what_has_no_words_of_time_is_there_all_the_same() -> None:
    without: dict[str, set[str]] = {}
    for key, d in DELIVERABLES.items():
        if "deadline" not in d:
            without.setdefault(d["status"], set()).add(key)
    assert without == WITHOUT_WORDS


DECISIONS = {
    "besluit_rvt": {"afwegingskader", "overzicht_rechtsvormen", "varianten_rvt", "advies_rechtsbescherming"},
    "beleidskeuzes_wetgeving": {
        "bouwstenen_beproeven", "afwegingskader", "overzicht_rechtsvormen", "varianten_rvt",
        "advies_rechtsbescherming",
    },
    "bepaling_wetswijziging": {"beleidskeuzes_wetgeving"},
    "vaststelling_leidraad": {"leidraad"},
    "vaststelling_programmaplan": {"programmaplan"},
}  # fmt: skip


def test_every_decision_is_there_with_what_it_waits_for():
    by_name = {key: set(d["inputs"]) for key, d in DELIVERABLES.items() if d["kind"] == "decision"}
    assert by_name == DECISIONS


OUTSIDE = {
    "ipw": {"opdracht_datakwaliteit", "advies_datakwaliteit", "start_actieonderzoek_bestaanszekerheid"},
    "verwey_jonker": {"onderzoeksprogramma_effecten", "actieonderzoek_probleemanalyse", "start_cohortstudie"},
    "cbs": {"cbs_eerste_resultaten", "cbs_onderzoek"},
    "externe_partij": {"opdracht_rvt", "afwegingskader", "overzicht_rechtsvormen", "varianten_rvt"},
    "adviescommissie": {"advies_rechtsbescherming"},
    "advocatenkantoor": {"opdracht_entiteit", "tussenproduct_entiteit", "eindproduct_entiteit"},
    "athena": {"opdracht_kwartiermaker", "kwartiermakersfase", "plan_kennis"},
    "jenv": {"workshops_informatie"},
}


def test_every_assignment_to_an_outside_party_is_there() -> None:
    by_name: dict[str, set[str]] = {}
    for key, d in DELIVERABLES.items():
        if "executing_party" in d:
            by_name.setdefault(d["executing_party"], set()).add(key)
    assert by_name == OUTSIDE
