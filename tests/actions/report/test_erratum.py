"""An erratum stands beside the report that it puts right; that one stays byte for byte as it was."""

from datetime import timedelta

import pytest

from app.actions import deadline
from app.actions.audit_log import AuditContext
from app.actions.report import draft, erratum, sign_off, summary_choice
from app.domain.adoption import MissingKind, Unready, Unwritten
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.report.choice import Placement
from app.domain.report.tree import Record
from app.domain.round import Verdict
from app.queries.deliverable import deliverable_states
from app.queries.report.archive import frozen_reports, frozen_tree
from app.queries.report.erratum import draft_erratum
from app.queries.report.review import review_of, review_versions
from app.queries.report.summary_choice import current_choices
from app.queries.report.verification import report_faults
from app.queries.reporting_period import period_by_id
from app.renderers.frozen import thaw
from tests.cast import TODAY, at
from tests.rounds import edit, karel, published, signing

REASON = "Het moment van de handreiking was verkeerd overgenomen."


@pytest.fixture
def office(cast):
    """Noor acts, an hour after the report was adopted."""
    return AuditContext(cast.noor, at(TODAY) + timedelta(hours=1), "test")


@pytest.fixture
def mistaken(session, cast, office):
    """The report was published; since then a deadline was corrected that had been taken over wrongly."""
    published(session, cast)
    states = deliverable_states(session, cast.programme, office.on)
    state = next(state for state in states if state.id == cast["handbook"])
    right = deadline.DeadlineCorrection(
        "medio 2024", state.version, "Verkeerd overgenomen.", Firmness.EXPECTED
    )
    deadline.correct(session, office, state.deadlines[-1].id, right)


@pytest.fixture
def sign(session, cast):
    """Karel agrees with sections of the proposal."""

    def these(*keys, verdict=Verdict.AGREES, text=""):
        for key in keys:
            sign_off.sign(session, karel(cast), signing(session, cast, key, verdict, text))

    return these


@pytest.fixture
def changed(session, cast):
    """The sections that would read otherwise."""
    return lambda: draft_erratum(session, period_by_id(session, cast.period)).changed


def last_number(session, cast):
    return review_versions(session, cast.period)[-1].number


def words_of(session, frozen_id):
    report = thaw(frozen_tree(session, frozen_id))["nl"]
    lines = [block.text for section in report.sections for block in section.blocks]
    lines += [
        cell.text
        for section in report.sections
        for block in section.blocks
        for row in block.rows
        for cell in row.cells
    ]
    return " ".join(lines)


@pytest.mark.usefixtures("mistaken")
def test_an_erratum_says_what_was_corrected_and_the_first_version_stays(
    session, cast, office, sign, changed, trail
):
    (first,) = frozen_reports(session, [cast.programme])
    tree = frozen_tree(session, first.id)
    assert erratum.propose_erratum(session, office, cast.period) == "1.0.1"
    sign(*changed())
    frozen = erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), f" {REASON} ")
    report, other = frozen_reports(session, [cast.programme])
    assert (report, frozen_tree(session, report.id)) == (first, tree)
    assert (other.version, other.reason, other.previous_hash, other.hash) == (
        "1.1",
        REASON,
        first.hash,
        frozen.hash,
    )
    words = words_of(session, other.id)
    assert "medio 2024" in words
    assert REASON.lower()[:20] in words.lower()
    assert list(report_faults(session)) == []
    assert trail("report.correct")[0].becomes["version"] == "1.1"
    with pytest.raises(Conflict, match="Nothing"):
        erratum.propose_erratum(session, office, cast.period)


@pytest.mark.usefixtures("mistaken")
def test_the_colophon_of_an_erratum_names_every_version_and_what_changed(
    session, cast, office, sign, changed
):
    erratum.propose_erratum(session, office, cast.period)
    sign(*changed())
    frozen = erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), REASON)
    words = words_of(session, frozen.id)
    for version in ("0.1 van", "1.0 van", "1.0.1 van"):
        assert version in words
    assert "Gewijzigd in deze versie: " in words


@pytest.mark.usefixtures("mistaken")
def test_sponsors_sign_again_only_what_changed(session, cast, office, sign, changed):
    erratum.propose_erratum(session, office, cast.period)
    review = review_of(session, period_by_id(session, cast.period))
    assert {section.key for section in review.open_for(cast.fund)} == set(changed())
    assert "introduction" not in changed()
    first, *rest = changed()
    sign(*rest)
    with pytest.raises(Unready) as refusal:
        erratum.adopt_erratum(session, office, cast.period, review.version.number, REASON)
    assert [(lacking.kind, lacking.section_key) for lacking in refusal.value.missing] == [
        (MissingKind.SIGNATURE, first)
    ]
    sign(first, verdict=Verdict.OBJECTS, text="Dit klopt niet.")
    with pytest.raises(Unready) as refusal:
        erratum.adopt_erratum(session, office, cast.period, review.version.number, REASON)
    assert [lacking.kind for lacking in refusal.value.missing] == [MissingKind.OBJECTION]
    assert len(frozen_reports(session, [cast.programme])) == 1


