"""Templates, their macros and filters, and the words of both languages."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from app.domain.refusal import Message
from app.domain.status import Confidence, Status
from app.drawing.axis import build_overview_axis
from app.drawing.mark import Milestone, draw_mark
from app.settings import STATIC
from app.templating import LANGUAGES, get_environment, static_url
from app.templating.environment import TEMPLATES

TODAY = date(2023, 12, 18)
MACROS = sorted((TEMPLATES / "macros").glob("*.html"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
AXIS = build_overview_axis(TODAY, (date(2026, 12, 31),))
BEGIN_2024 = draw_mark(
    AXIS,
    Milestone("begin 2024", date(2024, 1, 1), date(2024, 3, 31), "begin", "product", "due_later", "aimed"),
)
OVERDUE = draw_mark(
    AXIS,
    Milestone("begin december 2023", date(2023, 12, 1), date(2023, 12, 10), "begin", "decision", "overdue"),
)


@pytest.fixture(params=LANGUAGES)
def either(request: pytest.FixtureRequest) -> Environment:
    return get_environment(request.param)


def said(template: str, language: str = "nl", /, **context: object) -> str:
    return get_environment(language).from_string(template).render(context)


def test_english_stands_in_the_templates_and_dutch_comes_from_the_catalogues() -> None:
    assert said('{{ _("Overview") }}') == "Overzicht"
    assert said('{{ _("Overview") }}', "en") == "Overview"


def test_a_count_chooses_singular_or_plural() -> None:
    days = '{{ ngettext("%(num)s day overdue", "%(num)s days overdue", n) }}'
    assert (said(days, n=1), said(days, n=8)) == ("1 dag over tijd", "8 dagen over tijd")


def test_the_same_english_word_may_mean_two_things() -> None:
    assert said('{{ pgettext("mark", "expected") }} / {{ _("expected") }}') == "verwacht / naar verwachting"


@pytest.mark.parametrize(
    ("value", "dutch"),
    [
        (Status.IN_PROGRESS, "In uitvoering"),
        (Confidence.OFF_TRACK, "Haalt het niet"),
        ("aimed", "het streven is"),
    ],
)
def test_a_value_is_said_in_the_words_of_the_programme(value: str, dutch: str) -> None:
    assert said("{{ value|word }}", value=value) == dutch


def test_a_value_without_a_word_is_an_error_and_not_a_code_on_a_page() -> None:
    with pytest.raises(KeyError):
        said("{{ 'no_such_value'|word }}")


@pytest.mark.parametrize("values", [Status, Confidence])
def test_every_status_and_confidence_can_be_said(values: type[StrEnum]) -> None:
    for value in values:
        assert said("{{ value|word }}", value=value)


def test_a_message_of_the_rules_is_translated_and_then_filled_in() -> None:
    message = Message("on %(day)s", {"day": "3 juli 2024"})
    assert said("{{ message|say }}", message=message) == "op 3 juli 2024"


@pytest.mark.parametrize(
    ("template", "dutch", "english"),
    [
        ("{{ day|day }}", "18 december 2023", "18 December 2023"),
        ("{{ day|day_short }}", "18 dec 2023", "18 Dec 2023"),
        ("{{ day|day_of_year }}", "18 december", "18 December"),
        ("{{ day|date_input }}", "18-12-2023", "18-12-2023"),
        ("{{ none|date_input }}", "", ""),
        ("{{ number|number }}", "1.234,5", "1,234.5"),
        ("{{ moment|moment }}", "18 december 2023 01:30", "18 December 2023 01:30"),
    ],
)
def test_days_and_numbers_look_as_the_language_writes_them(template: str, dutch: str, english: str) -> None:
    context = {"day": TODAY, "number": Decimal("1234.5"), "moment": datetime(2023, 12, 18, 0, 30, tzinfo=UTC)}
    assert (said(template, "nl", **context), said(template, "en", **context)) == (dutch, english)


def test_what_a_person_writes_becomes_paragraphs_and_nothing_else() -> None:
    written = (
        "Eerst **dit**.\n\n<script>alert(1)</script> [weg](javascript:alert(1)) ![spion](https://a.example/p)"
    )
    html = said("{{ written|markdown }}", written=written)
    assert "<strong>dit</strong>" in html
    assert "<script" not in html
    assert "javascript:" not in html.replace("[weg](javascript:alert(1))", "")
    assert "<img" not in html


def test_a_name_that_the_context_lacks_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        said("{{ programme_title }}")


def test_every_macro_can_be_called_without_importing_it(either: Environment) -> None:
    defined = re.findall(r"{% macro ([a-z]\w*)", "".join(path.read_text() for path in MACROS))
    assert {"axis_cell", "text_field"} <= set(defined) <= set(either.globals)


def test_a_static_file_carries_its_content_in_its_address() -> None:
    plain, _, version = static_url("css/tokens.css").partition("?v=")
    assert plain == "/static/css/tokens.css"
    assert len(version) == 12
    assert static_url("css/nowhere.css") == "/static/css/nowhere.css"


def test_a_cell_says_in_words_what_it_draws() -> None:
    cell = said("{{ axis_cell(m) }}", m=BEGIN_2024)
    assert ". Het streven is: 1 januari tot en met 31 maart 2024." in cell
    assert '<svg aria-hidden="true">' in cell
    assert 'fill="url(#c-begin)"' in cell


def test_a_cell_of_what_is_overdue_says_for_how_long() -> None:
    cell = said("{{ axis_cell(m) }}", m=OVERDUE)
    assert cell.count("8 dagen over tijd") == 2, "once for who listens, once for who looks"
    assert "#m-diamond_late" in cell


def test_the_words_of_a_promise_cannot_become_markup() -> None:
    hostile = draw_mark(
        AXIS, Milestone("<b>mei</b>", date(2024, 5, 1), date(2024, 5, 31), "sharp", "product", "due_later")
    )
    assert "<b>" not in said("{{ axis_cell(m) }}", m=hostile)


def test_a_row_of_the_axis_stays_light() -> None:
    assert len(said("{{ axis_cell(m) }}", m=BEGIN_2024)) < 700


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 1, 1), date(2024, 3, 31), "1 januari tot en met 31 maart 2024"),
        (date(2024, 12, 1), date(2025, 2, 28), "1 december 2024 tot en met 28 februari 2025"),
        (date(2024, 7, 3), date(2024, 7, 3), "op 3 juli 2024"),
        (None, date(2024, 6, 20), "uiterlijk 20 juni 2024"),
        (date(2024, 1, 1), None, "vanaf 1 januari 2024, einde open"),
        (None, None, "geen datum"),
    ],
)
def test_the_bounds_of_a_promise_in_words(first: date | None, last: date | None, words: str) -> None:
    assert said("{{ window_words(first, last) }}", first=first, last=last) == words


def test_a_field_that_is_wrong_keeps_what_was_typed_and_points_to_why() -> None:
    field = said(
        '{{ text_field("phrase", "Moment", "na de vakantie", hint="In woorden.", error=error) }}',
        error=Message("no date"),
    )
    assert 'value="na de vakantie"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="phrase-hint phrase-error"' in field
    assert 'id="phrase-error"' in field
    assert "geen datum" in field


def test_the_summary_of_errors_leads_to_each_field() -> None:
    summary = said("{{ error_summary(errors, prefix='a-') }}", errors={"reason": Message("no date")})
    assert 'role="alert"' in summary
    assert 'href="#a-reason"' in summary
    assert said("{{ error_summary({}) }}") == ""


def test_a_later_moment_is_read_out_as_a_signal_and_the_same_is_not() -> None:
    reading = '{{ reading("r", "Q2 2024", first, last, change) }}'
    bounds = {"first": date(2024, 4, 1), "last": date(2024, 6, 30)}
    assert 'class="reading later"' in said(reading, change="later", **bounds)
    assert 'class="reading"' in said(reading, change="same", **bounds)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_only_the_tokens_name_a_colour(sheet: Path) -> None:
    named = re.findall(r":[^;{}]*#[0-9a-f]{3,8}\b", sheet.read_text())
    assert (named != []) == (sheet.stem in ("tokens", "print"))
