"""What keeps a report from being adopted is told in full, by kind."""

from datetime import UTC, datetime

from app.domain.accounting import Fate, Reported
from app.domain.adoption import Case, Lack, Missing, missing
from app.domain.report import compose
from app.domain.report.facts import WrittenText
from app.domain.report.tree import Report, Section
from app.domain.round import Verdict
from app.domain.sign_off import Signature
from app.domain.status import Status
from tests.told import NL, adopted_before, facts

NOW = datetime(2024, 1, 8, 9, tzinfo=UTC)
FUND, CITY = 1, 2
TEXTS = {("summary", "nl"): WrittenText(1, "Het gaat goed.")}


def signature(key, verdict=Verdict.AGREES, *, party=FUND, text=""):
    return Signature(1, party, key, key, verdict, text, "", None, NOW, 7)


def case(*signatures, texts=TEXTS, sections=None, sponsors=(FUND,), keys=None, **more):
    told = facts(texts=texts, previous=adopted_before())
    report = compose(told, NL)
    if sections is not None:
        report = Report("b", "B", "2023-H2", 2, "R", "nl", "0.1", "review", sections)
    hashes = {section.key: section.key for section in report.sections}
    if keys is not None:
        signatures = tuple(signature(key) for key in hashes if key in keys or keys == "all")
    holds = {one.place: one for one in signatures}
    return Case(told, more.pop("reported", ()), {"nl": report}, hashes, sponsors, holds, **more)


def test_a_written_and_signed_report_can_be_adopted():
    assert missing(case(keys="all")) == ()


def test_without_sponsors_nobody_has_to_sign():
    assert missing(case(sponsors=())) == ()


def test_every_unaccounted_promise_is_listed():
    promise = Reported(17, "Handreiking", Status.IN_PROGRESS, None)
    (lacking,) = missing(case(keys="all", reported=(promise,)))
    assert lacking == Missing(Lack.PROMISE, deliverable_id=17, title="Handreiking", fate=Fate.VANISHED)


def test_the_summary_must_be_written_and_every_other_section_must_have_text():
    assert missing(case(keys="all", texts={})) == (Missing(Lack.TEXT, "summary"),)
    assert missing(case(keys="all", texts={("summary", "nl"): WrittenText(1, " ")})) == (
        Missing(Lack.TEXT, "summary"),
    )
    empty = (Section("risks", "8", "Risico's", ()),)
    assert missing(case(keys="all", sections=empty)) == (Missing(Lack.TEXT, "risks"),)


def test_findings_of_the_editorial_check_are_listed_by_section():
    found = case(keys="all", findings={"summary": ("“begin 2024” is now “medio 2024”",)})
    assert missing(found) == (Missing(Lack.FINDING, "summary", said="“begin 2024” is now “medio 2024”"),)


def test_an_objection_is_listed_with_its_reason_and_not_as_a_missing_signature():
    sections = (Section("summary", "2", "Samenvatting", compose(facts(), NL).sections[1].blocks),)
    found = case(signature("summary", Verdict.OBJECTS, text="Dit klopt niet."), sections=sections)
    assert missing(found) == (Missing(Lack.OBJECTION, "summary", FUND, said="Dit klopt niet."),)


def test_a_reservation_does_not_block_adoption():
    sections = (Section("summary", "2", "Samenvatting", compose(facts(), NL).sections[1].blocks),)
    found = case(signature("summary", Verdict.AGREES_WITH_RESERVATION, text="Nou."), sections=sections)
    assert missing(found) == ()


def test_every_sponsor_signs_every_section_but_the_colophon():
    lacking = missing(case(keys="all", sponsors=(FUND, CITY)))
    assert {one.party_id for one in lacking} == {CITY}
    keys = [one.section_key for one in lacking]
    assert keys[:3] == ["introduction", "summary", "promises"]
    assert "colophon" not in keys
