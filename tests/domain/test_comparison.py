"""Two reports side by side: what disappeared, moved, came, and every word."""

from dataclasses import replace
from datetime import date

from app.domain.comparison import PromiseChange, compare_reports, diff_section
from app.domain.deadline_change import WindowChange
from app.domain.report.compose import compose
from app.domain.report.facts import WrittenText
from app.domain.report.tree import Record, paragraph
from app.domain.status import Status
from app.domain.word_diff import WordChange
from tests.told import NL, deliverable, facts, indicator, said, status


def report(*deliverables, text="Het gaat goed.", **values):
    written = WrittenText(7, text, (paragraph(text, Record("section_text", 7)),))
    return compose(facts(*deliverables, texts={("outlook", "nl"): written}, **values), NL)


def one(id, phrase="begin 2024", of=Status.IN_PROGRESS, **values):
    deadlines = (said(phrase),) if phrase else ()
    reason = "Geld." if of is Status.CANCELLED else ""
    return deliverable(
        f"Product {id}", id=id, deadlines=deadlines, statuses=(status(of, reason=reason, **values),)
    )


def titles(found, kind):
    return [pair.promise.title for pair in found.promises[kind]]


def test_every_promise_is_listed_once_with_its_outcome():
    before = report(one(1), one(2), one(3), one(4), one(5), one(7, of=Status.DELIVERED), one(8, ""))
    after = report(
        one(1, "eind 2024"),
        one(2, of=Status.DELIVERED),
        one(3, of=Status.CANCELLED),
        one(4),
        one(6),
        one(7, of=Status.DELIVERED),
        one(8, ""),
    )
    comparison = compare_reports(before, after)
    assert {kind.value: titles(comparison, kind) for kind in PromiseChange} == {
        "gone": ["Product 5"],
        "dropped": ["Product 3"],
        "moved": ["Product 1"],
        "delivered_since": ["Product 2"],
        "new_promise": ["Product 6"],
        "standing": ["Product 4", "Product 8"],
    }
    assert comparison.promises[PromiseChange.MOVED][0].change is WindowChange.LATER
    (gone,) = comparison.promises[PromiseChange.GONE]
    assert (gone.before.phrase, gone.after) == ("begin 2024", None)


def test_a_dropped_date_is_a_move():
    comparison = compare_reports(report(one(1)), report(one(1, "")))
    assert comparison.promises[PromiseChange.MOVED][0].change is WindowChange.DATE_DROPPED


def test_only_sections_whose_text_changed_are_shown_word_by_word():
    comparison = compare_reports(report(one(1)), report(one(1), text="Het gaat beter."))
    outlook = next(section for section in comparison.sections if section.title == "Vooruitblik")
    (words,) = outlook.changed
    assert [(w.change, w.text) for w in words] == [
        (WordChange.SAME, "Het gaat "),
        (WordChange.GONE, "goed."),
        (WordChange.NEW, "beter."),
    ]
    assert outlook.same > 0
    assert compare_reports(report(one(1)), report(one(1))).sections == ()


def test_an_added_or_removed_section_is_wholly_new_or_gone():
    whole = report(one(1))
    less = replace(whole, sections=tuple(s for s in whole.sections if s.key != "outlook"))
    for before, after, change in ((less, whole, WordChange.NEW), (whole, less, WordChange.GONE)):
        (section,) = compare_reports(before, after).sections
        assert {word.change for words in section.changed for word in words} == {change}


def test_changed_figures_are_shown_side_by_side():
    june, september = ("120", date(2023, 6, 30)), ("200", date(2023, 9, 30))
    before = report(one(1), indicators=(indicator(1, june, name="Bezoekers", unit="mensen"),))
    after = report(one(1), indicators=(indicator(1, june, september, name="Bezoekers", unit="mensen"),))
    figures = compare_reports(before, after).figures
    assert figures
    assert all(figure.before != figure.after for figure in figures)
    assert any("200" in " ".join(figure.after) for figure in figures)
    assert compare_reports(before, before).figures == ()


def test_a_section_is_compared_row_by_row_of_its_tables():
    before, after = report(one(1), text="Het gaat goed."), report(one(1, "eind 2024"), text="Het gaat goed.")
    then, now = (
        next(section for section in edition.sections if section.key == "action-line:1")
        for edition in (before, after)
    )
    changed = ["".join(run.text for run in words) for words in diff_section(then, now)]
    assert any(" · " in words and "eind 2024" in words for words in changed)
    assert diff_section(now, now) == ()
