"""What became of a deliverable, in the few words that stand behind its title."""

from datetime import date

from app.domain.change_digest import DigestKind, DigestLine
from app.domain.language import _
from app.domain.wording.change import slip_in_words
from app.domain.wording.promise import promise_in_words
from app.domain.wording.words import Words


def digest_words(line: DigestLine, words: Words, today: date) -> str:
    """“van begin 2024 naar Q2 2024, +3 maanden”, “opgeleverd op 4 december 2023”; perhaps nothing."""
    match line.kind:
        case DigestKind.WITHDRAWN if line.text:
            return words.say("merged into “%(into)s”", into=line.text)
        case DigestKind.MOVED if line.was and line.now:
            if line.now.window.is_undated:
                was, now = promise_in_words(line.was, words), promise_in_words(line.now, words)
                return words.say("the date was dropped: first %(old)s, now %(new)s", old=was, new=now)
            return slip_in_words(line.was, line.now, words)
        case DigestKind.LATE if line.now and line.now.window.latest:
            days = (today - line.now.window.latest).days
            late = words.counted("%(num)s day overdue", "%(num)s days overdue", days)
            return f"{promise_in_words(line.now, words)}, {late}"
        case DigestKind.DELIVERED if line.on:
            return words.say("on %(day)s", day=words.day(line.on))
        case DigestKind.DECIDED if line.on:
            return words.say("on %(day)s", day=words.day(line.on)) + f": {line.text}"
        case DigestKind.NEW if line.now:
            return words.say("promised: %(when)s", when=promise_in_words(line.now, words))
        case _:
            return ""


DIGEST_HEADINGS = {
    DigestKind.WITHDRAWN: _("Withdrawn"),
    DigestKind.MOVED: _("Moved"),
    DigestKind.LATE: _("Overdue"),
    DigestKind.DELIVERED: _("Delivered"),
    DigestKind.DECIDED: _("Decided"),
    DigestKind.NEW: _("New"),
}
