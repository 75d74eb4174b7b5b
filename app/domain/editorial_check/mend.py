"""Keeps a mend only where the mended sentence, read again, says what the facts say and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding
from app.domain.editorial_check.reading import Reader

_Check = Callable[[Sequence[Clause]], Iterable[Finding]]
_Signature = tuple[tuple[int, ...], tuple[str, ...], int, int]
"""Of a clause: what it is about, what it says, and how many moments and amounts it has."""


def keep_certain_mend(
    finding: Finding, sentence: Sequence[Clause], reader: Reader, check_sentence: _Check
) -> Finding:
    """Return a finding in a sentence, without its mend where that is not certain."""
    is_certain = bool(finding.instead) and finding.instead != finding.quote
    if any(clause.times and not clause.predicates for clause in sentence[1:]):
        is_certain = False  # “in maart, of anders in april”: what else would have to change?
    if is_certain:
        mended = _read_again(finding, sentence[0].sentence.start, reader)
        is_same = [_sign(clause) for clause in sentence] == [_sign(clause) for clause in mended]
        is_certain = is_same and not any(check_sentence(mended))
    return finding if is_certain else replace(finding, instead="")


def _read_again(finding: Finding, start: int, reader: Reader) -> list[Clause]:
    """The clauses of the mended sentence, read behind what its paragraph says before it."""
    text = finding.text.text
    behind = start + len(finding.sentence) + len(finding.instead) - len(finding.quote)
    paragraph = text.rfind("\n\n", 0, start)
    before = text[paragraph + 2 : start] if paragraph >= 0 else text[:start]
    piece = before + finding.mended[start:behind]
    clauses = reader.read(replace(finding.text, text=piece))
    return [clause for clause in clauses if clause.sentence.start >= len(before)]


def _sign(clause: Clause) -> _Signature:
    return (
        tuple(each.id for each in clause.subjects),
        tuple(f"{each.act} {each.stance} {each.is_denied}" for each in clause.predicates),
        len(clause.times),
        len(clause.amounts),
    )
