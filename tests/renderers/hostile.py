"""Sixty texts that break documents, and one report that holds each of them in every place that has words."""

from dataclasses import replace
from datetime import date

from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section
from tests.renderers.example import OVERVIEW, TREND

STRINGS = (
    # Nothing, or nothing to be seen.
    "",
    " ",
    "\t\n\r\v\f",
    "\u00a0\u2003\u2009",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u00ad\u00ad",
    # Controls, what Unicode does not know, and what stands for what was lost.
    "\x00\x01\x07\x08\x1b[31mrood\x1b[0m",
    "\x7f\x80\x85\x9f",
    "\ue000\uf8ff\U000f0000",
    "\ufffe\uffff\ufdd0",
    "\ufffc los \ufffd",
    "\U000e0001\U000e0041",
    "\u0378\u0379",
    # Pictures of feeling, with skin, sex, flags and families.
    "Klaar 👍🏽",
    "👩‍👩‍👧‍👦 gezin",
    "🇳🇱🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "☑ ☒ ☐ ✓ ✗ ★ ☺ ⚠️",
    "🫠🪿🛜",
    "1️⃣ #️⃣",
    # Scripts.
    "進捗報告書：第三回",
    "进展报告",
    "진행 보고서",
    "ภาษาไทยไม่มีช่องว่าง",
    "हिन्दी में रिपोर्ट",
    "தமிழ் அறிக்கை",
    "አማርኛ ዘገባ",
    "Ελληνικά έκθεση",
    "Отчёт о ходе работ",
    "Հայերեն",
    "ქართული",
    "ᚠᚢᚦᚨᚱᚲ",
    "𒀀𒁀𒂀",
    "Tiếng Việt: Nguyễn",
    # From right to left, and what turns the letters around it.
    "תוכנית: דוח 2024",
    "البرنامج: تقرير 2024",
    "Verslag (דוח) van 2024",
    "\u202efdp.gnicsid\u202c",
    "\u2066a\u2067b\u2069c",
    "ﷺ ﷽",
    # Marks upon marks.
    "Z̸̡̢̛̰̲̲̥̟̹̼̙̗̬̓̔̈́̾̔͂̕̕͝a̶̧̨̢̛̤̦̹̭̠̗̬͒̒̃̈́̔̕l̷̢̡̛̝̟̬̼̹̭̠̗̬͒̒̃̈́̔̕g̸̛̤̦̹̭̠̗̬͒̒̃̈́̔̕ơ̶̢̡̝̟̬̼̹̭̠̗̬͒̒̃̈́̔̕",
    "\u0301 los accent",
    "e\u0301 en é",
    "\u20dd\u20e3",
    # Words without an end.
    "x" * 10_000,
    "Rijkssamenwerkingsovereenkomstenregistratiebeheersverantwoordelijkheid",
    "https://voorbeeld.nl/" + "pad/" * 60 + "?a=" + "1" * 90,
    "字" * 400,
    "\u0300" * 300,
    "-" * 300,
    "9" * 400,
    # What a language of markup or a program would act upon.
    '#import "@preview/x:1": *',
    "#set page(width: 1pt) #panic()",
    "*vet* _schuin_ `code` $x^2$ <label> @ref",
    "= Kop\n== Kop\n- lijst\n+ lijst",
    "\\u{41} \\ \\\\ /* niet */ // niet",
    "<b>&amp;</b> <script>alert(1)</script>",
    "'; DROP TABLE report; --",
    '=1+1\t=HYPERLINK("http://x")',
    "../../../etc/passwd",
    "%s %d %(name)s {0} {{ x }} {% x %}",
)
_RECORD = Record("deliverable", 1)
_LONG = 60
"""So much of a word without an end stands in most places: a validator looks at each letter."""


def hostile() -> Report:
    """The same tree every time."""
    return Report(
        "vijandig",
        STRINGS[13],
        "2023-H2",
        1,
        STRINGS[33],
        "nl",
        "0.1",
        "open",
        (
            Section("introduction", "1", STRINGS[19], (*_texts(), _table(), *_pictures())),
            *(
                Section(f"action-line:{n}", text[:60], text, _headings(STRINGS[n : n + 6]))
                for n, text in enumerate(STRINGS)
                if n % 6 == 0
            ),
        ),
    )


def _texts() -> list[Block]:
    """Each in running text, in a list, in a quote, and in a note that the text refers to."""
    blocks = []
    for number, whole in enumerate(STRINGS, start=1):
        text = whole[:_LONG]
        runs = (Run(whole, is_strong=True), Run(text, note=number), Run(text, target="introduction"))
        blocks += [
            Block(BlockKind.PARAGRAPH, runs),
            Block(BlockKind.BULLET, (Run(text),)),
            Block(BlockKind.QUOTE, (Run(text),), language="en"),
            Block(BlockKind.NOTE, (Run(text),), note=number),
        ]
    return blocks


def _headings(texts: tuple[str, ...]) -> tuple[Block, ...]:
    kinds = (BlockKind.SUBHEADING, BlockKind.HEADING)
    return tuple(Block(kind, (Run(text[:_LONG]),)) for text in texts for kind in kinds)


def _table() -> Block:
    rows = tuple(
        Row((Run(text[:_LONG]), Run("1"), Run(text[:_LONG]), Run(text[:_LONG])), (_RECORD,))
        for text in STRINGS
    )
    return Block(
        BlockKind.TABLE, (Run(STRINGS[20]),), (_RECORD,), ("Wat", "n", STRINGS[25], STRINGS[34]), rows
    )


def _pictures() -> list[Block]:
    assert OVERVIEW.milestones is not None
    assert TREND.trend is not None
    drawn = OVERVIEW.milestones.milestones[2]
    milestones = tuple(replace(drawn, title=text) for text in STRINGS if len(text) < 200)
    parts = [milestones[start : start + 20] for start in range(0, len(milestones), 20)]
    overviews = [
        replace(
            OVERVIEW,
            runs=(Run(part[0].title),),
            milestones=replace(OVERVIEW.milestones, description=part[0].title, milestones=part),
        )
        for part in parts
    ]
    trends = tuple(
        replace(TREND.trend.trends[0], id=number, title=text) for number, text in enumerate(STRINGS[:14])
    )
    day = date(2023, 12, 18)
    columns = tuple(replace(column, day=day, text=STRINGS[16]) for column in TREND.trend.columns[1:])
    trend = replace(TREND.trend, trends=trends, columns=(TREND.trend.columns[0], *columns))
    return [*overviews, replace(TREND, trend=trend)]
