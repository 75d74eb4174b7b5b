"""The editorial check on an invented harbour programme: what stands near a rule, and must not trip it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.editorial_check import EditorialCheck, FindingKind
from app.domain.firmness import Firmness
from app.domain.indicator import MeasuredValue
from app.domain.report.facts import LineFacts, ProjectFacts, RiskFacts, Surroundings, WrittenText
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, Frequency, RiskKind, RiskState
from tests.told import adopted_before, deliverable, facts, indicator, said, status

DONE, PLANNED, BUSY = Status.DELIVERED, Status.PLANNED, Status.IN_PROGRESS
FIRST, SECOND, THIRD = date(2022, 6, 30), date(2022, 12, 31), date(2023, 6, 30)
EARLIER = date(2023, 2, 1)

TUG = deliverable(
    "Nieuwe dieselvrije sleepboot, tussenproduct",
    id=1,
    kind=DeliverableKind.RESEARCH,
    executing_party="Waterlab",
    deadlines=(said("begin 2024"),),
    statuses=(status(BUSY),),
)
TUG_AT_LAST = deliverable(
    "Nieuwe dieselvrije sleepboot, eindproduct",
    id=2,
    kind=DeliverableKind.RESEARCH,
    executing_party="Waterlab",
    deadlines=(said("eind 2024"),),
    statuses=(status(BUSY),),
)
QUAYS = deliverable(
    "Plan schone kades", id=3, statuses=(status(DONE, text="Zes hoofdstukken zijn nog niet getoetst."),)
)
QUAYS_ADOPTED = deliverable(
    "Vaststelling plan schone kades",
    id=4,
    kind=DeliverableKind.DECISION,
    adopts=3,
    deciders=("Havenraad",),
    outcome="Het plan is zonder wijzigingen overgenomen.",
    statuses=(status(DONE, delivered_on=date(2023, 10, 2)),),
)
COLOUR = deliverable(
    "Besluit over de kleur van de kraan",
    id=5,
    kind=DeliverableKind.DECISION,
    deciders=("Havenraad",),
    options=("Groene kraan", "Blauwe kraan"),
    outcome="Er komt een groene kraan.",
    statuses=(status(DONE, delivered_on=date(2023, 5, 4)),),
)
FERRY = deliverable(
    "Besluit over de nachtpont",
    id=6,
    kind=DeliverableKind.DECISION,
    outcome="Het voorstel is afgewezen.",
    statuses=(status(DONE, delivered_on=date(2023, 5, 4)),),
)
MOORING = deliverable("Handboek aanmeren", id=7, statuses=(status(Status.ADOPTED),))
OIL = deliverable(
    "Opdracht aan Waterlab: olie in de vaargeul meten",
    id=8,
    kind=DeliverableKind.ACTIVITY,
    executing_party="Waterlab",
    statuses=(status(DONE),),
)
DESK = deliverable(
    "Proeftijd havenloket",
    id=9,
    kind=DeliverableKind.ACTIVITY,
    deadlines=(said("tot eind januari 2024"),),
    statuses=(status(BUSY),),
)
COURSE = deliverable(
    "Cursus touwen knopen",
    id=10,
    kind=DeliverableKind.ACTIVITY,
    deadlines=(said("vanaf 2024"),),
    statuses=(status(PLANNED, text="De cursus touwen knopen begint in maart 2024."),),
)
OPEN_DAY = deliverable(
    "Open dag van de haven",
    id=11,
    kind=DeliverableKind.EVENT,
    deadlines=(said("najaar 2023"),),
    statuses=(status(DONE),),
)
PILOTS = deliverable(
    "Gids voor loodsen",
    id=12,
    deadlines=(
        said("begin 2023", on=EARLIER, id=1),
        said("najaar 2023", on=date(2023, 5, 1), id=2, reason="Druk."),
        said("begin 2024", on=date(2023, 11, 1), id=3, reason="Storm."),
    ),
    statuses=(status(BUSY, on=EARLIER),),
)
COUNCIL = deliverable(
    "Schippersoverleg",
    id=13,
    kind=DeliverableKind.RECURRING,
    frequency_count=2,
    frequency_per=Frequency.YEAR,
    statuses=(status(BUSY),),
)
DREDGING = deliverable(
    "Besluit over het baggeren",
    id=14,
    kind=DeliverableKind.DECISION,
    inputs=(7,),
    deadlines=(said("medio 2024", Firmness.EXPECTED),),
    statuses=(status(PLANNED),),
)
RADAR = deliverable(
    "Onderzoek naar radarstoring",
    id=15,
    kind=DeliverableKind.RESEARCH,
    statuses=(status(DONE, delivered_on=date(2023, 9, 1)),),
)
START = deliverable(
    "Start van de walstroomproef",
    id=16,
    kind=DeliverableKind.ACTIVITY,
    deadlines=(said("voorjaar 2024"),),
    statuses=(status(PLANNED),),
)
DROPPED = deliverable("Brug over de vaargeul", id=17, statuses=(status(Status.CANCELLED, reason="Te duur."),))
BUOYS = deliverable(
    "Kaart van boeien",
    id=18,
    aliases="Boeienkaart",
    deadlines=(said("komend voorjaar"),),
    statuses=(status(BUSY),),
)
CABLES = deliverable(
    "Verkenning kabels leidingen palen trossen ankers", id=19, deadlines=(said("begin 2024"),)
)
LOCKS = deliverable(
    "Besluit over het sluizencomplex Oosterhaven",
    id=20,
    kind=DeliverableKind.DECISION,
    inputs=(14,),
    question="Hoeveel kolken komen er?",
)
LIGHTHOUSE = deliverable(
    "Besluit over de vuurtoren",
    id=21,
    kind=DeliverableKind.DECISION,
    deciders=("MW",),
    deadlines=(said("medio 2024"),),
)
SILT = deliverable("Tweede peiling slibdiepte", id=22)
COUNTER = deliverable(
    "Loket voor boten",
    id=23,
    deadlines=(said("vanaf 2023"),),
    statuses=(status(DONE, text="Het telde 1500 bezoekers."),),
)
RECORDS = (
    *(TUG, TUG_AT_LAST, QUAYS, QUAYS_ADOPTED, COLOUR, FERRY, MOORING, OIL, DESK, COURSE, OPEN_DAY, PILOTS),
    *(COUNCIL, DREDGING, RADAR, START, DROPPED, BUOYS, CABLES, LOCKS, LIGHTHOUSE, SILT, COUNTER),
)
SERIES = (
    indicator(
        1,
        *(("40", FIRST), ("55", SECOND), ("75", THIRD)),
        name="Schepen die walstroom gebruiken",
        definition="Schepen die aan de kade stroom krijgen, opgeteld.",
        unit="schepen",
    ),
    indicator(2, ("200", FIRST), ("200", SECOND), ("210", THIRD), name="Alle schepen", unit="schepen"),
    indicator(
        3, name="Deel van de schepen dat walstroom gebruikt", unit="%", numerator_id=1, denominator_id=2
    ),
    indicator(
        4,
        MeasuredValue(400, Decimal(30), THIRD, "", (("olielek", Decimal(20)), ("waterlek", Decimal(10)))),
        name="Schepen waar een lek is gevonden",
        unit="schepen",
    ),
    indicator(
        5, ("12.5", SECOND), ("20.5", THIRD), name="Toezicht", definition="Uren van wachtlieden.", unit="uren"
    ),
    replace(
        indicator(6, ("450", SECOND), ("600", THIRD), name="Geplante rietstengels", unit="rietstengels"),
        target=Decimal(1000),
        of_sites=(
            (
                "Kade Noord",
                (MeasuredValue(600, Decimal(100), SECOND), MeasuredValue(601, Decimal(250), THIRD)),
            ),
            ("Kade Zuid", (MeasuredValue(602, Decimal(350), THIRD),)),
        ),
    ),
    indicator(
        7, ("9", SECOND), ("5", THIRD), name="Steigers zonder licht", unit="steigers", definition="Steigers."
    ),
    indicator(8, name="Deel van de boten", unit="%", numerator_id=99, denominator_id=2),
    indicator(9, ("4", THIRD), name="Kades boven de norm", unit="kades"),
    indicator(10, ("16", THIRD), name="Alle kades", unit="kades"),
    indicator(11, name="Aandeel rommelige kades", unit="%", numerator_id=9, denominator_id=10),
    indicator(12, ("3", SECOND), ("4", THIRD), name="Rode boeien", unit="boeien"),
    indicator(13, ("6", SECOND), ("5", THIRD), name="Groene boeien", unit="boeien"),
)
RISK = RiskFacts(
    id=1,
    kind=RiskKind.RISK,
    title="Te weinig sleepbootkapiteins beschikbaar",
    cause="",
    consequence="",
    measure="",
    state=RiskState.OPEN,
    level=RiskLevel.HIGH,
    trend=RiskTrend.GROWN,
)
PROJECT = ProjectFacts(
    1,
    "Haven",
    "De verkeerscentrale voor schepen (VCS) is druk. In 2023 is de dienst walstroom (DW) begonnen. "
    "De haven gaat uit van 42 schippersverenigingen. Havenmeesters zijn betrokken bij alle vergaderingen.",
    RECORDS,
)
KNOWN = replace(
    facts(
        *RECORDS,
        indicators=SERIES,
        lines=(LineFacts(1, "1", "Rustig water", ActionLineKind.LINE, (PROJECT,)),),
        texts={("outlook", "nl"): WrittenText(1, "Rustig."), ("outlook", "en"): WrittenText(2, "Calm.")},
    ),
    title="Schone haven",
    surroundings=Surroundings(risks=(RISK,)),
    parties=(
        ("Waterlab", "Waterlab"),
        ("Havenraad", "Havenraad"),
        ("Zeebond", "Zeebond"),
        ("Ministerie van Water", "MW"),
    ),
    sponsors=(("Havenraad", "Havenraad"),),
)
CHECK = EditorialCheck(KNOWN)

TRUE = (
    "Aan de nieuwe dieselvrije sleepboot wordt gewerkt door Waterlab.",
    "Begin 2024 volgt een stuk over de nieuwe dieselvrije sleepboot.",
    "De Havenraad stelde het plan schone kades ongewijzigd vast.",
    "De Havenraad nam in mei het besluit over de kleur van de kraan: het wordt een groene kraan.",
    "Het besluit over de nachtpont is afgewezen.",
    "Het plan schone kades is door de Zeebond niet afgewezen.",
    "Een deel van de twintig belangrijkste mijlpalen is klaar.",
    "Alle onderzoeken in het programma lopen nog.",
    "Binnen Rustig water zijn er drieëntwintig mijlpalen.",
    "Er zijn in de haven zeven mijlpalen die eruit springen.",
    "De cursus touwen knopen begint in 2024.",
    "De proeftijd van het havenloket loopt eind januari 2024 af.",
    "De proeftijd havenloket loopt tot eind januari 2024.",
    "De gids voor loodsen is twee keer verschoven.",
    "De gids voor loodsen is in deze periode verschoven.",
    "Sinds de vorige rapportage is de gids voor loodsen vier maanden opgeschoven.",
    "Twee keer per jaar is er schippersoverleg.",
    "De opdracht aan Waterlab om olie in de vaargeul te meten is gegeven.",
    "De opdracht om olie in de vaargeul te meten ging naar Waterlab.",
    "Het risico dat er te weinig sleepbootkapiteins beschikbaar zijn, is toegenomen.",
    "Bij de vorige meting gebruikten 55 schepen walstroom.",
    "Eén schip gebruikt walstroom en een lek.",
    "Zestig procent van de duizend rietstengels is geplant.",
    "In Kade Noord staan 250 rietstengels.",
    "In een jaar tijd kwamen er 35 schepen met walstroom bij.",
    "Nu is er 20,5 uren toezicht.",
    "Er zijn minder steigers zonder licht dan een half jaar eerder.",
    "Het aantal schepen dat aan de kade stroom krijgt, is gestegen.",
    "In plaats van “voorjaar 2023” leest men hier “najaar 2023”.",
    "De gids voor loodsen is verschoven van 2023 naar begin 2024.",
    "Zodra het handboek aanmeren er is, valt het besluit over het baggeren.",
    "Voordat het besluit over het baggeren valt, is er het handboek aanmeren.",
    "Na het handboek aanmeren komt het besluit over het baggeren.",
    "Vóór het besluit over het baggeren kwam het handboek aanmeren.",
    "De open dag van de haven was in het najaar van 2023.",
    "Schippers gingen naar de open dag van de haven en stelden vragen.",
    "De start van de walstroomproef is in het voorjaar van 2024.",
    "De VCS is druk.",
    "De volgende rapportage, de tweede, komt later.",
    "Dat de Havenraad baggert, is nog niet gemeld.",
    "De gids voor loodsen is zo goed als klaar.",
    "De gids voor loodsen dreigt te verschuiven.",
    "De gids voor loodsen hoopt men begin 2024 op te leveren.",
    "De gids voor loodsen komt niet alleen begin 2024 uit.",
    "De gids voor loodsen wordt niet beloofd.",
    "De gids voor loodsen komt begin 2024 beschikbaar.",
    "Het bestuur vindt dat de gids voor loodsen niet te dik moet zijn.",
    "Op één na zijn alle schippers tevreden over de kades.",
    "De Zeebond ondertekende het plan schone kades met een krabbel.",
    "36 procent van de schepen gebruikt walstroom.",
    "Op de kade zijn van de 30 lekken 20 een olielek.",
    "Het onderzoek naar radarstoring is niet afgewezen.",
    "Het handboek aanmeren en de gids voor loodsen zijn verschillend van opzet.",
    "Het onderzoek naar radarstoring is afgewezen door de pers.",
    "De belangrijkste drie mijlpalen zijn klaar.",
    "Alle onderzoeken naar radarstoring zijn afgerond.",
    "De gids voor loodsen volgt begin 2024. Die loodsen wachten erop.",
    "De gids voor loodsen volgt begin 2024. Het programma is blij.",
    "De gids voor loodsen volgt begin 2024. Zij telt straks honderd bladzijden.",
    "De gids voor loodsen wordt elk jaar gelezen.",
    "Van de 30 schepen met een lek was bij alle schepen samen 20 keer olie het probleem.",
    "Bij de vorige meting gebruikten 55 van de 200 schepen walstroom.",
    "De overige 135 schepen gebruiken geen walstroom.",
    "135 van de 210 schepen gebruiken nog geen walstroom.",
    "75 van de 210 schepen gebruiken kracht.",
    "Eén schip gebruikt walstroom.",
    "Vanaf 30 juni 2023 gebruikten 75 schepen walstroom.",
    "De gids voor loodsen schuift 4 maanden op.",
    "De opdracht om olie te meten in de vaargeul kreeg Waterlab.",
    "Waterlab kreeg de opdracht om olie in de vaargeul te meten.",
    "De minister besluit medio 2024 over het baggeren.",
    "Namens de Havenraad, en samen met de Zeebond, werkt het programma.",
    "Er is een besluit over het baggeren in aantocht, medio 2024.",
    "De opdracht voor olie meten in de vaargeul is prachtig.",
    "De gids voor loodsen is nog te maken.",
    "De Havenraad besloot dat de kleur van de kraan niet blauw wordt.",
    "De gids voor loodsen is deels klaar.",
    "Het handboek aanmeren wordt uitgevoerd en toegepast.",
    "Wat radarstoring betreft: het handboek aanmeren is er.",
    "Volgens de peildatum van deze rapportage, 18 december 2023, ligt het havenwerk stil.",
    "In Kade Noord is 42 procent van de rietstengels geplant.",
    "Eind 2023, begin 2024 en het handboek aanmeren.",
    "De start van de walstroomproef wordt opgeleverd.",
    "Over het besluit over het baggeren spreken wij niet.",
    "De open dag van de haven was onlangs.",
    "Het aandeel schepen is gestegen.",
    "Het aantal schepen met stroom aan de kade is gestegen.",
    "Op 30 schepen waren 20 lekken een olielek.",
    "Van de 30 schepen met walstroom hadden er 20 een olieprobleem.",
    "De andere 64 procent van de schepen gebruikt geen walstroom.",
    "Onder de norm liggen 12 van de 16 kades.",
    "4 van de 16 kades zijn rommelige kades.",
    "Eén rietstengel is geknakt.",
    "Ankers zijn populair, dus komt begin 2024 de verkenning kabels leidingen palen trossen uit.",
    "In opdracht van de Havenraad werkt het programma met de Zeebond.",
    "De minister besluit medio 2024 over de vuurtoren.",
    "Een besluit over het sluizencomplex met zijn kolken volgt nog.",
    "Een besluit over het complex van sluizen in de Oosterhaven volgt nog.",
    "De tweede peiling van de slibdiepte volgt nog.",
    "De opdracht voor olie meten in de vaargeul verhuist naar Waterlab.",
    "Begin 2024 komt de gids voor loodsen uit als boek.",
    "Men belooft de schippers, de gids voor loodsen begin 2024 uit te brengen.",
    "Na het handboek aanmeren volgt komend voorjaar de kaart met alle boeien.",
    "Wat het onderzoek naar radarstoring opleverde, weten wij al sinds september.",
    "Als het stormt, begin 2024 komt de gids voor loodsen.",
    "Het loket voor boten begint in mei met een proef.",
    "De Havenraad bespreekt de gids voor loodsen over het besluit over het baggeren.",
    "De gids voor loodsen of het handboek aanmeren is klaar.",
    "Het onderzoek naar radarstoring is op korte termijn afgerond.",
    "Het aantal boeien is gestegen.",
    "Of er iets anders komt, weten wij in mei.",
    "De tweede peiling van de diepte van het slib volgt nog.",
    "De Havenraad koos niet voor een blauwe kraan bij het besluit over de kleur van de kraan.",
    "Schippers besloten dat zij blijven.",
    "Medio 2023 was het onderzoek naar radarstoring nog niet klaar.",
    "De gids voor loodsen komt niet meer in 2023.",
    "De gids voor loodsen wordt niet meer dit jaar opgeleverd.",
    "Waterlab heeft de opdracht om olie in de vaargeul te meten.",
    "De Havenraad heeft de opdracht om olie in de vaargeul te meten gegeven.",
    "Het besluit over de vuurtoren is uiteindelijk aan MW.",
    "Het aantal schepen met walstroom ging in een half jaar van 55 naar 75.",
    "Het aantal schepen met walstroom ging van 40 naar 75.",
    "Het werk groeit van zes naar 42 schippersverenigingen.",
    "Een brief ging naar twaalf schippersverenigingen.",
    "Havenmeesters zijn betrokken bij alle drie vergaderingen.",
    "Havenmeesters spraken op één vergadering over touw.",
    "Waterlab onderzoekt de nieuwe dieselvrije sleepboot.",
    "De opdracht om olie in de vaargeul te meten is uitgezet bij Waterlab.",
    "De helft van de kades ligt aan diep water.",
    "In deze rapportage leest u wat er in de tweede helft van 2023 is gebeurd.",
    "In deze rapportage leest u wat er volgend jaar komt.",
    "De aantallen gelden op 18 december 2023.",
    "Er zijn nog twee maar net begonnen mijlpalen.",
    "Noord telt 250 rietstengels.",
    "Het werk aan de gids voor loodsen is nog volop gaande.",
    "De nulde rapportage verscheen in mei; dit is de eerste.",
    "Sinds de start van de walstroom op 1 januari 2022 gebruikten 75 schepen die stroom aan de kade.",
    "Ongeveer veertig procent van de schepen gebruikt walstroom.",
    "Voor de gids voor loodsen gaan wij uit van begin 2024.",
    "Het streven is om de gids voor loodsen begin 2024 uit te brengen.",
)
FALSE = (
    ("De Havenraad stelde het plan schone kades vast, met veel aanpassingen.", FindingKind.OUTCOME),
    ("De nieuwe dieselvrije sleepboot is inmiddels afgerond.", FindingKind.DELIVERED),
    ("De nieuwe dieselvrije sleepboot wordt onderzocht door de Zeebond.", FindingKind.PARTY),
    ("De Havenraad stelde het plan schone kades vast, met enkele wijzigingen.", FindingKind.OUTCOME),
    ("Met het besluit over de kleur van de kraan koos de raad voor een blauwe kraan.", FindingKind.OUTCOME),
    ("Het plan schone kades is door de Havenraad afgewezen.", FindingKind.OUTCOME),
    ("Het handboek aanmeren is afgekeurd.", FindingKind.OUTCOME),
    ("Vijf van de twintig mijlpalen zijn klaar.", FindingKind.COUNT),
    ("Er zijn dertien mijlpalen, allemaal klaar.", FindingKind.COUNT),
    ("Binnen Rustig water zijn er elf mijlpalen.", FindingKind.COUNT),
    ("De cursus touwen knopen begint in 2026.", FindingKind.MOMENT),
    ("De opdracht voor olie meten in de vaargeul ging naar de Zeebond.", FindingKind.PARTY),
    ("Het risico dat er te weinig sleepbootkapiteins beschikbaar zijn, is afgenomen.", FindingKind.RISK),
    (
        "Het risico dat er te weinig sleepbootkapiteins beschikbaar zijn, is een laag risico.",
        FindingKind.RISK,
    ),
    ("Bij een derde van de schepen is een lek gevonden.", FindingKind.FIGURE),
    ("In Kade Noord staan nu honderd rietstengels.", FindingKind.FIGURE),
    ("Op 31 december 2022 gebruikten 75 schepen walstroom.", FindingKind.REFERENCE_DATE),
    ("Op 31 december 2022 gebruikten 70 schepen walstroom.", FindingKind.FIGURE),
    ("Bij de vorige meting gebruikten 66 schepen walstroom.", FindingKind.FIGURE),
    ("Het aantal schepen dat aan de kade stroom krijgt, is gedaald.", FindingKind.FIGURE),
    ("De volgende rapportage, de vijfde, komt later.", FindingKind.REPORT),
    ("Na het besluit over het baggeren komt het handboek aanmeren.", FindingKind.ORDER),
    ("Vóór het handboek aanmeren valt het besluit over het baggeren.", FindingKind.ORDER),
    ("Nadat het besluit over het baggeren is gevallen, komt het handboek aanmeren.", FindingKind.ORDER),
    ("Het plan schone kades is helemaal getoetst.", FindingKind.SUMMARY),
    ("De brug over de vaargeul is geopend.", FindingKind.STATUS),
    ("Opdrachtgevers van het programma zijn de Zeebond en Waterlab.", FindingKind.PARTY),
    ("De gids voor loodsen verschuift in deze periode van begin 2022 naar begin 2024.", FindingKind.MOVED),
    ("Op 30 juni 2023 gebruikten 90 van de 210 schepen walstroom.", FindingKind.FIGURE),
    ("De Zeebond kreeg de opdracht om olie in de vaargeul te meten.", FindingKind.PARTY),
    ("Wat de nieuwe dieselvrije sleepboot kan, weten wij pas in 2026.", FindingKind.MOMENT),
    (
        "Waterlab publiceert in april 2027 zijn eindrapport over de nieuwe dieselvrije sleepboot.",
        FindingKind.MOMENT,
    ),
    ("De peildatum van deze rapportage is 30 juni 2023.", FindingKind.REPORT),
    ("Het aantal schepen met stroom aan de kade is gedaald.", FindingKind.FIGURE),
    ("Nog 42 procent van de schepen gebruikt walstroom.", FindingKind.FIGURE),
    ("Twintig uren toezicht zijn er nu.", FindingKind.FIGURE),
    ("Er zijn 210 schepen. Alle 210 zijn aangesloten op walstroom.", FindingKind.FIGURE),
    ("De opdracht is aan de Zeebond om olie in de vaargeul te meten.", FindingKind.PARTY),
    ("Er staat nu 1 rietstengel.", FindingKind.FIGURE),
    ("De kaart van boeien verschijnt eind 2025.", FindingKind.MOMENT),
    ("Na het besluit over het sluizencomplex Oosterhaven komt het handboek aanmeren.", FindingKind.ORDER),
    ("Wat het onderzoek naar radarstoring oplevert, horen wij in mei 2024.", FindingKind.NOT_DELIVERED),
    ("Bij het loket voor boten kwamen tweeduizend bezoekers.", FindingKind.COUNT),
    ("De cursus touwen knopen begint in september 2024.", FindingKind.SUMMARY),
    ("De gids voor loodsen alsmede het handboek aanmeren zijn klaar.", FindingKind.DELIVERED),
    ("De open dag van de haven was op 3 mei 2023.", FindingKind.UNDATED),
    ("Het aantal uren van wachtlieden is gedaald.", FindingKind.FIGURE),
    ("Volgens het handboek aanmeren verscheen in mei 2023 de studie naar radarstoring.", FindingKind.MOMENT),
    ("In november 2023 was het onderzoek naar radarstoring nog niet klaar.", FindingKind.NOT_DELIVERED),
    ("De gids voor loodsen komt niet meer.", FindingKind.STATUS),
    ("De Zeebond heeft de opdracht om olie in de vaargeul te meten.", FindingKind.PARTY),
    ("Het besluit over de vuurtoren is uiteindelijk aan de provincie.", FindingKind.PARTY),
    ("Het aantal schepen met walstroom ging in een half jaar van 40 naar 75.", FindingKind.FIGURE),
    ("Het werk groeit van zes naar 24 schippersverenigingen.", FindingKind.SUMMARY),
    ("Havenmeesters zijn nog maar bij twee vergaderingen betrokken.", FindingKind.SUMMARY),
    ("Met de voorbereiding van de brug over de vaargeul gaan wij verder.", FindingKind.STATUS),
    ("De gids voor loodsen is onlangs ontvangen.", FindingKind.DELIVERED),
    ("De Zeebond onderzoekt de nieuwe dieselvrije sleepboot.", FindingKind.PARTY),
    ("De nieuwe dieselvrije sleepboot is uitgezet bij de Zeebond.", FindingKind.PARTY),
    ("Er zijn vijf komende mijlpalen.", FindingKind.COUNT),
    ("Elf mijlpalen worden nu verwacht.", FindingKind.COUNT),
    ("In deze rapportage leest u wat er tussen 1 januari en 30 juni 2022 is gebeurd.", FindingKind.REPORT),
    ("De aantallen in deze rapportage gelden op 30 november 2023.", FindingKind.REFERENCE_DATE),
    ("Ongeveer tien procent van de schepen gebruikt walstroom.", FindingKind.FIGURE),
    ("Voor de gids voor loodsen gaan wij uit van de tweede helft van 2025.", FindingKind.MOMENT),
    ("Doel is om de gids voor loodsen eind 2025 in alle havens te hebben.", FindingKind.MOMENT),
    ("Noord telt 260 rietstengels.", FindingKind.FIGURE),
    ("Het onderzoek naar radarstoring is nog gaande.", FindingKind.NOT_DELIVERED),
    ("In 90% van de situaties krijgen schepen aan de kade stroom.", FindingKind.FIGURE),
)


def check(text, key="summary"):
    return CHECK.check_section(key, text)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_of_the_harbour_is_left_alone(text):
    assert [(finding.kind, finding.quote) for finding in check(text)] == []


@pytest.mark.parametrize(("text", "kind"), FALSE)
def test_what_is_not_so_in_the_harbour_is_found(text, kind):
    assert kind in [finding.kind for finding in check(text)]


def test_a_bare_count_is_of_the_whole_and_not_of_a_part_of_it():
    assert [finding.instead for finding in check("Er waren eind juni 2023 zeventien kades.")] == ["zestien"]


MOVED_BEFORE = deliverable(
    "Gids voor loodsen",
    deadlines=(
        said("begin 2023", on=EARLIER, id=1),
        said("begin 2024", on=date(2023, 3, 1), id=2, reason="Storm."),
    ),
    statuses=(status(BUSY, on=EARLIER),),
)
MOVED_NOW = replace(
    PILOTS,
    deadlines=(
        *PILOTS.deadlines[:2],
        said("eind februari 2024", on=date(2023, 11, 1), id=3, reason="Storm."),
    ),
)


@pytest.mark.parametrize(
    ("record", "text", "kinds"),
    [
        (MOVED_BEFORE, "In deze periode is de gids voor loodsen verschoven.", [FindingKind.MOVED]),
        (MOVED_BEFORE, "De gids voor loodsen is verschoven.", []),
        (MOVED_NOW, "Sinds de vorige rapportage is de gids voor loodsen drie maanden opgeschoven.", []),
        (
            MOVED_NOW,
            "Sinds de vorige rapportage is de gids voor loodsen twaalf maanden opgeschoven.",
            [FindingKind.MOVED],
        ),
        (RADAR, "Alle onderzoeken zijn afgerond.", []),
    ],
)
def test_a_move_is_held_against_the_report_before(record, text, kinds):
    known = facts(record, previous=adopted_before())
    assert [finding.kind for finding in EditorialCheck(known).check_section("summary", text)] == kinds
