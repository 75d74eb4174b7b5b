"""One small report that has a block of every kind, with text that tries to be markup."""

from dataclasses import replace
from datetime import date

from app.domain.firmness import Firmness
from app.domain.promise_trend import Point, Trend
from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section
from app.domain.report.picture import (
    Arrival,
    ChainLink,
    ChainPicture,
    DrawnMilestone,
    MilestonePicture,
    SeriesPicture,
    SeriesPoint,
    TrendColumn,
    TrendPicture,
)
from app.domain.structure import DeliverableKind, Direction
from app.domain.timeliness import Timeliness

TEXT_FORMATS = ("html", "md", "json")
"""Formats whose bytes are text that a person can compare."""
DELIVERABLE, PROJECT = Record("deliverable", 17), Record("project", 3)
NASTY = "1. <script>alert(1)</script> **vet** [hier](http://x) | `code` & # niets"


def example(language: str = "nl") -> Report:
    """The same tree every time."""
    return Report(
        "buurtkracht",
        "Buurtkracht & co",
        "2023-H2",
        3,
        "Voortgangsrapportage 2023-H2",
        language,
        "0.1",
        "open",
        (
            Section("introduction", "1", "Inleiding", INTRODUCTION),
            Section("action-line:1", "4.1", "Actielijn 1: Ontmoeten", CHAPTER),
        ),
    )


def pictured() -> Report:
    """A report with both pictures, on which each kind of mark and each end of a trend is drawn once."""
    return Report(
        "buurtkracht",
        "Buurtkracht & co",
        "2023-H2",
        3,
        "Derde voortgangsrapportage",
        "nl",
        "1.0",
        "adopted",
        (Section("milestones", "5", "Mijlpalenoverzicht", (OVERVIEW, TREND)),),
    )


def figured() -> Report:
    """A report with a chain in which every link stands otherwise, and a series with all that it can have."""
    return replace(
        pictured(),
        sections=(
            Section("decisions", "6", "Besluiten", (CHAIN,)),
            Section("indicators", "7", "Indicatoren", (SERIES,)),
        ),
        layout=2,
    )


def _point(said: int, month: int, day: int, year: int = 2023) -> Point:
    """Said in a month of 2023: no earlier than the first of the month in which the last day lies."""
    return Point(date(2023, said, 10), date(year, month, 1), date(year, month, day))


INTRODUCTION = (
    Block(BlockKind.PARAGRAPH, (Run("Het gaat goed."),), (Record("programme", 1),)),
    Block(BlockKind.PARAGRAPH, (Run(NASTY),), (PROJECT, DELIVERABLE)),
)
CHAPTER = (
    Block(BlockKind.HEADING, (Run("Huizen", PROJECT),), (PROJECT,)),
    Block(BlockKind.SUBHEADING, (Run("Komend"),)),
    Block(
        BlockKind.BULLET,
        (Run("Handreiking.", DELIVERABLE, is_strong=True), Run(" De oplevering volgt begin 2024.")),
        (DELIVERABLE, Record("deadline", 40)),
    ),
    Block(BlockKind.BULLET, (Run("- geen streepje"),), (Record("measurement", 8),)),
    Block(
        BlockKind.TABLE,
        (Run("Mijlpalen van Huizen"),),
        (DELIVERABLE,),
        ("Mijlpaal", "Moment"),
        (Row((Run("Handreiking", DELIVERABLE), Run("begin 2024 | Q1")), (DELIVERABLE, PROJECT)),),
    ),
)

