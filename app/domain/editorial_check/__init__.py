"""Compare every text of a report with the data before anybody signs it (domain/README.md, Editorial check).

A text is cut into sentences (sentences) and clauses (clauses); the things that they name (named), the moments
(moments), what is claimed of them (claims) and the figures (figures) are held against the facts (promises,
amounts), and the summary against its chapters (agreement). Each finding names the sentence and the record.
"""

from app.domain.editorial_check.check import check
from app.domain.editorial_check.finding import Finding, FindingKind, Text
from app.domain.editorial_check.texts import texts_of

__all__ = ["Finding", "FindingKind", "Text", "check", "texts_of"]
