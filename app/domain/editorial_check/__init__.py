"""Reads every text of a report against the data, before anybody is asked to sign it.

A text is cut into clauses (clause); the deliverables that each names (names), the moments (moments), the
figures (figures) and the claim (claims) are compared with the facts (promises, amounts), and the summary with
its chapters (agreement). Each finding names the sentence and the record. The rules are in domain/README.md.
"""

from app.domain.editorial_check.check import check_texts, collect_texts
from app.domain.editorial_check.finding import Finding, FindingKind, ReportText

__all__ = ["Finding", "FindingKind", "ReportText", "check_texts", "collect_texts"]
