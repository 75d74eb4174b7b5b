"""What somebody did, as a sentence of the audit trail."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.language import _
from app.domain.wording.words import Words, as_sentence

Word = Callable[[str], str]
Values = Mapping[str, Any]


def trace_sentence(
    who: str, action: str, what: str, was: Values, becomes: Values, words: Words, word: Word
) -> str:
    """One sentence: who did what to which thing, from what to what; `word` gives the word for a value."""
    changes = _changes(was, becomes, words, word)
    if action == "status_update.submit":
        moved = becomes.get("phrase"), was.get("phrase")
        if all(moved) and len(changes) == 1:
            return words.say(
                "%(who)s moved the moment of %(what)s from %(was)s to %(now)s.",
                **{"who": who, "what": what, "was": was["phrase"], "now": becomes["phrase"]},
            )
    if action not in _DID:
        sentence = words.say("%(who)s did “%(action)s” to %(what)s.", who=who, action=action, what=what)
    else:
        role = becomes.get("role") or was.get("role") or "reader"
        sentence = words.say(_DID[action], who=who, what=what, role=word(role))
    return as_sentence(f"{sentence.removesuffix('.')}: {'; '.join(changes)}") if changes else sentence


def refusal_sentence(who: str, action: str, what: str, words: Words) -> str:
    """Who was refused what; `action` is the name of what was asked."""
    return words.say("%(who)s was refused at %(what)s (%(action)s).", who=who, what=what, action=action)


def _changes(was: Values, becomes: Values, words: Words, word: Word) -> list[str]:
    """What is told of the values: what was said anew, and from what to what."""
    sentences = []
    for name, label in _VALUES.items():
        before, now = was.get(name), becomes.get(name)
        if now is None or now == before:
            continue
        values = {"label": words.say(label), "now": _tell_value(now, word), "was": _tell_value(before, word)}
        msgid = "%(label)s from %(was)s to %(now)s" if before is not None else "%(label)s: %(now)s"
        sentences.append(words.say(msgid, **values))
    return sentences


def _tell_value(value: object, word: Word) -> str:
    return word(str(value)) if isinstance(value, str) else str(value)


_VALUES = {
    "status": _("status"),
    "confidence": _("confidence"),
    "phrase": _("moment"),
    "value": _("value"),
    "question": _("question"),
    "outcome": _("outcome"),
}
_DID = {
    "status_update.submit": _("%(who)s told how %(what)s stands."),
    "status_update.correct": _("%(who)s corrected how %(what)s stood."),
    "status_update.retract": _("%(who)s took back what was said of how %(what)s stands."),
    "deadline.retract": _("%(who)s took back a moment of %(what)s."),
    "deadline.correct": _("%(who)s corrected the moment of %(what)s."),
    "deliverable.add": _("%(who)s added %(what)s."),
    "deliverable.need": _("%(who)s told what %(what)s needs."),
    "deliverable.cite": _("%(who)s told where %(what)s was promised."),
    "deliverable.show_evidence": _("%(who)s added evidence to %(what)s."),
    "deliverable.correct_evidence": _("%(who)s corrected evidence of %(what)s."),
    "deliverable.retract_evidence": _("%(who)s took evidence of %(what)s back."),
    "deliverable.correct_source": _("%(who)s corrected where %(what)s was promised."),
    "deliverable.retract_source": _("%(who)s took back where %(what)s was promised."),
    "deliverable.record_occurrence": _("%(who)s recorded when %(what)s took place."),
    "deliverable.correct_occurrence": _("%(who)s corrected when %(what)s took place."),
    "deliverable.retract_occurrence": _("%(who)s took back when %(what)s took place."),
    "deliverable.retract": _("%(who)s took %(what)s back: it was made by mistake."),
    "project.retract": _("%(who)s took the project %(what)s back: it was made by mistake."),
    "action_line.retract": _("%(who)s took the action line %(what)s back: it was made by mistake."),
    "indicator.retract_whole": _("%(who)s took the indicator %(what)s back: it was made by mistake."),
    "programme.undo": _("%(who)s undid a change of the programme %(what)s."),
    "action_line.undo": _("%(who)s undid a change of the action line %(what)s."),
    "project.undo": _("%(who)s undid a change of the project %(what)s."),
    "deliverable.undo": _("%(who)s undid a change of %(what)s."),
    "indicator.undo": _("%(who)s undid a change of the indicator %(what)s."),
    "risk.undo": _("%(who)s undid a change of the risk “%(what)s”."),
    "external_dependency.undo": _("%(who)s undid a change of what others must bring: “%(what)s”."),
    "parliamentary_commitment.undo": _("%(who)s undid a change of the commitment “%(what)s”."),
    "indicator.redefine": _("%(who)s corrected how the indicator %(what)s is defined."),
    "risk.correct": _("%(who)s corrected the risk “%(what)s”."),
    "external_dependency.correct": _("%(who)s corrected what others must bring: “%(what)s”."),
    "parliamentary_commitment.correct": _("%(who)s corrected the commitment “%(what)s”."),
    "risk.retract": _("%(who)s took the risk “%(what)s” back: it was made by mistake."),
    "external_dependency.retract": _("%(who)s took “%(what)s” back: it was made by mistake."),
    "parliamentary_commitment.retract": _(
        "%(who)s took the commitment “%(what)s” back: it was made by mistake."
    ),
    "decision.ask": _("%(who)s told what %(what)s asks."),
    "decision.take": _("%(who)s recorded how %(what)s was taken."),
    "decision.correct_taking": _("%(who)s corrected how %(what)s was taken."),
    "decision.retract_taking": _("%(who)s took back that %(what)s was taken."),
    "project.add": _("%(who)s added the project %(what)s."),
    "action_line.add": _("%(who)s added the action line %(what)s."),
    "bulk_entry.add": _("%(who)s entered a table in %(what)s."),
    "bulk_entry.change": _("%(who)s changed %(what)s by a workbook."),
    "bulk_entry.undo": _("%(who)s took back a table that was entered in %(what)s."),
    "read_report.start": _("%(who)s read %(what)s for proposals."),
    "read_report.finish": _("%(who)s finished the proposals of %(what)s."),
    "read_report.discard": _("%(who)s removed a report that was read, with its proposals."),
    "proposal.revise": _("%(who)s changed the proposal %(what)s."),
    "proposal.split": _("%(who)s split the proposal %(what)s."),
    "proposal.accept": _("%(who)s took over the proposal %(what)s."),
    "proposal.merge": _("%(who)s merged the proposal %(what)s with what is there."),
    "proposal.reject": _("%(who)s rejected the proposal %(what)s."),
    "proposal.put_back": _("%(who)s put back the proposal %(what)s."),
    "programme.create": _("%(who)s began the programme %(what)s."),
    "action_line.revise": _("%(who)s changed the action line %(what)s."),
    "action_line.merge": _("%(who)s merged the action line %(what)s into another."),
    "action_line.withdraw": _("%(who)s withdrew the action line %(what)s."),
    "action_line.resume": _("%(who)s took up the action line %(what)s again."),
    "project.revise": _("%(who)s changed the project %(what)s."),
    "project.merge": _("%(who)s merged the project %(what)s into another."),
    "project.withdraw": _("%(who)s withdrew the project %(what)s."),
    "project.resume": _("%(who)s took up the project %(what)s again."),
    "deliverable.revise": _("%(who)s changed what %(what)s is."),
    "deliverable.merge": _("%(who)s merged %(what)s into another."),
    "deliverable.unmerge": _("%(who)s let %(what)s stand by itself again."),
    "deliverable.split": _("%(who)s split %(what)s."),
    "programme.export": _("%(who)s took out %(what)s as a file."),
    "programme.import": _("%(who)s read %(what)s in from a file."),
    "programme.revise": _("%(who)s changed the programme %(what)s."),
    "party.rename": _("%(who)s renamed the party %(what)s."),
    "party.set_wording": _("%(who)s changed what the programme calls %(what)s."),
    "party.stand": _("%(who)s told how %(what)s stands to the programme."),
    "pilot_site.revise": _("%(who)s changed the pilot site %(what)s."),
    "programme.invent": _("%(who)s filled %(what)s with invented facts."),
    "question.ask": _("%(who)s asked about %(what)s."),
    "question.send_back": _("%(who)s sent the update of %(what)s back."),
    "question.answer": _("%(who)s answered a question about %(what)s."),
    "named_moment.add": _("%(who)s recorded when %(what)s is."),
    "named_moment.correct": _("%(who)s corrected when %(what)s is."),
    "named_moment.remove": _("%(who)s removed %(what)s from the named moments."),
    "party.know": _("%(who)s added the party %(what)s."),
    "party.involve": _("%(who)s involved %(what)s in the programme."),
    "pilot_site.add": _("%(who)s added the pilot site %(what)s."),
    "indicator.define": _("%(who)s defined the indicator %(what)s."),
    "indicator.change": _("%(who)s defined the indicator %(what)s anew."),
    "indicator.measure": _("%(who)s recorded a measurement of %(what)s."),
    "indicator.correct": _("%(who)s corrected a measurement of %(what)s."),
    "indicator.retract": _("%(who)s took back a measurement of %(what)s."),
    "risk.add": _("%(who)s told of the risk “%(what)s”."),
    "risk.change": _("%(who)s told anew of the risk “%(what)s”."),
    "external_dependency.add": _("%(who)s told that others must bring “%(what)s”."),
    "external_dependency.change": _("%(who)s told anew what others must bring: “%(what)s”."),
    "external_dependency.confirm": _("%(who)s heard confirmed that others bring “%(what)s”."),
    "parliamentary_commitment.add": _("%(who)s told of the commitment to parliament “%(what)s”."),
    "parliamentary_commitment.change": _("%(who)s told anew of the commitment to parliament “%(what)s”."),
    "reporting_period.plan": _("%(who)s planned the report of %(what)s."),
    "reporting_period.adjust": _("%(who)s moved the days of the round of %(what)s."),
    "round.step": _("%(who)s moved the round of %(what)s on."),
    "report_version.keep": _("%(who)s kept a version of the report of %(what)s for review."),
    "sign_off.sign": _("%(who)s signed a section of the report of %(what)s."),
    "sign_off.record_elsewhere": _(
        "%(who)s recorded what a sponsor signed elsewhere of the report of %(what)s."
    ),
    "comment.make": _("%(who)s remarked on a section of the report of %(what)s."),
    "report.adopt": _("%(who)s adopted the report of %(what)s."),
    "report.correct": _("%(who)s adopted an erratum to the report of %(what)s."),
    "report.publish": _("%(who)s published the report of %(what)s."),
    "round.remind": _("%(who)s reminded people in the round of %(what)s."),
    "saying.defer": _(
        "%(who)s left for the next report what was said of %(what)s after its version in review."
    ),
    "finding.answer": _("%(who)s left a finding in the report of %(what)s as it is."),
    "summary_choice.choose": _("%(who)s chose what the summary of the report of %(what)s tells."),
    "section_text.write": _("%(who)s wrote in the report of %(what)s."),
    "person.add": _("%(who)s added %(what)s."),
    "person.grant": _("%(who)s gave %(what)s the role of %(role)s."),
    "person.revoke": _("%(who)s took the role of %(role)s from %(what)s."),
    "person.revise": _("%(who)s changed the name or address of %(what)s."),
    "person.end_access": _("%(who)s ended the access of %(what)s."),
    "person.erase": _("%(who)s erased the name and address of %(what)s."),
    "person.hand_over": _("%(who)s handed over what %(what)s led."),
    "sign_in.begin": _("%(who)s signed in."),
    "sign_in.end": _("%(who)s signed out."),
    "sign_in.end_all": _("%(who)s signed %(what)s out everywhere."),
    "sign_in.end_elsewhere": _("%(what)s was signed out by their own organisation."),
    "identity.link": _("%(who)s signed in through their own organisation for the first time."),
    "identity.unlink": _("%(who)s let %(what)s come in by another account of their organisation."),
    "invitation.issue": _("%(who)s made a link with which %(what)s sets a password."),
    "invitation.accept": _("%(who)s set a password."),
    "credential.change": _("%(who)s set another password."),
    "api_token.issue": _("%(who)s issued a token for programs."),
    "api_token.revoke": _("%(who)s revoked a token for programs."),
    "calendar_link.create": _("%(who)s made a link for a calendar."),
    "calendar_link.renew": _("%(who)s renewed a link for a calendar."),
    "calendar_link.revoke": _("%(who)s revoked a link for a calendar."),
    "installation.mark_as_demo": _("%(who)s made this a demonstration."),
    "audit_retention.forget": _("%(who)s removed the values of old entries."),
    "audit_trail.cover": _("%(who)s sealed rows from before rows were sealed."),
    "webhook.add": _("%(who)s added the webhook %(what)s."),
    "webhook.revise": _("%(who)s changed the webhook %(what)s."),
    "webhook.pause": _("%(who)s paused the webhook %(what)s."),
    "webhook.resume": _("%(who)s had the webhook %(what)s send again."),
    "webhook.rotate": _("%(who)s renewed the secret of the webhook %(what)s."),
    "webhook.remove": _("%(who)s removed the webhook %(what)s."),
    "webhook.test": _("%(who)s sent a test message to the webhook %(what)s."),
    "webhook.replay": _("%(who)s had a message of the webhook %(what)s sent again."),
    "webhook.fail": _("%(who)s could not deliver a message of the webhook %(what)s."),
    "webhook.drop": _("%(who)s dropped a message of the webhook %(what)s."),
}
ACTIONS = tuple(_DID)
"""Every action that a sentence tells of."""
