"""A report tree in, a file out: every format of a report, by the name that people ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.language import _
from app.domain.report import Report
from app.renderers import html, json, markdown, naming, office, pdf


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, and what it is called on the wire.

    It is written from a report and the hash of what was adopted; a draft has none.
    """

    media_type: str
    write: Callable[[Report, str | None], bytes]
    extension: str
    """How the names of its files end, without the dot."""
    label: str = ""
    """What it is to whoever chooses one (an English msgid)."""
    is_slow: bool = False
    """Whether writing a large report takes more than a moment: it is then written in a process of its own."""

    def name_file(self, report: naming.Named) -> str:
        """Return what the file of a report is called."""
        return naming.name_file(report, self.extension)


FORMATS: Mapping[str, Format] = {
    "html": Format(
        "text/html; charset=utf-8",
        html.render_document,
        "html",
        _("HTML: to read in a browser, in one file"),
    ),
    "pdf": Format(
        "application/pdf", pdf.render_document, "pdf", _("PDF: to read, print and send"), is_slow=True
    ),
    "md": Format(
        "text/markdown; charset=utf-8",
        markdown.render_document,
        "md",
        _("Markdown: plain text with headings and tables"),
    ),
    "json": Format("application/json", json.render_document, "json", _("JSON: for other systems")),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        office.render_docx,
        "docx",
        _("DOCX: to work on in Word"),
        is_slow=True,
    ),
    "odt": Format(
        "application/vnd.oasis.opendocument.text",
        office.render_odt,
        "odt",
        _("ODT: to work on in LibreOffice"),
        is_slow=True,
    ),
}
"""Those that are written from the report alone; what goes into an archive with them: `archive.py`."""
