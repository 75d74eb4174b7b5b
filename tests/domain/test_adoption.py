"""What keeps a report from being adopted, and what became of each promise of the report before."""

from datetime import UTC, date, datetime

import pytest

from app.domain.adoption import (
    AdoptionCase,
    Fate,
    Missing,
    MissingKind,
    PreviousPromise,
    find_missing,
    find_unaccounted,
    judge_fate,
)
from app.domain.report import compose
from app.domain.report.facts import WrittenText
from app.domain.report.tree import Report, Section
from app.domain.round import Verdict
from app.domain.sign_off import Signature
from app.domain.status import Status
from app.domain.vague_date import VagueDate, read
from tests.told import NL, TODAY, adopted_before, deliverable, facts, said, status, undated

EARLY, LATER = date(2023, 3, 1), date(2023, 10, 2)
BINNENKORT = VagueDate("binnenkort", None, None, None)


def promised(phrase="Q1 2024", *, status=Status.IN_PROGRESS):
    window = read(phrase, EARLY) if isinstance(phrase, str) else phrase
    return PreviousPromise(1, "Handreiking", status, window)


def became(promise, *deadlines, statuses=()):
    opening = deliverable(deadlines=deadlines, statuses=statuses or (status(Status.PLANNED, on=EARLY),))
    return judge_fate(promise, opening, facts(opening, previous=adopted_before()))


EARLIER = said("Q1 2024", on=EARLY)


def test_a_delivered_promise_is_accounted_for():
    assert became(promised(), EARLIER, statuses=(status(Status.DELIVERED),)) is Fate.DELIVERED


def test_a_delivery_after_the_reference_date_that_was_said_in_time_accounts_for_a_promise():
    after = status(Status.DELIVERED, delivered_on=date(2023, 12, 20), on=date(2023, 12, 20))
    closed = said("november 2023", on=EARLY)
    assert became(promised("november 2023"), closed, statuses=(after,)) is Fate.DELIVERED


def test_a_withdrawn_or_merged_promise_is_accounted_for():
    assert became(promised(), EARLIER, statuses=(status(Status.CANCELLED),)) is Fate.WITHDRAWN


@pytest.mark.parametrize("phrase", ["Q2 2024", "februari 2024", "medio 2024"])
def test_a_promise_with_other_words_has_moved(phrase):
    assert became(promised(), EARLIER, said(phrase, on=LATER)) is Fate.MOVED


def test_a_standing_promise_is_accounted_for_once_it_is_confirmed_in_this_period():
    assert became(promised(), EARLIER) is Fate.UNCONFIRMED
    confirmed = (status(Status.PLANNED, on=LATER),)
    assert became(promised(), EARLIER, statuses=confirmed) is Fate.STANDING


def test_saying_the_same_words_again_confirms_a_promise():
    assert became(promised(), EARLIER, said("Q1 2024", on=LATER)) is Fate.STANDING


def test_a_closed_window_is_not_accounted_for_however_often_it_was_confirmed():
    closed = said("november 2023", on=EARLY)
    confirmed = (status(Status.IN_PROGRESS, on=TODAY),)
    assert became(promised("november 2023"), closed, statuses=confirmed) is Fate.CLOSED


def test_moving_to_a_window_that_also_closed_does_not_account_for_a_promise():
    found = said("oktober 2023", on=EARLY), said("november 2023", on=LATER)
    assert became(promised("oktober 2023"), *found) is Fate.CLOSED


def test_an_undated_promise_must_be_confirmed_dated_or_withdrawn():
    promise, old = promised(BINNENKORT), undated("binnenkort", on=EARLY)
    assert became(promise, old) is Fate.UNCONFIRMED
    assert became(promise, old, statuses=(status(Status.PLANNED, on=LATER),)) is Fate.STANDING
    assert became(promise, old, said("Q1 2024", on=LATER)) is Fate.MOVED
    assert became(promise, old, statuses=(status(Status.CANCELLED),)) is Fate.WITHDRAWN


def test_a_promise_that_never_had_words_must_be_confirmed_or_dated():
    promise = promised(None)
    assert became(promise) is Fate.UNCONFIRMED
    assert became(promise, statuses=(status(Status.PLANNED, on=LATER),)) is Fate.STANDING
    assert became(promise, said("Q1 2024", on=LATER)) is Fate.MOVED


def test_a_promise_that_left_the_programme_has_vanished():
    assert judge_fate(promised(), None, facts(previous=adopted_before())) is Fate.VANISHED


