"""Reading an existing report: its proposals are judged one by one, and enter the tracker when all are.

Until the reading is finished nothing of it counts, and every judgement can be put back.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.proposal_entry import (
    add_new,
    add_to,
    enter,
    project_objections,
    refuse_incomplete,
    target_objections,
    try_out,
)
from app.actions.references import action_line_objections, refuse
from app.actions.window import phrase_objections, window_facts
from app.db import get_for_update
from app.domain.correction import check_said_on
from app.domain.firmness import Firmness
from app.domain.promise_extraction import ProposedPromise, ReportText
from app.domain.promise_extraction.judgement import choose_kind
from app.domain.promise_extraction.matching import KnownLine, KnownProject, propose_place
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds
from app.queries.named_moment import read_register
from app.queries.proposal import find_report_read_before, list_known_places
from app.tables import Programme, Project, Proposal, ReadReport
from app.tables.lengths import cut_text, length_objections, refuse_long_texts
from app.tables.vague_date import window_columns


@dataclass(frozen=True, slots=True)
class NewReading:
    """A report to read; `said_on` is its day. Without a digest (`sha256`) of its file the text has one."""

    report: ReportText
    said_on: date
    file_name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ProposalRevision:
    """What a person makes of a proposal; without words (`phrase`) what was not understood stays so.

    Without a firmness the words themselves may say it. Whoever names a project names its action line with it.
    """

    title: str
    kind: DeliverableKind
    state: ProposalState
    phrase: str = ""
    own: OwnBounds | None = None
    """The bounds that a person gives the words; both open is without a date."""
    firmness: Firmness | None = None
    action_line_id: int | None = None
    project_id: int | None = None


def start_reading(
    session: Session,
    act: AuditContext,
    programme_id: int,
    new: NewReading,
    proposals: Sequence[ProposedPromise],
) -> int:
    """Keep the text of a report with its proposals; returns the id of what was read.

    Refuses a day that was not yet or before the programme began, a report without text, and one that was read
    before for this programme and day.
    """
    programme = get_for_update(session, Programme, programme_id)  # the same report twice at once is seen
    title = cut_text(ReadReport, "title", new.report.title or new.file_name or "?")
    paragraphs = json.dumps([astuple(paragraph) for paragraph in new.report.paragraphs], ensure_ascii=False)
    refuse(
        check_said_on(new.said_on, programme.starts_on, act.on),
        {}
        if any(part.text.strip() for part in new.report.paragraphs)
        else {"text": Message("There is no text.")},
    )
    digest = new.sha256 or sha256(paragraphs.encode()).hexdigest()
    if before := find_report_read_before(session, programme_id, new.said_on, digest):
        raise Conflict(
            "This report of %(day)s was read before, as “%(title)s”.", day=before.said_on, title=before.title
        )
    row = ReadReport(
        programme_id=programme_id,
        title=title,
        file_name=cut_text(ReadReport, "file_name", new.file_name),
        sha256=digest,
        said_on=new.said_on,
        paragraphs=cut_text(ReadReport, "paragraphs", paragraphs),
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    lines, projects = list_known_places(session, programme_id)
    session.add_all(
        _make_proposal(row, position, found, lines, projects) for position, found in enumerate(proposals, 1)
    )
    session.flush()
    audit_log.record(
        session,
        act,
        "read_report.start",
        ("read_report", row.id),
        programme_id=programme_id,
        title=title,
        said_on=new.said_on,
        proposals=len(proposals),
    )
    return row.id


def revise_proposal(
    session: Session, act: AuditContext, proposal_id: int, version: int, revision: ProposalRevision
) -> None:
    """Change what a proposal says. Refuses, all together, whatever is wrong with it.

    Like every judgement it refuses as stale what was changed since it was read, what was judged already (put
    it back first), and a reading that was finished.
    """
    report, row = _lock_open(session, proposal_id, version)
    _revise(session, act, report, row, revision)


def split_proposal(
    session: Session, act: AuditContext, proposal_id: int, version: int, titles: Sequence[str]
) -> list[int]:
    """Make several proposals of one: it keeps the first title, the others come right behind it.

    They share all but the title. Returns the ids of all, in that order. Refuses fewer than two titles.
    """
    report, row = _lock_open(session, proposal_id, version)
    wanted = [" ".join(title.split()) for title in titles if title.strip()]
    refuse(
        {}
        if len(wanted) > 1
        else {"titles": Message("Give at least two titles, each on a line of its own.")},
        *(length_objections(Proposal, {"title": title}, beside="titles") for title in wanted),
    )
    was = row.title
    shared = row.model_dump(exclude={"id", "title", "version"})
    parts = [Proposal(**shared, title=title) for title in wanted[1:]]
    session.add_all(parts)
    row.title = wanted[0]
    _count_on(session, report, row)
    ids = [id for id in (part.id for part in (row, *parts)) if id is not None]
    _record(session, act, "proposal.split", row, was={"title": was}, into=wanted, made=ids[1:])
    return ids


def accept_proposal(
    session: Session,
    act: AuditContext,
    proposal_id: int,
    version: int,
    revision: ProposalRevision | None = None,
) -> None:
    """Judge that a proposal becomes a new deliverable, with the changes of its form where there are any.

    Refuses, all together, what is missing for that, and what adding it would refuse.
    """
    report, row = _lock_open(session, proposal_id, version)
    if revision is not None:
        _revise(session, act, report, row, revision)
    refuse_incomplete(row, project_objections(row))
    try_out(session, lambda: add_new(session, act, report, row))
    row.outcome = ProposalOutcome.ACCEPTED
    _count_on(session, report, row)
    _record(session, act, "proposal.accept", row, title=row.title)


def merge_proposal(
    session: Session,
    act: AuditContext,
    proposal_id: int,
    version: int,
    deliverable_id: int,
    reason: str = "",
    revision: ProposalRevision | None = None,
) -> None:
    """Judge that a proposal is promised of a deliverable that is there: its moment and source go to that.

    `reason` tells why the moment moves; without one the report itself is named. Refuses, all together, what
    is missing, a deliverable of another programme, and what saying it there would refuse.
    """
    report, row = _lock_open(session, proposal_id, version)
    if revision is not None:
        _revise(session, act, report, row, revision)
    wrong = target_objections(session, row.programme_id, deliverable_id)
    wrong |= length_objections(Proposal, {"reason": reason.strip()})
    refuse_incomplete(row, wrong)
    row.reason, row.deliverable_id = reason.strip(), deliverable_id
    try_out(session, lambda: add_to(session, act, report, row))
    row.outcome = ProposalOutcome.MERGED
    _count_on(session, report, row)
    _record(
        session, act, "proposal.merge", row, title=row.title, deliverable=deliverable_id, reason=row.reason
    )


def reject_proposal(session: Session, act: AuditContext, proposal_id: int, version: int, reason: str) -> None:
    """Judge that a proposal is no promise of this programme. Refuses where nobody says why."""
    report, row = _lock_open(session, proposal_id, version)
    if not reason.strip():
        raise Invalid.because("reason", "Say in a few words why this is rejected.")
    refuse_long_texts(Proposal, {"reason": reason.strip()})
    row.outcome, row.reason = ProposalOutcome.REJECTED, reason.strip()
    _count_on(session, report, row)
    _record(session, act, "proposal.reject", row, title=row.title, reason=row.reason)


def put_back_proposal(session: Session, act: AuditContext, proposal_id: int, version: int) -> None:
    """Take a judgement back: the proposal waits for one again. Pressed twice, it is put back once."""
    report, row = _lock(session, proposal_id)
    if row.outcome is ProposalOutcome.OPEN:
        return
    _require_version(row, version)
    was = {"outcome": row.outcome, "deliverable": row.deliverable_id, "reason": row.reason}
    row.outcome, row.deliverable_id, row.reason = ProposalOutcome.OPEN, None, ""
    _count_on(session, report, row)
    _record(session, act, "proposal.put_back", row, was=was, title=row.title)


def finish_reading(session: Session, act: AuditContext, read_report_id: int, version: int) -> list[int]:
    """Let what was taken over and merged enter the tracker, all of it or nothing.

    Returns the ids of the deliverables, in the order of the proposals. Refuses while a proposal waits for a
    judgement, what was changed since it was read, and under `proposal{id}` each that cannot enter any more.
    """
    report = _lock_report(session, read_report_id)
    _require_version(report, version)
    rows = session.exec(
        select(Proposal)
        .where(col(Proposal.read_report_id) == read_report_id)
        .order_by(col(Proposal.position), col(Proposal.id))
        .with_for_update()
    ).all()
    waiting = sum(row.outcome is ProposalOutcome.OPEN for row in rows)
    if waiting:
        raise Conflict("%(count)s proposals still wait for your judgement.", count=waiting)
    wrong: dict[str, Message] = {}
    entered: list[int] = []
    for row in rows:
        try:
            with session.begin_nested():
                entered += enter(session, act, report, row)
        except (Invalid, Conflict) as refused:
            wrong[f"proposal{row.id}"] = _first_message(refused)
    refuse(wrong)
    report.finished_at = act.at
    report.version += 1
    outcomes = Counter(row.outcome.value for row in rows)
    audit_log.record(
        session,
        act,
        "read_report.finish",
        ("read_report", read_report_id),
        programme_id=report.programme_id,
        deliverables=entered,
        judged=dict(outcomes),
    )
    return entered


def discard_reading(session: Session, act: AuditContext, read_report_id: int, version: int) -> None:
    """Remove a reading that was not finished, with its text and proposals: nothing of it counted."""
    report = _lock_report(session, read_report_id)
    _require_version(report, version)
    rows = session.exec(select(Proposal).where(col(Proposal.read_report_id) == read_report_id)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    session.delete(report)
    audit_log.record(
        session,
        act,
        "read_report.discard",
        ("read_report", read_report_id),
        programme_id=report.programme_id,
        was={"title": report.title, "said_on": report.said_on, "proposals": len(rows)},
    )


def _make_proposal(
    report: ReadReport,
    position: int,
    found: ProposedPromise,
    lines: Sequence[KnownLine],
    projects: Sequence[KnownProject],
) -> Proposal:
    line_id, project_id = propose_place(found.section, lines, projects)
    texts = ("title", "quote", "section", "place", "not_understood")
    values: dict[str, Any] = {name: cut_text(Proposal, name, getattr(found, name)) for name in texts}
    has_words = bool(found.moment or values["not_understood"])
    return Proposal(
        **values,
        **window_columns(found.moment),
        programme_id=report.programme_id,
        read_report_id=report.id or 0,
        position=position,
        kind=choose_kind(found.kind, found.title),
        state=found.state,
        firmness=_firmness(found.state, has_words, found.firmness or Firmness.COMMITTED),
        action_line_id=line_id,
        project_id=project_id,
    )


def _revise(
    session: Session, act: AuditContext, report: ReadReport, row: Proposal, revision: ProposalRevision
) -> None:
    current = row.model_dump(include=set(window_columns(None)))
    register = read_register(session)
    title, phrase = " ".join(revision.title.split()), " ".join(revision.phrase.split())
    refuse(
        {} if title else {"title": Message("Give it a title.")},
        length_objections(Proposal, {"title": title}),
        phrase_objections(phrase, report.said_on, current, register=register, own=revision.own),
        action_line_objections(session, row.programme_id, revision.action_line_id, "action_line"),
        _chosen_project_objections(session, row.programme_id, revision.project_id),
    )
    window, heard = window_facts(phrase, report.said_on, current, register=register, own=revision.own)
    line_id = revision.action_line_id
    if revision.project_id is not None:
        line_id = session.get_one(Project, revision.project_id).action_line_id
    now: dict[str, Any] = {
        "title": title,
        "kind": revision.kind,
        "state": revision.state,
        **window,
        "not_understood": "" if window["phrase"] else row.not_understood,
        "firmness": _firmness(
            revision.state, bool(window["phrase"] or row.not_understood), revision.firmness or heard
        ),
        "action_line_id": line_id,
        "project_id": revision.project_id,
    }
    was = {name: getattr(row, name) for name, value in now.items() if getattr(row, name) != value}
    if not was:
        return
    for name in was:
        setattr(row, name, now[name])
    _count_on(session, report, row)
    _record(session, act, "proposal.revise", row, was=was, **{name: now[name] for name in was})


def _firmness(state: ProposalState, has_words: bool, firmness: Firmness | None) -> Firmness | None:
    """What is reported as done has none, nor has what names no moment."""
    return firmness if has_words and state is not ProposalState.DELIVERED else None


def _chosen_project_objections(
    session: Session, programme_id: int, project_id: int | None
) -> dict[str, Message]:
    if project_id is None:
        return {}
    _lines, projects = list_known_places(session, programme_id)
    is_known = any(project.id == project_id for project in projects)
    return {} if is_known else {"project": Message("Choose a project of this programme that still runs.")}


def _first_message(refused: Invalid | Conflict) -> Message:
    return next(iter(refused.fields.values())) if isinstance(refused, Invalid) else refused.message


def _lock(session: Session, proposal_id: int) -> tuple[ReadReport, Proposal]:
    """The report first: what is finished or removed at the same moment waits, or was before."""
    report = _lock_report(session, session.get_one(Proposal, proposal_id).read_report_id)
    return report, get_for_update(session, Proposal, proposal_id)


def _lock_report(session: Session, read_report_id: int) -> ReadReport:
    report = get_for_update(session, ReadReport, read_report_id)
    if report.finished_at is not None:
        raise Conflict("This reading was finished. Change what entered the programme there.")
    return report


def _lock_open(session: Session, proposal_id: int, version: int) -> tuple[ReadReport, Proposal]:
    report, row = _lock(session, proposal_id)
    _require_version(row, version)
    if row.outcome is not ProposalOutcome.OPEN:
        raise Conflict("This was judged already. Put it back first.")
    return report, row


def _require_version(row: ReadReport | Proposal, version: int) -> None:
    if row.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")


def _count_on(session: Session, report: ReadReport, row: Proposal) -> None:
    row.version += 1
    report.version += 1
    session.flush()


def _record(
    session: Session,
    act: AuditContext,
    action: str,
    row: Proposal,
    *,
    was: dict[str, Any] | None = None,
    **becomes: Any,
) -> None:
    audit_log.record(
        session, act, action, ("proposal", row.id), programme_id=row.programme_id, was=was, **becomes
    )
