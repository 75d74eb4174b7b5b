"""The pictures of a report: what the macros of pages and HTML draw, as SVG that needs no style sheet.

PDF and office documents know no custom properties and few selectors. What the classes of a drawing say in
`static/css/parts/marks.css` is therefore written on each element.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree  # nosec B405 # reads what our own template wrote

from app.domain.report import Block
from app.domain.report.picture import ChainPicture, MilestonePicture, SeriesPicture, TrendPicture
from app.drawing.chain_chart import ChainChart, draw_chain_chart
from app.drawing.milestone_chart import NARROW, WIDE, MilestoneChart, draw_milestones
from app.drawing.series_chart import SeriesChart, draw_series_chart
from app.drawing.trend_chart import FEWER_LETTERS, TrendChart, draw_trends
from app.settings import ROOT, STATIC
from app.templating import render

_SVG = "http://www.w3.org/2000/svg"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"var\((--[\w-]+)\)")
_FONT = re.compile(r"(?P<weight>\d+) (?P<size>\d+)px/1 (?P<family>.+)")
_SHIFT = re.compile(r"translateY\((-?[\d.]+)px\)")
_AT_THE_EDGE = "0"
"""Where names stand: nothing is drawn behind them, and a halo takes as long as the rest of a word."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as a file of its own, `width` by `height` units, with the words for who cannot see it.

    `title` says what it shows, `description` what is to be seen in it, `legend` how to read its kind.
    """

    svg: str
    title: str
    description: str
    legend: str
    width: float
    height: float


def draw_picture(block: Block, language: str) -> Picture | None:
    """Return the picture of a block in the language of its report; none where it is not drawn."""
    charts = draw_charts(block)
    if block.picture is None or not charts:
        return None
    written = render("report/_picture.html", {"block": block, "chart": charts[0]}, language)
    text = _NOT_IN_XML.sub("\ufffd", written)
    defs, drawing, legend = ElementTree.fromstring(text)  # nosec B314 # our own template wrote it
    drawing.insert(2, defs[0])  # behind its title and its description
    _write_style(drawing)
    _keep_spaces(drawing)
    _draw_halos_first(drawing)
    width, height = (float(side) for side in drawing.attrib["viewBox"].split()[2:])
    drawing.attrib |= {"xmlns": _SVG, "width": f"{width:g}", "height": f"{height:g}"}
    return Picture(
        ElementTree.tostring(drawing, encoding="unicode").strip(),
        block.text,
        block.picture.description,
        " ".join("".join(legend.itertext()).split()),
        width,
        height,
    )


def draw_charts(block: Block) -> Sequence[MilestoneChart | TrendChart | ChainChart | SeriesChart]:
    """Return where everything of a picture stands; of milestones twice, for paper and for a narrow screen."""
    match block.picture:
        case MilestonePicture() as picture:
            return [draw_milestones(picture, layout) for layout in (WIDE, NARROW)]
        case TrendPicture() as picture:
            ticks = [(column.day, column.text.removeprefix("20")) for column in picture.columns]
            chart = draw_trends(picture.trends, ticks, FEWER_LETTERS)
            return [chart] if chart else []
        case ChainPicture() as picture:
            return [draw_chain_chart(picture)]
        case SeriesPicture() as picture:
            return [draw_series_chart(picture)]
        case None:
            return []


def _write_style(parent: ElementTree.Element) -> None:
    """Write on each element what its classes say; a rule wins from an attribute, as in a page."""
    for element in parent.iter():
        classes = element.attrib.pop("class", "").split()
        for selector, attributes in _read_rules():
            if selector in classes:
                element.attrib |= attributes
    for gradient in parent.iter("linearGradient"):
        for stop in gradient.iter("stop"):
            stop.attrib |= _read_stops()[gradient.attrib["id"][0]]


def _keep_spaces(drawing: ElementTree.Element) -> None:
    """Put the space with which a stretch of text begins before it: at its head some programs drop it."""
    for text in drawing.iter("text"):
        before = None
        for stretch in text:
            if stretch.text and stretch.text[0].isspace():
                stretch.text = stretch.text.lstrip()
                if before is None:
                    text.text = f"{text.text or ''} "
                else:
                    before.tail = f"{before.tail or ''} "
            before = stretch


def _draw_halos_first(drawing: ElementTree.Element) -> None:
    """Put the halo of words behind them, as words of its own: else each letter's covers the letter before."""
    for place, text in reversed(list(enumerate(drawing))):
        if text.attrib.pop("paint-order", None) is None:
            continue
        halo = deepcopy(text)
        for stretch in halo.iter():
            stretch.attrib["fill"] = "none"
        for name in ("stroke", "stroke-width", "stroke-linejoin"):
            text.attrib.pop(name)
        if text.get("x") != _AT_THE_EDGE:
            drawing.insert(place, halo)


@cache
def _read_rules() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return the rules for one class, in their order, as attributes of SVG."""
    return tuple(
        (selector.removeprefix("."), dict(_attributes(declarations)))
        for selectors, declarations in _read_sheet()
        for selector in selectors
        if re.fullmatch(r"\.[\w-]+", selector)
    )


@cache
def _read_stops() -> Mapping[str, Mapping[str, str]]:
    """Return the attributes of the stops of a gradient, by the letter of its tone."""
    return {
        selectors[0][3]: dict(_attributes(declarations))
        for selectors, declarations in _read_sheet()
        if selectors[0].endswith(" stop")
    }


@cache
def _read_sheet() -> tuple[tuple[list[str], str], ...]:
    """Return selectors and declarations of the sheet of drawings, with the colours of documents."""
    tokens = dict(
        re.findall(r"(--[\w-]+):\s*([^;]+);", (ROOT / "templates/report/picture.css").read_text("utf-8"))
    )
    text = _COMMENT.sub("", (STATIC / "css" / "parts" / "marks.css").read_text("utf-8"))
    text = _TOKEN.sub(lambda token: tokens[token[1]], text.split("@media")[0])
    return tuple(
        ([selector.strip() for selector in selectors.split(",")], declarations)
        for selectors, declarations in _RULE.findall(text)
    )


def _attributes(declarations: str) -> Iterator[tuple[str, str]]:
    for declaration in filter(None, (part.strip() for part in declarations.split(";"))):
        name, value = (part.strip() for part in declaration.split(":"))
        if name == "font" and (font := _FONT.fullmatch(value)):
            yield "font-weight", font["weight"]
            yield "font-size", font["size"]
            yield "font-family", font["family"]
        elif name == "transform" and (shift := _SHIFT.fullmatch(value)):
            yield name, f"translate(0 {shift[1]})"
        else:
            yield name, value.removesuffix("px")
