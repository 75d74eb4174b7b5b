"""The English edition: only where the round asks for it, with its own texts, and never half translated."""

import pytest

from app.actions.report import draft, reporting_period
from app.domain.adoption import Unwritten
from app.domain.refusal import NotFound
from app.domain.round import PeriodSpan
from app.queries.programme import programme_by_id
from app.queries.report.archive import frozen_tree
from app.queries.report.reading import read_report
from app.queries.report.review import last_version, version_tree
from app.queries.reporting_period import period_by_id
from app.renderers.frozen import thaw
from tests.cast import TODAY
from tests.rounds import (
    adopt,
    ask_for_english,
    edit,
    noor,
    report_on,
    reviewed,
    send_to_review,
    sign_all,
)


def write(session, cast, key, text, language="nl"):
    draft.write_section(session, noor(cast), draft.TextPlace(cast.period, key, language), text)


def stored(session, cast):
    return version_tree(session, last_version(session, cast.period).id)


def test_without_asking_there_is_one_edition_and_another_language_is_not_found(session, cast, frozen):
    assert set(thaw(frozen_tree(session, frozen.id))) == {"nl"}
    programme, period = programme_by_id(session, cast.programme), period_by_id(session, cast.period)
    with pytest.raises(NotFound, match="There is: Nederlands"):
        read_report(session, programme, period, None, "en")


def test_every_text_of_the_dutch_edition_has_its_english_before_review(session, cast):
    edit(session, cast)
    ask_for_english(session, cast, text="")
    write(session, cast, "risks", "Er is te weinig geld.")
    with pytest.raises(Unwritten) as refused, session.begin_nested():
        send_to_review(session, cast)
    empty = {(lack.section_key, lack.language) for lack in refused.value.missing}
    assert empty == {("summary", "en"), ("risks", "en")}
    write(session, cast, "summary", "It goes well.", "en")
    write(session, cast, "risks", "There is too little money.", "en")
    send_to_review(session, cast)
    sign_all(session, cast)
    editions = thaw(frozen_tree(session, adopt(session, cast).id))
    assert set(editions) == {"nl", "en"}


def test_nothing_that_people_wrote_in_dutch_stands_in_the_english_edition(session, cast, say):
    say("handbook", text="De drukker is gekozen.")
    edit(session, cast)
    ask_for_english(session, cast)
    send_to_review(session, cast)
    english, dutch = (
        " ".join(
            run.text
            for section in thaw(stored(session, cast))[language].sections
            for block in section.blocks
            for run in (*block.runs, *(cell for row in block.rows for cell in row.cells))
        )
        for language in ("en", "nl")
    )
    for sentence in ("De drukker is gekozen.", "Bewoners wilden meeschrijven", "Het gaat goed."):
        assert sentence in dutch
        assert sentence not in english
    assert "It goes well." in english


def test_an_empty_required_section_is_named_before_review(session, cast):
    edit(session, cast, text="")
    report_on(session, cast)
    with pytest.raises(Unwritten) as refused, session.begin_nested():
        send_to_review(session, cast)
    assert [(lack.section_key, lack.language) for lack in refused.value.missing] == [("summary", "nl")]
    assert last_version(session, cast.period) is None


@pytest.mark.parametrize("names_leads", [True, False])
def test_a_report_names_a_person_only_where_the_office_ticks_it(session, cast, names_leads):
    row = period_by_id(session, cast.period)
    span = PeriodSpan(row.starts_on, row.ends_on)
    reporting_period.adjust(
        session,
        noor(cast),
        row.id,
        version=row.version,
        span=span,
        days=row.days,
        names_leads=names_leads,
    )
    reviewed(session, cast)
    assert ("Projectleider: Bram." in stored(session, cast)) is names_leads
    assert ("Bram" in stored(session, cast)) is names_leads


def test_the_address_of_a_person_is_never_printed_and_a_function_mailbox_may_be(session, cast, say):
    say("handbook", text="Vragen: Bram@voorbeeld.nl of info@buurtkracht.nl.")
    edit(session, cast, text="Mail noor@voorbeeld.nl.")
    send_to_review(session, cast)
    tree = stored(session, cast)
    assert "info@buurtkracht.nl" in tree
    assert "@voorbeeld.nl" not in tree
    assert tree.count("[e-mailadres weggelaten]") >= 2


def test_a_draft_may_be_looked_at_in_either_language(session, cast):
    programme, period = programme_by_id(session, cast.programme), period_by_id(session, cast.period)
    languages = {
        read_report(session, programme, period, TODAY, code).report.language for code in ("nl", "en")
    }
    assert languages == {"nl", "en"}
