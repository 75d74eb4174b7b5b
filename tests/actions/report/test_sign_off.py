"""Who may sign a section, and how the office records what a sponsor signed elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.actions import person
from app.actions.report import draft, reporting_period, sign_off
from app.actions.report.sign_off import SignedDocument
from app.domain.refusal import Conflict, Forbidden, Invalid
from app.domain.role import Role
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.queries.report.review import signatures
from app.queries.report.section_text import section_writers
from tests.cast import TODAY
from tests.refusals import refused
from tests.rounds import edit, karel, noor, send_to_review, signing, version_of

LETTER = SignedDocument("Brief van het Buurtfonds", TODAY)


def test_a_signature_is_kept_with_what_was_said(session, cast, trail, in_review):
    signature = signing(session, cast, verdict=Verdict.AGREES_WITH_RESERVATION, text=" Graag eerder. ")
    sign_off.sign(session, karel(cast), signature)
    (stored,) = signatures(session, cast.period)
    assert (stored.place, stored.verdict, stored.text, stored.author_id) == (
        (cast.fund, "promises"),
        Verdict.AGREES_WITH_RESERVATION,
        "Graag eerder.",
        cast.karel,
    )
    assert trail("sign_off.sign")[0].becomes["verdict"] == "agrees_with_reservation"


def test_who_wrote_a_section_does_not_sign_it_but_signs_the_others(session, cast):
    edit(session, cast)
    draft.write_section(session, karel(cast), draft.TextPlace(cast.period, "risks", "en"), "Some risk.")
    send_to_review(session, cast)
    assert section_writers(session, cast.period)["risks"] == {cast.karel}
    sign_off.sign(session, karel(cast), signing(session, cast, "summary"))
    wrote = replace(signing(session, cast), section=signing(session, cast, "summary").section)
    with pytest.raises(Forbidden, match="somebody else of the same party"):
        sign_off.sign(session, noor(cast), wrote)


def test_only_a_sponsor_signs_and_never_the_colophon(session, cast, in_review):
    with pytest.raises(Invalid) as refusal:
        sign_off.sign(session, karel(cast), replace(signing(session, cast), party_id=10**6))
    assert set(refusal.value.fields) == {"party_id"}
    with pytest.raises(Conflict):
        sign_off.sign(session, karel(cast), signing(session, cast, "colophon"))


def test_the_office_records_what_was_signed_elsewhere_also_of_what_it_wrote(session, cast, trail, in_review):
    sign_off.record_elsewhere(session, noor(cast), signing(session, cast, "summary"), LETTER)
    (stored,) = signatures(session, cast.period)
    assert (stored.document, stored.given_on, stored.author_id) == (
        LETTER.document,
        LETTER.given_on,
        cast.noor,
    )
    assert trail("sign_off.record_elsewhere")[0].becomes["document"] == LETTER.document


@pytest.mark.parametrize(
    ("elsewhere", "wrong"),
    [
        (SignedDocument(" ", None), {"document", "given_on"}),
        (SignedDocument("Brief", TODAY + timedelta(days=1)), {"given_on"}),
        (SignedDocument("Brief", TODAY - timedelta(days=1)), {"given_on"}),
    ],
)
def test_what_was_signed_elsewhere_has_a_document_and_a_day_that_has_been(
    session, cast, elsewhere, wrong, in_review
):
    with pytest.raises(Invalid) as refusal:
        sign_off.record_elsewhere(session, noor(cast), signing(session, cast), elsewhere)
    assert set(refusal.value.fields) == wrong


def test_a_text_that_stayed_the_same_may_have_been_signed_since_its_first_version(session, cast):
    edit(session, cast)
    send_to_review(session, cast, on=TODAY - timedelta(days=3))
    back = reporting_period.take_step
    back(session, noor(cast), cast.period, PeriodState.EDITING, version_of(session, cast.period))
    draft.write_section(
        session, noor(cast), draft.TextPlace(cast.period, "summary"), "Het gaat nu goed.", read=1
    )
    send_to_review(session, cast)
    letter = replace(LETTER, given_on=TODAY - timedelta(days=2))
    with refused("is there since"):
        sign_off.record_elsewhere(session, noor(cast), signing(session, cast, "summary"), letter)
    assert sign_off.record_elsewhere(session, noor(cast), signing(session, cast, "promises"), letter)


def test_whoever_wrote_a_section_does_not_record_what_their_own_party_says_of_it(session, cast, in_review):
    person.grant(
        session, noor(cast), cast.noor, Role.SPONSOR, programme_id=cast.programme, party_id=cast.fund
    )
    with pytest.raises(Forbidden, match="their own party"):
        sign_off.record_elsewhere(session, noor(cast), signing(session, cast, "summary"), LETTER)
    assert sign_off.record_elsewhere(session, noor(cast), signing(session, cast, "promises"), LETTER)
