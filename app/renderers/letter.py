"""Letters that leave by mail: subject and plain text, from what is still true when they do."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.domain.language import DEFAULT_LANGUAGE, _, _n
from app.domain.notice import LetterFacts, LetterPart, NoticeKind
from app.templating import translator
from app.templating.formats import day


class LetterWords(NamedTuple):
    """What a letter says."""

    subject: str
    text: str


CHOICES = "/mijn-berichten"
"""Where somebody says which letters they wish to get."""


def write_letter(letter: LetterFacts, site: str) -> LetterWords:
    """Put a letter into words; `site` is the address before every path, without a slash at its end."""
    say = translator().gettext
    first, *others = letter.parts
    subject = say(_ERRATUM_SUBJECT if first.version else _SUBJECTS[first.kind]) % _values(first)
    if others:
        subject = say("%(programme)s: %(num)s messages for you") % {
            "programme": first.programme,
            "num": len(letter.parts),
        }
    lines = [say("Dear %(name)s,") % {"name": letter.name}, ""]
    for part in letter.parts:
        lines += [*_part(part, site), ""]
    lines += [
        say("You get one such letter a day at the most. Choose which ones you wish to get:"),
        f"{site}{CHOICES}",
    ]
    return LetterWords(subject, "\n".join(lines) + "\n")


def write_invitation(name: str, by: str, link: str, until: date) -> LetterWords:
    """Invite somebody to choose a password; `by` is the name of whoever lets them in."""
    say = translator().gettext
    values = {"name": name, "by": by, "until": day(until, DEFAULT_LANGUAGE)}
    lines = [
        say("Dear %(name)s,") % values,
        "",
        say("%(by)s gives you access to Mijlpaal, where programmes keep what they promised.") % values,
        say("Choose a password on this page. The link works once, up to and including %(until)s:") % values,
        link,
        "",
        say("Did you not expect this letter? Then you need not do anything."),
    ]
    return LetterWords(say("Your access to Mijlpaal"), "\n".join(lines) + "\n")


def write_address_change(name: str, by: str) -> LetterWords:
    """Tell somebody at their earlier address that it was changed."""
    say = translator().gettext
    values = {"name": name, "by": by}
    lines = [
        say("Dear %(name)s,") % values,
        "",
        say("%(by)s changed your e-mail address in Mijlpaal: letters go to the new one now.") % values,
        say("Is that not right? Then tell the programme office or the administrator."),
    ]
    return LetterWords(say("Your address in Mijlpaal was changed"), "\n".join(lines) + "\n")


def _part(part: LetterPart, site: str) -> Iterator[str]:
    say, values = translator().gettext, _values(part)
    yield say(_ERRATUM_OPENING if part.version else _OPENINGS[part.kind]) % values
    if part.titles and part.kind is not NoticeKind.QUESTION:
        yield translator().ngettext(
            "Of one deliverable your answer is still missing:",
            "Of %(num)s deliverables your answer is still missing:",
            len(part.titles),
        ) % {"num": len(part.titles)}
        yield from (f"- {title}" for title in part.titles)
    if part.question:
        yield f"“{part.question}”"
    if part.others:
        yield say("Others were asked before and have not answered yet. Can you see to it?")
        yield from (f"- {title} ({lead})" if lead else f"- {title}" for lead, title in part.others)
    if part.count:
        singular, plural = _SECTIONS[part.kind]
        yield translator().ngettext(singular, plural, part.count) % {"num": part.count}
    if part.kind in (NoticeKind.CALL_OPENED, NoticeKind.REMINDER):
        until = (
            say("The last day was %(until)s. Your answer is still welcome:")
            if part.is_late
            else say(
                "You can answer up to and including %(until)s. Nothing changed? Then one press is enough:"
            )
        )
        yield until % values
    yield f"{site}{_path(part)}"


def _path(part: LetterPart) -> str:
    report = f"/programmas/{part.slug}/rapportages/{part.half_year}"
    match part.kind:
        case NoticeKind.CALL_OPENED | NoticeKind.REMINDER:
            return "/stand-van-zaken"
        case NoticeKind.REVIEW_STARTED | NoticeKind.SIGNATURE_LAPSED:
            return f"{report}/akkoord"
        case NoticeKind.QUESTION:
            return "/wacht-op-u"
        case _:
            return report


def _values(part: LetterPart) -> dict[str, object]:
    return {
        "programme": part.programme,
        "half_year": part.half_year,
        "version": part.version,
        "until": day(part.until, DEFAULT_LANGUAGE) if part.until else "",
        "title": part.titles[0] if part.titles else "",
        "asked_by": part.asked_by,
    }


_SUBJECTS = {
    NoticeKind.CALL_OPENED: _("%(programme)s: how does it stand? Round %(half_year)s is open"),
    NoticeKind.REMINDER: _("%(programme)s: your answers for %(half_year)s"),
    NoticeKind.REVIEW_STARTED: _("%(programme)s: report %(half_year)s waits for your signature"),
    NoticeKind.SIGNATURE_LAPSED: _("%(programme)s: your signature under report %(half_year)s lapsed"),
    NoticeKind.QUESTION: _("%(programme)s: a question about “%(title)s”"),
    NoticeKind.ADOPTED: _("%(programme)s: report %(half_year)s is adopted"),
    NoticeKind.PUBLISHED: _("%(programme)s: report %(half_year)s is published"),
}
_OPENINGS = {
    NoticeKind.CALL_OPENED: _(
        "The round %(half_year)s of %(programme)s is open: how does what you lead stand?"
    ),
    NoticeKind.REMINDER: _("The progress report of %(programme)s over %(half_year)s is being made."),
    NoticeKind.REVIEW_STARTED: _(
        "The report of %(programme)s over %(half_year)s is ready to be signed, before %(until)s."
    ),
    NoticeKind.SIGNATURE_LAPSED: _(
        "In the report of %(programme)s over %(half_year)s text has changed that you had signed already."
    ),
    NoticeKind.QUESTION: _("%(asked_by)s asks something about “%(title)s” (%(programme)s)."),
    NoticeKind.ADOPTED: _("The report of %(programme)s over %(half_year)s has been adopted."),
    NoticeKind.PUBLISHED: _(
        "The report of %(programme)s over %(half_year)s is published: everybody can read it."
    ),
}
_ERRATUM_SUBJECT = _("%(programme)s: erratum of report %(half_year)s is adopted")
_ERRATUM_OPENING = _(
    "An erratum of the report of %(programme)s over %(half_year)s has been adopted: version %(version)s. It "
    "says what was put right; the version before it stays available."
)
_SECTIONS = {
    NoticeKind.REVIEW_STARTED: _n("One section waits for you:", "%(num)s sections wait for you:"),
    NoticeKind.SIGNATURE_LAPSED: _n(
        "One section is to be signed again:", "%(num)s sections are to be signed again:"
    ),
}
