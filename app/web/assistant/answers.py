"""What an assistant is told, found by the queries of pages and API; nothing is judged anew here."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.change_digest import DigestLine
from app.domain.change_event import ChangeEvent
from app.domain.count import count_deliverables, shift_since_first
from app.domain.lifeline import DeadlineStatement
from app.domain.promise_ledger import judge_outcome
from app.domain.refusal import NotFound
from app.domain.report import Block, Section
from app.domain.signal import RaisedSignal, Signal
from app.domain.stem import cut_excerpt, read_terms
from app.domain.wording import Words, change_sentence, signal_sentence
from app.domain.wording.change_digest import digest_words
from app.queries.changes import ChangeFilter, Since, changes_since
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_history import Neighbour as NeighbourRow
from app.queries.deliverable_history import deliverable_history
from app.queries.programme import ActionLineRow, ProgrammeRow, action_lines, programmes_on
from app.queries.report.reading import read_report
from app.queries.reporting_period import PeriodRow, is_adopted, is_fixed, periods
from app.queries.search import PAGE_SIZE, search
from app.queries.search_text import DELIVERABLE_KINDS
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.deliverable import (
    ORDERS,
    matching_states,
    programme_of,
    records_of,
    states_on,
)
from app.web.api.v1.filters import ListFilters
from app.web.api.v1.listing import narrow
from app.web.api.v1.pagination import cut_listed, cut_page, require_one
from app.web.api.v1.promise import PlacedPromise, ledger_of
from app.web.api.v1.reporting_period import reported_period
from app.web.api.v1.shapes import Counts
from app.web.assistant.links import Links, links_of
from app.web.assistant.questions import (
    ChangesQuestion,
    ConflictsQuestion,
    DatedQuestion,
    DeliverableQuestion,
    PromisesQuestion,
    ReportQuestion,
    SearchQuestion,
)
from app.web.assistant.shapes import (
    ActionLineFacts,
    ChangeFacts,
    ChangesAnswer,
    Conflict,
    ConflictsAnswer,
    DeliverableAnswer,
    DigestFacts,
    EvidenceFacts,
    Hit,
    LedgerAnswer,
    LedgerEntry,
    Moment,
    MomentSaid,
    Neighbour,
    Passage,
    ProgrammeFacts,
    ProgrammesAnswer,
    PromiseFacts,
    PromisesAnswer,
    ReportAnswer,
    ReportFacts,
    SearchAnswer,
    SectionFacts,
    SectionTitle,
    SignalSentence,
    SourceFacts,
    StatusUpdateFacts,
    TableRow,
    quote,
    quote_or_none,
)


def list_programmes(access: ProgrammesAccess, question: DatedQuestion) -> ProgrammesAnswer:
    """Tell what may be read at all: programmes with their action lines, reports and counts."""
    day = question.day(access)
    rows = programmes_on(access.session, list(access.programmes.values()), day)
    rounds = _readable_periods(access, access.programme_ids)
    return ProgrammesAnswer(as_of=day, programmes=tuple(_programme(access, row, rounds, day) for row in rows))


def _programme(
    access: ProgrammesAccess, row: ProgrammeRow, rounds: Sequence[PeriodRow], day: date
) -> ProgrammeFacts:
    lines = action_lines(access.session, row.id, day)
    links = _links(access, row.slug, day, lines)
    return ProgrammeFacts(
        record=links.to("programme", row.id),
        slug=row.slug,
        title=quote(row.title),
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        counts=_counts(access, access.programmes[row.id], day),
        action_lines=tuple(
            ActionLineFacts(
                record=links.to("action_line", line.id),
                code=line.code,
                title=quote(line.title),
                kind=line.kind,
            )
            for line in lines
        ),
        reports=tuple(
            ReportFacts.of(period, record=links_of(access, row.slug).report(period.id, period.half_year))
            for period in rounds
            if period.programme_id == row.id
        ),
    )


def _counts(access: ProgrammesAccess, programme: ProgrammeRow, day: date) -> Counts:
    """Count the deliverables of a programme on a day; kept until something changes there."""
    key = ("assistant counts", programme.id, programme.revision, day)

    def count() -> Counts:
        return Counts.of(count_deliverables(states_on(access, programme, day)), day=day)

    return access.app_state.renders.get(key, count)


def _readable_periods(access: ProgrammesAccess, programme_ids: Sequence[int]) -> list[PeriodRow]:
    """Return the rounds of which the report may be read: by a reader once it has been adopted. One query."""
    sees_drafts = access.viewer.rights.may_see_drafts
    rows = periods(access.session, programme_ids)
    return [row for row in rows if is_adopted(row) or sees_drafts(row.programme_id)]


def list_promises(access: ProgrammesAccess, question: PromisesQuestion) -> PromisesAnswer:
    """Tell the promises that fit the filters, as they stood on a day."""
    day = question.day(access)
    matching = matching_states(access, question, day).rows
    page = cut_page(access, matching, question, ORDERS)
    return PromisesAnswer(
        as_of=day,
        promises=tuple(_promise(access, state, day) for state in page.rows),
        matching=len(matching),
        after=page.after,
    )


def list_conflicts(access: ProgrammesAccess, question: ConflictsQuestion) -> ConflictsAnswer:
    """Tell where the rules see something, first where the lead says “on track” all the same."""
    day, words = question.day(access), words_of(question.language, question.day(access))
    states = narrow(access, _states(access, question, day), question, "deliverable").rows
    raised = [state for state in states if state.raised]
    matching = [state for state in raised if _is_contradicted(state) or not question.only_contradicted]
    matching.sort(key=lambda state: not _is_contradicted(state))
    page = cut_listed(access, matching, question, lambda state: str(state.id))
    return ConflictsAnswer(
        as_of=day,
        conflicts=tuple(_conflict(access, state, day, words) for state in page.rows),
        matching=len(matching),
        after=page.after,
    )


def _states(access: ProgrammesAccess, question: ListFilters, day: date) -> list[DeliverableState]:
    programmes = question.programmes(access)
    return [state for programme in programmes for state in states_on(access, programme, day)]


def _is_contradicted(state: DeliverableState) -> bool:
    return Signal.CONFIDENCE_CONTRADICTED in state.signals


def _conflict(access: ProgrammesAccess, state: DeliverableState, day: date, words: Words) -> Conflict:
    links, last = links_of(access, access.slug(state.programme_id), day), state.last
    return Conflict(
        record=links.to("deliverable", state.id),
        programme=links.slug,
        title=quote(state.title),
        lead=state.lead_email,
        status=state.assessment.current_status,
        confidence=last.confidence if last else None,
        timeliness=state.assessment.timeliness,
        contradicted=_is_contradicted(state),
        answer=quote_or_none(last.answer if last else ""),
        signals=_signals(state, links, day, words),
    )


def _signals(state: DeliverableState, links: Links, day: date, words: Words) -> tuple[SignalSentence, ...]:
    def tell(raised: RaisedSignal) -> SignalSentence:
        return SignalSentence(
            signal=raised.signal,
            sentence=quote(signal_sentence(raised, day, words)),
            records=tuple(
                links.to(record.type, record.id)
                if record.type == "deliverable"
                else links.said(record.type, record.id, state.id)
                for record in records_of(raised)
            ),
        )

    return tuple(tell(raised) for raised in state.raised)


def show_ledger(access: ProgrammesAccess, question: DeliverableQuestion) -> LedgerAnswer:
    """Tell the promise ledger of a deliverable: first of all, in each adopted report, and now."""
    day, programme = question.day(access), programme_of(access, question.id)
    state = require_one(deliverable_states(access.session, programme.id, day, [question.id]))
    links = links_of(access, programme.slug, day)
    promises = ledger_of(access.session, programme.id, question.id, day)
    return LedgerAnswer(
        as_of=day,
        record=links.to("deliverable", question.id),
        title=quote(state.title),
        outcome=judge_outcome(state),
        entries=tuple(_entry(promise, links, question.id) for promise in promises),
    )


def _entry(promise: PlacedPromise, links: Links, deliverable_id: int) -> LedgerEntry:
    cell, status = promise.cell, promise.cell.state.status
    return LedgerEntry(
        place=promise.place,
        report=promise.report,
        day=promise.day,
        step=cell.step,
        moment=_moment(cell.state.deadline, links, deliverable_id),
        status=status.status if status else None,
        delivered_on=status.delivered_on if status else None,
        change=cell.change,
        firmness_change=cell.firmness_change,
        slip_days=promise.slip_days,
        reasons=tuple(quote(reason) for reason in cell.reasons),
    )


def list_changes(access: ProgrammesAccess, question: ChangesQuestion) -> ChangesAnswer:
    """Tell what changed in a programme since a day, as known on another."""
    (programme,) = access.matching(question.programme)
    day, words = question.day(access), words_of(question.language, question.day(access))
    wanted = ChangeFilter(
        kinds=question.kinds,
        lines=frozenset({question.action_line} - {None}),  # type: ignore[arg-type]  # what is none is gone
        page=question.page,
    )
    states = states_on(access, programme, day)
    changes = changes_since(access.session, programme.id, Since(day, question.since), wanted, states)
    links = _links(access, programme.slug, day, changes.lines)
    events = [event for group in changes.groups for event in group.rows]
    events.sort(key=lambda event: (event.said_on, event.recorded_at), reverse=True)
    return ChangesAnswer(
        as_of=day,
        programme=programme.slug,
        since=question.since,
        became=tuple(_became(line, links, day, words) for line in changes.digest),
        changes=tuple(_change(event, links, words, question.language) for event in events),
        matching=changes.matching,
        page=question.page,
        pages=changes.pages,
    )


def _became(line: DigestLine, links: Links, day: date, words: Words) -> DigestFacts:
    return DigestFacts(
        record=links.to("deliverable", line.id),
        kind=line.kind,
        title=quote(line.title),
        words=quote_or_none(digest_words(line, words, day)),
        reason=quote_or_none(line.reason),
        said_on=line.said_on,
    )


def _change(event: ChangeEvent, links: Links, words: Words, language: str) -> ChangeFacts:
    sentence = change_sentence(event, words, lambda value: word(translator(language), value))
    return ChangeFacts(
        record=links.to(event.entity, event.id),
        kind=event.kind,
        sentence=quote(sentence),
        said_on=event.said_on,
        recorded_at=event.recorded_at,
        author=quote_or_none(event.author),
        reason=quote_or_none(event.reason),
    )


def read_report_section(access: ProgrammesAccess, question: ReportQuestion) -> ReportAnswer:
    """Tell a section of a report with the records that it rests on, or which sections there are."""
    (programme,) = access.matching(question.programme)
    rows = periods(access.session, [programme.id])
    row = next((row for row in rows if row.half_year == str(question.half_year)), None)
    if row is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=question.half_year)
    period = reported_period(access, row.id)
    day = None if is_fixed(period) and question.as_of is None else question.day(access)
    reading = read_report(access.session, programme, period, day, question.language)
    report = reading.report
    links = _links(access, programme.slug, day, action_lines(access.session, programme.id, day or date.max))
    link = links.report(period.id, period.half_year)
    return ReportAnswer(
        as_of=day or period.reference_date,
        record=link,
        programme=programme.slug,
        half_year=period.half_year,
        number=period.number,
        state=report.state,
        version=report.version,
        language=report.language,
        hash=reading.hash,
        sections=tuple(
            SectionTitle(key=section.key, title=quote(section.title)) for section in report.sections
        ),
        section=_find_section(report.sections, question.section, links, period),
    )


def _find_section(
    sections: Iterable[Section], key: str | None, links: Links, period: PeriodRow
) -> SectionFacts | None:
    if key is None:
        return None
    section = next((section for section in sections if section.key == key), None)
    if section is None:
        keys = ", ".join(section.key for section in sections)
        raise NotFound("This report has no section “%(key)s”. It has: %(keys)s.", key=key, keys=keys)
    return SectionFacts(
        key=section.key,
        title=quote(section.title),
        page=links.report(period.id, period.half_year, section.anchor).page or "",
        passages=tuple(_passage(block, links) for block in section.blocks),
    )


def _passage(block: Block, links: Links) -> Passage:
    return Passage(
        kind=block.kind,
        text=quote(block.text),
        records=tuple(map(links.record, block.records)),
        columns=block.columns,
        rows=tuple(
            TableRow(
                cells=tuple(quote(cell.text) for cell in row.cells),
                records=tuple(map(links.record, row.records)),
            )
            for row in block.rows
        ),
    )


def show_deliverable(access: ProgrammesAccess, question: DeliverableQuestion) -> DeliverableAnswer:
    """Tell everything that was said of one deliverable up to a day."""
    day, programme = question.day(access), programme_of(access, question.id)
    words = words_of(question.language, day)
    history = deliverable_history(access.session, programme.id, question.id, day)
    state, links = history.state, links_of(access, programme.slug, day)
    return DeliverableAnswer(
        as_of=day,
        deliverable=_promise(access, state, day),
        description=quote_or_none(state.description),
        executing_party=quote_or_none(state.executing_party),
        parties=tuple(map(quote, history.parties)),
        signals=_signals(state, links, day, words),
        needs=tuple(_neighbour(row, links) for row in history.inputs),
        needed_by=tuple(_neighbour(row, links) for row in history.dependents),
        sources=tuple(
            SourceFacts(
                document=quote(row.document),
                section=quote_or_none(row.section),
                quote=quote_or_none(row.quote),
            )
            for row in history.sources
        ),
        evidence=tuple(
            EvidenceFacts(title=quote(row.title), url=quote_or_none(row.url), on=row.on)
            for row in history.evidence
        ),
        deadlines=tuple(_shape_deadline(statement, links, state.id) for statement in history.statements),
        status_updates=tuple(
            _status_update(update, links, state.id, is_corrected=update.id in history.corrected)
            for update in history.updates
        ),
    )


def _neighbour(row: NeighbourRow, links: Links) -> Neighbour:
    state = row.state
    return Neighbour(
        record=links.to("deliverable", state.id),
        title=quote(state.title),
        timeliness=state.assessment.timeliness,
        moment=_moment(state.assessment.deadline, links, state.id),
    )


def _shape_deadline(statement: DeadlineStatement, links: Links, deliverable_id: int) -> MomentSaid:
    deadline = statement.deadline
    return MomentSaid(
        **_moment_values(deadline, links, deliverable_id),
        reason=quote_or_none(deadline.reason),
        author=quote(deadline.author),
        recorded_at=deadline.recorded_at,
        change=statement.change,
        firmness_change=statement.firmness_change,
        corrected=statement.is_corrected,
    )


def _status_update(
    update: StatusRecord, links: Links, deliverable_id: int, *, is_corrected: bool
) -> StatusUpdateFacts:
    return StatusUpdateFacts.of(
        update,
        record=links.said("status_update", update.id, deliverable_id),
        text=quote_or_none(update.text),
        reason=quote_or_none(update.reason),
        answer=quote_or_none(update.answer),
        author=quote(update.author),
        corrected=is_corrected,
    )


def find_words(access: ProgrammesAccess, question: SearchQuestion) -> SearchAnswer:
    """Tell in what the words are found, of what is known today."""
    readable = [row.id for row in access.matching(question.programme)]
    terms = read_terms(question.words)
    results = search(access.session, terms, readable, page=question.page)
    hits = []
    for result in results[:PAGE_SIZE]:
        type = "deliverable" if result.kind in DELIVERABLE_KINDS else result.kind
        codes = {result.thing_id: result.code} if result.code else None
        excerpt = cut_excerpt(result.text, terms) if result.text else ""
        hits.append(
            Hit(
                record=links_of(access, result.slug, codes=codes).to(type, result.thing_id),
                kind=result.kind,
                programme=result.slug,
                title=quote(result.title),
                excerpt=quote_or_none(excerpt),
            )
        )
    return SearchAnswer(
        as_of=access.today, hits=tuple(hits), page=question.page, more=len(results) > PAGE_SIZE
    )


def _promise(access: ProgrammesAccess, state: DeliverableState, day: date) -> PromiseFacts:
    assessment, last = state.assessment, state.last
    links = links_of(access, access.slug(state.programme_id), day)
    return PromiseFacts(
        record=links.to("deliverable", state.id),
        programme=links.slug,
        action_line=state.action_line,
        project=links.to("project", state.project_id),
        project_title=quote(state.project),
        title=quote(state.title),
        kind=state.kind,
        status=assessment.current_status,
        confidence=last.confidence if last else None,
        lead=state.lead_email,
        timeliness=assessment.timeliness,
        moment=_moment(assessment.deadline, links, state.id),
        first_promise=_moment(assessment.baseline, links, state.id),
        slip_days=assessment.slip_days,
        moves=assessment.moves,
        since_first_promise=shift_since_first(state),
        delivered_on=last.delivered_on if last else None,
        signals=state.signals,
    )


def _moment(deadline: DeadlineRecord | None, links: Links, deliverable_id: int) -> Moment | None:
    return None if deadline is None else Moment(**_moment_values(deadline, links, deliverable_id))


def _moment_values(deadline: DeadlineRecord, links: Links, deliverable_id: int) -> dict[str, object]:
    window = deadline.window
    return {
        "record": links.said("deadline", deadline.id, deliverable_id),
        "phrase": quote(window.phrase),
        "edtf": window.edtf,
        "earliest": window.earliest,
        "latest": window.latest,
        "bounds_by": window.bounds_by,
        "firmness": deadline.firmness,
        "said_on": deadline.said_on,
    }


def _links(access: ProgrammesAccess, slug: str, day: date | None, lines: Iterable[ActionLineRow]) -> Links:
    return links_of(access, slug, day, {line.id: line.code for line in lines})
