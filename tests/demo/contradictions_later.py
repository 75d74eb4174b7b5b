"""More of them, written when the check was done; and a text in which all is true."""

from tests.demo.contradictions import (
    AGREED,
    BOTH,
    DELIVERED,
    FIGURE,
    LINE_1,
    LINE_2,
    MOMENT,
    NOT_DELIVERED,
    STATUS,
    SUMMARY,
    UNDATED,
    Planted,
)

PLANTED = (
    Planted(
        MOMENT,
        "summary",
        "Wat nog komt: een besluit over de milieuzone, begin 2024.",
        "Wat nog komt: een besluit over de milieuzone, medio 2024.",
    ),
    Planted(
        MOMENT,
        LINE_1,
        "De gemeente en de provincie willen het besluit over de milieuzone begin 2024 nemen.",
        "De gemeente en de provincie willen het besluit over de milieuzone vóór 1 december 2023 nemen.",
    ),
    Planted(
        MOMENT,
        LINE_2,
        "In november 2022 plantten bewoners bomen tijdens de plantronde in vijf wijken, die toen is"
        " gehouden.",
        "De plantronde in vijf wijken is in het voorjaar van 2022 gehouden; bewoners plantten er bomen.",
    ),
    Planted(
        MOMENT,
        BOTH,
        "Bewoners kunnen alles nalezen op het kennisplatform. Dat is in maart 2022 opgeleverd.",
        "Bewoners kunnen alles nalezen op het kennisplatform. Dat is in juli 2022 opgeleverd.",
    ),
    Planted(
        MOMENT,
        LINE_1,
        "Het meetnet is op 15 december 2021 opgeleverd, de handreiking laadpalen op 15 maart 2023.",
        "Het meetnet luchtkwaliteit is op 15 december 2021 opgeleverd, de handreiking laadpalen "
        "is op 15 mei 2023 gepubliceerd.",
    ),
    Planted(
        MOMENT,
        "outlook",
        "Dit halfjaar moet de leidraad wateroverlast verschijnen.",
        "Volgend jaar moet de leidraad wateroverlast verschijnen.",
    ),
    Planted(
        DELIVERED,
        BOTH,
        "De themabijeenkomsten gaan door en het communicatieplan is in voorbereiding.",
        "De themabijeenkomsten gaan door en het communicatieplan is klaar.",
    ),
    Planted(
        DELIVERED,
        LINE_2,
        "Het handboek groene daken bestaat alleen als plan.",
        "Het handboek groene daken ligt er sinds oktober: het is gepubliceerd.",
    ),
    Planted(
        DELIVERED,
        "summary",
        "Afgerond zijn de klimaatkaart en de plantronde in vijf wijken; de leidraad wateroverlast loopt nog.",
        "Afgerond zijn de klimaatkaart en de leidraad wateroverlast.",
    ),
    Planted(
        NOT_DELIVERED,
        "outlook",
        "Na de klimaatkaart, die klaar is, richt het programma zich op de leidraad wateroverlast.",
        "In 2024 komt de klimaatkaart, waarop bewoners zien waar het water blijft staan.",
    ),
    Planted(
        NOT_DELIVERED,
        LINE_2,
        "Over het plan duizend bomen is besloten: de vaststelling van het plan duizend bomen was in 2021.",
        "De vaststelling van het plan duizend bomen is nog niet gedaan.",
    ),
    Planted(
        STATUS,
        LINE_1,
        "Met de proef met nachtbussen is het programma gestopt.",
        "De proef met nachtbussen is uitgevoerd en afgerond.",
    ),
    Planted(
        STATUS,
        "summary",
        "De themabijeenkomsten trekken elk halfjaar meer bezoekers.",
        "De themabijeenkomsten liggen stil en zijn opgeschort.",
    ),
    Planted(
        FIGURE,
        "summary",
        "Met elkaar plantten bewoners en gemeente tot en met juni 700 bomen.",
        "Met elkaar plantten bewoners en gemeente tot en met juni 1.700 bomen.",
    ),
    Planted(
        FIGURE,
        LINE_1,
        "Het aantal meetpunten boven de norm daalde van 7 meetpunten naar 5 meetpunten.",
        "Het aantal meetpunten boven de norm daalde van 7 meetpunten naar 3 meetpunten.",
    ),
    Planted(
        FIGURE,
        "indicators",
        "Van de meetpunten ligt 31,3% boven de norm, tegen 43,8% een half jaar eerder.",
        "Van de meetpunten ligt 21,3% boven de norm, tegen 43,8% een half jaar eerder.",
    ),
    Planted(
        UNDATED,
        LINE_2,
        "Het handboek over tegels eruit en groen erin is in bewerking.",
        "Het handboek tegels eruit en groen erin komt zo snel mogelijk.",
    ),
    Planted(
        UNDATED,
        BOTH,
        "Aan het communicatieplan werkt de gemeente samen met de corporaties.",
        "De gemeente stelt met de corporaties het communicatieplan op; het wordt spoedig vastgesteld.",
    ),
    Planted(
        SUMMARY,
        "summary",
        "Bij de plantronde in vijf wijken hielpen 140 bewoners.",
        "Bij de plantronde in vijf wijken hielpen 410 bewoners.",
    ),
    Planted(
        SUMMARY,
        "summary",
        "De jaarlijkse meting krijgt in mei 2024 een vervolg.",
        "De jaarlijkse meting krijgt in juni 2024 een vervolg.",
    ),
)

