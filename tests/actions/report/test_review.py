"""What goes into review is kept as a version, and a new one voids what was signed of what changed."""

import pytest

from app.actions.report import draft, reporting_period, review, sign_off
from app.actions.report.review import ReviewedSection
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.round import Verdict
from app.domain.sign_off import find_valid, find_voided
from app.domain.structure import PeriodState
from app.queries.report.review import remarks, review_versions, signatures, version_tree
from tests.rounds import hash_of, karel, noor, send_to_review, sign_all, signing, version_of

pytestmark = pytest.mark.usefixtures("in_review")


def again(session, cast, text):
    """Noor takes it back, writes another summary, and sends it into review once more."""
    reporting_period.take_step(
        session, noor(cast), cast.period, PeriodState.EDITING, version_of(session, cast.period)
    )
    draft.write_section(session, noor(cast), draft.TextPlace(cast.period, "summary"), text, read=1)
    send_to_review(session, cast)


def test_the_version_in_review_is_kept_with_a_hash_for_each_section(session, cast, trail):
    (version,) = review_versions(session, cast.period)
    assert (version.name, version.author) == ("0.1", "Noor")
    assert {"summary", "action-line:1", "colophon"} <= set(version.hashes)
    assert '"version":"0.1"' in version_tree(session, version.id)
    assert '"state":"review"' in version_tree(session, version.id)
    assert trail("report_version.keep")[0].becomes["version"] == "0.1"


def test_a_new_version_voids_only_what_was_signed_of_the_sections_that_changed(session, cast):
    sign_all(session, cast)
    again(session, cast, "Het gaat beter.")
    first, second = review_versions(session, cast.period)
    assert (second.name, [second.hashes[key] != first.hashes[key] for key in ("summary", "promises")]) == (
        "0.2",
        [True, False],
    )
    given = signatures(session, cast.period)
    assert {key for _, key in find_voided(given, second.hashes)} == {"summary"}
    assert (cast.fund, "promises") in find_valid(given, second.hashes)


def test_the_colophon_of_a_later_version_names_those_before_it(session, cast):
    again(session, cast, "Het gaat beter.")
    assert "0.1 van 18 december 2023" in version_tree(session, review_versions(session, cast.period)[-1].id)


def test_an_answer_stands_under_the_remark_that_it_answers(session, cast):
    place = signing(session, cast).section
    first = review.add_comment(session, karel(cast), place, " Waarom zo laat? ")
    review.add_comment(session, noor(cast), place, "De bewoners schreven mee.", answers=first)
    comments = [(remark.author, remark.text, remark.answers_id) for remark in remarks(session, cast.period)]
    assert comments == [("Karel", "Waarom zo laat?", None), ("Noor", "De bewoners schreven mee.", first)]


def test_a_remark_says_something_and_answers_one_on_the_same_section(session, cast):
    place, other = signing(session, cast).section, signing(session, cast, "summary").section
    with pytest.raises(Invalid):
        review.add_comment(session, karel(cast), place, "  ")
    comment_id = review.add_comment(session, karel(cast), place, "Mooi.")
    for answers in (comment_id, 10**6):
        with pytest.raises(Invalid) as refused:
            review.add_comment(session, noor(cast), other, "Dank.", answers=answers)
        assert set(refused.value.fields) == {"answers"}


def test_remarks_and_signatures_on_a_section_that_vanished_or_changed_are_refused(session, cast):
    gone = ReviewedSection(cast.period, "action-line:9", hash_of(session, cast.period, "summary"))
    with pytest.raises(Conflict, match="no longer in the report"):
        review.add_comment(session, karel(cast), gone, "Waar is dit gebleven?")
    before = signing(session, cast, "summary")
    again(session, cast, "Het gaat beter.")
    with pytest.raises(Stale):
        sign_off.sign(session, karel(cast), before)


def test_nothing_is_said_of_a_report_that_is_not_in_review(session, cast):
    before = signing(session, cast)
    reporting_period.take_step(
        session, noor(cast), cast.period, PeriodState.EDITING, version_of(session, cast.period)
    )
    with pytest.raises(Conflict, match="not in review"):
        sign_off.sign(session, karel(cast), before)
    with pytest.raises(Conflict, match="not in review"):
        review.add_comment(session, karel(cast), before.section, "Mooi.")


@pytest.mark.parametrize("verdict", [Verdict.OBJECTS, Verdict.AGREES_WITH_RESERVATION])
def test_a_reservation_and_an_objection_are_put_into_words(session, cast, verdict):
    with pytest.raises(Invalid) as refused:
        sign_off.sign(session, karel(cast), signing(session, cast, verdict=verdict))
    assert set(refused.value.fields) == {"text"}
