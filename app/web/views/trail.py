"""Entries of the audit log as sentences."""

from app.actions.audit_log import REFUSED
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.wording.trace import refusal_sentence, trace_sentence
from app.queries.audit_trail import KINDS, TrailRow
from app.templating.vocabulary import WORDS
from app.templating.wording import words_of


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of entities that entries are about, with their words."""
    words = words_of(DEFAULT_LANGUAGE)
    return [(kind, words.say(KIND_WORDS[kind])) for kind in KINDS]


def describe_entry(row: TrailRow) -> str:
    """Return an entry as a sentence in the language of the interface."""
    words = words_of(DEFAULT_LANGUAGE)
    nobody = _("Somebody unknown") if row.result == REFUSED else _("The installation itself")
    actor = row.actor or words.say(nobody)
    what = row.title or words.say("something without a name")
    if row.result == REFUSED:
        return refusal_sentence(actor, row.action, what, words)

    def word(value: str) -> str:
        return words.say(WORDS[value]).lower() if value in WORDS else value

    return trace_sentence(actor, row.action, what, row.was, row.becomes, words, word)


KIND_WORDS = {
    "deliverable": _("Deliverable"),
    "project": _("Project"),
    "action_line": _("Action line"),
    "programme": _("Programme"),
    "indicator": _("Indicator"),
    "risk": _("Risk"),
    "external_dependency": _("External dependency"),
    "parliamentary_commitment": _("Commitment to parliament"),
    "reporting_period": _("Reporting period"),
    "party": _("Party"),
    "pilot_site": _("Pilot site"),
    "named_moment": _("Named moment"),
    "read_report": _("Report that was read"),
    "proposal": _("Proposal"),
    "webhook": _("Webhook"),
    "person": _("Person"),
}
