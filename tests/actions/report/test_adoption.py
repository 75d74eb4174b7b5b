"""Adopting freezes what was signed, whole or not at all, and only when nothing is missing."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.actions.report import adoption, draft, reporting_period, sign_off
from app.actions.report.reporting_period import plan
from app.domain.adoption import MissingKind, Unready
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Stale
from app.domain.round import RoundDays, Verdict
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.queries.audit_verification import chain_heads
from app.queries.programme import programme_by_id
from app.queries.report.archive import frozen_reports, frozen_tree
from app.queries.report.draft import check_draft, draft_facts
from app.queries.reporting_period import period_by_id
from app.renderers.frozen import hash_frozen, thaw
from app.tables import FrozenReport, ReportedPromise, ReportingPeriod
from tests.cast import TODAY
from tests.rounds import (
    adopt,
    adopted,
    edit,
    karel,
    noor,
    published,
    reviewed,
    send_to_review,
    sign_all,
    signing,
    version_of,
)

SUMMER = date(2024, 7, 15)
"""The day on which the report over the first half of 2024 is made."""


def next_round(session, cast):
    """The first half of 2024, opened once it had begun."""
    act = noor(cast, date(2024, 1, 8))
    days = RoundDays(date(2024, 6, 30), date(2024, 7, 12), date(2024, 7, 31))
    period_id = plan(session, act, cast.programme, half_year=HalfYear(2024, 1), number=2, days=days)
    reporting_period.take_step(session, act, period_id, PeriodState.OPEN, version=1)
    return period_id


def lacks(refused):
    return {obstacle.kind for obstacle in refused.value.missing}


def test_what_was_signed_is_frozen(session, cast, trail, in_review):
    sign_all(session, cast)
    session.commit()
    head = chain_heads(session)[f"programme:{cast.programme}"]
    frozen = adopt(session, cast)
    row = session.get_one(FrozenReport, frozen.id)
    assert (row.adopted_on, row.erratum, row.previous_hash) == (TODAY, 0, "")
    assert row.hash == frozen.hash == hash_frozen(row.tree, "")
    assert (row.chain_seq, row.chain_hash) == (head.seq, head.seal)
    editions = thaw(row.tree)
    assert {language: (edition.version, edition.state) for language, edition in editions.items()} == {
        "nl": ("1.0", "adopted"),
    }
    assert session.get_one(ReportingPeriod, cast.period).state is PeriodState.ADOPTED
    assert trail("report.adopt")[0].becomes == {"version": "1.0", "hash": frozen.hash}


def test_the_promises_in_it_are_kept_as_rows(session, cast, frozen):
    rows = session.scalars(sa.select(ReportedPromise).where(ReportedPromise.frozen_report_id == frozen.id))
    promises = {row.deliverable_id: (row.status, row.phrase, row.latest) for row in rows}
    assert len(promises) == len(cast.deliverables)
    assert promises[cast["handbook"]] == (Status.IN_PROGRESS, "begin 2024", date(2024, 3, 31))
    assert promises[cast["training"]] == (None, "", None)


def test_the_colophon_says_who_signed_and_what_was_signed_elsewhere(session, cast, in_review):
    sign_all(session, cast)
    signature = signing(session, cast, "promises", Verdict.AGREES_WITH_RESERVATION, "Graag eerder.")
    letter = sign_off.SignedDocument("Brief van het fonds", TODAY)
    sign_off.record_elsewhere(session, noor(cast), signature, letter)
    tree = frozen_tree(session, adopt(session, cast).id)
    assert "Akkoord met voorbehoud: Graag eerder." in tree
    assert "18 december 2023, in: Brief van het fonds" in tree


def test_a_report_that_is_not_in_review_is_not_adopted(session, cast):
    with pytest.raises(Conflict, match="in review"):
        adopt(session, cast)
    edit(session, cast)
    with pytest.raises(Conflict, match="in review"):
        adopt(session, cast)
    with pytest.raises(Conflict, match="has been adopted"):
        adoption.publish(session, noor(cast), cast.period, version_of(session, cast.period))


def test_everything_that_is_missing_is_named_at_once_and_nothing_is_kept(database, cast):
    with database.writing() as session:
        edit(session, cast)
        send_to_review(session, cast)
        signature = signing(session, cast, "promises", Verdict.OBJECTS, "Dit klopt niet.")
        sign_off.sign(session, karel(cast), signature)
    with pytest.raises(Unready) as refused, database.writing() as session:
        adopt(session, cast)
    assert lacks(refused) == {MissingKind.OBJECTION, MissingKind.SIGNATURE}
    with database.reading() as session:
        assert session.get_one(ReportingPeriod, cast.period).state is PeriodState.REVIEW
        assert frozen_reports(session, [cast.programme]) == []


def test_open_findings_of_the_editorial_check_prevent_adoption(session, cast):
    edit(session, cast, text="De handreiking buurthuizen is opgeleverd.")
    send_to_review(session, cast)
    sign_all(session, cast)
    version = version_of(session, cast.period)
    with pytest.raises(Unready) as refused:
        adoption.adopt(session, noor(cast), cast.period, version)
    assert lacks(refused) == {MissingKind.FINDING}
    facts = draft_facts(session, programme_by_id(session, cast.programme), period_by_id(session, cast.period))
    (open_finding,) = check_draft(session, facts)
    draft.answer_finding(session, noor(cast), cast.period, open_finding.finding.key, "De drukproef is er.")
    adoption.adopt(session, noor(cast), cast.period, version)


def test_two_who_adopt_at_once_adopt_once(session, cast, in_review):
    sign_all(session, cast)
    version = version_of(session, cast.period)
    adoption.adopt(session, noor(cast), cast.period, version)
    with pytest.raises(Conflict):
        adoption.adopt(session, noor(cast), cast.period, version)
    with pytest.raises(Stale):
        adoption.publish(session, noor(cast), cast.period, version)


def test_an_adopted_report_stays_whatever_is_written_for_its_erratum(session, cast, frozen):
    before = frozen_tree(session, frozen.id)
    draft.write_section(session, noor(cast), draft.TextPlace(cast.period, "summary"), "Anders.", read=1)
    assert frozen_tree(session, frozen.id) == before
    with pytest.raises(Conflict):
        reporting_period.take_step(
            session, noor(cast), cast.period, PeriodState.EDITING, version_of(session, cast.period)
        )


def test_the_next_report_accounts_for_each_promise_of_this_one(session, cast, say):
    first = published(session, cast)
    second = next_round(session, cast)
    reviewed(session, cast, second, on=SUMMER)
    sign_all(session, cast, second)
    with pytest.raises(Unready) as refused:
        adopt(session, cast, second, on=SUMMER)
    assert lacks(refused) == {MissingKind.PROMISE}
    open_then = {"handbook", "location", "training", "release", "panel", "survey"}
    assert {obstacle.deliverable_id for obstacle in refused.value.missing} == {
        cast[name] for name in open_then
    }
    assert session.get_one(FrozenReport, first.id).hash == first.hash


def test_the_hash_of_a_report_ties_it_to_the_one_before(session, cast, say):
    days = {name: date(2024, 2, 1) for name in ("handbook", "location", "training", "release", "panel")}
    first = adopted(session, cast)
    for name, day in days.items():
        say(name, today=day, said_on=day, status=Status.CANCELLED, reason="Geen geld.", confidence=None)
    say("survey", today=days["panel"], said_on=days["panel"], status=Status.DELIVERED)
    frozen = adopted(session, cast, next_round(session, cast), on=SUMMER)
    rows = frozen_reports(session, [cast.programme])
    assert [(row.number, row.version, row.previous_hash) for row in rows] == [
        (1, "1.0", ""),
        (2, "1.0", first.hash),
    ]
    assert hash_frozen(frozen_tree(session, frozen.id), first.hash) == frozen.hash
