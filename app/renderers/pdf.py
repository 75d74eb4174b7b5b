"""A report as PDF: tagged, archival, with its JSON attached; typeset by `templates/typst/report.typ`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.domain.language import _
from app.domain.report import Block, BlockKind, Report, Run, Section
from app.domain.report.colophon import find_days, find_report_date
from app.renderers import json
from app.renderers.naming import name_file, stamp_of
from app.renderers.picture import draw_picture
from app.renderers.printable import NOTHING, has_words, make_drawable, make_printable, print_name
from app.renderers.table_width import PrintedColumn, lay_out_columns
from app.renderers.typesetting import typeset
from app.templating import translator

Value = dict[str, Any]

_LEVELS = {BlockKind.HEADING: 2, BlockKind.SUBHEADING: 3}
_LONGEST_ROW = 1200
"""Letters in a row that is kept whole; a longer one may go on over the page."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """What holds for the whole of a report: all tables with the same columns stand alike.

    `explained` are the words on how to read a picture that have been printed.
    """

    language: str
    keys: frozenset[str]
    columns: Mapping[tuple[str, ...], Sequence[PrintedColumn]]
    explained: set[str] = field(default_factory=set)


def render_document(report: Report, digest: str | None = None) -> bytes:
    """Return the report as PDF; one that was adopted bears its hash, any other is stamped as a draft."""
    values = _describe_report(report, digest)
    return typeset("report.typ", values, find_report_date(report), json.render_document(report, digest))


def _describe_report(report: Report, digest: str | None) -> Value:
    say = translator(report.language).gettext
    keys = frozenset(section.key for section in report.sections)
    layout = TableLayout(report.language, keys, _lay_out_tables(report))
    return {
        "language": report.language,
        "title": print_name(report.title),
        "programme": print_name(report.programme_title),
        "version": make_printable(report.version),
        "digest": digest or "",
        "stamp": make_printable(stamp_of(report)),
        "days": [[make_printable(name), make_printable(value)] for name, value in find_days(report)],
        "file": name_file(report, "json"),
        "words": {name: say(text) for name, text in _WORDS.items()},
        "sections": [_describe_section(section, layout) for section in report.sections],
    }


def _lay_out_tables(report: Report) -> dict[tuple[str, ...], list[PrintedColumn]]:
    rows: dict[tuple[str, ...], list[list[str]]] = {}
    for block in (block for section in report.sections for block in section.blocks if block.columns):
        texts = [[make_printable(cell.text) for cell in row.cells] for row in block.rows]
        rows.setdefault(block.columns, []).extend(texts)
    return {names: lay_out_columns([make_printable(name) for name in names], rows[names]) for names in rows}


def _describe_section(section: Section, layout: TableLayout) -> Value:
    notes = [block for block in section.blocks if block.kind is BlockKind.NOTE]
    return {
        "key": section.key,
        "number": make_printable(section.number),
        "title": print_name(section.title),
        "notes": {str(note.note): _describe_words(note, layout) for note in notes},
        "blocks": _describe_blocks(section, layout),
    }


def _describe_blocks(section: Section, layout: TableLayout) -> list[Value]:
    blocks: list[Value] = []
    level, heading = 1, ""
    for block in section.blocks:
        if block.kind in _LEVELS:
            heading = block.text
            level = min(_LEVELS[block.kind], level + 1)  # the standard lets no level be skipped
            blocks.append({"kind": "heading", "level": level, **_describe_words(_name(block), layout)})
        elif block.kind is BlockKind.TABLE:
            blocks.extend(_describe_table(block, layout))
            if block.text == heading:  # it bears that name already
                blocks[-1]["caption"] = ""
        elif block.kind is BlockKind.BULLET:
            if not blocks or blocks[-1]["kind"] != "list":
                blocks.append({"kind": "list", "items": []})
            blocks[-1]["items"].append(_describe_words(block, layout))
        elif block.kind is not BlockKind.NOTE:
            blocks.append({"kind": block.kind.value, **_describe_words(block, layout)})
    return blocks


def _name(heading: Block) -> Block:
    """Return a heading as it can be named in the contents: never empty."""
    return heading if has_words(make_printable(heading.text)) else replace(heading, runs=(Run(NOTHING),))


def _describe_table(block: Block, layout: TableLayout) -> Iterator[Value]:
    """Yield a table, behind its picture where it is drawn as well; how to read a picture is said once."""
    picture = draw_picture(block, layout.language)
    caption = print_name(block.text)
    if picture:
        legend = "" if picture.legend in layout.explained else picture.legend
        layout.explained.add(legend)
        yield {
            "kind": "picture",
            "caption": caption,
            "svg": make_drawable(picture.svg),
            "alt": print_name(f"{picture.title}. {picture.description}"),
            "width": picture.width,
            "legend": make_printable(legend),
        }
    if block.columns:
        yield {
            "kind": "table",
            "caption": "" if picture else caption,
            "columns": [asdict(column) for column in layout.columns[block.columns]],
            "rows": [
                {
                    "cells": [_describe_cell(cell, layout) for cell in row.cells],
                    "is_long": sum(len(cell.text) for cell in row.cells) > _LONGEST_ROW,
                }
                for row in block.rows
            ],
        }


def _describe_cell(cell: Run, layout: TableLayout) -> Value | str:
    """Return a run, or the mere text where that is all: a large report has tens of thousands of cells."""
    is_plain = not (cell.is_strong or cell.note or cell.target in layout.keys)
    return make_printable(cell.text) if is_plain else _describe_run(cell, layout)


def _describe_words(block: Block, layout: TableLayout) -> Value:
    return {"runs": _describe_runs(block.runs, layout), "language": block.language}


def _describe_runs(runs: Sequence[Run], layout: TableLayout) -> list[Value]:
    return [_describe_run(run, layout) for run in runs if run.text]


def _describe_run(run: Run, layout: TableLayout) -> Value:
    return {
        "text": make_printable(run.text),
        "is_strong": run.is_strong,
        "to": run.target if run.target in layout.keys else "",
        "note": str(run.note or ""),
    }


_WORDS = {
    "contents": _("Contents"),
    "version": _("Version"),
    "page": _("Page"),
    "of": _("of"),
    "attachment": _("The text of this report, for machines"),
}
