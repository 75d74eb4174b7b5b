"""Templates hold no script or style, spell no paths, and every fragment has the id that others aim at."""

import re

import pytest

from tests.architecture.house import HOLE, expressions, markup, name, rooms

# As djlint has it in pyproject.toml.
WIDTH = 120

# What layout.html offers its pages is part of a whole page, never a fragment.
LAYOUT = "templates/layout.html"

INLINE = {
    "a script inside the page": r"<script(?![^>]*\ssrc=)",
    "a style sheet inside the page": r"<style",
    "a style attribute": r"""[\s"']style["']?\s*[=:]""",
    "a handler": r"""[\s"']on[a-z]+["']?\s*[=:]\s*["']""",
    "a script as an address": r"javascript:",
    "htmx without its data- prefix": r"""[\s"']hx-[a-z]""",
    "htmx that runs script": r"data-hx-on|data-hx-[a-z-]+=[\"']js:",
    "a trigger filter": r"""data-hx-trigger["']?\s*[=:]\s*["'][^"']*\[""",
    "headers that children do not inherit": r"data-hx-headers(?!:inherited)",
}

# A file goes to people who have no site to link to; its policy names the hash of its own style and no other.
FILES = {"a style sheet inside the page": {"templates/report/document.html"}}

# A file under static/ is no route: a font fetched ahead must have the very address that the style sheet has.
PATH_ATTRIBUTES = "href|src|action|formaction|data-hx-(?:get|post|put|patch|delete|push-url|replace-url)"
SPELT = rf"""["']?(?<![\w-])(?:{PATH_ATTRIBUTES})["']?\s*[=:]\s*["'](?:/(?!static/)|https?:)[^"']*"""
AIMED = r"""data-hx-(?:target|select|include|indicator)(?::inherited)?["']?\s*[=:]\s*["']([^"']*)["']"""
IDS = r"""(?<![\w-])id\s*=\s*["']([^"']+)["']"""


def templates():
    """Each template's name and source."""
    return {name(path): path.read_text() for path in rooms("templates", suffix="html")}


@pytest.mark.parametrize("fault", INLINE)
def test_the_content_policy_has_nothing_to_refuse(fault):
    pattern = INLINE[fault]
    broken = [
        where
        for where, source in templates().items()
        if re.search(pattern, markup(source)) or re.search(pattern, expressions(source))
    ]
    assert set(broken) == FILES.get(fault, set())


def test_templates_wrap_like_code():
    long = [
        f"{where}:{number}"
        for where, source in templates().items()
        for number, line in enumerate(source.splitlines(), 1)
        if len(line) > WIDTH
    ]
    assert long == []


def test_templates_ask_for_paths_and_spell_none():
    spelt = [
        f"{where}: {match.group()}"
        for where, source in templates().items()
        for match in [*re.finditer(SPELT, markup(source)), *re.finditer(SPELT, expressions(source))]
    ]
    assert spelt == []


WITHOUT_DRAFT = {
    "report_reading/_form.html": "a few titles, one a line",
    "report_reading/index.html": "what is pasted is still where it was copied",
    "structure/_actions.html": "a few titles, one a line",
    "summary_choice/edit.html": "a form a thread, each of a sentence or two",
    "status_update/_panel.html": "has a draft of its own, kept with the update",
    "table_entry/new.html": "what is pasted is still where it was copied",
    "workbook/show.html": "what is pasted is still where it was copied",
    "several_deliverables/preview.html": "one reason for many",
}
"""Forms in which people write and that keep no draft, each with the reason."""


def test_whatever_people_write_is_kept_while_they_write():
    writing = {
        where.removeprefix("templates/")
        for where, source in templates().items()
        if "<form" in source and "textarea(" in source and "draft_of_form(" not in source
        if not where.startswith("templates/macros/")
    }
    assert sorted(writing - WITHOUT_DRAFT.keys()) == []


def test_whatever_htmx_aims_at_is_there():
    known = {id for source in templates().values() for id in _ids(source)}
    missed = [
        f"{where} aims at #{aim}"
        for where, source in templates().items()
        for aim in _aims(source)
        if aim not in known
    ]
    assert missed == []


def test_a_block_that_is_a_fragment_wraps_the_element_of_its_name():
    offered = {block for block, _ in blocks(templates().get(LAYOUT, ""))}
    wrong = [
        f"{where}: block {block} must wrap one element with id {block.replace('_', '-')}"
        for where, source in templates().items()
        for block, body in blocks(source)
        if block not in offered and not _wraps(body, block.replace("_", "-"))
    ]
    assert wrong == []


def test_no_block_stands_in_a_loop():
    """It could not be rendered alone."""
    looped = []
    for where, source in templates().items():
        depth = 0
        for match in re.finditer(r"\{%-?\s*(for|endfor|block)\b\s*(\w*)", source):
            statement, of = match.groups()
            depth += {"for": 1, "endfor": -1}.get(statement, 0)
            if statement == "block" and depth:
                looped.append(f"{where}: {of}")
    assert looped == []


def blocks(source):
    """Every block of a template with its body, inner blocks too."""
    open_blocks = []
    for match in re.finditer(r"\{%-?\s*(block|endblock)\b\s*(\w*).*?%\}", source, flags=re.DOTALL):
        if match[1] == "block":
            open_blocks.append((match[2], match.end()))
        else:
            block, start = open_blocks.pop()
            yield block, source[start : match.start()]


def _wraps(body, id):
    """One element with this id around everything, or one macro that is handed the id."""
    html = markup(body).strip()
    if html == HOLE:
        return f'"{id}"' in body
    opened = re.match(r"<([\w-]+)[^>]*>", html)
    if opened is None or id not in re.findall(IDS, opened.group()):
        return False
    return _is_one_element(html, opened[1])


def _is_one_element(html, tag):
    """Whether the element that opens first is the one that closes last, and nothing follows in between."""
    depth = 0
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", html):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end() == len(html)
    return False


def _ids(source):
    """The ids of a template, a HOLE for each computed part; one that is all computed names nothing."""
    literal = re.findall(IDS, markup(source))
    handed = re.findall(r"""\bid\s*=\s*"([\w-]+)\"""", expressions(source))
    return {found for found in literal if found != HOLE} | set(handed)


def _aims(source):
    """The ids that htmx attributes aim at; `this`, `closest tr` and the like aim by place."""
    written = re.findall(AIMED, markup(source)) + re.findall(AIMED, expressions(source))
    return {found.removeprefix("#") for found in written if found.startswith("#")}
