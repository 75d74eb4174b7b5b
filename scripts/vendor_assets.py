"""Copies what pages need of other people's work from node_modules into static/vendor, licences included."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

HTMX = "htmx.org"
ARCHIVO = "@fontsource-variable/archivo"
UTRECHT = "@utrecht/"


def main() -> None:
    """Fills static/vendor anew: htmx.min.js, utrecht.css, archivo.woff2 and its latin-ext, licences/."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "licences").mkdir(parents=True)
    dependencies = sorted(json.loads((ROOT / "package.json").read_text())["dependencies"])
    shutil.copy(PACKAGES / HTMX / "dist" / "htmx.min.js", VENDOR)
    copy_font(PACKAGES / ARCHIVO / "files")
    bundle_components([name for name in dependencies if name.startswith(UTRECHT)])
    for name in dependencies:
        copy_licence(name)


def copy_font(files: Path) -> None:
    """The upright letters on the axes of weight and width: those of Dutch, and those of other names."""
    shutil.copy(files / "archivo-latin-standard-normal.woff2", VENDOR / "archivo.woff2")
    shutil.copy(files / "archivo-latin-ext-standard-normal.woff2", VENDOR / "archivo-latin-ext.woff2")


def bundle_components(names: list[str]) -> None:
    """One style sheet of all components that package.json names, each under its own name."""
    sheets = (f"/* {name} */\n{(PACKAGES / name / 'dist' / 'index.min.css').read_text()}\n" for name in names)
    (VENDOR / "utrecht.css").write_text("".join(sheets))


def copy_licence(name: str) -> None:
    """Every package carries its licence along; one without is not taken."""
    licence = next((PACKAGES / name).glob("LICENSE*"))
    shutil.copy(licence, VENDOR / "licences" / f"{name.strip('@').replace('/', '-')}.txt")


if __name__ == "__main__":
    main()
