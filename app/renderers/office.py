"""A report as a text document for Word and LibreOffice (DOCX and ODT), by pandoc."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid
from app.domain.report import Block, BlockKind, Report, Run
from app.renderers import pandoc
from app.renderers.naming import stamp_of
from app.renderers.office_package import finish_docx, finish_odt
from app.renderers.office_reference import write_reference
from app.renderers.pandoc import Node, clean_text
from app.renderers.picture import Picture, draw_picture
from app.renderers.table_width import lay_out_columns
from app.renderers.typesetting import draw_pixels
from app.templating import translator

_LEVELS = {BlockKind.HEADING: 2, BlockKind.SUBHEADING: 3}
_COUNTRIES = {"nl": "nl-NL", "en": "en-GB"}

_UNITS, _WIDTH, _HEIGHT = 680, 15.9, 22
"""So many units of a drawing are as wide as a page of text, in centimetres; and how high one may be."""
_AT_ONCE = 2
_BETWEEN = 3
"""In letters, what lies between two columns."""


def render_docx(report: Report, digest: str | None = None) -> bytes:
    """The report for Word; an adopted one ends with its hash, a draft is stamped on each page."""
    pictures = draw_pictures(report)
    package, media = _convert(report, digest, "docx", pictures)
    return finish_docx(package, clean_text(report.title), stamp_of(report), media)


def render_odt(report: Report, digest: str | None = None) -> bytes:
    """The same for LibreOffice, as an OpenDocument 1.3."""
    pictures = draw_pictures(report)
    package, media = _convert(report, digest, "odt", pictures)
    alternatives = [(placed.picture.title, placed.picture.description) for placed in pictures.values()]
    return finish_odt(package, alternatives, stamp_of(report), media)


def _convert(
    report: Report, digest: str | None, format: str, pictures: Mapping[int, "PlacedPicture"]
) -> tuple[bytes, Mapping[bytes, bytes]]:
    """Return the document as pandoc makes it, and what comes in the place of each stand-in of a picture.

    Pictures are drawn while pandoc works: in a large report either takes seconds.
    """
    t = translator(report.language)
    contents = [
        (section.anchor, clean_text(f"{section.number} {section.title}")) for section in report.sections
    ]
    blocks = [_CONTENTS[format](t.gettext("Contents"), contents), *write_sections(report, pictures)]
    if digest:
        blocks.append(pandoc.paragraph([pandoc.words(f"SHA-256: {digest}")]))
    version = t.gettext("Version %(number)s") % {"number": report.version}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        drawn = {placed.stand_in: pool.submit(placed.draw) for placed in pictures.values()}
        package = write_document(report, blocks, format, date=version)
        return package, {stand_in: job.result() for stand_in, job in drawn.items()}


def write_document(report: Report, blocks: Sequence[Node], format: str, **metadata: str) -> bytes:
    """Return a document with the title, language and day of a report, in the styles of the reference."""
    metadata = {
        "title": report.title,
        "subtitle": report.programme_title,
        "lang": _COUNTRIES.get(report.language, report.language),
        **metadata,
    }
    with TemporaryDirectory() as folder:
        reference = write_reference(format, Path(folder))
        return pandoc.convert(blocks, metadata, format, reference, _find_moment(report))


def _find_moment(report: Report) -> int:
    """The moment that the file bears: the end of the period, so that it follows from the tree."""
    try:
        day = HalfYear.parse(report.half_year).ends_on
    except Invalid:
        day = date(2000, 1, 1)
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def _write_docx_contents(title: str, sections: Sequence[tuple[str, str]]) -> Node:
    """A table of contents that can be read as it is, and to which Word adds the pages on opening."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{begin if place == 0 else ""}'
        f'<w:hyperlink w:anchor="{escape(anchor)}"><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        "</w:hyperlink></w:p>"
        for place, (anchor, text) in enumerate(sections)
    ]
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' if sections else ""
    return pandoc.raw(
        "openxml",
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>'
        f"{escape(title)}</w:t></w:r></w:p>{''.join(entries)}{end}</w:sdtContent></w:sdt>",
    )


def _write_odt_contents(title: str, sections: Sequence[tuple[str, str]]) -> Node:
    title = escape(title)
    entries = [
        f'<text:p text:style-name="Contents_20_1"><text:a xlink:type="simple" xlink:href="#{escape(anchor)}">'
        f'{escape(text)}</text:a><text:tab/><text:bookmark-ref text:reference-format="page" '
        f'text:ref-name="{escape(anchor)}"></text:bookmark-ref></text:p>'
        for anchor, text in sections
    ]
    parts = (
        '<text:index-entry-link-start text:style-name="Internet_20_link"/><text:index-entry-text/>'
        '<text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/>'
        "<text:index-entry-link-end/>"
    )
    return pandoc.raw(
        "opendocument",
        '<text:table-of-content text:name="Contents" text:protected="true">'
        '<text:table-of-content-source text:outline-level="1">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{title}'
        "</text:index-title-template>"
        '<text:table-of-content-entry-template text:outline-level="1" text:style-name="Contents_20_1">'
        f"{parts}</text:table-of-content-entry-template></text:table-of-content-source><text:index-body>"
        '<text:index-title text:name="Contents_Head"><text:p text:style-name="Contents_20_Heading">'
        f"{title}</text:p></text:index-title>{''.join(entries)}"
        "</text:index-body></text:table-of-content>",
    )