def test_mended_prose_becomes_part_of_the_erratum(session, cast, office, sign, changed):
    published(session, cast)
    summary = draft.TextPlace(cast.period, "summary")
    draft.write_section(session, office, summary, "Het gaat redelijk.", read=1)
    assert changed() == ("summary",)
    erratum.propose_erratum(session, office, cast.period)
    sign("summary")
    frozen = erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), REASON)
    first, _ = frozen_reports(session, [cast.programme])
    assert "Het gaat redelijk." in words_of(session, frozen.id)
    assert "Het gaat goed." in words_of(session, first.id)
    assert "Het gaat redelijk." not in words_of(session, first.id)


def test_prose_that_contradicts_the_corrected_facts_is_found(session, cast, office, sign, changed):
    published(session, cast)
    states = deliverable_states(session, cast.programme, office.on)
    state = next(state for state in states if state.id == cast["handbook"])
    summary = draft.TextPlace(cast.period, "summary")
    wrong = "De Handreiking buurthuizen wordt begin 2024 verwacht."
    draft.write_section(session, office, summary, wrong, read=1)
    assert draft_erratum(session, period_by_id(session, cast.period)).findings == {}
    right = deadline.DeadlineCorrection("medio 2024", state.version, "Verkeerd.", Firmness.EXPECTED)
    deadline.correct(session, office, state.deadlines[-1].id, right)
    erratum.propose_erratum(session, office, cast.period)
    sign(*changed())
    with pytest.raises(Unready) as refusal:
        erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), REASON)
    assert {lacking.kind for lacking in refusal.value.missing} == {MissingKind.FINDING}
    mended = "De Handreiking buurthuizen wordt medio 2024 verwacht."
    draft.write_section(session, office, summary, mended, read=2)
    erratum.propose_erratum(session, office, cast.period)
    sign("summary")
    assert erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), REASON)


@pytest.mark.usefixtures("mistaken")
def test_what_changes_after_a_proposal_is_proposed_again(session, cast, office, sign, changed):
    erratum.propose_erratum(session, office, cast.period)
    with pytest.raises(Conflict, match="as it reads now"):
        erratum.propose_erratum(session, office, cast.period)
    read = last_number(session, cast)
    sign(*changed())
    draft.write_section(session, office, draft.TextPlace(cast.period, "summary"), "Anders.", read=1)
    with pytest.raises(Conflict, match="Propose it again"):
        erratum.adopt_erratum(session, office, cast.period, read, REASON)
    assert erratum.propose_erratum(session, office, cast.period) == "1.0.2"
    with pytest.raises(Stale):
        erratum.adopt_erratum(session, office, cast.period, read, REASON)


@pytest.mark.usefixtures("mistaken")
def test_the_next_erratum_is_held_against_the_last_one(session, cast, office, sign, changed):
    erratum.propose_erratum(session, office, cast.period)
    sign(*changed())
    erratum.adopt_erratum(session, office, cast.period, last_number(session, cast), REASON)
    assert changed() == ()
    later = AuditContext(cast.noor, office.at + timedelta(hours=1), "test")
    draft.write_section(session, later, draft.TextPlace(cast.period, "summary"), "Anders.", read=1)
    assert changed() == ("summary",)
    assert erratum.propose_erratum(session, later, cast.period) == "1.1.1"


@pytest.mark.usefixtures("mistaken")
def test_an_erratum_needs_a_reason_and_a_proposal(session, cast, office):
    with pytest.raises(Invalid) as refused:
        erratum.adopt_erratum(session, office, cast.period, 0, " ")
    assert set(refused.value.fields) == {"reason"}
    with pytest.raises(Conflict, match="No erratum has been proposed"):
        erratum.adopt_erratum(session, office, cast.period, 0, REASON)
    assert len(frozen_reports(session, [cast.programme])) == 1


def test_a_report_in_which_nothing_reads_otherwise_gets_no_erratum(session, cast, office):
    published(session, cast)
    with pytest.raises(Conflict, match="Nothing"):
        erratum.propose_erratum(session, office, cast.period)


def test_an_erratum_needs_the_text_of_every_section_that_must_have_one(session, cast, office):
    published(session, cast)
    draft.write_section(session, office, draft.TextPlace(cast.period, "summary"), "", read=1)
    with pytest.raises(Unwritten) as refusal:
        erratum.propose_erratum(session, office, cast.period)
    assert [missing.section_key for missing in refusal.value.missing] == ["summary"]


def test_a_report_that_was_not_adopted_gets_no_erratum(session, cast, office):
    edit(session, cast)
    with pytest.raises(Conflict, match="has been adopted"):
        erratum.propose_erratum(session, office, cast.period)


def test_what_the_summary_tells_is_chosen_for_the_erratum(session, cast, office, changed):
    published(session, cast)
    fact = Record("deliverable", cast["handbook"])
    summary_choice.place_fact(session, office, cast.period, fact, Placement.PINNED, read=0)
    read = current_choices(session, cast.period)[fact].id
    summary_choice.word_thread(session, office, cast.period, fact, "Het handboek ligt er bijna.", read=read)
    assert "summary" in changed()
    draft_now = draft_erratum(session, period_by_id(session, cast.period))
    (summary,) = [section for section in draft_now.editions["nl"].sections if section.key == "summary"]
    assert "Het handboek ligt er bijna." in [block.text for block in summary.blocks]
