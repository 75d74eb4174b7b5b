"""A report as Markdown (CommonMark with tables); what people wrote cannot become markup."""

import re
from collections.abc import Iterator

from app.domain.report import Block, BlockKind, Report, Row, Run
from app.renderers.naming import stamp_of

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_OPENS_SOMETHING = re.compile(r"^(\s*)([-+=]|\d+[.)])")

_OPENS_AS = {
    BlockKind.HEADING: "### ",
    BlockKind.SUBHEADING: "#### ",
    BlockKind.BULLET: "- ",
    BlockKind.QUOTE: "> ",
}


def render_document(report: Report, digest: str | None = None) -> bytes:
    """The whole report; blocks apart by an empty line, the items of one list together.

    One that was adopted ends with its hash.
    """
    lines = [f"# {escape(report.title)}", "", escape(report.programme_title), ""]
    if stamp := stamp_of(report):
        lines += [f"**{escape(stamp)}**", ""]
    for section in report.sections:
        lines += [f"## {section.number} {escape(section.title)}", ""]
        for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            lines.extend(_block(block))
            if not (_is_item(block) and following and _is_item(following)):
                lines.append("")
    if digest:
        lines.append(f"SHA-256: `{digest}`")
    text = "\n".join(lines).rstrip("\n")
    return f"{text}\n".encode()


def escape(text: str) -> str:
    """Return text on one line with everything escaped that Markdown would read as markup."""
    safe = _MEANS_SOMETHING.sub(r"\\\1", " ".join(text.split()))
    return _OPENS_SOMETHING.sub(_behind_a_backslash, safe)


def _behind_a_backslash(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}\\{mark}" if len(mark) == 1 else f"{match[1]}{mark[:-1]}\\{mark[-1]}"


def _is_item(block: Block) -> bool:
    return block.kind is BlockKind.BULLET


def _block(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.TABLE:
        if block.milestones or block.trend:
            yield from (f"**{escape(block.text)}**", "")
        yield from _table(block)
    else:
        opening = f"[^{block.note}]: " if block.note else _OPENS_AS.get(block.kind, "")
        yield opening + "".join(_run(run) for run in block.runs)


def _run(run: Run) -> str:
    """A space at either end stays outside what is strong."""
    if run.note:
        return f"[^{run.note}]"
    text = run.text.strip()
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    words = f"**{escape(text)}**" if run.is_strong and text else escape(text)
    return f"{before}{words}{after}"


def _table(block: Block) -> Iterator[str]:
    yield _line(Row(tuple(Run(column) for column in block.columns), ()))
    yield "|" + " --- |" * len(block.columns)
    for row in block.rows:
        yield _line(row)


def _line(row: Row) -> str:
    return "| " + " | ".join(_run(cell) for cell in row.cells) + " |"
