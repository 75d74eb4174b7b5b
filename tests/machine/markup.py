"""What validators say of pages: html-validate of their HTML, axe-core of their accessibility."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent
_PACKAGES = ROOT / "node_modules"

_FRAMES = "[...document.querySelectorAll('body > svg, body > header, body > footer')]"
"""What stands around the content of every page: most of its elements, and on most pages the same."""
# Tokens in forms differ from page to page, and no rule reads them.
_READ_FRAMES = f"""() => {_FRAMES}.map(frame => {{
  const copy = frame.cloneNode(true);
  for (const field of copy.querySelectorAll("[type=hidden]")) field.removeAttribute("value");
  return [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, copy.outerHTML].join();
}})"""
# What passes is not told of each element: that takes three times as long, and nobody reads it. All that
# is linked would be loaded again for the sake of sound and film, of which there is none.
_BREACHES = f"""async ([tags, seen]) => {{
  const exclude = {_FRAMES}.filter((_, number) => seen.includes(number));
  const how = {{runOnly: tags, resultTypes: ["violations"], preload: false}};
  return (await axe.run({{exclude}}, how)).violations;
}}"""
_CUT_OFF = """() => {
  const width = document.documentElement.clientWidth;
  const style = element => getComputedStyle(element);
  const upwards = function* (element) {
    for (; element && element !== document.body; element = element.parentElement) yield element;
  };
  const any = (elements, holds) => { for (const one of elements) if (holds(one)) return one; };
  const scroller = element =>
    any(upwards(element.parentElement), one => ["auto", "scroll"].includes(style(one).overflowX));
  const isUnseen = element =>
    any(upwards(element), one => style(one).clipPath !== "none" || style(one).display === "none");
  const lines = element => [...element.childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
    .flatMap(node => { const range = document.createRange(); range.selectNode(node);
                       return [...range.getClientRects()]; });
  const leaves = rect => rect.width > 1 && rect.height > 1 && (rect.left < -1 || rect.right > width + 1);
  const shown = [...document.body.querySelectorAll("*:not(svg :not(text, tspan))")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !isUnseen(one));
  const boxes = new Set(shown.map(scroller).filter(Boolean));
  return shown
    .filter(one => !scroller(one))
    .filter(one => lines(one).some(leaves)
      || (boxes.has(one) || one.matches("input, select, textarea, button, svg, img"))
         && leaves(one.getBoundingClientRect()))
    .map(one => one.outerHTML.slice(0, 120));
}"""
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def html_faults(pages: Mapping[str, str]) -> list[str]:
    """One line for each fault in whole pages or fragments, named as given; all in one run of a second."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            file = Path(folder).resolve() / f"{number}.html"
            file.write_text(html)
            names[str(file)] = name
        found = _validate(list(names))
    return [
        f"{names[page['filePath']]}:{fault['line']}: {fault['message']} ({fault['ruleId']})"
        for page in found
        for fault in page["messages"]
    ]


def accessibility_faults(page: Page) -> list[str]:
    """One line for each breach of WCAG 2.2 level A or AA that axe-core sees in the page as it now is.

    What stands around the content is looked at once in each form that it takes: of all pages it is most.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    frames: list[str] = page.evaluate(_READ_FRAMES)
    seen = [number for number, frame in enumerate(frames) if frame in _faultless_frames]
    found = page.evaluate(_BREACHES, [_WCAG, seen])
    if not found:
        _faultless_frames.update(frames)
    return [
        f"{rule['id']}: {rule['help']} ({', '.join(str(node['target']) for node in rule['nodes'])})"
        for rule in found
    ]


def cut_off(page: Page) -> list[str]:
    """What can be seen in part only: text, a field or a box to scroll that lies across an edge of the window.

    The width of the page says nothing of it, since what sticks out of the content is clipped.
    """
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def _validate(files: list[str]) -> Any:
    program = str(_PACKAGES / "html-validate" / "bin" / "html-validate.mjs")
    options = ["--formatter=json", f"--config={ROOT / '.htmlvalidate.json'}"]
    command = [_node(), program, *options, *files]
    # A file, not a pipe: the program ends before a full pipe is emptied.
    with tempfile.TemporaryFile() as answer:
        done = subprocess.run(command, stdout=answer, stderr=subprocess.PIPE, text=True, check=False)
        answer.seek(0)
        found = answer.read()
    assert done.returncode in (0, 1), done.stderr
    return json.loads(found)


def _node() -> str:
    """The machine's own, or the one in the virtual environment."""
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join([os.environ["PATH"], beside_python]))
    assert found, "make test installs Node.js"
    return found


_faultless_frames: set[str] = set()
"""As they read, at a width of the window, in light or dark."""


@cache
def _axe() -> str:
    return (_PACKAGES / "axe-core" / "axe.min.js").read_text()
