"""A report as Markdown (CommonMark with tables); what people wrote cannot become markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.report import Block, BlockKind, Report, Row, Run, Section
from app.renderers.naming import stamp_of

COMPLETE_SINCE = 2
"""The layout of reports from which on each table has its caption, each picture its description, each note a
name of its own and each text its language."""

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
    is_complete = report.layout >= COMPLETE_SINCE
    if is_complete:
        lines += [f'<!-- lang="{escape(report.language)}" -->', ""]
    for section in report.sections:
        lines += [f"## {section.number} {escape(section.title)}", ""]
        writer = _Writer(section if is_complete else None)
        for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            lines.extend(writer.write(block))
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


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks: in a section whose text is complete, or as files were written before that."""

    section: Section | None

    def write(self, block: Block) -> Iterator[str]:
        if block.kind is BlockKind.TABLE:
            yield from self._introduce(block)
            yield from self._table(block)
            return
        text = "".join(self._run(run) for run in block.runs)
        if self.section and block.language:
            text = f'<span lang="{escape(block.language)}">{text}</span>'
        yield f"{self._open(block, text)}{text}"

    def _introduce(self, block: Block) -> Iterator[str]:
        """What a table shows, and what is seen in the picture that is drawn of it elsewhere."""
        picture = block.picture
        if picture or (self.section and block.text):
            yield from (f"**{escape(block.text)}**", "")
        if picture and self.section:
            yield from (escape(picture.description), "")

    def _open(self, block: Block, text: str) -> str:
        if not block.note:
            return _OPENS_AS.get(block.kind, "")
        # A note of one word would be the address of a link to CommonMark, and not be shown.
        is_word = self.section and len(text.split()) < 2
        return f"{self._note(block.note)}: {f'{block.note}. ' if is_word else ''}"

    def _note(self, number: int) -> str:
        """Notes are numbered by section; their names are told apart in the whole file."""
        return f"[^{self.section.anchor}-{number}]" if self.section else f"[^{number}]"

    def _run(self, run: Run) -> str:
        """A space at either end stays outside what is strong."""
        if run.note:
            return self._note(run.note)
        text = run.text.strip()
        before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        words = f"**{escape(text)}**" if run.is_strong and text else escape(text)
        return f"{before}{words}{after}"

    def _table(self, block: Block) -> Iterator[str]:
        yield self._line(Row(tuple(Run(column) for column in block.columns), ()))
        yield "|" + " --- |" * len(block.columns)
        for row in block.rows:
            yield self._line(row)

    def _line(self, row: Row) -> str:
        return "| " + " | ".join(self._run(cell) for cell in row.cells) + " |"