@pytest.mark.parametrize("over", [Status.DELIVERED, Status.ADOPTED, Status.CANCELLED])
def test_a_promise_that_was_over_in_the_previous_report_needs_no_account(over):
    assert list(find_unaccounted([promised(status=over)], facts(previous=adopted_before()))) == []


def test_only_unaccounted_promises_are_listed():
    stands = deliverable(id=1, deadlines=(EARLIER,), statuses=(status(Status.PLANNED, on=EARLY),))
    done = deliverable(id=2, deadlines=(EARLIER,), statuses=(status(Status.DELIVERED),))
    report_facts = facts(stands, done, previous=adopted_before())
    before = [promised(), PreviousPromise(2, "Folder", None, None)]
    assert list(find_unaccounted(before, report_facts)) == [(before[0], Fate.UNCONFIRMED)]


NOW = datetime(2024, 1, 8, 9, tzinfo=UTC)
FUND, CITY = 1, 2
TEXTS = {("summary", "nl"): WrittenText(1, "Het gaat goed.")}


def signature(key, verdict=Verdict.AGREES, *, party=FUND, text=""):
    return Signature(1, party, key, key, verdict, text, "", None, NOW, 7)


def case(*signatures, texts=TEXTS, sections=None, sponsors=(FUND,), keys=None, **values):
    report_facts = facts(texts=texts, previous=adopted_before())
    report = compose(report_facts, NL)
    if sections is not None:
        report = Report("b", "B", "2023-H2", 2, "R", "nl", "0.1", "review", sections)
    hashes = {section.key: section.key for section in report.sections}
    if keys is not None:
        signatures = tuple(signature(key) for key in hashes if key in keys or keys == "all")
    holds = {signature.place: signature for signature in signatures}
    return AdoptionCase(
        report_facts, values.pop("reported", ()), {"nl": report}, hashes, sponsors, holds, **values
    )


def test_a_written_and_signed_report_can_be_adopted():
    assert find_missing(case(keys="all")) == ()


def test_without_sponsors_nobody_has_to_sign():
    assert find_missing(case(sponsors=())) == ()


def test_every_unaccounted_promise_is_listed():
    promise = PreviousPromise(17, "Handreiking", Status.IN_PROGRESS, None)
    (lacking,) = find_missing(case(keys="all", reported=(promise,)))
    assert lacking == Missing(MissingKind.PROMISE, deliverable_id=17, title="Handreiking", fate=Fate.VANISHED)


def test_the_summary_must_be_written_and_every_other_section_must_have_text():
    assert find_missing(case(keys="all", texts={})) == (Missing(MissingKind.TEXT, "summary"),)
    assert find_missing(case(keys="all", texts={("summary", "nl"): WrittenText(1, " ")})) == (
        Missing(MissingKind.TEXT, "summary"),
    )
    empty = (Section("risks", "8", "Risico's", ()),)
    assert find_missing(case(keys="all", sections=empty)) == (Missing(MissingKind.TEXT, "risks"),)


def test_findings_of_the_editorial_check_are_listed_by_section():
    adoption_case = case(keys="all", findings={"summary": ("“begin 2024” is now “medio 2024”",)})
    assert find_missing(adoption_case) == (
        Missing(MissingKind.FINDING, "summary", text="“begin 2024” is now “medio 2024”"),
    )


def test_an_objection_is_listed_with_its_reason_and_not_as_a_missing_signature():
    sections = (Section("summary", "2", "Samenvatting", compose(facts(), NL).sections[1].blocks),)
    adoption_case = case(signature("summary", Verdict.OBJECTS, text="Dit klopt niet."), sections=sections)
    assert find_missing(adoption_case) == (
        Missing(MissingKind.OBJECTION, "summary", FUND, text="Dit klopt niet."),
    )


def test_a_reservation_does_not_block_adoption():
    sections = (Section("summary", "2", "Samenvatting", compose(facts(), NL).sections[1].blocks),)
    adoption_case = case(
        signature("summary", Verdict.AGREES_WITH_RESERVATION, text="Nou."), sections=sections
    )
    assert find_missing(adoption_case) == ()


def test_every_sponsor_signs_every_section_but_the_colophon():
    lacking = find_missing(case(keys="all", sponsors=(FUND, CITY)))
    assert {obstacle.party_id for obstacle in lacking} == {CITY}
    keys = [obstacle.section_key for obstacle in lacking]
    assert keys[:3] == ["introduction", "summary", "promises"]
    assert "colophon" not in keys
