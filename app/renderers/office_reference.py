"""The documents whose styles pandoc takes over: made here from its own, unless a ministry gives others."""

import re
from functools import cache
from pathlib import Path

from app.renderers.office_package import read_parts, write_parts
from app.renderers.pandoc import run
from app.settings import ROOT, settings

_MARKUP = ROOT / "templates" / "report" / "reference"
_LETTER = "Archivo"

_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
    '<w:footerReference w:type="default" r:id="rIdFooter"/>'
    '<w:footnotePr><w:numRestart w:val="continuous"/></w:footnotePr>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_HEADER = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle '
    'w:val="Header"/></w:pPr><w:fldSimple w:instr=" TITLE "><w:r><w:t></w:t></w:r></w:fldSimple></w:p>'
    "</w:hdr>"
)
_FOOTER = (
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle '
    'w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r>'
    "</w:fldSimple></w:p></w:ftr>"
)
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_ODT_PAGE = (
    'fo:page-width="21cm" fo:page-height="29.7cm" style:num-format="1" style:print-orientation="portrait" '
    'fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm" '
)
_ODT_HEADER = (
    '<style:header><text:p text:style-name="Header"><text:title></text:title></text:p></style:header>'
    '<style:footer><text:p text:style-name="Footer"><text:page-number text:select-page="current">1'
    "</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>"
)


def read_reference(format: str) -> bytes:
    """Return the reference document of a format (`docx`, `odt`): that of the deployer, else ours."""
    given = {"docx": settings().reference_docx, "odt": settings().reference_odt}[format]
    return given.read_bytes() if given else make_reference(format)


@cache
def make_reference(format: str) -> bytes:
    """Make our own reference document of a format from that of pandoc; the same bytes each time."""
    parts = read_parts(run([f"--print-default-data-file=reference.{format}"]))
    return write_parts(_dress_docx(parts) if format == "docx" else _dress_odt(parts))


def _dress_docx(parts: dict[str, bytes]) -> dict[str, bytes]:
    dressed = {name: part.decode() for name, part in parts.items()}
    dressed["word/styles.xml"] = _put_styles(
        _put_letter(dressed["word/styles.xml"]),
        _read("docx_styles.xml"),
        "w:style",
        "w:styleId",
        "</w:styles>",
    )
    dressed["word/fontTable.xml"] = dressed["word/fontTable.xml"].replace(
        "</w:fonts>",
        f'<w:font w:name="{_LETTER}"><w:altName w:val="Arial"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>',
    )
    dressed["word/document.xml"] = re.sub(
        r"<w:sectPr>.*?</w:sectPr>", _PAGE, dressed["word/document.xml"], flags=re.DOTALL
    )
    # Only what stands in tables is hyphenated: see Table Text.
    dressed["word/settings.xml"] = re.sub(
        r"<w:defaultTabStop[^>]*/>", r"\g<0><w:autoHyphenation/>", dressed["word/settings.xml"], count=1
    )
    dressed["word/header1.xml"], dressed["word/footer1.xml"] = _HEADER, _FOOTER
    relations, types = "", ""
    for kind in ("header", "footer"):
        relations += f'<Relationship Id="rId{kind.title()}" Type="{_RELATION}/{kind}" Target="{kind}1.xml"/>'
        types += f'<Override PartName="/word/{kind}1.xml" ContentType="{_WORDPROCESSING}.{kind}+xml"/>'
    for name, end, text in (
        ("word/_rels/document.xml.rels", "</Relationships>", relations),
        ("[Content_Types].xml", "</Types>", types),
    ):
        dressed[name] = dressed[name].replace(end, text + end)
    return {name: text.encode() for name, text in dressed.items()}


def _put_letter(styles: str) -> str:
    """Give every style that names the letter of the theme ours, and 10.5 points where a style names none."""
    ours = f'<w:rFonts w:ascii="{_LETTER}" w:hAnsi="{_LETTER}" w:cs="{_LETTER}" w:eastAsia="{_LETTER}"/>'
    styles = re.sub(r"<w:rFonts\s[^>]*Theme[^>]*/>", ours, styles)
    head, end, rest = styles.partition("</w:docDefaults>")
    head = head.replace('w:sz w:val="24"', 'w:sz w:val="21"').replace(
        'w:szCs w:val="24"', 'w:szCs w:val="21"'
    )
    head = head.replace(
        '<w:spacing w:after="200" />', '<w:spacing w:after="0" w:line="276" w:lineRule="auto"/>'
    )
    return head + end + rest


def _dress_odt(parts: dict[str, bytes]) -> dict[str, bytes]:
    styles = parts["styles.xml"].decode()
    face = (
        f'<style:font-face style:name="{_LETTER}" svg:font-family="{_LETTER};Arial" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
    )
    styles = styles.replace("</office:font-face-decls>", face)
    styles = re.sub(r'style:font-name="(?:Times New Roman|Arial)"', f'style:font-name="{_LETTER}"', styles)
    styles = styles.replace('fo:font-size="12pt"', 'fo:font-size="10.5pt"')
    styles = _put_styles(styles, _read("odt_styles.xml"), "style:style", "style:name", "</office:styles>")
    styles = re.sub(r'fo:page-width=.*?fo:margin-right="1in"', _ODT_PAGE, styles, flags=re.DOTALL)
    styles = re.sub(
        r"<style:header-style />",
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" '
        'fo:margin-bottom="0.4cm"/></style:header-style>',
        styles,
    )
    styles = re.sub(r"<style:footer>.*?</style:footer>", _ODT_HEADER, styles, flags=re.DOTALL)
    return {**parts, "styles.xml": styles.encode()}


def _put_styles(styles: str, ours: str, element: str, key: str, end: str) -> str:
    """Put our styles in the place of those with the same name."""
    for name in re.findall(rf'<{element}\s[^>]*?{key}="([^"]+)"', ours):
        styles = re.sub(
            rf'<{element}\s[^>]*?{key}="{re.escape(name)}"[^>]*?(?:/>|(?<!/)>.*?</{element}>)',
            "",
            styles,
            flags=re.DOTALL,
        )
    return styles.replace(end, f"{ours}{end}")


def _read(name: str) -> str:
    return (_MARKUP / name).read_text("utf-8")


def write_reference(format: str, folder: Path) -> Path:
    """Write the reference document of a format in a folder, and return where."""
    path = folder / f"reference.{format}"
    path.write_bytes(read_reference(format))
    return path
