"""Sentences over the invented programme: each as it is true, and as it contradicts the data."""

from typing import NamedTuple

from app.domain.editorial_check import FindingKind

LINE_1, LINE_2, BOTH, AGREED = (
    *("action-line:1", "action-line:2"),
    *("action-line:overkoepelend", "action-line:governance"),
)


class Planted(NamedTuple):
    """What is wrong, in which section, and both sentences."""

    kind: FindingKind
    section: str
    true: str
    false: str


MOMENT, DELIVERED, NOT_DELIVERED = FindingKind.MOMENT, FindingKind.DELIVERED, FindingKind.NOT_DELIVERED
STATUS, FIGURE = FindingKind.STATUS, FindingKind.FIGURE
UNDATED, SUMMARY = FindingKind.UNDATED, FindingKind.SUMMARY

PLANTED = (
    # Another moment than the deadline, or than the day on which it was done.
    Planted(
        MOMENT,
        LINE_1,
        "Het besluit over de milieuzone wordt begin 2024 genomen.",
        "Het besluit over de milieuzone wordt in het tweede kwartaal van 2024 genomen.",
    ),
    Planted(
        MOMENT,
        "summary",
        "De stuurgroep neemt begin 2024 een besluit over de milieuzone.",
        "De stuurgroep neemt eind 2024 een besluit over de milieuzone.",
    ),
    Planted(
        MOMENT,
        "outlook",
        "In het eerste kwartaal van 2024 wordt het besluit over de milieuzone verwacht.",
        "Voor de zomer van 2024 wordt het besluit over de milieuzone verwacht.",
    ),
    Planted(
        MOMENT,
        LINE_2,
        "De leidraad wateroverlast komt in de tweede helft van 2023.",
        "De leidraad wateroverlast komt in de eerste helft van 2024.",
    ),
    Planted(
        MOMENT,
        "summary",
        "Naar verwachting verschijnt de leidraad wateroverlast in H2 2023.",
        "Naar verwachting verschijnt de leidraad wateroverlast in het voorjaar van 2024.",
    ),
    Planted(
        MOMENT,
        LINE_1,
        "Het meetnet luchtkwaliteit is eind 2021 opgeleverd.",
        "Het meetnet luchtkwaliteit is begin 2022 opgeleverd.",
    ),
    Planted(
        MOMENT,
        LINE_1,
        "De handreiking laadpalen is in maart 2023 gepubliceerd.",
        "De handreiking laadpalen is in mei 2023 gepubliceerd.",
    ),
    Planted(
        MOMENT,
        LINE_1,
        "Op 30 november 2022 is het onderzoek naar sluipverkeer afgerond.",
        "Op 30 januari 2023 is het onderzoek naar sluipverkeer afgerond.",
    ),
    Planted(
        MOMENT,
        LINE_2,
        "De klimaatkaart werd in december 2022 opgeleverd.",
        "De klimaatkaart werd in het najaar van 2023 opgeleverd.",
    ),
    Planted(
        MOMENT,
        BOTH,
        "Het kennisplatform is sinds maart 2022 in gebruik.",
        "Het kennisplatform is sinds september 2022 in gebruik.",
    ),
    Planted(
        MOMENT,
        AGREED,
        "Het convenant met woningcorporaties is op 20 oktober 2022 ondertekend.",
        "Het convenant met woningcorporaties is op 20 november 2022 ondertekend.",
    ),
    Planted(
        MOMENT,
        LINE_2,
        "De plantronde in vijf wijken is op 19 november 2022 gehouden.",
        "De plantronde in vijf wijken is op 19 maart 2023 gehouden.",
    ),
    # Called delivered that is not.
    Planted(
        DELIVERED,
        LINE_2,
        "Aan de leidraad wateroverlast wordt nog gewerkt.",
        "De leidraad wateroverlast is opgeleverd.",
    ),
    Planted(
        DELIVERED,
        "summary",
        "Het besluit over de milieuzone moet nog worden genomen.",
        "Het besluit over de milieuzone is genomen.",
    ),
    Planted(
        DELIVERED,
        LINE_2,
        "Het handboek “Tegels eruit, groen erin” is nog in de maak.",
        "Het handboek “Tegels eruit, groen erin” is inmiddels gereed.",
    ),
    Planted(
        DELIVERED,
        BOTH,
        "Een communicatieplan is er nog niet.",
        "Het communicatieplan is vastgesteld.",
    ),
    Planted(
        DELIVERED,
        LINE_2,
        "Voor geveltuinen is een handboek geveltuinen bedacht.",
        "Het handboek geveltuinen werd dit jaar gepubliceerd.",
    ),
    Planted(
        DELIVERED,
        "outlook",
        "De leidraad wateroverlast volgt nog in de tweede helft van 2023.",
        "De waterschappen werken al met de leidraad wateroverlast, die deze zomer is uitgebracht.",
    ),
    Planted(
        DELIVERED,
        LINE_1,
        "Over de milieuzone is nog geen besluit gevallen.",
        "Inmiddels heeft de stuurgroep het besluit over de milieuzone genomen.",
    ),
    Planted(
        DELIVERED,
        BOTH,
        "Aan een communicatieplan is de afgelopen tijd gewerkt.",
        "Met de woningcorporaties samen is het communicatieplan afgerond.",
    ),
    # Called open that was delivered.
    Planted(
        NOT_DELIVERED,
        LINE_2,
        "De klimaatkaart is klaar en staat op de site van de gemeente.",
        "De klimaatkaart wordt nog opgeleverd.",
    ),
    Planted(
        NOT_DELIVERED,
        LINE_1,
        "Het onderzoek naar sluipverkeer is afgerond.",
        "Het onderzoek naar sluipverkeer is nog niet afgerond.",
    ),
    Planted(
        NOT_DELIVERED,
        AGREED,
        "De partijen hebben het convenant met woningcorporaties gesloten.",
        "Het convenant met woningcorporaties moet nog worden gesloten.",
    ),
    Planted(
        NOT_DELIVERED,
        "summary",
        "De handreiking laadpalen is verschenen.",
        "De handreiking laadpalen verschijnt in 2024.",
    ),
    Planted(
        NOT_DELIVERED,
        LINE_2,
        "Het plan duizend bomen is vastgesteld.",
        "Het plan duizend bomen zal in 2024 worden vastgesteld.",
    ),
    Planted(
        NOT_DELIVERED,
        BOTH,
        "Het kennisplatform is opgeleverd.",
        "Het kennisplatform wordt naar verwachting volgend jaar opgeleverd.",
    ),
    # Called cancelled or on hold that is not, or the other way round.
    Planted(
        STATUS,
        LINE_1,
        "De proef met nachtbussen is geschrapt.",
        "De proef met nachtbussen wordt in 2024 afgerond.",
    ),
    Planted(
        STATUS,
        LINE_2,
        "De regenwaterkaart is vervallen, omdat de klimaatkaart hetzelfde laat zien.",
        "De regenwaterkaart is opgeleverd.",
    ),
    Planted(
        STATUS,
        LINE_2,
        "Het werk aan de leidraad wateroverlast loopt.",
        "De leidraad wateroverlast is aangehouden.",
    ),
    Planted(
        STATUS,
        "summary",
        "Het communicatieplan staat nog op de lijst.",
        "Het communicatieplan gaat niet door.",
    ),
    Planted(
        STATUS,
        LINE_1,
        "De jaarlijkse meting is ook dit jaar gehouden.",
        "De jaarlijkse meting is stopgezet.",
    ),
    # Figures that no measurement bears out.
    Planted(
        FIGURE,
        LINE_2,
        "Tot nu toe zijn 700 bomen geplant.",
        "Tot nu toe zijn 750 bomen geplant.",
    ),
    Planted(
        FIGURE,
        "summary",
        "Het aantal geplante bomen steeg van 480 bomen naar 700 bomen.",
        "Het aantal geplante bomen steeg van 490 bomen naar 700 bomen.",
    ),
    Planted(
        FIGURE,
        LINE_1,
        "De lucht wordt gemeten op 16 meetpunten.",
        "De lucht wordt gemeten op 61 meetpunten.",
    ),
    Planted(
        FIGURE,
        LINE_1,
        "Op 5 meetpunten ligt de waarde boven de norm.",
        "Op 6 meetpunten ligt de waarde boven de norm.",
    ),
    Planted(
        FIGURE,
        "indicators",
        "Dat is 31,3 procent van de meetpunten boven de norm.",
        "Dat is 13,3 procent van de meetpunten boven de norm.",
    ),
    Planted(
        FIGURE,
        "summary",
        "In de wijken staan zestien meetpunten.",
        "In de wijken staan twaalf meetpunten.",
    ),
    # Promises without a moment.
    Planted(
        UNDATED,
        LINE_2,
        "Wanneer het handboek geveltuinen er ligt, is niet bekend.",
        "Het handboek geveltuinen verschijnt binnenkort.",
    ),
    Planted(
        UNDATED,
        "summary",
        "Van het communicatieplan is geen moment toegezegd.",
        "Het communicatieplan wordt op korte termijn vastgesteld.",
    ),
    Planted(
        UNDATED,
        "outlook",
        "Het handboek groene daken is nog een idee.",
        "Het handboek groene daken wordt de komende periode opgeleverd.",
    ),
)
