"""A report tree in, a file out: every format of a report, by the name that people ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.refusal import Invalid
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
    is_slow: bool = False
    """Whether writing a large report takes more than a moment."""

    def name_file(self, report: Report) -> str:
        """Return what the file of a report is called."""
        return naming.name_file(report, self.extension)


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html; charset=utf-8", html.render_document, "html"),
    "pdf": Format("application/pdf", pdf.render_document, "pdf", is_slow=True),
    "md": Format("text/markdown; charset=utf-8", markdown.render_document, "md"),
    "json": Format("application/json", json.render_document, "json"),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        office.render_docx,
        "docx",
        is_slow=True,
    ),
    "odt": Format("application/vnd.oasis.opendocument.text", office.render_odt, "odt", is_slow=True),
}


def format_named(name: str) -> Format:
    """The format of this name. Refuses a name that is none, with those that are."""
    if name not in FORMATS:
        raise Invalid.because(
            "format",
            "“%(name)s” is no format of a report. Choose from: %(known)s.",
            name=name,
            known=", ".join(FORMATS),
        )
    return FORMATS[name]
