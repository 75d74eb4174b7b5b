"""How the parts of a programme are called in a report."""

from app.domain.report.facts import LineFacts
from app.domain.structure import ActionLineKind
from app.domain.wording import Words


def line_title(line: LineFacts, words: Words) -> str:
    """“Actielijn 1: Beproeven …”; the cross-cutting work and the governance go by their own title."""
    if line.kind is not ActionLineKind.LINE:
        return line.title
    return words.say("Action line %(code)s: %(title)s", code=line.code, title=line.title)