CHAPTERS = {
    LINE_1: """
In de wijken staat nu een heel meetnet. Wie wil weten hoe schoon de lucht is, vindt de uitkomsten op de
site. Een keer per jaar worden alle uitkomsten naast elkaar gelegd. De jaarlijkse meting krijgt in mei
2024 een vervolg. Het onderzoek naar sluipverkeer liet zien dat veel auto's de wijk alleen doorkruisen.
Daarom zijn drie straten afgesloten voor doorgaand verkeer. Bewoners zijn daar tevreden over. Sinds 2022
rijden er minder auto's.

De handreiking laadpalen helpt wijken bij de keuze van plekken. Sinds maart 2023 is zij te vinden op het
kennisplatform. In het voorjaar van 2023 vroegen vier wijken er advies over.

Over de milieuzone spreekt de stuurgroep met de gemeenteraad. De proef met nachtbussen gaat niet door,
omdat te weinig mensen zich aanmeldden. Het geld ervoor gaat naar fietspaden.
""",
    LINE_2: """
Bij de plantronde in vijf wijken hielpen 140 bewoners. Ook twee scholen deden mee. Het weer zat die dag
tegen, maar de meeste bomen staan er nog.

Voor het plan duizend bomen zijn plekken gezocht in parken, langs straten en op schoolpleinen. In 2021 is
het plan duizend bomen vastgesteld. Daarmee kon het planten beginnen.

De klimaatkaart is eind 2022 opgeleverd. Op de kaart is te zien waar het water blijft staan na een zware
bui. De regenwaterkaart is daarom geschrapt. Met de waterschappen wordt gesproken over de leidraad
wateroverlast. In de tweede helft van 2023 zijn daarvoor drie werksessies gehouden.
""",
    BOTH: """
De themabijeenkomsten worden goed bezocht. In oktober 2023 ging het over groene daken. Het kennisplatform
telt inmiddels 1.200 lezers. Elke maand komen er verhalen bij.
""",
    AGREED: """
De afspraken met de corporaties staan in het convenant met woningcorporaties. Twee keer per jaar spreken
de partijen elkaar. Dat is in september 2023 voor het laatst gebeurd.
""",
    "introduction": """
Dit is de zesde rapportage. Zij gaat over de tweede helft van 2023. De volgende verschijnt in juli 2024.
Het programma loopt tot en met 2025 en wordt betaald door de gemeente en de provincie.
""",
}
"""Everything in it is true, by section."""