ON = date(2023, 12, 18)
OVERVIEW = Block(
    BlockKind.TABLE,
    (Run("Mijlpalen op de tijdas. Ontmoeten"),),
    (DELIVERABLE,),
    ("Mijlpaal", "Moment"),
    (Row((Run("Handreiking <b>", DELIVERABLE), Run("begin 2024")), (DELIVERABLE,)),),
    milestones=MilestonePicture(
        "5 mijlpalen op een tijdas.",
        ON,
        date(2026, 12, 31),
        (
            DrawnMilestone(
                "Bijeenkomst", DeliverableKind.EVENT, Timeliness.DELIVERED, "3 juli 2023", "day",
                date(2023, 7, 3), date(2023, 7, 3), None, ON, date(2023, 7, 3),
            ),
            DrawnMilestone(
                "Vaststelling van de leidraad", DeliverableKind.DECISION, Timeliness.OVERDUE,
                "begin december 2023", "begin", date(2023, 12, 1), date(2023, 12, 10), Firmness.EXPECTED, ON,
            ),
            DrawnMilestone(
                "Handreiking <b>", DeliverableKind.PRODUCT, Timeliness.DUE_LATER, "begin 2024", "begin",
                date(2024, 1, 1), date(2024, 3, 31), Firmness.AIMED, ON,
            ),
            DrawnMilestone(
                "Regenwaterkaart", DeliverableKind.PRODUCT, Timeliness.WITHDRAWN, "medio 2024", "mid",
                date(2024, 6, 1), date(2024, 7, 31), Firmness.COMMITTED, ON,
            ),
            DrawnMilestone(
                "Verdieping", DeliverableKind.EVENT, Timeliness.DUE_LATER, "vanaf 2024", "open_right",
                date(2024, 1, 1), None, Firmness.COMMITTED, ON,
            ),
        ),
    ),
)  # fmt: skip
TREND = Block(
    BlockKind.TABLE,
    (Run("Laatst beloofde dag per rapportage. Ontmoeten"),),
    (DELIVERABLE,),
    ("Mijlpaal", "Eerste belofte", "2023-H1", "2023-H2"),
    (
        Row(
            (Run("Handreiking", DELIVERABLE), Run("31 juli 2023"), Run("31 juli 2023"), Run("31 maart 2024")),
            (DELIVERABLE,),
        ),
    ),
    trend=TrendPicture(
        "De laatst beloofde dag van 3 mijlpalen.",
        (TrendColumn(date(2023, 7, 10), "2023-H1"), TrendColumn(ON, "2023-H2")),
        (
            Trend(
                17,
                "Handreiking",
                (_point(1, 7, 31), _point(7, 7, 31), _point(12, 3, 31, 2024)),
                "open",
                None,
                True,
            ),
            Trend(18, "Kaart", (_point(1, 10, 31), _point(12, 10, 31)), "done", date(2023, 10, 2), False),
            Trend(19, "Proef", (_point(1, 12, 31), _point(12, 12, 31)), "dropped", None, True),
        ),
    ),
)
CHAIN = Block(
    BlockKind.TABLE,
    (Run("Nodig voor: Vaststelling <b>"),),
    (DELIVERABLE,),
    ("Mijlpaal", "Moment", "Status"),
    (Row((Run("Handreiking", DELIVERABLE), Run("begin 2024"), Run("Gepland")), (DELIVERABLE,)),),
    chain=ChainPicture(
        "5 inputs van een besluit.",
        ON,
        (
            ChainLink("Schetsen & proef", Arrival.IN, "3 juli 2023 · opgeleverd"),
            ChainLink("Regenwaterkaart", Arrival.WITHDRAWN, "Vervallen"),
            ChainLink("Leidraad", Arrival.OVERDUE, "Begin december 2023 · gepland, over tijd"),
            ChainLink("Handreiking", Arrival.TO_COME, "Begin 2024 · gepland"),
            ChainLink("Verdieping", Arrival.UNKNOWN, "Gepland"),
            ChainLink("Vaststelling <b>", Arrival.TO_COME, "Medio 2024 · gepland", is_decision=True),
            ChainLink("Advies", Arrival.LATER, "Eind 2024 · gepland · komt na het besluit"),
        ),
    ),
)
SERIES = Block(
    BlockKind.TABLE,
    (Run("Verloop van Aandeel"),),
    (Record("measurement", 8),),
    ("Peildatum", "Waarde"),
    (Row((Run("30 september 2023"), Run("5,3%")), (Record("measurement", 8),)),),
    series=SeriesPicture(
        "2 metingen.",
        (SeriesPoint(date(2023, 3, 31), "4.0", "4,0%"), SeriesPoint(date(2023, 9, 30), "5.3", "5,3%")),
        "4",
        "4%",
        Direction.DOWN,
        "Een gezin kan meer dan één maatregel hebben.",
    ),
)
