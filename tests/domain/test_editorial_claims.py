"""The editorial check on an invented programme for cyclists: sentences that are true, or wrong in one way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.editorial_check import EditorialCheck, FindingKind
from app.domain.firmness import Firmness
from app.domain.indicator import MeasuredValue
from app.domain.parliamentary_commitment import AnswerState
from app.domain.report.facts import CommitmentFacts, LineFacts, ProjectFacts, RiskFacts, Surroundings
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.status import Status
from app.domain.structure import (
    ActionLineKind,
    CommitmentKind,
    DeliverableKind,
    Frequency,
    RiskKind,
    RiskState,
)
from tests.told import deliverable, facts, indicator, said, status

DONE, PLANNED, BUSY = Status.DELIVERED, Status.PLANNED, Status.IN_PROGRESS
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)

ROUTES = deliverable(
    "Fietskaart van de provincie", id=1, statuses=(status(DONE, delivered_on=date(2023, 10, 12)),)
)
GUIDE = deliverable(
    "Handreiking schoolroutes",
    id=2,
    deadlines=(
        said("najaar 2023", on=date(2023, 2, 1), id=1),
        said("begin 2024", on=date(2023, 5, 1), id=2, reason="Scholen lezen mee."),
        said("medio 2024", on=date(2023, 11, 1), id=3, reason="De proef loopt uit."),
    ),
    statuses=(status(BUSY),),
)
TUNNEL = deliverable(
    "Besluit over de fietstunnel",
    id=3,
    kind=DeliverableKind.DECISION,
    question="Waar komt de fietstunnel?",
    options=("Bij het station", "Bij de haven", "Onder de ringweg"),
    deciders=("Provincie",),
    inputs=(4,),
    deadlines=(said("tweede helft van 2024", Firmness.EXPECTED),),
    statuses=(status(PLANNED),),
)
STUDY = deliverable(
    "Onderzoek naar bijna-ongelukken",
    id=4,
    kind=DeliverableKind.RESEARCH,
    executing_party="Fietsinstituut",
    deadlines=(said("voor de zomer van 2024", Firmness.EXPECTED),),
    statuses=(status(BUSY, text="Het onderzoek volgt veertien kruispunten."),),
)
APP = deliverable("Meldapp voor gaten in het wegdek", id=5, statuses=(status(PLANNED),))
LESSON = deliverable(
    "Lespakket dode hoek", id=6, statuses=(status(Status.CANCELLED, reason="Er bestaat er al een."),)
)
CONGRESS = deliverable(
    "Fietscongres in de Vlerk",
    id=7,
    kind=DeliverableKind.EVENT,
    statuses=(status(DONE, delivered_on=date(2023, 9, 21), text="Er kwamen 240 bezoekers."),),
)
CHARTER = deliverable("Leidraad Veilig parkeren", id=8, statuses=(status(DONE),))
ADOPTION = deliverable(
    "Vaststelling leidraad Veilig parkeren",
    id=9,
    kind=DeliverableKind.DECISION,
    adopts=8,
    deciders=("Fietsraad",),
    deadlines=(said("maart 2024", Firmness.EXPECTED),),
    statuses=(status(PLANNED),),
)
MEETINGS = deliverable(
    "Fietsoverleg met gemeenten",
    id=10,
    kind=DeliverableKind.RECURRING,
    frequency_count=2,
    frequency_per=Frequency.YEAR,
    statuses=(status(BUSY),),
)
HELD = deliverable(
    "Proef met slimme verkeerslichten",
    id=11,
    deadlines=(said("eind 2024"),),
    statuses=(status(Status.ON_HOLD, reason="De leverancier stopte."),),
)
CREW = deliverable(
    "Vorming van een werkgroep trapveiligheid",
    id=12,
    kind=DeliverableKind.ACTIVITY,
    deadlines=(said("voorjaar van 2024"),),
    statuses=(status(PLANNED),),
)
COUNTING = deliverable(
    "Telling van fietsers in de binnenstad, looptijd vier maanden",
    id=13,
    kind=DeliverableKind.ACTIVITY,
    executing_party="Fietsinstituut",
    statuses=(status(BUSY),),
)
ASSIGNED = deliverable(
    "Opdracht aan Fietsinstituut: bochten in de ringbaan meten",
    id=14,
    kind=DeliverableKind.ACTIVITY,
    executing_party="Fietsinstituut",
    statuses=(status(DONE),),
)
SERIES = (
    indicator(
        1, ("40", MARCH), ("64", SEPTEMBER), name="Kruispunten met een vrij fietspad", unit="kruispunten"
    ),
    indicator(2, ("80", MARCH), ("80", SEPTEMBER), name="Alle kruispunten", unit="kruispunten"),
    indicator(
        3,
        name="Deel van de kruispunten met een vrij fietspad",
        unit="%",
        numerator_id=1,
        denominator_id=2,
    ),
    indicator(
        4,
        MeasuredValue(
            40,
            Decimal(12),
            SEPTEMBER,
            "De meeste ongevallen gebeuren bij slecht zicht.",
            (("valpartij", Decimal(7)), ("aanrijding", Decimal(3)), ("inhaalfout", Decimal(2))),
        ),
        name="Gemelde ongevallen",
        unit="ongevallen",
    ),
    replace(
        indicator(5, ("500", SEPTEMBER), name="Geplaatste fietsenrekken", unit="fietsenrekken"),
        target=Decimal(800),
        of_sites=(
            ("Oosterpoort", (MeasuredValue(50, Decimal(300), SEPTEMBER),)),
            ("De Kade", (MeasuredValue(51, Decimal(200), SEPTEMBER),)),
        ),
    ),
)
RISKS = (
    RiskFacts(
        id=1,
        kind=RiskKind.ISSUE,
        title="Aannemers leveren te weinig asfalt",
        cause="",
        consequence="",
        measure="",
        state=RiskState.CLOSED,
        level=RiskLevel.HIGH,
        trend=RiskTrend.CLOSED,
    ),
)
COMMITMENT = CommitmentFacts(
    id=1,
    kind=CommitmentKind.MOTION,
    text="De Kamer vraagt om een onderbouwing van de fietstunnel.",
    made_on=date(2022, 5, 12),
    reference="1",
    phrase="",
    answer=AnswerState.OPEN,
)
RECORDS = (
    ROUTES,
    GUIDE,
    TUNNEL,
    STUDY,
    APP,
    LESSON,
    CONGRESS,
    CHARTER,
    ADOPTION,
    MEETINGS,
    HELD,
    CREW,
    COUNTING,
    ASSIGNED,
)
PROJECT = ProjectFacts(
    1,
    "Fietsroutes",
    "Ondernemers vonden de gesprekken over omleidingen lastig. Het programma werkt met 18 scholen. "
    "Ondernemers zien weinig in een landelijke fietspas. Nog niet elke gemeente kent de regels voor "
    "omleidingen. Winkeliers in drukke straten voelen zich gehoord. Nog niet in alle dorpen en steden geven "
    "ouders verkeersles.",
    RECORDS,
)
KNOWN = replace(
    facts(
        *RECORDS,
        indicators=SERIES,
        lines=(LineFacts(1, "1", "Veilig fietsen", ActionLineKind.LINE, (PROJECT,)),),
    ),
    title="Veilig op de fiets",
    surroundings=Surroundings(risks=RISKS, commitments=(COMMITMENT,)),
    parties=(
        ("Fietsinstituut", "Fietsinstituut"),
        ("Provincie", "Provincie"),
        ("Fietsraad", "Fietsraad"),
        ("Wegenbond", "Wegenbond"),
        ("Vereniging van Voetgangers", "VVG"),
    ),
    sponsors=(("Fietsraad", "Fietsraad"),),
)
CHECK = EditorialCheck(KNOWN)

TRUE = (
    "De handreiking schoolroutes komt medio 2024.",
    "In juni of juli 2024 ligt de handreiking schoolroutes bij de scholen.",
    "De handreiking schoolroutes was eerst beloofd voor het najaar van 2023.",
    "De handreiking schoolroutes is nog niet klaar, want scholen lezen mee.",
    "De handreiking schoolroutes is bijna klaar.",
    "De handreiking schoolroutes komt niet voor de zomer van 2024.",
    "De handreiking schoolroutes is twee keer verschoven, eerst naar begin 2024 en toen naar medio 2024.",
    "Als de handreiking schoolroutes er is, krijgen alle scholen een exemplaar.",
    "Zou de handreiking schoolroutes in maart verschijnen, dan lukt het dit schooljaar nog.",
    "Een directeur zegt: “De handreiking schoolroutes had er vorig jaar al moeten zijn.”",
    "Wanneer komt de handreiking schoolroutes?",
    "Aan de handreiking schoolroutes wordt nog geschreven.",
    "De fietskaart van de provincie verscheen op 12 oktober.",
    "De fietskaart van de provincie is in oktober 2023 opgeleverd en hangt nu in elk buurthuis.",
    "Na de fietskaart van de provincie, die er al is, gaat het verder met de handreiking schoolroutes.",
    "Over de fietstunnel wordt in de laatste zes maanden van 2024 besloten.",
    "De provincie kiest straks uit drie plekken voor de fietstunnel.",
    "Waar de fietstunnel komt, is nog niet besloten.",
    "Eerst komt het onderzoek naar bijna-ongelukken, daarna het besluit over de fietstunnel.",
    "Het Fietsinstituut rondt het onderzoek naar bijna-ongelukken voor de zomer van 2024 af.",
    "Op 21 september kwamen 240 bezoekers naar het fietscongres in de Vlerk.",
    "Het lespakket dode hoek gaat niet door.",
    "De leidraad Veilig parkeren is opgeleverd. De Fietsraad stelt haar in maart 2024 vast.",
    "De proef met slimme verkeerslichten ligt stil.",
    "Twee keer per jaar is er fietsoverleg met gemeenten.",
    "Op 64 van de 80 kruispunten ligt een vrij fietspad.",
    "Op de andere zestien kruispunten ligt nog geen vrij fietspad.",
    "Vier op de vijf kruispunten hebben een vrij fietspad.",
    "Ruim driekwart van de kruispunten heeft een vrij fietspad.",
    "Er kwamen 24 kruispunten met een vrij fietspad bij.",
    "Eind maart hadden veertig kruispunten een vrij fietspad, nu zijn het er 64.",
    "Van de twaalf ongevallen waren er zeven een valpartij.",
    "De meeste ongevallen waren een valpartij.",
    "Het programma werkt met achttien scholen.",
    "De Wegenbond brengt in het voorjaar van 2024 een eigen wandelkaart uit.",
    "In 2019 telde de gemeente dertig ongevallen op één dag, door ijzel.",
    "De Provincie beslist in de tweede helft van 2024 over de fietstunnel.",
    "Scholen kregen in november een brief over de handreiking schoolroutes.",
    "Scholen werken al sinds november met de fietskaart van de provincie.",
    "De fietskaart van de provincie verscheen later dan wij in 2021 dachten.",
    "Het programma werkt in opdracht van de Fietsraad, samen met partners als de Wegenbond.",
    "Het streven is dat de handreiking schoolroutes medio 2024 in gebruik is.",
    "De handreiking schoolroutes komt later dan gepland.",
    "Van elke vijf kruispunten hebben er vier een vrij fietspad.",
    "Twee van de tachtig kruispunten kregen dit jaar een kunstwerk.",
    "Van de veertien mijlpalen in actielijn 1 zijn er vier afgerond.",
    "Vier van de vijf kruispunten hebben een vrij fietspad.",
    "Het programma telt veertien mijlpalen, waarvan er vier zijn opgeleverd of afgerond.",
    "De aantallen mijlpalen gelden op de peildatum 18 december 2023.",
    "Nog niet elke school doet mee aan de gesprekken over omleidingen.",
    "De Wegenbond sprak namens zijn leden met de Provincie.",
    "In het voorjaar van 2024 wordt een werkgroep trapveiligheid gevormd.",
    "De werkgroep trapveiligheid, met scholen en ouders, wordt in de lente van 2024 gevormd.",
    "De telling in de binnenstad duurt vier maanden.",
    "Het Fietsinstituut begon dit najaar met de telling van fietsers.",
    "De fietskaart is er al. Een wandelkaart van de Wegenbond volgt in 2025.",
    "In Oosterpoort staan driehonderd fietsenrekken, op De Kade nog eens tweehonderd.",
    "Het knelpunt dat aannemers te weinig asfalt leveren, is gesloten.",
    "Over de fietstunnel is nog geen handtekening gezet.",
    "Het besluit over de fietstunnel wacht op het onderzoek naar bijna-ongelukken.",
    "In deze periode zijn er vier mijlpalen opgeleverd of afgerond.",
    "De Fietsraad buigt zich over de leidraad Veilig parkeren en stelt die in maart 2024 vast.",
    "De werkgroep van de Wegenbond over fietsverlichting komt in maart 2025 bijeen.",
    "Aan de meldapp is dit jaar al veel gewerkt.",
    "Het aantal kruispunten met een vrij fietspad is met 24 gegroeid.",
    "De gesprekken met ouders over schoolroutes lopen nog.",
    "De leidraad Veilig parkeren is vernieuwd en door scholen met instemming gelezen.",
    "Van alle mijlpalen zijn er vier opgeleverd of afgerond.",
    "Bij ruim driekwart van de kruispunten bleef een vrij fietspad niet uit.",
    "De provincie krijgt de handreiking schoolroutes in de herfst van 2024.",
    "Dit halfjaar is de handreiking schoolroutes opnieuw verschoven.",
    "De Kamer vroeg in mei 2022 om een onderbouwing van de fietstunnel; die is er nog niet.",
    "De meldapp is er niet voor de zomer van 2024.",
    "Bij het fietscongres van 21 september kwamen 240 bezoekers bijeen.",
    "Eén van de tachtig kruispunten kreeg dit jaar een kunstwerk.",
    "Is de handreiking schoolroutes er, dan geldt zij als richtlijn en is zij vastgesteld.",
    "De provincie buigt zich over de tunnel. Haar besluit volgt in de tweede helft van 2024.",
    "Het besluit over de fietstunnel is nog open.",
    "Voor de leidraad Veilig parkeren moet de Fietsraad zijn handtekening nog zetten.",
    "Het Fietsinstituut kreeg de opdracht om bochten in de ringbaan te meten.",
    "Winkeliers in drukke straten voelen zich goed gehoord door hun gemeente.",
    "Winkeliers die in drukke straten laden, voelen zich niet altijd gehoord.",
    "Nog niet in alle dorpen en steden geven ouders verkeersles.",
    "Ruim de helft van de achthonderd fietsenrekken is geplaatst.",
    "Op het fietscongres in de Vlerk waren 240 mensen.",
    "De handreiking over schoolroutes volgt medio 2024.",
    "Wat tot en met 18 december 2023 is gemeld, is verwerkt.",
    "De helft van de telling van fietsers is opgeleverd.",
    "Ondernemers kwamen langs en hadden moeite met omleidingen.",
    "In mei, juni of juli 2024 verschijnt de handreiking schoolroutes.",
    "Oosterpoort telt driehonderd fietsenrekken, De Kade tweehonderd.",
    "Door een wet uit 2019 leidt een valpartij vaker tot een onderzoek.",
    "De handreiking schoolroutes is op een paar bladzijden na klaar.",
    "Aan de handreiking schoolroutes wordt nu de laatste hand gelegd.",
    "Valpartijen en aanrijdingen waren samen goed voor tien van de twaalf ongevallen.",
    "Valpartijen en inhaalfouten waren er bij elkaar negen.",
    "Minstens zestig kruispunten hebben een vrij fietspad.",
    "Bijna zeventig kruispunten hebben een vrij fietspad.",
    "Het aantal kruispunten met een vrij fietspad is niet gedaald.",
    "De oplevering van de handreiking schoolroutes volgt medio 2024.",
    "De handreiking schoolroutes schuift vier maanden op, van begin 2024 naar medio 2024.",
    "De peildatum van de metingen is 30 september 2023.",
    "De handreiking schoolroutes verschijnt niet in mei 2024.",
    "Het aandeel kruispunten met een vrij fietspad is gestegen.",
    "Meer dan zestig kruispunten hebben een vrij fietspad.",
    "Minder dan zeventig kruispunten hebben een vrij fietspad.",
    "Op ongeveer tachtig procent van de kruispunten ligt een vrij fietspad.",
    "De handreiking schoolroutes had in mei klaar moeten zijn.",
    "Op 64 van de 80 kruispunten ligt een vrij fietspad.² Op 31 maart waren dat er veertig.³",
    "Alle twaalf ongevallen waren een valpartij, een harde aanrijding of een inhaalfout.",
    "Het Fietsinstituut zette zijn handtekening onder de fietskaart van de provincie.",
    "In november kwam het plan van de provincie uit, de fietskaart een maand eerder.",
    "Het onderzoek naar bijna-ongelukken gebruikt cijfers van SWOV.",
    "Op 18 december 2023 telt het programma veertien mijlpalen.",
    "Het aantal kruispunten met een vrij fietspad liep dit halfjaar flink op.",
    "Na een bijeenkomst in september volgde in oktober de fietskaart van de provincie.",
    "De proef met slimme verkeerslichten is aangehouden totdat er een nieuwe leverancier is.",
    "Het Fietsinstituut heeft zijn onderzoek nog niet afgerond.",
    "De handreiking schoolroutes wordt niet eerder dan juni 2024 verwacht.",
    "De handreiking schoolroutes zou eerst begin 2024 verschijnen.",
    "De handreiking schoolroutes zou in mei 2026 kunnen verschijnen.",
    "De nieuwste versie van de handreiking schoolroutes volgt medio 2024.",
    "De eerste versie van de handreiking schoolroutes is klaar.",
    "Nu zijn er 24 kruispunten met een vrij fietspad bijgekomen.",
    "Het zijn twee keer zoveel kruispunten met een vrij fietspad als eerst.",
    "Op zestien van de tachtig kruispunten ligt nog geen vrij fietspad, op 64 wel.",
    "De scholen wachten tot medio 2024: dan pas komt de handreiking schoolroutes.",
    "Bezoekers trokken op 21 september naar het fietscongres in de Vlerk.",
    "Het ging vooral om een valpartij.",
    "Op 30 september bedroeg het aantal gemelde ongevallen twaalf.",
    "Per 31 maart 2023 hadden veertig kruispunten een vrij fietspad.",
    "Voor het doel dienen nog driehonderd fietsenrekken te worden geplaatst.",
    "Tussen april en eind september 2023 zijn er 24 kruispunten met een vrij fietspad aangelegd.",
    "De fietskaart van de provincie is gereed en wordt thans toegepast.",
    "Besluitvorming over de fietstunnel is voorzien voor de tweede helft van 2024.",
    "Ten aanzien van de handreiking schoolroutes zijn scholen geraadpleegd.",
    "De streefdatum voor de handreiking schoolroutes is medio 2024.",
    "Publicatie van de handreiking schoolroutes vindt medio 2024 plaats.",
    "In 2024 is het besluit over de fietstunnel genomen.",
    "Dan is ook de handreiking schoolroutes klaar.",
    "De winkeliers rekenen medio 2024 op de handreiking schoolroutes.",
    "Alle ouders en scholen kennen de leidraad Veilig parkeren. Die ligt vast. Het is de basis voor 2024.",
    "Bij bijna de helft van de gezinnen is de hulp gestopt.",
    "De Fietsraad moet over de leidraad Veilig parkeren nog een besluit nemen.",
    "Steeds meer scholen werken met de fietskaart van de provincie.",
    "De handreiking schoolroutes kwam niet eind 2023.",
    "Vierenzestig van de tachtig kruispunten hebben een vrij fietspad; de helft daarvan ligt in de stad.",
    "Er waren twaalf ongevallen. Zeven daarvan waren een valpartij.",
    "Van de twaalf ongevallen was het merendeel een valpartij of een aanrijding, namelijk tien.",
    "Bijna de helft van de duizend fietsers draagt een helm.",
    "De fietskaart van de provincie staat sinds oktober op de site.",
    "Of de fietstunnel er komt, is nog niet bekend.",
    "Of de fietstunnel er komt, weten wij in de tweede helft van 2024.",
    "Drie keer per jaar is er fietsoverleg met gemeenten.",
    "In het voorjaar van 2024 is een werkgroep trapveiligheid gevormd.",
    "Op 21 september kregen de bezoekers van het fietscongres in de Vlerk een bel.",
    "Met de verspreiding van de fietskaart van de provincie moet nog worden begonnen.",
    "Onderzoekers van het Fietsinstituut schrijven over het onderzoek naar bijna-ongelukken.",
    "De handreiking schoolroutes is nog niet de deur uit.",
    "De leidraad Veilig parkeren wacht nog op vaststelling.",
    "In Kade-Noord is het druk, in Oosterpoort staan driehonderd fietsenrekken.",
)
FALSE = (
    ("De handreiking schoolroutes verschijnt in het voorjaar van 2024.", FindingKind.MOMENT),
    ("De handreiking komt eraan: de handreiking schoolroutes volgt begin 2025.", FindingKind.MOMENT),
    ("De handreiking schoolroutes werd in november gepubliceerd.", FindingKind.DELIVERED),
    ("De handreiking schoolroutes staat inmiddels online.", FindingKind.DELIVERED),
    ("Er ligt nu een handreiking schoolroutes.", FindingKind.DELIVERED),
    ("De handreiking schoolroutes ligt sinds november bij alle scholen.", FindingKind.DELIVERED),
    ("Alle scholen kregen in november de handreiking schoolroutes.", FindingKind.DELIVERED),
    ("Scholen werken al sinds november met de handreiking schoolroutes.", FindingKind.DELIVERED),
    ("Over de fietstunnel is de kogel door de kerk.", FindingKind.DELIVERED),
    ("De provincie stemde in met een fietstunnel bij het station.", FindingKind.DELIVERED),
    ("Het programma werkt in opdracht van de Fietsraad en OCW.", FindingKind.PARTY),
    ("Deze rapportage verschijnt namens de Fietsraad en de Wegenbond.", FindingKind.PARTY),
    ("Het onderzoek naar bijna-ongelukken wordt uitgevoerd door het Wandelinstituut.", FindingKind.PARTY),
    ("De Tweede Kamer neemt het besluit over de fietstunnel.", FindingKind.PARTY),
    ("De handreiking schoolroutes is geschrapt.", FindingKind.STATUS),
    ("De handreiking schoolroutes is voor de derde keer verschoven.", FindingKind.MOVED),
    ("De handreiking schoolroutes is verschoven van eind 2022 naar medio 2024.", FindingKind.MOVED),
    ("De handreiking schoolroutes was eerst beloofd voor medio 2023.", FindingKind.MOVED),
    ("De fietskaart van de provincie is in mei 2023 opgeleverd.", FindingKind.MOMENT),
    ("De fietskaart van de provincie moet nog verschijnen.", FindingKind.NOT_DELIVERED),
    ("Aan de fietskaart van de provincie wordt nog getekend en geschreven.", FindingKind.NOT_DELIVERED),
    ("Voor de zomer van 2024 hakt de provincie de knoop door over de fietstunnel.", FindingKind.MOMENT),
    ("De provincie heeft het besluit over de fietstunnel genomen.", FindingKind.DELIVERED),
    ("De Wegenbond neemt in de tweede helft van 2024 het besluit over de fietstunnel.", FindingKind.PARTY),
    ("Voor de fietstunnel zijn er vier opties.", FindingKind.COUNT),
    ("Na het besluit over de fietstunnel komt het onderzoek naar bijna-ongelukken.", FindingKind.ORDER),
    ("Het onderzoek naar bijna-ongelukken wordt uitgevoerd door de Wegenbond.", FindingKind.PARTY),
    ("Het onderzoek naar bijna-ongelukken volgt elf kruispunten.", FindingKind.COUNT),
    ("De meldapp voor gaten in het wegdek komt in april 2024.", FindingKind.UNDATED),
    ("Eind 2024 is het lespakket dode hoek gereed.", FindingKind.STATUS),
    ("Aan het lespakket dode hoek wordt hard gewerkt.", FindingKind.STATUS),
    ("Het fietscongres in de Vlerk was op 12 september.", FindingKind.MOMENT),
    ("Het fietscongres in de Vlerk trok 420 bezoekers.", FindingKind.COUNT),
    ("De leidraad Veilig parkeren is opgeleverd en vastgesteld.", FindingKind.ADOPTED),
    ("De Wegenbond stelt de leidraad Veilig parkeren vast.", FindingKind.PARTY),
    ("De vaststelling van de leidraad Veilig parkeren volgt in september 2024.", FindingKind.MOMENT),
    ("De proef met slimme verkeerslichten loopt door.", FindingKind.STATUS),
    ("Elk kwartaal is er een fietsoverleg met gemeenten.", FindingKind.COUNT),
    ("Op 46 van de 80 kruispunten ligt een vrij fietspad.", FindingKind.FIGURE),
    ("Op één op de drie kruispunten ligt een vrij fietspad.", FindingKind.FIGURE),
    ("Eind maart hadden vijftig kruispunten een vrij fietspad.", FindingKind.FIGURE),
    ("Het aantal kruispunten met een vrij fietspad is gedaald.", FindingKind.FIGURE),
    ("Er kwamen 42 kruispunten met een vrij fietspad bij.", FindingKind.FIGURE),
    ("Zeven ongevallen waren een aanrijding.", FindingKind.FIGURE),
    ("De meeste ongevallen waren een inhaalfout.", FindingKind.FIGURE),
    ("De nieuwste cijfers zijn van 30 juni 2023.", FindingKind.REFERENCE_DATE),
    ("Het programma telt elf mijlpalen.", FindingKind.COUNT),
    (
        "Het programma telt veertien mijlpalen, waarvan er acht zijn opgeleverd of afgerond.",
        FindingKind.COUNT,
    ),
    ("De aantallen mijlpalen gelden op de peildatum 30 juni 2023.", FindingKind.REFERENCE_DATE),
    ("Ondernemers pleiten voor een landelijke fietspas.", FindingKind.SUMMARY),
    ("Alle gemeenten kennen de regels voor omleidingen inmiddels goed.", FindingKind.SUMMARY),
    ("De handreiking schoolroutes verschijnt eerder dan gepland.", FindingKind.MOVED),
    ("Van elke tien kruispunten hebben er vijf een vrij fietspad.", FindingKind.FIGURE),
    ("Het fietscongres in de Vlerk trok 420 congresbezoekers.", FindingKind.COUNT),
    (
        "Het programma helpt bij het besluit over de fietstunnel. De Wegenbond neemt daarover het besluit.",
        FindingKind.PARTY,
    ),
    ("Dit is de vierde voortgangsrapportage.", FindingKind.REPORT),
    ("Deze rapportage gaat over de eerste helft van 2022.", FindingKind.REPORT),
    ("Het programma werkt met 81 scholen.", FindingKind.SUMMARY),
    ("De gesprekken over omleidingen vonden ondernemers gemakkelijk.", FindingKind.SUMMARY),
    ("In mei 2025 wordt een werkgroep trapveiligheid gevormd.", FindingKind.MOMENT),
    ("De werkgroep trapveiligheid, met scholen en ouders, is in mei gevormd.", FindingKind.DELIVERED),
    ("De telling van fietsers duurt zes maanden.", FindingKind.COUNT),
    ("Met de telling van fietsers in de binnenstad moet nog worden begonnen.", FindingKind.STATUS),
    ("In Oosterpoort staan nu tweehonderd fietsenrekken.", FindingKind.FIGURE),
    ("Dat aannemers te weinig asfalt leveren, is nog steeds een knelpunt.", FindingKind.RISK),
    ("De Fietsraad zette zijn handtekening onder de leidraad Veilig parkeren.", FindingKind.ADOPTED),
    ("Van de fietskaart van de provincie is nog niets te zien.", FindingKind.NOT_DELIVERED),
    ("Het besluit over de fietstunnel wacht op de fietskaart van de provincie.", FindingKind.NOT_DELIVERED),
    ("In deze periode zijn er vijf mijlpalen opgeleverd of afgerond.", FindingKind.COUNT),
    ("De bijna-ongelukken worden onderzocht door de Wegenbond, die met een rapport komt.", FindingKind.PARTY),
    ("De handreiking schoolroutes is door scholen geschreven en opgesteld.", FindingKind.DELIVERED),
    ("De vorming van een werkgroep trapveiligheid loopt al sinds november.", FindingKind.STATUS),
    ("Het aantal kruispunten met een vrij fietspad is met 42 gegroeid.", FindingKind.FIGURE),
    ("De stand van 12 gemelde ongevallen is van 30 juni 2023.", FindingKind.REFERENCE_DATE),
    ("De leidraad Veilig parkeren is opgeleverd en door de Fietsraad vastgesteld.", FindingKind.ADOPTED),
    ("Over de fietskaart van de provincie is nog niets op papier gezet.", FindingKind.NOT_DELIVERED),
    ("De handreiking schoolroutes is naar voren gehaald, naar medio 2024.", FindingKind.MOVED),
    ("Het knelpunt met de aannemers blijft bestaan.", FindingKind.RISK),
    ("Van alle mijlpalen zijn er vijf opgeleverd of afgerond.", FindingKind.COUNT),
    ("Uiterlijk in juni 2024 krijgen fietsers de meldapp.", FindingKind.UNDATED),
    ("De handreiking schoolroutes verschijnt op zijn vroegst in 2026.", FindingKind.MOMENT),
    ("De fietskaart van de provincie wacht nog op afronding.", FindingKind.NOT_DELIVERED),
    ("De Kamer vroeg in mei 2021 om een onderbouwing van de fietstunnel.", FindingKind.MOMENT),
    ("De vraag van de Kamer om een onderbouwing van de fietstunnel is beantwoord.", FindingKind.COMMITMENT),
    ("Met 500 fietsenrekken is het doel van zeshonderd fietsenrekken bijna gehaald.", FindingKind.FIGURE),
    ("Het fietscongres in de Vlerk, op 12 september, trok veel mensen.", FindingKind.MOMENT),
    ("Al in het voorjaar van 2024 ligt er een besluit over de fietstunnel.", FindingKind.MOMENT),
    ("De voorbereidingen voor het lespakket dode hoek liggen op schema.", FindingKind.STATUS),
    ("Het Fietsinstituut heeft de handreiking schoolroutes overgedragen.", FindingKind.DELIVERED),
    ("In deze periode zijn er vier mijlpalen verschoven.", FindingKind.COUNT),
    ("Van elke honderd kruispunten hebben er vijftig een vrij fietspad.", FindingKind.FIGURE),
    ("Ondernemers vonden de gesprekken over omleidingen geen enkel probleem.", FindingKind.SUMMARY),
    ("Het lespakket dode hoek gaat in 2024 van start.", FindingKind.STATUS),
    ("Op 12 september luisterden bezoekers op het fietscongres in de Vlerk naar muziek.", FindingKind.MOMENT),
    ("De datum voor de handreiking schoolroutes is voor de derde keer verzet.", FindingKind.MOVED),
    ("Alle aantallen mijlpalen gelden op de peildatum, 30 juni 2023.", FindingKind.REFERENCE_DATE),
    ("Op 18 december 2023 telt het programma elf mijlpalen.", FindingKind.COUNT),
    ("Het aantal kruispunten met een vrij fietspad liep dit halfjaar terug.", FindingKind.FIGURE),
    ("Over de fietskaart van de provincie wordt nog onderhandeld.", FindingKind.NOT_DELIVERED),
    ("Het onderzoek naar bijna-ongelukken wordt uitgevoerd door SWOV.", FindingKind.PARTY),
    ("Bij de Fietsraad staat dat op 46 van de 80 kruispunten een vrij fietspad ligt.", FindingKind.FIGURE),
    ("De Wegenbond kreeg de opdracht om bochten in de ringbaan te meten.", FindingKind.PARTY),
    ("Winkeliers in drukke straten voelen zich door hun gemeente nauwelijks gehoord.", FindingKind.SUMMARY),
    ("In alle dorpen en steden geven ouders inmiddels verkeersles.", FindingKind.SUMMARY),
    ("De handreiking schoolroutes is een half jaar uitgesteld.", FindingKind.MOVED),
    (
        "Half februari 2024 presenteert het programma de meldapp voor gaten in het wegdek.",
        FindingKind.UNDATED,
    ),
    ("Het fietscongres in de Vlerk trok 420 deelnemers.", FindingKind.COUNT),
    ("De handreiking over de schoolroutes volgt begin 2025.", FindingKind.MOMENT),
    ("Wat tot en met 31 januari 2024 is gemeld, is in deze rapportage verwerkt.", FindingKind.REPORT),
    ("Fietsers kunnen nog niet bij de fietskaart van de provincie terecht.", FindingKind.NOT_DELIVERED),
    ("Het onderzoek naar bijna-ongelukken wordt uitgevoerd door de Voetgangers.", FindingKind.PARTY),
    ("Ondernemers kwamen langs en waren moeiteloos aan omleidingen gewend.", FindingKind.SUMMARY),
    ("Aan de fietskaart van de provincie leggen wij de laatste hand.", FindingKind.NOT_DELIVERED),
    ("Het waterschap besluit in de tweede helft van 2024 over de fietstunnel.", FindingKind.PARTY),
    ("Samen waren valpartijen en aanrijdingen goed voor elf ongevallen.", FindingKind.FIGURE),
    ("Bijna tachtig kruispunten hebben nu een vrij fietspad.", FindingKind.FIGURE),
    ("Het aantal kruispunten met een vrij fietspad is verdubbeld.", FindingKind.FIGURE),
    ("Het aantal kruispunten met een vrij fietspad is gehalveerd.", FindingKind.FIGURE),
    ("Het aantal kruispunten met een vrij fietspad bleef gelijk.", FindingKind.FIGURE),
    ("De oplevering van de handreiking schoolroutes volgt in het voorjaar van 2024.", FindingKind.MOMENT),
    ("De handreiking schoolroutes is vijf keer verschoven.", FindingKind.MOVED),
    ("De handreiking schoolroutes is niet verschoven.", FindingKind.MOVED),
    ("De handreiking schoolroutes is verschoven van begin 2024 naar begin 2025.", FindingKind.MOVED),
    ("De handreiking schoolroutes is naar medio 2024 vervroegd.", FindingKind.MOVED),
    ("De leidraad Veilig parkeren is door de Fietsraad afgekeurd.", FindingKind.OUTCOME),
    ("Alle besluiten zijn genomen.", FindingKind.COUNT),
    ("Vier mijlpalen zijn te laat.", FindingKind.COUNT),
    ("Er zijn vijf mijlpalen zonder datum.", FindingKind.COUNT),
    ("Drie mijlpalen lopen nog.", FindingKind.COUNT),
    ("De drie opdrachtgevers komen elk kwartaal bijeen.", FindingKind.COUNT),
    ("Alle tachtig kruispunten hebben een vrij fietspad.", FindingKind.FIGURE),
    ("Eind maart hadden 64 kruispunten een vrij fietspad.", FindingKind.REFERENCE_DATE),
    ("Bij de vorige meting hadden 64 kruispunten een vrij fietspad.", FindingKind.FIGURE),
    ("Nu hebben veertig kruispunten een vrij fietspad.", FindingKind.FIGURE),
    ("De handreiking schoolroutes verschijnt niet in 2024.", FindingKind.MOMENT),
    ("De provincie krijgt de handreiking schoolroutes in januari 2024.", FindingKind.MOMENT),
    ("De vorming van een werkgroep trapveiligheid loopt tot eind 2024.", FindingKind.MOMENT),
    ("Alleen de Wegenbond beslist over de fietstunnel.", FindingKind.PARTY),
    ("Het onderzoek naar bijna-ongelukken is in handen van de Wegenbond.", FindingKind.PARTY),
    (
        "Eerst valt het besluit over de fietstunnel, daarna komt het onderzoek naar bijna-ongelukken.",
        FindingKind.ORDER,
    ),
    ("Het aandeel kruispunten met een vrij fietspad is gedaald.", FindingKind.FIGURE),
    ("Het aantal kruispunten waar een vrij fietspad ligt, daalde.", FindingKind.FIGURE),
    ("Op meer dan negentig procent van de kruispunten ligt een vrij fietspad.", FindingKind.FIGURE),
    ("De handreiking schoolroutes en de meldapp voor gaten in het wegdek zijn klaar.", FindingKind.DELIVERED),
    ("Tijdens het fietscongres in de Vlerk op 12 september kwamen 240 bezoekers bijeen.", FindingKind.MOMENT),
    ("De proef met slimme verkeerslichten is niet aangehouden.", FindingKind.STATUS),
    ("Het lespakket dode hoek is niet geschrapt.", FindingKind.STATUS),
    ("De meldapp komt er binnenkort.", FindingKind.UNDATED),
    (
        "De handreiking schoolroutes staat op de site van de provincie en is online gezet.",
        FindingKind.DELIVERED,
    ),
    ("De handreiking schoolroutes werd in november op de site gezet.", FindingKind.DELIVERED),
    ("De fietskaart van de provincie is nog altijd niet de deur uit.", FindingKind.NOT_DELIVERED),
    ("De fietskaart van de provincie is nog in de ontwerpfase.", FindingKind.NOT_DELIVERED),
    (
        "Met de uitwerking van de fietskaart van de provincie moet nog worden begonnen.",
        FindingKind.NOT_DELIVERED,
    ),
    ("De fietskaart van de provincie wacht nog op publicatie.", FindingKind.NOT_DELIVERED),
    ("De provincie velde een oordeel over de fietstunnel.", FindingKind.DELIVERED),
    ("Waar de fietstunnel komt, is inmiddels besloten.", FindingKind.DELIVERED),
    ("Of de fietstunnel er komt, horen wij in maart 2024.", FindingKind.MOMENT),
    ("De fietstunnel staat vast: het besluit is genomen.", FindingKind.DELIVERED),
    ("De meldapp voor gaten in het wegdek zien wij in april 2024 tegemoet.", FindingKind.UNDATED),
    ("Fietsers profiteren sinds november van de proef met slimme verkeerslichten.", FindingKind.DELIVERED),
    ("Scholen kunnen de handreiking schoolroutes sinds november downloaden.", FindingKind.DELIVERED),
    (
        "De proef met slimme verkeerslichten krijgt in januari een klap op de vuurpijl en loopt door.",
        FindingKind.STATUS,
    ),
    ("Elke maand zien wethouders elkaar op het fietsoverleg met gemeenten.", FindingKind.COUNT),
    ("Op 12 september kregen de bezoekers van het fietscongres in de Vlerk een bel.", FindingKind.MOMENT),
    ("Onderzoekers van de Wegenbond schrijven het onderzoek naar bijna-ongelukken.", FindingKind.PARTY),
    ("Het onderzoek naar bijna-ongelukken komt uit de koker van de Wegenbond.", FindingKind.PARTY),
    ("De handreiking schoolroutes is in deze periode niet verschoven.", FindingKind.MOVED),
    ("Op de helft van de tachtig kruispunten ligt nu een vrij fietspad.", FindingKind.FIGURE),
    ("Er waren twaalf ongevallen. De helft daarvan waren een aanrijding.", FindingKind.FIGURE),
    ("Er zijn tachtig kruispunten. Vijftig daarvan hebben een vrij fietspad.", FindingKind.FIGURE),
    ("In Kade staan nu driehonderd fietsenrekken.", FindingKind.FIGURE),
    (
        "De fietstunnel is in trek, en het lespakket dode hoek gaat in mei de deur uit.",
        FindingKind.STATUS,
    ),
    ("Eind 2024 rekenen de scholen op de handreiking schoolroutes.", FindingKind.MOMENT),
    ("Over de leidraad Veilig parkeren heeft de Fietsraad een besluit genomen.", FindingKind.DELIVERED),
    (
        "Een werkgroep van de Wegenbond heeft het onderzoek naar bijna-ongelukken uitgevoerd.",
        FindingKind.PARTY,
    ),
    (
        "In april 2025 publiceert het Fietsinstituut zijn eindrapport over bijna-ongelukken.",
        FindingKind.MOMENT,
    ),
    ("De meldapp voor gaten in het wegdek is operationeel.", FindingKind.DELIVERED),
    ("Het aantal gemelde ongevallen bedraagt negentien.", FindingKind.FIGURE),
    ("Per 31 maart 2023 hadden vijftig kruispunten een vrij fietspad.", FindingKind.FIGURE),
    ("Besluitvorming over de fietstunnel is voorzien voor maart 2024.", FindingKind.MOMENT),
    (
        "Publicatie van de fietskaart van de provincie heeft op 12 mei 2023 plaatsgevonden.",
        FindingKind.MOMENT,
    ),
    (
        "Het is zover: met het lespakket dode hoek wordt een aanvang gemaakt.",
        FindingKind.STATUS,
    ),
    ("De fietskaart van de provincie bevindt zich nog in de voorbereidende fase.", FindingKind.NOT_DELIVERED),
    ("Ten aanzien van de handreiking schoolroutes zijn de werkzaamheden afgerond.", FindingKind.DELIVERED),
    ("Ingezet wordt op realisatie van het lespakket dode hoek in 2024.", FindingKind.STATUS),
    (
        "Voor de meldapp voor gaten in het wegdek is de publicatiedatum gesteld op 1 maart 2024.",
        FindingKind.UNDATED,
    ),
    ("De meldapp voor gaten in het wegdek treedt op 1 januari 2025 in werking.", FindingKind.UNDATED),
    ("Op 31 maart 2023 hadden 64 van de 80 kruispunten een vrij fietspad.", FindingKind.FIGURE),
    ("De scholen wachten tot eind 2024: dan pas komt de handreiking schoolroutes.", FindingKind.MOMENT),
    ("De handreiking schoolroutes zou in mei 2022 verschijnen.", FindingKind.MOVED),
    ("De nieuwste versie van de handreiking schoolroutes volgt eind 2024.", FindingKind.MOMENT),
    ("Bezoekers trokken op 12 september naar het fietscongres in de Vlerk.", FindingKind.MOMENT),
    ("De meldapp voor gaten in het wegdek belandt in 2024 bij de fietsers.", FindingKind.UNDATED),
    ("Scholen hebben de handreiking schoolroutes binnen.", FindingKind.DELIVERED),
    ("De fietskaart van de provincie bestaat nog niet op papier.", FindingKind.NOT_DELIVERED),
    ("Het waren vooral inhaalfouten.", FindingKind.FIGURE),
    ("Ondernemers, winkeliers en scholen hechten waarde aan een landelijke fietspas.", FindingKind.SUMMARY),
    ("De handreiking schoolroutes wordt niet eerder dan oktober 2024 verwacht.", FindingKind.MOMENT),
    ("De handreiking schoolroutes hangt inmiddels in elke school.", FindingKind.DELIVERED),
    ("Het Fietsinstituut heeft zijn onderzoek afgerond.", FindingKind.DELIVERED),
    ("Vragen over de fietskaart? Mail truus.devries@voorbeeld.nl.", FindingKind.ADDRESS),
)


def check(text):
    return CHECK.check_section("summary", text)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_left_alone(text):
    assert [(finding.kind, finding.quote) for finding in check(text)] == []


@pytest.mark.parametrize(("text", "kind"), FALSE)
def test_what_the_data_contradict_is_found_as_what_it_is(text, kind):
    assert kind in [finding.kind for finding in check(text)]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "De handreiking schoolroutes verschijnt naar verwachting in Q1 2024.",
            "De handreiking schoolroutes verschijnt naar verwachting medio 2024.",
        ),
        (
            "Nog voor de zomer van 2024 valt het besluit over de fietstunnel.",
            "In de tweede helft van 2024 valt het besluit over de fietstunnel.",
        ),
        (
            "Op 12 september was het fietscongres in de Vlerk.",
            "Op 21 september 2023 was het fietscongres in de Vlerk.",
        ),
        (
            "Op zestig van de tachtig kruispunten ligt nu een vrij fietspad.",
            "Op vierenzestig van de tachtig kruispunten ligt nu een vrij fietspad.",
        ),
        (
            "De handreiking schoolroutes is voor de derde keer verschoven.",
            "De handreiking schoolroutes is voor de tweede keer verschoven.",
        ),
        ("Voor de fietstunnel zijn er vier opties.", "Voor de fietstunnel zijn er drie opties."),
        ("Dit is de vierde rapportage.", "Dit is de eerste rapportage."),
    ],
)
def test_a_mend_gives_a_sentence_that_is_true(text, mended):
    (finding,) = check(text)
    assert finding.mended == mended
    assert check(mended) == ()


@pytest.mark.parametrize(
    "text",
    [
        "De handreiking schoolroutes is opgeleverd.",
        "Het lespakket dode hoek komt in maart 2024.",
        "De meldapp voor gaten in het wegdek komt in april 2024.",
        "Op 70 van de 90 kruispunten ligt een vrij fietspad.",
        "De handreiking schoolroutes komt in maart 2024, of anders in april 2024.",
        "Er zijn twaalf mijlpalen zonder datum en één daarvan is opgeleverd.",
        "Het onderzoek naar bijna-ongelukken wordt uitgevoerd door de Wegenbond.",
        "Vier mijlpalen zijn te laat.",
        "De vorming van een werkgroep trapveiligheid loopt tot eind 2024.",
    ],
)
def test_what_cannot_be_mended_with_certainty_has_no_mend(text):
    findings = check(text)
    assert findings
    assert [finding.instead for finding in findings] == [""] * len(findings)


def test_each_finding_says_what_is_wrong_in_a_sentence_with_its_record():
    for text, _ in FALSE:
        for finding in check(text):
            assert finding.sentence in text
            assert text[finding.start :].startswith(finding.quote)
            assert str(finding.message).endswith(".")
            assert finding.record.id >= 0


COLOUR = deliverable(
    "Besluit over de kleur van fietspaden",
    id=21,
    kind=DeliverableKind.DECISION,
    deciders=("Provincie", "Fietsraad"),
    statuses=(status(DONE, delivered_on=date(2023, 5, 4)),),
)
BRIDGE = deliverable(
    "Ontwerp van de fietsbrug",
    id=22,
    deadlines=(said("voorjaar van 2023"),),
    statuses=(status(DONE, delivered_on=date(2023, 11, 2)),),
)
SHED = deliverable(
    "Plan voor de fietsenstalling",
    id=23,
    deadlines=(said("voorjaar van 2023"),),
    statuses=(status(DONE, delivered_on=date(2023, 5, 2)),),
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Het ontwerp van de fietsbrug kwam op tijd.", [FindingKind.MOVED]),
        ("Het ontwerp van de fietsbrug kwam te laat.", []),
        ("Het plan voor de fietsenstalling kwam te laat.", [FindingKind.MOVED]),
        ("Het plan voor de fietsenstalling is volgens planning opgeleverd.", []),
        (
            "Het besluit over de kleur van fietspaden is alleen door de Provincie genomen.",
            [FindingKind.PARTY],
        ),
        ("Het besluit over de kleur van fietspaden is door de Provincie en de Fietsraad genomen.", []),
    ],
)
def test_what_is_done_is_told_in_time_or_late_and_by_everybody_who_did_it(text, kinds):
    known = replace(facts(COLOUR, BRIDGE, SHED), parties=KNOWN.parties)
    findings = EditorialCheck(known).check_section("summary", text)
    assert [finding.kind for finding in findings] == kinds


SECOND = deliverable("Tweede handreiking", id=24, statuses=(status(PLANNED),))
FIRST = deliverable("Handreiking schoolroutes", id=25, statuses=(status(DONE),))


@pytest.mark.parametrize(
    ("text", "names"), [("De handreiking is af.", []), ("De tweede handreiking is af.", [24])]
)
def test_what_only_its_number_tells_from_another_is_meant_only_with_its_number(text, names):
    findings = EditorialCheck(facts(SECOND, FIRST, ROUTES, STUDY, APP, TUNNEL)).check_section("summary", text)
    assert [finding.record.id for finding in findings] == names
