"""Reading an existing report: which promises its sentences make, as proposals that a person judges."""

from app.domain.promise_extraction.document import Paragraph, PlainLine, ReportText
from app.domain.promise_extraction.extraction import propose_promises
from app.domain.promise_extraction.layout import build_report_text
from app.domain.promise_extraction.proposal import ProposedPromise

__all__ = [
    "Paragraph",
    "PlainLine",
    "ProposedPromise",
    "ReportText",
    "build_report_text",
    "propose_promises",
]
