"""Reading an existing report: every proposal is judged, and nothing counts before all are."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import select

from app.actions import report_reading
from app.actions.report_reading import NewReading, ProposalRevision
from app.domain.deadline_change import WindowChange
from app.domain.firmness import Firmness
from app.domain.promise_extraction import Paragraph, ProposedPromise, ReportText
from app.domain.proposal import ProposalKind, ProposalOutcome, ProposalState
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds, read
from app.queries.deliverable import deliverable_states
from app.queries.proposal import (
    ProposalFilter,
    find_proposal,
    find_read_report,
    list_proposals,
    matches_of,
    read_text,
)
from app.queries.source import sources_of
from app.tables import Proposal
from tests.cast import TODAY

SAID_ON = date(2023, 10, 2)
TEXT = ReportText(
    "Startnota",
    (Paragraph("2. Huizen van de wijk", 3, 1), Paragraph("De buurtkaart verschijnt begin 2024.", 3)),
)


def promise(title, phrase="begin 2024", **facts):
    plain = ProposedPromise(
        title,
        ProposalKind.DELIVERABLE,
        ProposalState.PLANNED,
        quote=f"{title} volgt {phrase}.",
        section="2. Huizen van de wijk",
        place="bladzijde 3",
        moment=read(phrase, SAID_ON) if phrase else None,
        firmness=Firmness.EXPECTED,
    )
    return replace(plain, **facts)


@pytest.fixture
def start(session, office, cast):
    """Read a report with these proposals; returns the reading and the proposals, as rows."""

    def read_report(*proposals, said_on=SAID_ON):
        new = NewReading(TEXT, said_on, "startnota.txt")
        reading = report_reading.start_reading(session, office, cast.programme, new, proposals)
        listed = ProposalFilter([cast.programme], reading)
        return reading, list_proposals(session, listed, limit=50)

    return read_report


def finish(session, office, cast, reading):
    version = find_read_report(session, reading, [cast.programme]).version
    return report_reading.finish_reading(session, office, reading, version)


def test_what_was_taken_over_becomes_a_deliverable_said_on_the_day_of_the_report(
    session, office, cast, start, trail
):
    reading, (card, done) = start(
        promise("Buurtkaart"),
        promise("Buurtonderzoek", "12 september 2023", state=ProposalState.DELIVERED, firmness=None),
    )
    assert (card.project_id, card.action_line_id) == (cast.houses, cast.meet)
    for row in (card, done):
        report_reading.accept_proposal(session, office, row.id, row.version)
    before = len(deliverable_states(session, cast.programme, TODAY))
    card_id, done_id = finish(session, office, cast, reading)
    states = {state.id: state for state in deliverable_states(session, cast.programme, TODAY)}
    assert len(states) == before + 2
    deadline = states[card_id].assessment.deadline
    assert (deadline.window.phrase, deadline.firmness, deadline.said_on) == (
        "begin 2024",
        Firmness.EXPECTED,
        SAID_ON,
    )
    assert states[done_id].assessment.status is Status.DELIVERED
    assert states[done_id].assessment.done.earliest == date(2023, 9, 12)
    (source,) = sources_of(session, [card_id], TODAY)[card_id]
    assert (source.document, source.section, source.heading) == ("Startnota", "2", "Huizen van de wijk")
    assert source.quote == card.quote
    assert find_proposal(session, card.id, [cast.programme]).deliverable_id == card_id
    (entry,) = trail("read_report.finish")
    assert entry.becomes["deliverables"] == [card_id, done_id]
    with pytest.raises(Conflict, match="finished"):
        report_reading.put_back_proposal(session, office, card.id, card.version + 1)


def test_a_merge_adds_the_moment_and_the_source_to_what_is_there(session, office, cast, start, state):
    reading, (row,) = start(promise("Handreiking voor de buurthuizen", "Q2 2024"))
    (match,) = matches_of(session, cast.programme, [row])[row.id]
    assert (match.deliverable_id, match.same_line) == (cast["handbook"], True)
    assert (match.window.phrase, match.change, match.slip_days) == ("begin 2024", WindowChange.LATER, 91)
    report_reading.merge_proposal(session, office, row.id, row.version, cast["handbook"])
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"
    assert finish(session, office, cast, reading) == [cast["handbook"]]
    now = state("handbook").assessment
    assert (now.deadline.window.phrase, now.deadline.reason) == ("Q2 2024", "Startnota")
    assert now.status is Status.IN_PROGRESS
    sources = sources_of(session, [cast["handbook"]], TODAY)[cast["handbook"]]
    assert [source.document for source in sources] == ["Programmaplan Buurtkracht", "Startnota"]


def test_nothing_enters_before_everything_was_judged_and_every_judgement_can_be_put_back(
    session, office, cast, start, trail
):
    reading, (card, other) = start(promise("Buurtkaart"), promise("Zo vaak als men wil", ""))
    report_reading.accept_proposal(session, office, card.id, card.version)
    with pytest.raises(Conflict, match="1 proposals"):
        finish(session, office, cast, reading)
    with pytest.raises(Invalid) as refused:
        report_reading.reject_proposal(session, office, other.id, other.version, " ")
    assert refused.value.fields.keys() == {"reason"}
    report_reading.reject_proposal(session, office, other.id, other.version, "Geen belofte.")
    with pytest.raises(Conflict, match="Put it back"):
        report_reading.accept_proposal(session, office, other.id, other.version + 1)
    report_reading.put_back_proposal(session, office, card.id, card.version + 1)
    report_reading.reject_proposal(session, office, card.id, card.version + 2, "Staat er al.")
    counts = find_read_report(session, reading, [cast.programme])
    assert (counts.open, counts.rejected, counts.proposals) == (0, 2, 2)
    assert finish(session, office, cast, reading) == []
    assert trail("proposal.put_back")[0].was["outcome"] == ProposalOutcome.ACCEPTED


def test_everything_that_is_missing_is_told_at_once(session, office, start):
    unread = promise("Modelverordening", "", not_understood="na de eerste ronde", section="Bijlage")
    _reading, (row,) = start(unread)
    with pytest.raises(Invalid) as refused:
        report_reading.accept_proposal(session, office, row.id, row.version)
    assert refused.value.fields.keys() == {"phrase", "project"}
    wrong = ProposalRevision(
        " ", DeliverableKind.PRODUCT, row.state, "na de eerste ronde", action_line_id=999, project_id=999
    )
    with pytest.raises(Invalid) as refused:
        report_reading.revise_proposal(session, office, row.id, row.version, wrong)
    assert refused.value.fields.keys() == {"title", "phrase", "action_line", "project"}


def test_what_is_still_to_come_is_taken_over_with_its_firmness_only(session, office, start):
    _reading, (row,) = start(promise("Buurtkaart"))
    vague = ProposalRevision(row.title, row.kind, row.state, "begin 2024", project_id=row.project_id)
    with pytest.raises(Invalid) as refused:
        report_reading.accept_proposal(session, office, row.id, row.version, vague)
    assert refused.value.fields.keys() == {"firmness"}


def test_words_that_are_taken_over_before_the_rules_know_them_keep_their_days(session, office, cast, start):
    """Of an occasion that the register knew when the report was read, and that is gone since."""
    days = OwnBounds(date(2024, 3, 1), date(2024, 3, 31))
    moment = replace(
        read("begin 2024", SAID_ON), phrase="na de fusie", earliest=days.earliest, latest=days.latest
    )
    reading, (row,) = start(replace(promise("Buurtkaart"), moment=moment))
    report_reading.accept_proposal(session, office, row.id, row.version)
    (made,) = finish(session, office, cast, reading)
    (state,) = deliverable_states(session, cast.programme, TODAY, [made])
    window = state.assessment.deadline.window
    assert (window.phrase, window.earliest, window.latest) == ("na de fusie", days.earliest, days.latest)


def test_without_a_date_is_what_the_person_says_of_words_that_were_not_understood(
    session, office, cast, start
):
    reading, (row,) = start(promise("Modelverordening", "", not_understood="na de eerste ronde"))
    undated = ProposalRevision(
        row.title,
        DeliverableKind.RESEARCH,
        row.state,
        row.not_understood,
        OwnBounds(),
        row.firmness,
        project_id=cast.app,
    )
    report_reading.accept_proposal(session, office, row.id, row.version, undated)
    (made,) = finish(session, office, cast, reading)
    (state,) = deliverable_states(session, cast.programme, TODAY, [made])
    assert (state.kind, state.project_id) == (DeliverableKind.RESEARCH, cast.app)
    assert state.assessment.deadline.window.phrase == "na de eerste ronde"
    assert state.assessment.deadline.window.is_undated


def test_a_sentence_that_promises_more_is_split_into_proposals_at_its_place(session, office, cast, start):
    _reading, (both, _last) = start(promise("Kaart en gids"), promise("Brief"))
    report_reading.split_proposal(session, office, both.id, both.version, ["Buurtkaart", "Buurtgids"])
    rows = list_proposals(session, ProposalFilter([cast.programme]), limit=50)
    assert [(row.title, row.position) for row in rows] == [("Buurtkaart", 1), ("Buurtgids", 1), ("Brief", 2)]
    assert rows[1].window == both.window
    with pytest.raises(Stale):
        report_reading.split_proposal(session, office, both.id, both.version, ["Nog een", "En nog een"])


def test_what_cannot_be_added_any_more_keeps_all_of_it_out(session, office, cast, start):
    reading, (card, merged) = start(promise("Buurtkaart"), promise("Folder bij de buurtapp", "Q2 2024"))
    report_reading.accept_proposal(session, office, card.id, card.version)
    with pytest.raises(Invalid):  # it was cancelled in June
        report_reading.merge_proposal(session, office, merged.id, merged.version, cast["leaflet"])
    row = session.get_one(Proposal, merged.id)
    row.outcome, row.deliverable_id = ProposalOutcome.MERGED, cast["leaflet"]
    session.flush()
    with pytest.raises(Invalid) as refused:
        finish(session, office, cast, reading)
    assert refused.value.fields.keys() == {f"proposal{merged.id}"}
    session.rollback()
    titles = {state.title for state in deliverable_states(session, cast.programme, TODAY)}
    assert "Buurtkaart" not in titles


def test_the_same_report_is_read_once_and_may_be_read_again_when_it_was_discarded(
    session, office, cast, start
):
    reading, _rows = start(promise("Buurtkaart"))
    assert read_text(session, reading) == TEXT
    with pytest.raises(Conflict, match="was read before"):
        start(promise("Buurtkaart"))
    start(promise("Buurtkaart"), said_on=TODAY)
    report_reading.discard_reading(session, office, reading, 1)
    assert start(promise("Buurtkaart"))[1]
    assert len(session.exec(select(Proposal)).all()) == 2


def test_a_report_is_not_of_a_day_to_come_nor_empty(session, office, cast):
    empty = NewReading(ReportText("", ()), date(2024, 1, 1))
    with pytest.raises(Invalid) as refused:
        report_reading.start_reading(session, office, cast.programme, empty, [])
    assert refused.value.fields.keys() == {"said_on", "text"}


def test_of_two_who_judge_at_once_the_second_is_told(database, cast, office):
    with database.writing() as session:
        new = NewReading(TEXT, SAID_ON)
        report_reading.start_reading(session, office, cast.programme, new, [promise("Buurtkaart")])
        row = session.exec(select(Proposal)).one()
    ready = Barrier(2)

    def judge(action):
        with database.writing() as session:
            if not database.is_sqlite:  # there the second waits before its transaction begins
                session.get_one(Proposal, row.id)
                ready.wait()
            action(session)

    accept = partial(report_reading.accept_proposal, act=office, proposal_id=row.id, version=row.version)
    reject = partial(
        report_reading.reject_proposal, act=office, proposal_id=row.id, version=row.version, reason="Nee."
    )
    with ThreadPoolExecutor(2) as pool:
        told = [future.exception() for future in [pool.submit(judge, each) for each in (accept, reject)]]
    assert sorted(type(refusal) for refusal in told if refusal) == [Stale]
