"""A database with a row in every table, made by the actions, for what must hold of every table."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from app.actions import (
    api_token,
    audit_log,
    audit_maintenance,
    bulk_entry,
    calendar_link,
    decision,
    decision_taking,
    deliverable_document,
    identity,
    invitation,
    job,
    named_moment,
    question,
    report_reading,
    webhook,
)
from app.actions.decision_taking import TakingInput
from app.actions.deliverable_document import OccurrenceInput
from app.actions.named_moment import NamedMomentInput
from app.actions.question import QuestionInput
from app.actions.report import archive, draft, summary_choice
from app.actions.report_reading import NewReading
from app.domain.calendar_feed import CalendarKind
from app.domain.identity import VouchedIdentity
from app.domain.promise_extraction import Paragraph, ProposedPromise, ReportText
from app.domain.proposal import ProposalKind, ProposalState
from app.domain.report.choice import Placement
from app.domain.report.tree import Record
from app.queries.report.archive import filed_report
from app.tables import Comment, DeferredSaying, Deliverable, ImportedTrail, Installation, Reminder
from tests.cast import TODAY, Cast, at
from tests.rounds import adopted, noor


def fill_every_table(session: Session, cast: Cast) -> None:
    """Add to the cast's database a row of each kind that it lacks; the trail tells of all."""
    act = noor(cast)
    api_token.issue(session, act, cast.bram)
    invitation.accept(session, act, invitation.issue(session, act, cast.bram), "hash")
    vouched = VouchedIdentity("https://provider.example", "b-1", None, "bram@voorbeeld.nl")
    identity.recognise(session, act, vouched)
    new = decision.DecisionInput(
        "Waar?", 0, options=(decision.OptionInput("Het plein"),), decided_by=(cast.fund,)
    )
    decision.ask(session, act, cast["location"], new)
    version = session.get_one(Deliverable, cast["location"]).version
    decision_taking.take(session, act, cast["location"], TakingInput(TODAY, version, option_number=1))
    draft.answer_finding(session, act, cast.period, "f" * 64, "Zo staat het in de bron.")
    fact = Record("deliverable", cast["location"])
    summary_choice.place_fact(session, act, cast.period, fact, Placement.PINNED, read=0)
    bulk_entry.add_all(session, act, cast.programme, [])
    deliverable_document.add(session, act, cast["panel"], OccurrenceInput(TODAY))
    question_id = question.ask(session, act, cast["location"], QuestionInput("Wanneer is dat?"))
    question.answer(session, act, question_id, "Na de zomer.")
    named_moment.add(session, act, NamedMomentInput("buurtfeest", TODAY, TODAY))
    read = NewReading(ReportText("Startnota", (Paragraph("De visie komt in 2024."),)), TODAY)
    vision = ProposedPromise("Visie", ProposalKind.DELIVERABLE, ProposalState.PLANNED, "…", "", "")
    report_reading.start_reading(session, act, cast.programme, read, [vision])
    frozen = adopted(session, cast)
    shared: dict[str, Any] = {
        "programme_id": cast.programme,
        "reporting_period_id": cast.period,
        "recorded_at": act.at,
    }
    session.add(
        Comment(**shared, section_key="summary", section_hash="0" * 64, text="?", author_id=cast.noor)
    )
    letter = job.enqueue(session, "mail", {}, act.at)
    session.add(DeferredSaying(**shared, saying="f" * 64, reason="Te laat.", author_id=cast.noor))
    session.add(Reminder(**shared, person_id=cast.bram, sent_on=TODAY, job_id=letter))
    session.add(Installation(demo_today=TODAY))
    audit_log.record(session, act, "comment.make", ("reporting_period", cast.period))
    filed = filed_report(session, frozen.id)
    rendered = archive.RenderedFile(filed.key_of("md", "nl"), "text/markdown", b"# Rapportage")
    archive.store_file(session, act, filed, rendered)
    calendar_link.create(session, act, cast.noor, CalendarKind.PROGRAMME, cast.programme)
    target = webhook.WebhookInput("Archief", "https://ontvanger.voorbeeld.nl")
    webhook.add(session, act, webhook.SecretKeeper("a key"), cast.programme, target)
    trail: dict[str, Any] = {"programme_id": cast.programme, "file_digest": "0" * 64, "content": "{}"}
    session.add(ImportedTrail(**trail, recorded_at=act.at, author_id=cast.noor))
    audit_log.record(session, act, "programme.import", ("programme", cast.programme))
    audit_maintenance.forget_values(session, act, at(TODAY) - timedelta(days=3000))
