"""The zip that a text document is: its parts, what pandoc leaves out of them, the same bytes each time."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from types import MappingProxyType

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows; the document itself says when it is from."""

_CONCEPT_DOCX = '<w:p><w:pPr><w:pStyle w:val="Concept"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
_CONCEPT_ODT = '<text:p text:style-name="Concept">{text}</text:p>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name, in their order."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return a package; the same parts give the same bytes. `mimetype` is stored first, as ODF wants it."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = (
                zipfile.ZIP_STORED if name.endswith(("mimetype", ".png")) else zipfile.ZIP_DEFLATED
            )
            info.external_attr = 0o644 << 16
            archive.writestr(info, parts[name])
    return written.getvalue()


def finish_docx(
    package: bytes, title: str, mark: str, media: Mapping[bytes, bytes] = MappingProxyType({})
) -> bytes:
    """Return the document with rows that stay whole, its title in the header, and a mark on every page.

    Where a part is a key of `media`, its value comes in its place.
    """
    parts = {name: media.get(part, part) for name, part in read_parts(package).items()}
    document = parts["word/document.xml"].decode()
    in_table = '<w:pStyle w:val="Compact" /><w:jc w:val="left" />'  # so pandoc writes the text of a cell
    document = document.replace(in_table, '<w:pStyle w:val="TableText"/>')
    document = document.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    document = document.replace("<w:tr><w:trPr><w:tblHeader", "<w:tr><w:trPr><w:cantSplit/><w:tblHeader")
    # The address of a picture is its own bytes once more.
    document = re.sub(r'(<pic:cNvPr )descr="data:[^"]*" ', r"\1", document)
    if mark:
        document = _require_header(parts, document)
    parts["word/document.xml"] = document.encode()
    for name in [name for name in parts if re.fullmatch(r"word/header\d*\.xml", name)]:
        header = re.sub(
            r'(<w:fldSimple w:instr=" TITLE ">\s*<w:r>\s*<w:t)[^>]*(?:/>|>[^<]*</w:t>)',
            lambda match: f'{match[1]} xml:space="preserve">{escape(title)}</w:t>',
            parts[name].decode(),
        )
        if mark:
            paragraph = _CONCEPT_DOCX.format(text=escape(mark))
            header = re.sub(r"(<w:hdr(?:\s[^>]*)?)(?:/>|>)", rf"\1>{paragraph}", header, count=1)
        parts[name] = header.encode()
    return write_parts(parts)


def _require_header(parts: dict[str, bytes], document: str) -> str:
    """Give a document whose reference has no header an empty one."""
    if "<w:headerReference " in document:
        return document
    parts["word/header9.xml"] = f'<w:hdr xmlns:w="{_W}"></w:hdr>'.encode()
    for name, end, text in (
        (
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rIdConcept" Type="{_RELATION}/header" Target="header9.xml"/>',
        ),
        (
            "[Content_Types].xml",
            b"</Types>",
            '<Override PartName="/word/header9.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.header+xml"/>',
        ),
    ):
        parts[name] = parts[name].replace(end, text.encode() + end)
    reference = '<w:headerReference w:type="default" r:id="rIdConcept"/>'
    return re.sub(r"<w:sectPr(\s[^>]*)?(?:/>|>)(.*)", rf"<w:sectPr\1>{reference}\2", document, count=1)


def finish_odt(
    package: bytes,
    alternatives: Sequence[tuple[str, str]],
    mark: str,
    media: Mapping[bytes, bytes],
) -> bytes:
    """Return the document with whole rows, the title and description of each picture, and a mark.

    Where a part is a key of `media`, its value comes in its place.
    """
    parts = {name: media.get(part, part) for name, part in read_parts(package).items()}
    content = parts["content.xml"].decode()
    described = iter(alternatives)

    def describe(match: re.Match[str]) -> str:
        title, description = next(described)
        return (
            f"{match[0].removesuffix('</draw:frame>')}<svg:title>{escape(title)}</svg:title>"
            f"<svg:desc>{escape(description)}</svg:desc></draw:frame>"
        )

    content = re.sub(r"<draw:frame\b.*?</draw:frame>", describe, content, flags=re.DOTALL)
    for style, line in (("TableHeaderRowCell", "1pt solid #15171c"), ("TableRowCell", "0.5pt solid #d5d7db")):
        content = re.sub(
            rf'(<style:style style:name="{style}" style:family="table-cell">)(.*?)</style:style>',
            rf'\1<style:table-cell-properties fo:border="none" fo:border-bottom="{line}" '
            r'fo:padding-left="0cm" fo:padding-right="0.2cm"/></style:style>',
            content,
            count=1,
            flags=re.DOTALL,
        )
    content = content.replace("<table:table-row>", '<table:table-row table:style-name="WholeRow">')
    content = content.replace(
        "</office:automatic-styles>",
        '<style:style style:name="WholeRow" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style></office:automatic-styles>',
        1,
    )
    parts["content.xml"] = content.encode()
    if mark:
        parts["styles.xml"] = _mark_pages(parts["styles.xml"].decode(), mark).encode()
    return write_parts(parts)


def _mark_pages(styles: str, mark: str) -> str:
    """Put the mark in the header of every master page, also of one that has none."""
    paragraph = _CONCEPT_ODT.format(text=escape(mark))
    styles = re.sub(
        r"(<style:master-page\b[^>]*?)(?:/>|(?<!/)>(?!\s*<style:header\b))",
        lambda match: (
            f"{match[1]}><style:header></style:header>"
            + ("</style:master-page>" if match[0].endswith("/>") else "")
        ),
        styles,
    )
    return re.sub(r"<style:header(?:-first)?>", lambda match: f"{match[0]}{paragraph}", styles)