_CONTENTS: Mapping[str, Callable[[str, Sequence[tuple[str, str]]], Node]] = {
    "docx": _write_docx_contents,
    "odt": _write_odt_contents,
}


def write_sections(report: Report, pictures: Mapping[int, "PlacedPicture"]) -> Iterator[Node]:
    """Write each section with its heading, under the name that references lead to."""
    for section in report.sections:
        yield pandoc.heading(1, [pandoc.words(f"{section.number} {section.title}")], section.anchor)
        yield from lay_out_blocks(section.blocks, pictures)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture with its number in the document."""

    number: int
    picture: Picture

    @property
    def stand_in(self) -> bytes:
        """What pandoc passes on in its place: like no other in the document."""
        return b"\x89PNG\r\n\x1a\n" + self.number.to_bytes(4)

    @property
    def size(self) -> tuple[float, float]:
        """How wide and high it stands on the page, in centimetres."""
        scale = min(_WIDTH / self.picture.width, _WIDTH / _UNITS, _HEIGHT / self.picture.height)
        return round(scale * self.picture.width, 2), round(scale * self.picture.height, 2)

    def draw(self) -> bytes:
        """Draw it as pixels, since Word shows no SVG without them."""
        return draw_pixels(self.picture.svg, self.picture.width, self.picture.height)


def draw_pictures(report: Report) -> Mapping[int, PlacedPicture]:
    """Lay out the pictures of a report in their order, by the identity of the block of each."""
    laid_out = (
        (id(block), draw_picture(block, report.language))
        for section in report.sections
        for block in section.blocks
    )
    drawn = [(key, picture) for key, picture in laid_out if picture]
    return {key: PlacedPicture(number, picture) for number, (key, picture) in enumerate(drawn)}


def lay_out_blocks(
    blocks: Sequence[Block], pictures: Mapping[int, PlacedPicture] = MappingProxyType({})
) -> Iterator[Node]:
    """Write blocks: items as a list, each note where it is referred to, each picture above its table."""
    notes = {block.note: block for block in blocks if block.kind is BlockKind.NOTE}
    referred = {run.note for block in blocks for run in block.runs if run.note}
    explained: set[str] = {""}
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.BULLET:
            yield pandoc.bullets([[pandoc.plain(lay_out_runs(block, notes))] for block in group])
            continue
        for block in group:
            if kind is BlockKind.TABLE:
                if placed := pictures.get(id(block)):
                    yield _write_picture(placed)
                    if placed.picture.legend not in explained:
                        explained.add(placed.picture.legend)
                        yield pandoc.paragraph([pandoc.words(placed.picture.legend)])
                yield _write_table(block)
            elif kind in _LEVELS:
                yield pandoc.heading(_LEVELS[kind], lay_out_runs(block, notes))
            elif kind is BlockKind.QUOTE:
                yield pandoc.quote([pandoc.paragraph(lay_out_runs(block, notes))])
            elif kind is BlockKind.NOTE and block.note in referred:
                continue
            else:
                yield pandoc.paragraph(lay_out_runs(block, notes))


def lay_out_runs(block: Block, notes: Mapping[int, Block] | None = None) -> list[Node]:
    """Write the words of a block, in its language where that is another than the report's."""
    inlines = [_write_run(run, notes or {}) for run in block.runs]
    if block.language:
        return [pandoc.span(inlines, {"lang": _COUNTRIES.get(block.language, block.language)})]
    return inlines


def _write_run(run: Run, notes: Mapping[int, Block]) -> Node:
    if run.note:
        block = notes.get(run.note)
        if block is None:
            return pandoc.superscript([pandoc.words(run.text)])
        return pandoc.note([pandoc.paragraph(lay_out_runs(block))])
    inlines: list[Node] = [pandoc.words(run.text)]
    if run.target:
        inlines = [pandoc.link(inlines, "#" + run.target.replace(":", "-"))]
    return pandoc.strong(inlines) if run.is_strong else inlines[0]


def _write_table(block: Block) -> Node:
    rows = [[[pandoc.plain([_write_run(cell, {})])] for cell in row.cells] for row in block.rows]
    head = [[pandoc.plain([pandoc.words(column)])] for column in block.columns]
    return pandoc.table(lay_out_runs(block), find_widths(block), head, rows)


def find_widths(block: Block) -> list[float]:
    """Return the share of each column in the width of a table."""
    rows = [[cell.text for cell in row.cells] for row in block.rows if len(row.cells) == len(block.columns)]
    columns = lay_out_columns(block.columns, rows, may_turn=False)
    shares = [column.share + _BETWEEN for column in columns]
    return [round(share / sum(shares), 4) for share in shares]


def _write_picture(placed: PlacedPicture) -> Node:
    source, picture = "data:image/png;base64," + b64encode(placed.stand_in).decode(), placed.picture
    return pandoc.picture(
        source, placed.size, picture.description, picture.title, [pandoc.words(picture.title)]
    )
