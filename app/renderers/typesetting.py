"""Typst: a template and plain values in, a PDF out that is archival (PDF/A-3a) and accessible (PDF/UA-1)."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from app.renderers.printable import FONTS
from app.templating.environment import TEMPLATES

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

Typesetter: TypeAlias = Callable[[str, Mapping[str, Any], date], bytes]
"""Sets a template with its values, as of a day: `typeset`, here or apart."""
STANDARDS: "list[PDFStandard]" = ["ua-1", "a-3a"]
_PIXELS = 110
"""To an inch of 72 units."""


def typeset(template: str, values: Mapping[str, Any], day: date, attachment: bytes = b"") -> bytes:
    """Return the document of a template in `templates/typst/`: for the same values and day the same bytes.

    Texts in `values` are data and never markup; each must have been through `make_printable`. The
    attachment is what the template puts into the file as a source.
    """
    from typst import Compiler  # takes longer to load than all else of a document

    compiler = Compiler(
        input=TEMPLATES / "typst" / template,
        root=TEMPLATES / "typst",
        font_paths=_load_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(values, ensure_ascii=False), "attachment": attachment.decode()},
    )
    made_at = datetime.combine(day, time(12), UTC)
    document = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=made_at)
    assert isinstance(document, bytes)  # no file was asked for
    return document


def draw_pixels(svg: str, width: float, height: float) -> bytes:
    """Return a drawing of so many units as PNG, for documents in which SVG shows only here and there."""
    from typst import compile as typst_compile

    page = (
        f"#set page(width: {width:g}pt, height: {height:g}pt, margin: 0pt)\n"
        "#image(bytes(sys.inputs.svg), width: 100%)"
    )
    drawn = typst_compile(
        page.encode(), format="png", ppi=_PIXELS, font_paths=_load_fonts(), sys_inputs={"svg": svg}
    )
    assert isinstance(drawn, bytes)  # it is one page
    return drawn


@cache
def _load_fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
