"""A milestone in somebody's own calendar: its title there, and what stands below it."""

from app.domain.assessment import Assessment
from app.domain.language import _
from app.domain.structure import DeliverableKind
from app.domain.wording.promise import past_moment_in_words, window_in_words
from app.domain.wording.status import status_msgid
from app.domain.wording.words import Words


def calendar_title(title: str, kind: DeliverableKind, assessment: Assessment, words: Words) -> str:
    """Return a title that says by itself what is a decision, and what is closed already."""
    decision = words.say("Decision")
    if kind is DeliverableKind.DECISION and not title.casefold().startswith(decision.casefold()):
        title = f"{decision}: {title}"
    status = assessment.current_status
    if not status.is_closed:
        return title
    return f"{title} ({words.say(status_msgid(kind, status)).lower()})"


def calendar_description(
    kind: DeliverableKind, assessment: Assessment, place: tuple[str, str], words: Words
) -> str:
    """Return the words of the promise, how it stands and where it belongs (programme and project)."""
    promised, status = assessment.promise, words.say(status_msgid(kind, assessment.current_status))
    lines = []
    if promised is not None:
        lines.append(words.say("Promised: “%(phrase)s”", phrase=window_in_words(promised.window)))
    if assessment.done is not None:
        status = f"{status}, {past_moment_in_words(assessment.done, words)}"
    lines.append(words.say("Status: %(status)s", status=status))
    lines.append(words.say(_PLACE, programme=place[0], project=place[1]))
    return "\n".join(lines)


_PLACE = _("%(programme)s, project %(project)s")
