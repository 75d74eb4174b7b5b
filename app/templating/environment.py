"""The Jinja environment of every page and document: one a language, compiled once, with its macros."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache, partial

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block as render_block_of
from markupsafe import Markup

from app.domain.dutch_text import capitalise
from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.settings import ROOT, STATIC, settings
from app.templating import vocabulary
from app.templating.formats import FILTERS
from app.templating.translation import mark_up, translator

TEMPLATES = ROOT / "templates"

_OPTIONAL: Mapping[str, object] = {
    "demo_today": None,
    "is_resumed": False,
    "programme": None,
    "person": None,
    "waiting_count": None,
    "theme_css": None,
    **dict.fromkeys(("active_tab", "active_page", "csrf_token"), ""),
}
"""What the layout shows where a page says it, and leaves out where it does not."""

FIRST_MACROS = ("icons", "mark", "time_axis", "signs", "form", "own_bounds", "page")
"""The files of macros that others call, in the order of who calls whom: a file sees what stands before it."""


def render(name: str, context: Mapping[str, object], language: str = DEFAULT_LANGUAGE) -> str:
    """A whole page or document. Raises `jinja2.UndefinedError` for a name that the context lacks."""
    return get_environment(language).get_template(name).render(context)


def render_markup(name: str, context: Mapping[str, object], language: str = DEFAULT_LANGUAGE) -> Markup:
    """The same, to be put into another page as it is: a template of ours escapes every value itself."""
    text = render(name, context, language)
    return Markup(text)  # nosec B704 # a template, and no text of anybody's, made it


def render_block(
    name: str, block: str, context: Mapping[str, object], language: str = DEFAULT_LANGUAGE
) -> str:
    """One block of a page, as a fragment. Raises `jinja2_fragments.BlockNotFoundError`."""
    return render_block_of(get_environment(language), name, block, **context).strip()


def compile_templates() -> None:
    """Compile every page, and the documents in every language, before anybody asks: it takes some seconds.

    Else all who come first would each compile the same, while the others wait for the processor.
    """
    for language in LANGUAGES:
        templates = get_environment(language)
        for name in templates.list_templates(extensions=["css", "html"]):
            if language == LANGUAGES[0] or name.startswith("report/"):
                templates.get_template(name)


@lru_cache(maxsize=len(LANGUAGES))
def get_environment(language: str = DEFAULT_LANGUAGE) -> Environment:
    """The environment of one of `LANGUAGES`."""
    cache = settings().template_cache
    templates = Environment(
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    words = translator(language)
    templates.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    templates.globals |= dict.fromkeys(("_", "gettext"), mark_up(words))
    templates.filters |= {name: partial(function, language=language) for name, function in FILTERS.items()}
    templates.filters |= {
        "word": partial(vocabulary.word, words),
        "capitalise": capitalise,
        "status_word": partial(vocabulary.status_word, words),
        "say": partial(vocabulary.say, words),
    }
    templates.globals |= {**_OPTIONAL, "language": language, "static": static_url}
    _publish_macros(templates)
    return templates


def _publish_macros(templates: Environment) -> None:
    """Makes every macro a global: an import at the top of a page is invisible to a block rendered alone."""
    others = sorted({path.stem for path in (TEMPLATES / "macros").glob("*.html")} - {*FIRST_MACROS})
    for file in (*FIRST_MACROS, *others):
        module = templates.get_template(f"macros/{file}.html").module
        templates.globals |= {name: macro for name, macro in vars(module).items() if name[0] != "_"}


@lru_cache(maxsize=256)
def static_url(path: str) -> str:
    """The address of a file under `static/`; its content is in the query, so it may be kept for ever."""
    file = STATIC / path
    if not file.is_file():
        return f"/static/{path}"
    return f"/static/{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
