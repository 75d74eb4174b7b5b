"""Events: which changes are told to other systems, under which type, and where the thing can be read.

An event tells no more than a reader of the programme may see: ids, a version and an address. What readers do
not see (drafts of a report, questions, people and how they sign in) is no event at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.language import _

DOMAIN = "nl.mijlpaal"
VERSION = "v1"


class EventKind(StrEnum):
    """What an event is of, by the name that the audit trail and the API have for it."""

    DELIVERABLE = "deliverable"
    PROJECT = "project"
    ACTION_LINE = "action_line"
    PROGRAMME = "programme"
    INDICATOR = "indicator"
    RISK = "risk"
    EXTERNAL_DEPENDENCY = "external_dependency"
    PARLIAMENTARY_COMMITMENT = "parliamentary_commitment"
    REPORTING_PERIOD = "reporting_period"
    PARTY = "party"
    PILOT_SITE = "pilot_site"
    NAMED_MOMENT = "named_moment"


RESOURCES: Mapping[EventKind, str] = {
    EventKind.DELIVERABLE: "deliverables",
    EventKind.PROJECT: "projects",
    EventKind.ACTION_LINE: "action-lines",
    EventKind.PROGRAMME: "programmes",
    EventKind.INDICATOR: "indicators",
    EventKind.RISK: "risks",
    EventKind.EXTERNAL_DEPENDENCY: "external-dependencies",
    EventKind.PARLIAMENTARY_COMMITMENT: "parliamentary-commitments",
    EventKind.REPORTING_PERIOD: "reporting-periods",
    EventKind.PARTY: "parties",
    EventKind.PILOT_SITE: "pilot-sites",
    EventKind.NAMED_MOMENT: "named-moments",
}
"""The collection of the API in which a thing of each kind is read."""


def name_type(kind: EventKind, what: str) -> str:
    """Return the type of an event: a reverse domain name with a version."""
    return f"{DOMAIN}.{kind.replace('_', '-')}.{what}.{VERSION}"


_RESTATED = {"change": "changed", "correct": "corrected", "retract": "retracted", "undo": "changed"}
_CHANGED = {"revise": "changed", "undo": "changed"}
_REVISED = {"add": "added", **_CHANGED, "merge": "merged", "retract": "retracted"}
_OF_PART = {**_REVISED, "withdraw": "withdrawn", "resume": "resumed"}
_WHAT: Mapping[EventKind, Mapping[str, str]] = {
    EventKind.DELIVERABLE: {
        **{f"deliverable.{verb}": what for verb, what in _REVISED.items()},
        "deliverable.unmerge": "unmerged",
        "deliverable.split": "split",
        "deliverable.need": "inputs-changed",
        "deliverable.cite": "source-added",
        "deliverable.correct_source": "source-corrected",
        "deliverable.retract_source": "source-retracted",
        "deliverable.show_evidence": "evidence-added",
        "deliverable.correct_evidence": "evidence-corrected",
        "deliverable.retract_evidence": "evidence-retracted",
        "deliverable.record_occurrence": "occurrence-added",
        "deliverable.correct_occurrence": "occurrence-corrected",
        "deliverable.retract_occurrence": "occurrence-retracted",
        "status_update.submit": "status-reported",
        "status_update.correct": "status-corrected",
        "status_update.retract": "status-retracted",
        "deadline.correct": "deadline-corrected",
        "deadline.retract": "deadline-retracted",
        "decision.ask": "decision-asked",
        "decision.take": "decision-taken",
        "decision.correct_taking": "decision-corrected",
        "decision.retract_taking": "decision-retracted",
    },
    EventKind.PROJECT: {f"project.{verb}": what for verb, what in _OF_PART.items()},
    EventKind.ACTION_LINE: {f"action_line.{verb}": what for verb, what in _OF_PART.items()},
    EventKind.PROGRAMME: {
        "programme.create": "added",
        "programme.import": "added",
        "programme.revise": "changed",
        "programme.undo": "changed",
        "programme.invent": "filled",
    },
    EventKind.INDICATOR: {
        "indicator.define": "added",
        "indicator.change": "changed",
        "indicator.redefine": "corrected",
        "indicator.undo": "changed",
        "indicator.retract_whole": "retracted",
        "indicator.measure": "measured",
        "indicator.correct": "measurement-corrected",
        "indicator.retract": "measurement-retracted",
    },
    EventKind.RISK: {"risk.add": "added", **{f"risk.{verb}": what for verb, what in _RESTATED.items()}},
    EventKind.EXTERNAL_DEPENDENCY: {
        "external_dependency.add": "added",
        "external_dependency.confirm": "confirmed",
        **{f"external_dependency.{verb}": what for verb, what in _RESTATED.items()},
    },
    EventKind.PARLIAMENTARY_COMMITMENT: {
        "parliamentary_commitment.add": "added",
        **{f"parliamentary_commitment.{verb}": what for verb, what in _RESTATED.items()},
    },
    EventKind.REPORTING_PERIOD: {
        "reporting_period.plan": "planned",
        "reporting_period.adjust": "changed",
        "round.step": "moved-on",
        "report.adopt": "adopted",
        "report.correct": "erratum-adopted",
        "report.publish": "published",
    },
    EventKind.PARTY: {
        "party.know": "added",
        "party.rename": "changed",
        "party.set_wording": "changed",
        "party.involve": "involved",
        "party.stand": "changed",
    },
    EventKind.PILOT_SITE: {"pilot_site.add": "added", "pilot_site.revise": "changed"},
    EventKind.NAMED_MOMENT: {
        "named_moment.add": "added",
        "named_moment.correct": "corrected",
        "named_moment.remove": "removed",
    },
}


TYPES_BY_ACTION: Mapping[str, str] = {
    action: name_type(kind, what) for kind, actions in _WHAT.items() for action, what in actions.items()
}
"""The type of the event of each action of the audit trail."""
KIND_BY_TYPE: Mapping[str, EventKind] = {
    name_type(kind, what): kind for kind, actions in _WHAT.items() for what in actions.values()
}
"""Every type that a change can have, with what it is of."""
TEST_TYPE = f"{DOMAIN}.webhook.tested.{VERSION}"
TEST_ACTION = "webhook.test"
"""Sent only where somebody asks for it, to the webhook that they ask it of."""

MEANS: Mapping[str, str] = {
    "added": _("was added"),
    "changed": _("was said anew"),
    "corrected": _("was corrected"),
    "retracted": _("was taken back: it was made by mistake"),
    "merged": _("went into another"),
    "unmerged": _("stands by itself again"),
    "split": _("was split"),
    "withdrawn": _("was withdrawn"),
    "resumed": _("was taken up again"),
    "inputs-changed": _("needs something else first"),
    "source-added": _("got a place where it was promised"),
    "source-corrected": _("had the place corrected where it was promised"),
    "source-retracted": _("had a place taken back where it was promised"),
    "evidence-added": _("got evidence of delivery"),
    "evidence-corrected": _("had evidence corrected"),
    "evidence-retracted": _("had evidence taken back"),
    "occurrence-added": _("took place"),
    "occurrence-corrected": _("had corrected when it took place"),
    "occurrence-retracted": _("had taken back that it took place"),
    "status-reported": _("got an update: its status, its confidence or its moment"),
    "status-corrected": _("had an update corrected"),
    "status-retracted": _("had an update taken back"),
    "deadline-corrected": _("had its moment corrected"),
    "deadline-retracted": _("had a moment taken back"),
    "decision-asked": _("got or changed the question to be decided"),
    "decision-taken": _("was decided"),
    "decision-corrected": _("had corrected how it was decided"),
    "decision-retracted": _("had taken back that it was decided"),
    "filled": _("was filled with invented facts"),
    "measured": _("was measured"),
    "measurement-corrected": _("had a measurement corrected"),
    "measurement-retracted": _("had a measurement taken back"),
    "confirmed": _("was confirmed by whoever brings it"),
    "planned": _("was planned"),
    "moved-on": _("came to another step"),
    "adopted": _("was adopted"),
    "erratum-adopted": _("got an erratum"),
    "published": _("was published"),
    "involved": _("takes part in the programme"),
    "removed": _("was removed"),
    "tested": _("Test message; nothing has changed"),
}
"""What happened, by the part of a type that tells it."""


def read_type(type: str) -> tuple[EventKind | None, str]:
    """Return what an event of this type is of, and what happened; none where it is a test."""
    return KIND_BY_TYPE.get(type), type.split(".")[3]


UNTOLD = frozenset(
    {
        # How a report comes to be: readers see it once it has been adopted, and never its review.
        *("report_version.keep", "sign_off.sign", "sign_off.record_elsewhere", "comment.make"),
        *("round.remind", "saying.defer", "finding.answer", "summary_choice.choose", "section_text.write"),
        "report_file.keep",
        # Questions stay among those who work on the programme.
        *("question.ask", "question.send_back", "question.answer"),
        # People, their roles and their ways in.
        *("person.add", "person.grant", "person.revoke", "person.revise", "person.end_access"),
        *("person.erase", "person.hand_over", "sign_in.begin", "sign_in.end", "sign_in.end_all"),
        *("sign_in.end_elsewhere", "identity.link", "identity.unlink", "invitation.issue"),
        *("invitation.accept", "credential.change", "api_token.issue", "api_token.revoke"),
        # A table that was entered or taken back: each row of it leaves an event of its own.
        *("bulk_entry.add", "bulk_entry.change", "bulk_entry.undo"),
        # A report that is read: what enters the programme leaves events of its own.
        *("read_report.start", "read_report.finish", "read_report.discard"),
        *("proposal.revise", "proposal.split", "proposal.accept", "proposal.merge", "proposal.reject"),
        "proposal.put_back",
        # A programme that leaves as a file, and calendars by a secret link: nothing of it changes.
        *("programme.export", "calendar_link.create", "calendar_link.renew", "calendar_link.revoke"),
        # The installation itself, and what it tells others.
        *("installation.mark_as_demo", "audit_retention.forget", "audit_trail.cover"),
        *("webhook.add", "webhook.revise", "webhook.pause", "webhook.resume", "webhook.rotate"),
        *("webhook.remove", "webhook.test", "webhook.replay", "webhook.drop"),
        "webhook.fail",
    }
)
"""The actions of the audit trail that are no event, since readers may not see what they changed."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events a webhook wants: of these kinds and of these types; none given means all of them."""

    programme_id: int | None = None
    """None: of every programme, and of what belongs to none."""
    kinds: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def wants(self, programme_id: int | None, type: str) -> bool:
        """Return whether it wants an event of this programme and type."""
        return (
            self.programme_id in (None, programme_id)
            and (not self.kinds or KIND_BY_TYPE.get(type) in self.kinds)
            and (not self.types or type in self.types)
        )


def name_subject(object_type: str, object_id: int, programme: str | None) -> str:
    """Return the subject of an event, which is its path in the API: `deliverables/12`.

    A programme is named by its slug. The subject of a test is the webhook itself.
    """
    collection = "webhooks" if object_type == "webhook" else RESOURCES[EventKind(object_type)]
    return f"{collection}/{programme if object_type == EventKind.PROGRAMME else object_id}"
