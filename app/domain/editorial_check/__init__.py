"""Reads every text of a report against the data, before anybody is asked to sign it.

A text is cut into sentences (sentence) and clauses, and each clause is read (reading) into what it claims
(claim): of which deliverable (names, portraits, themes), what (verbs, predicate), when (moments), how much
(amounts) and by whom (parties).
Each claim is compared with the facts of the report (knowledge). Every finding names the sentence and the
record, and carries a mend only where the mended sentence says what the facts say. The rules are in
domain/README.md, Editorial check.
"""

from app.domain.editorial_check.check import EditorialCheck
from app.domain.editorial_check.finding import CheckedText, Finding, FindingKind
from app.domain.editorial_check.knowledge import collect_texts

__all__ = ["CheckedText", "EditorialCheck", "Finding", "FindingKind", "collect_texts"]
