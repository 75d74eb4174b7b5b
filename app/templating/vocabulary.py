"""The words for the values of our enumerations; a word means one thing, whatever the enumeration."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from gettext import NullTranslations

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.wording import status_msgid
from app.templating.formats import day

WORDS: Mapping[str, str] = {
    # status
    "planned": _("Planned"),
    "in_progress": _("In progress"),
    "delivered": _("Delivered"),
    "adopted": _("Adopted"),
    "on_hold": _("On hold"),
    "cancelled": _("Cancelled"),
    # confidence
    "on_track": _("On track"),
    "at_risk": _("Uncertain"),
    "off_track": _("Will not make it"),
    # timeliness
    "delivered_late": _("Delivered late"),
    "overdue": _("Overdue"),
    "due_now": _("Due now"),
    "due_later": _("Upcoming"),
    "undated": _("Without a date"),
    "ongoing": _("Ongoing"),
    "withdrawn": _("Withdrawn"),
    # firmness
    "decided": _("decided"),
    "committed": _("committed"),
    "expected": _("expected"),
    "aimed": _("the aim is"),
    # change of the window, change of the firmness
    "same": _("Unchanged"),
    "sharpened": _("Sharpened"),
    "widened": _("Widened"),
    "later": _("Later"),
    "earlier": _("Earlier"),
    "date_dropped": _("Date dropped"),
    "dated": _("Dated"),
    "firmer": _("Firmer"),
    "less_firm": _("Less firm"),
    # kind of deliverable
    "product": _("Product"),
    "decision": _("Decision"),
    "research": _("Research"),
    "event": _("Event"),
    "recurring": _("Recurring"),
    "activity": _("Activity"),
    # in which span something recurs
    "quarter": _("quarter"),
    "half_year": _("half-year"),
    "year": _("year"),
    # how a party stands to a programme, beside sponsor
    "partner": _("partner"),
    "executor": _("executing party"),
    # kind of action line
    "line": _("Action line"),
    "cross_cutting": _("Cross-cutting"),
    "governance": _("Governance"),
    # signals
    "window_closed": _("Window closed"),
    "moved_twice": _("Moved twice"),
    "input_later": _("An input comes later"),
    "stale": _("No update this period"),
    "delivered_without_evidence": _("Delivered without evidence"),
    "promise_without_words": _("Promise without words"),
    "occurrence_missed": _("Held too seldom"),
    "confidence_contradicted": _("Confidence contradicted"),
    # what the editorial check finds
    "other_moment": _("Another moment than in the data"),
    "called_delivered": _("Called delivered, but it is not"),
    "called_adopted": _("Called adopted, but it is not"),
    "called_open": _("Called open, but it was delivered"),
    "other_status": _("Another status than in the data"),
    "other_move": _("Another move than in the data"),
    "promise_undated": _("A date for what has none"),
    "not_measured": _("A figure that was not measured"),
    "other_reference_date": _("Another reference date than in the data"),
    "other_count": _("Another number than in the data"),
    "other_party": _("Another party than in the data"),
    "other_outcome": _("Another decision than in the data"),
    "other_answer": _("Another answer to parliament than in the data"),
    "other_risk": _("Another state of a risk than in the data"),
    "other_order": _("Another order than in the data"),
    "other_report": _("Another report than this one"),
    "other_than_chapter": _("The chapter says otherwise"),
    "address": _("An e-mail address"),
    # languages
    "nl": _("Dutch"),
    "en": _("English"),
    # risks: kind, state, weight, and what became of them
    "risk": _("Risk"),
    "issue": _("Issue"),
    "accepted": _("Accepted"),
    "closed": _("Closed"),
    "low": _("Low"),
    "moderate": _("Moderate"),
    "high": _("High"),
    "unweighed": _("Not weighed yet"),
    "new": _("New"),
    "grown": _("Grown"),
    "shrunk": _("Shrunk"),
    "unchanged": _("As it was"),
    "reopened": _("Opened again"),
    # commitments to parliament: kind, and how the answer stands
    "undertaking": _("Undertaking"),
    "motion": _("Motion"),
    "question": _("Parliamentary question"),
    "late": _("Late"),
    "answered": _("Answered"),
    "answered_late": _("Answered late"),
    # which way an indicator is meant to go
    "up": _("More is better"),
    "down": _("Less is better"),
    "none": _("Neither is better"),
    # phase of a reporting period, beside planned and adopted
    "open": _("Open"),
    "editing": _("Editing"),
    "review": _("Review"),
    "published": _("Published"),
    # what a sponsor says of a section
    "agrees": _("Agrees"),
    "agrees_with_reservation": _("With a reservation"),
    "objects": _("Objects"),
    # how somebody came in
    "demo": _("Chosen in the demonstration"),
    "password": _("With a password"),
    "invitation": _("With an invitation"),
    "oidc": _("Through the organisation"),
    # what a token opens
    "read": _("Read"),
    "write": _("Read and change"),
    # roles
    "lead": _("project lead"),
    "office": _("programme office"),
    "sponsor": _("sponsor"),
    "reader": _("reader"),
    "admin": _("administrator"),
}


def word(translations: NullTranslations, value: Enum | str) -> str:
    """The word for a value of an enumeration. Raises `KeyError` for one that has none."""
    return translations.gettext(WORDS[value.value if isinstance(value, Enum) else value])


def status_word(translations: NullTranslations, status: Status | str, kind: DeliverableKind | str) -> str:
    """The word for a status of a deliverable of this kind."""
    return translations.gettext(status_msgid(DeliverableKind(kind), Status(status)))


def say(translations: NullTranslations, message: Message | str) -> str:
    """A message of the rules in the reader's language, filled in; a text is already in that language."""
    if isinstance(message, str):
        return message
    text, language = translations.gettext(message.msgid), translations.info().get("language", "en")
    values = {
        name: day(value, language) if isinstance(value, date) else value
        for name, value in message.values.items()
    }
    return text % values if values else text
