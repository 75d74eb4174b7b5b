"""The texts of a report as one Word document to write in, and to send back (`domain/text_round_trip.py`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.language import _
from app.domain.report import Block, BlockKind, Report
from app.domain.text_round_trip import SectionToSend
from app.renderers import pandoc
from app.renderers.naming import stamp_of
from app.renderers.office import find_widths, lay_out_blocks, lay_out_runs, write_document
from app.renderers.office_package import finish_docx
from app.renderers.pandoc import Node, clean_text
from app.templating import translator

_FROM_DATA, _FROM_DATA_TABLE = "From The Data", "From The Data Table"
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True)
class SectionContent:
    """What a section holds: the blocks that somebody wrote, and those made from the data."""

    section: SectionToSend
    written: tuple[Block, ...]
    data: tuple[Block, ...]


def list_data_lines(blocks: Sequence[Block], language: str) -> tuple[str, ...]:
    """Return what is made from the data, line by line, as `render_texts` prints it."""
    t = translator(language)
    lines = [t.gettext(_BELOW) if blocks else t.gettext(_NOTHING_BELOW)]
    for block in blocks:
        lines.append(("• " if block.kind is BlockKind.BULLET else "") + block.text)
        if block.kind is BlockKind.TABLE:
            lines += [*block.columns, *(cell.text for row in block.rows for cell in row.cells)]
    return tuple(line for line in (" ".join(clean_text(line).split()) for line in lines) if line)


_BELOW = _("Made from the data; what you change below is not taken over.")
_NOTHING_BELOW = _("Nothing in this section is made from the data.")


def render_texts(report: Report, contents: Sequence[SectionContent]) -> bytes:
    """Return a document with each section under its heading: its text, then in grey what the data say."""
    t = translator(report.language)
    how = t.gettext(
        "Write under the headings, and leave the headings. What is grey is made from the data: change it in "
        "Mijlpaal. Bold, lists, headings, quotes and footnotes are kept. Then send this document back."
    )
    marks = {content.section.key: content.section.mark for content in contents}
    blocks: list[Node] = [_grey([pandoc.words(how)])]
    for content in contents:
        blocks += _write_section(content, marks, report.language)
    package = write_document(
        report, blocks, "docx", date=t.gettext("Texts of version %(version)s") % {"version": report.version}
    )
    return finish_docx(package, clean_text(report.title), stamp_of(report))


def _write_section(content: SectionContent, marks: Mapping[str, str], language: str) -> Iterator[Node]:
    t = translator(language)
    yield pandoc.heading(1, [pandoc.words(content.section.heading)], content.section.mark)
    if content.written:
        yield from lay_out_blocks([_lead_to(block, marks) for block in content.written])
    else:
        yield pandoc.raw("openxml", _EMPTY)
    yield _grey([pandoc.words(t.gettext(_BELOW) if content.data else t.gettext(_NOTHING_BELOW))])
    for block in content.data:
        plain = replace(block, runs=tuple(replace(run, target="") for run in block.runs))
        if block.kind is BlockKind.TABLE:
            yield from _write_table(plain)
        elif block.kind in (BlockKind.HEADING, BlockKind.SUBHEADING):
            yield _grey([pandoc.strong(lay_out_runs(plain))])
        elif block.kind is BlockKind.BULLET:
            yield _grey([pandoc.words("• "), *lay_out_runs(plain)])
        else:
            yield _grey(lay_out_runs(plain))


def _lead_to(block: Block, marks: Mapping[str, str]) -> Block:
    """Let references lead to the bookmarks of this document."""
    keys = {key.replace(":", "-"): mark for key, mark in marks.items()}
    return replace(
        block,
        runs=tuple(
            replace(run, target=keys.get(run.target.replace(":", "-"), "")) if run.target else run
            for run in block.runs
        ),
    )


def _write_table(block: Block) -> Iterator[Node]:
    yield _grey([pandoc.strong(lay_out_runs(block))])
    head = [[_grey([pandoc.strong([pandoc.words(column)])], _FROM_DATA_TABLE)] for column in block.columns]
    rows = [
        [[_grey([pandoc.words(cell.text)], _FROM_DATA_TABLE)] for cell in row.cells] for row in block.rows
    ]
    yield pandoc.table([], find_widths(block), head, rows)


def _grey(inlines: Sequence[Node], style: str = _FROM_DATA) -> Node:
    return pandoc.style_blocks([pandoc.paragraph(inlines)], style)
