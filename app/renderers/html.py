"""A report as HTML: the text that a page shows, and a document that stands on its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from markupsafe import Markup

from app.domain.report import Block, BlockKind, Record, Report, Section
from app.renderers.naming import stamp_of
from app.renderers.picture import draw_charts
from app.settings import STATIC
from app.templating import render, render_markup

Link = Callable[[Record], str | None]
"""The address of a record, none where it has no page."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with its place in the section."""

    id: str
    block: Block

    @property
    def records(self) -> str:
        """What it rests on, as `deliverable:17 deadline:40`."""
        return " ".join(f"{record.type}:{record.id}" for record in self.block.records)


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Pieces of one kind in a row: the items of a list together, anything else alone."""

    kind: BlockKind
    pieces: Sequence[PlacedBlock]


def render_body(report: Report, link: Link | None = None) -> Markup:
    """The sections, every block with an id and its records; with `link` what is named leads there."""
    return render_markup("report/_body.html", _context(report, link), report.language)


def render_document(report: Report, digest: str | None = None, link: Link | None = None) -> bytes:
    """A whole document without scripts, in the language of the report; an adopted one bears its hash,
    any other is stamped as a draft."""
    context = _context(report, link) | {
        "digest": digest,
        "picture_css": _read_picture_css(),
        "stamp": stamp_of(report),
    }
    return f"{render('report/document.html', context, report.language)}\n".encode()


def group_blocks(section: Section) -> list[BlockGroup]:
    """The blocks of a section, lists put together."""
    pieces = [PlacedBlock(f"{section.anchor}-{n}", block) for n, block in enumerate(section.blocks, start=1)]
    return list(_stretches(pieces))


def find_source(block: Block, link: Link) -> str | None:
    """Where a block leads whose own words lead nowhere: to the first of its records that has a page."""
    if any(run.record and link(run.record) for run in block.runs) or block.kind is BlockKind.TABLE:
        return None
    return next((address for record in block.records if (address := link(record))), None)


def _context(report: Report, link: Link | None) -> dict[str, object]:
    return {
        "report": report,
        "link": link or _nowhere,
        "group_blocks": group_blocks,
        "find_source": find_source,
        **_picture_context(report),
    }


def _picture_context(report: Report) -> dict[str, object]:
    """What draws the pictures; how to read them stands below the first of each kind."""
    groups = [group for section in report.sections for group in group_blocks(section)]
    first_of_kind: dict[type, str] = {}
    for piece in (piece for group in groups for piece in group.pieces):
        if piece.block.picture:
            first_of_kind.setdefault(type(piece.block.picture), piece.id)
    return {
        "has_pictures": bool(first_of_kind),
        "first_of_kind": set(first_of_kind.values()),
        "draw_charts": draw_charts,
    }


@cache
def _read_picture_css() -> Markup:
    """The rules with which pages draw, for a file that cannot link to them."""
    sheets = ("marks", "picture")
    text = "\n".join((STATIC / "css" / "parts" / f"{name}.css").read_text("utf-8") for name in sheets)
    return Markup(text)  # nosec B704 # our own style sheets


def _nowhere(record: Record) -> None:
    return None


def _stretches(pieces: Iterable[PlacedBlock]) -> Iterable[BlockGroup]:
    for kind, group in groupby(pieces, key=lambda piece: piece.block.kind):
        if kind is BlockKind.BULLET:
            yield BlockGroup(kind, list(group))
        else:
            for piece in group:
                yield BlockGroup(kind, [piece])
