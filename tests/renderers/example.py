"""One small report that has a block of every kind, with text that tries to be markup."""

from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section

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
