"""Build static/vendor/: other people's work that pages need, licences included, and the style sheet."""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
FONTS = VENDOR / "fonts"
ENTRY = ROOT / "static" / "css" / "mijlpaal.css"

HTMX = "htmx.org"
ARCHIVO = "@fontsource-variable/archivo"
UTRECHT = "@utrecht/"

IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\)(?: (?P<media>\w+))?;')


def main() -> None:
    """Fill static/vendor anew: htmx.min.js, the fonts, utrecht.css, licences/ and mijlpaal.css."""
    from scripts.document_fonts import build_fonts  # slow to import, and tests take the style sheet only

    VENDOR.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(VENDOR / "licences", ignore_errors=True)
    (VENDOR / "licences").mkdir()
    dependencies = sorted(json.loads((ROOT / "package.json").read_text())["dependencies"])
    shutil.copy(PACKAGES / HTMX / "dist" / "htmx.min.js", VENDOR)
    copy_font(PACKAGES / ARCHIVO / "files")
    build_fonts(PACKAGES, FONTS)
    join_components([name for name in dependencies if name.startswith(UTRECHT)])
    for name in dependencies:
        copy_licence(name)
    (VENDOR / ENTRY.name).write_text(bundle(ENTRY))


def copy_font(files: Path) -> None:
    """Copy the upright letters on the axes of weight and width: those of Dutch, and those of other names."""
    shutil.copy(files / "archivo-latin-standard-normal.woff2", VENDOR / "archivo.woff2")
    shutil.copy(files / "archivo-latin-ext-standard-normal.woff2", VENDOR / "archivo-latin-ext.woff2")


def join_components(names: list[str]) -> None:
    """Write utrecht.css: every component that package.json names, each under its own name."""
    sheets = (f"/* {name} */\n{(PACKAGES / name / 'dist' / 'index.min.css').read_text()}\n" for name in names)
    (VENDOR / "utrecht.css").write_text("".join(sheets))


def copy_licence(name: str) -> None:
    """Copy the licence of a package; one without is not taken."""
    licence = next((PACKAGES / name).glob("LICENSE*"))
    shutil.copy(licence, VENDOR / "licences" / f"{name.strip('@').replace('/', '-')}.txt")


def bundle(entry: Path) -> str:
    """Return the style sheet with each import replaced by what it imports, in its layer and medium."""

    def read_import(match: re.Match[str]) -> str:
        sheet = f"@layer {match['layer']} {{\n{(entry.parent / match['path']).read_text()}}}"
        return f"@media {match['media']} {{\n{sheet}\n}}" if match["media"] else sheet

    return IMPORT.sub(read_import, entry.read_text())


if __name__ == "__main__":
    main()
