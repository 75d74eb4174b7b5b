"""Build static/vendor/fonts/: the letters of documents, and the list of characters that they show.

Typst takes no variable fonts: each weight becomes a font of its own, with the letters of Dutch and those of
other names in one file.
"""

import json
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


class Cut(NamedTuple):
    """A font to make: its name as a weight (hundreds) and a width, and where it lies on the axes."""

    weight: int
    at_weight: int
    is_narrow: bool = False


ARCHIVO, DEJAVU = "@fontsource-variable/archivo", "dejavu-fonts-ttf"
SUBSETS = ("latin", "latin-ext")
CUTS = (
    *(Cut(400, 400), Cut(600, 560), Cut(700, 640)),
    *(Cut(400, 400, True), Cut(500, 480, True), Cut(700, 660, True)),
)
"""Running text, its headings, what is strong; and the words in drawings, which are narrower."""
FALLBACKS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
_EPOCH = 3_029_529_600
"""The first of January 2000, as fonts count, so that the same packages give the same bytes."""
_WIDTHS = {False: 100, True: 88}
_WIDTH_CLASSES = {False: 5, True: 4}


def build_fonts(packages: Path, folder: Path) -> None:
    """Fill the folder, unless it holds what these releases give: that takes some ten seconds."""
    made_from = json.dumps([[read_version(packages / name) for name in (ARCHIVO, DEJAVU)], CUTS, FALLBACKS])
    stamp = folder / "made-from.json"
    if stamp.is_file() and stamp.read_text() == made_from:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cut_archivo(packages / ARCHIVO / "files", folder)
    for name in FALLBACKS:
        shutil.copy(packages / DEJAVU / "ttf" / name, folder)
    # What only Archivo has is left out: a letter and its marks must all be in one font.
    shown = set.intersection(*(read_characters(folder / name) for name in FALLBACKS))
    (folder / "characters.json").write_text(json.dumps(list(find_stretches(shown))))
    stamp.write_text(made_from)


def cut_archivo(files: Path, folder: Path) -> None:
    """Write a font for each cut."""
    for cut in CUTS:
        parts = []
        for subset in SUBSETS:
            variable = TTFont(files / f"archivo-{subset}-standard-normal.woff2")
            part = instantiateVariableFont(variable, {"wght": cut.at_weight, "wdth": _WIDTHS[cut.is_narrow]})
            part.flavor = None
            parts.append(folder / f"part-{subset}.ttf")
            part.save(parts[-1])
        font = Merger().merge([str(part) for part in parts])
        name_font(font, cut)
        font.save(folder / file_name(cut))
        for part in parts:
            part.unlink()


def name_font(font: TTFont, cut: Cut) -> None:
    """Give the font the name, weight and width by which it is chosen, and no moment of making."""
    style = f"{'SemiCondensed' if cut.is_narrow else ''}{cut.weight}"
    names = {1: "Archivo", 2: "Regular", 4: f"Archivo {style}", 6: f"Archivo-{style}"}
    for number, text in (names | {16: "Archivo", 17: style}).items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = cut.weight
    font["OS/2"].usWidthClass = _WIDTH_CLASSES[cut.is_narrow]
    font["head"].created = font["head"].modified = _EPOCH
    font.recalcTimestamp = False


def file_name(cut: Cut) -> str:
    """The name of the file of a cut."""
    return f"archivo-{'narrow-' if cut.is_narrow else ''}{cut.weight}.ttf"


def read_version(package: Path) -> str:
    """The release of a package of npm."""
    return str(json.loads((package / "package.json").read_text())["version"])


def read_characters(file: Path) -> set[int]:
    """The code points that a font draws, and whose meaning Unicode knows."""
    return {point for point in TTFont(file).getBestCmap() if unicodedata.category(chr(point)) != "Co"}


def find_stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The numbers as stretches, from the first up to and including the last."""
    ordered = sorted(numbers)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after > before + 1)]
    ends = [before for before, after in pairwise(ordered) if after > before + 1] + [ordered[-1]]
    yield from zip(starts, ends, strict=True)
