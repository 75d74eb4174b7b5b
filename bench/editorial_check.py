"""How long the editorial check takes over a report of sixty sections: `python -m bench.editorial_check`.

The sections are the texts that are composed for the demonstration, in the database of the settings
(`python -m app demo` fills one), so that nearly all in them is true, as in a report before its review.
"""

from itertools import cycle, islice
from time import process_time

from app.cli.database import get_today, open_database
from app.domain.editorial_check import CheckedText, EditorialCheck
from app.domain.half_year import HalfYear
from app.domain.report.facts import Facts
from app.domain.report.tree import BlockKind, Record
from app.queries.programme import programme_by_slug
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.reporting_period import period_of_half_year

SECTIONS, WORDS = 60, 100
_TEXT = (BlockKind.PARAGRAPH, BlockKind.BULLET)


def main() -> None:
    """Check the report twice and print how long each took: the second time phrases are known."""
    facts = _read_facts("toekomstscenario", "2023-H2")
    texts = list(_write_sections(facts))
    words = sum(len(text.text.split()) for text in texts)
    for time in ("first", "second"):
        began = process_time()
        findings = EditorialCheck(facts).check_texts(texts)
        took = process_time() - began
        print(f"{time}: {len(texts)} sections, {words} words, {len(findings)} findings in {took:.2f} s")


def _read_facts(slug: str, half_year: str) -> Facts:
    with open_database() as database, database.reading() as session:
        programme = programme_by_slug(session, slug)
        assert programme is not None
        period = period_of_half_year(session, programme.id, HalfYear.parse(half_year))
        assert period is not None
        return draft_facts(session, programme, period, get_today(session))


def _write_sections(facts: Facts) -> list[CheckedText]:
    """Sections of so many words, cut from the composed report again and again."""
    paragraphs = [
        block.text
        for section in compose_draft(facts, "nl").sections
        for block in section.blocks
        if block.kind in _TEXT and block.text
    ]
    lines = [f"action-line:{line.code}" for line in facts.lines]
    keys = islice(cycle(["summary", *lines, "outlook"]), SECTIONS)
    source, sections = cycle(paragraphs), []
    for number, key in enumerate(keys, start=1):
        text = next(source)
        while len(text.split()) < WORDS:
            text = f"{text}\n\n{next(source)}"
        sections.append(CheckedText(key, text, Record("section_text", number)))
    return sections


if __name__ == "__main__":
    main()
