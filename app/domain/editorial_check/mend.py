"""Keeps a mend only where the mended sentence, read again, says what the facts say and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding
from app.domain.editorial_check.reading import Reader

_Signature = tuple[tuple[int, ...], tuple[str, ...], int, int]
"""Of a clause: what it is about, what it says, and how many moments and amounts it has."""


def keep_certain_mends(
    findings: Sequence[Finding],
    reader: Reader,
    check_sentence: Callable[[Sequence[Clause]], Iterable[Finding]],
) -> list[Finding]:
    """Return the findings, without a mend where it is not certain."""
    return [
        replace(finding, instead="")
        if finding.instead and not _is_certain(finding, reader, check_sentence)
        else finding
        for finding in findings
    ]


def _is_certain(
    finding: Finding, reader: Reader, check_sentence: Callable[[Sequence[Clause]], Iterable[Finding]]
) -> bool:
    if finding.instead == finding.quote:
        return False
    before = _clauses_at(reader, finding, finding.text.text)
    after = _clauses_at(reader, finding, finding.mended)
    if [_sign(clause) for clause in before] != [_sign(clause) for clause in after]:
        return False
    return not any(check_sentence(after))


def _clauses_at(reader: Reader, finding: Finding, text: str) -> list[Clause]:
    """The clauses of the sentence in which a finding stands."""
    clauses = list(reader.read(replace(finding.text, text=text)))
    starts = [clause.sentence.start for clause in clauses if clause.sentence.start <= finding.start]
    return [clause for clause in clauses if starts and clause.sentence.start == max(starts)]


def _sign(clause: Clause) -> _Signature:
    return (
        tuple(each.id for each in clause.subjects),
        tuple(f"{each.act} {each.stance} {each.is_denied}" for each in clause.predicates),
        len(clause.times),
        len(clause.amounts),
    )
