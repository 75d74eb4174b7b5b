"""The tree of a document as pandoc takes it, and pandoc itself: no markup between, so no text becomes any."""

import json
import re
import subprocess  # nosec B404
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]
"""A block or an inline, as pandoc writes it in JSON."""
Attributes = Mapping[str, str]

API_VERSION = (1, 23, 1, 1)
SECONDS = 120
"""So long pandoc may take over a document; the largest that we know takes two."""

_BLANK = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""Not what somebody chose to keep words together, or apart by more or less than a space."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class PandocFailed(Exception):
    """What pandoc said when it could not write a document, to whoever runs the installation."""


def clean_text(text: str) -> str:
    """Return text that may stand in XML, on one line: without control characters, blanks as one space."""
    return _NOT_IN_XML.sub("", _BLANK.sub(" ", text))


def words(text: str) -> Node:
    """A stretch of text."""
    return {"t": "Str", "c": clean_text(text)}


def strong(inlines: Sequence[Node]) -> Node:
    """What stands out."""
    return {"t": "Strong", "c": inlines}


def superscript(inlines: Sequence[Node]) -> Node:
    """What stands above the line."""
    return {"t": "Superscript", "c": inlines}


def span(inlines: Sequence[Node], attributes: Attributes) -> Node:
    """A stretch with a language or a style of its own."""
    return {"t": "Span", "c": [_attr("", attributes), inlines]}


def link(inlines: Sequence[Node], target: str) -> Node:
    """A reference to a place in the document, as `#decisions`."""
    return {"t": "Link", "c": [_attr(), inlines, [target, ""]]}


def note(blocks: Sequence[Node]) -> Node:
    """A footnote, where it is referred to."""
    return {"t": "Note", "c": blocks}


def paragraph(inlines: Sequence[Node]) -> Node:
    """Running text."""
    return {"t": "Para", "c": inlines}


def plain(inlines: Sequence[Node]) -> Node:
    """Text in something that has its own distance to what stands around it."""
    return {"t": "Plain", "c": inlines}


def heading(level: int, inlines: Sequence[Node], id: str = "") -> Node:
    """A heading; its id is the bookmark from there to the next heading of its level."""
    return {"t": "Header", "c": [level, _attr(id), inlines]}


def bullets(items: Iterable[Sequence[Node]]) -> Node:
    """A list."""
    return {"t": "BulletList", "c": list(items)}


def quote(blocks: Sequence[Node]) -> Node:
    """What somebody else says."""
    return {"t": "BlockQuote", "c": blocks}


def style_blocks(blocks: Sequence[Node], style: str, attributes: Attributes | None = None) -> Node:
    """Paragraphs in a style of the reference document."""
    return {"t": "Div", "c": [_attr("", {"custom-style": style, **(attributes or {})}), blocks]}


def raw(format: str, markup: str) -> Node:
    """Markup of our own in the language of one format; never a text that somebody wrote."""
    return {"t": "RawBlock", "c": [format, markup]}


def picture(
    source: str, size: tuple[float, float], alternative: str, title: str, caption: Sequence[Node]
) -> Node:
    """A picture of a width and a height in centimetres, with its caption; `source` is a `data:` address."""
    width, height = size
    image = {
        "t": "Image",
        "c": [
            _attr("", {"width": f"{width:g}cm", "height": f"{height:g}cm"}),
            [words(alternative)],
            [source, clean_text(title)],
        ],
    }
    return {"t": "Figure", "c": [_attr(), [None, [plain(caption)]], [plain([image])]]}


def table(
    caption: Sequence[Node],
    widths: Sequence[float],
    head: Sequence[Sequence[Node]],
    rows: Iterable[Sequence[Sequence[Node]]],
) -> Node:
    """A table of cells of blocks; the first row is its head, the first cell of each other names the row."""
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [_attr(), 1, [], [_row(row) for row in rows]]
    return {
        "t": "Table",
        "c": [_attr(), [None, [plain(caption)]], columns, [_attr(), [_row(head)]], [body], [_attr(), []]],
    }


def _row(cells: Sequence[Sequence[Node]]) -> list[object]:
    return [_attr(), [[_attr(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells]]


def _attr(id: str = "", attributes: Attributes | None = None) -> list[object]:
    return [id, [], [list(item) for item in (attributes or {}).items()]]


def convert(
    blocks: Sequence[Node], metadata: Mapping[str, str], format: str, reference: Path, moment: int
) -> bytes:
    """Return the document in a format, in the styles of the reference document.

    `moment` (seconds since 1970) is the time that the file bears; the same of both give the same bytes.
    """
    tree = {
        "pandoc-api-version": API_VERSION,
        "meta": {
            name: {"t": "MetaInlines", "c": [words(value)]}
            if name in ("title", "subtitle", "date")
            else _meta(value)
            for name, value in metadata.items()
        },
        "blocks": blocks,
    }
    arguments = ["--from=json", f"--to={format}", f"--reference-doc={reference}", "--output=-"]
    # Sandboxed: whatever a text says, no file of this machine and no address elsewhere is read.
    return run(["--sandbox", *arguments], json.dumps(tree).encode(), moment)


def run(arguments: Sequence[str], given: bytes = b"", moment: int = 0) -> bytes:
    """Return what pandoc writes. Raises `PandocFailed`, and `TimeoutExpired` where it takes too long."""
    environment = {"SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"}
    command = [_find_pandoc(), *arguments]
    # Nothing that anybody wrote is in the command.
    done = subprocess.run(  # nosec B603
        command, input=given, capture_output=True, timeout=SECONDS, check=False, env=environment
    )
    if done.returncode:
        complaint = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise PandocFailed(complaint[-300:] or f"it ended with {done.returncode}")
    return done.stdout


def _meta(value: str) -> Node:
    return {"t": "MetaString", "c": clean_text(value)}


@cache
def _find_pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())
