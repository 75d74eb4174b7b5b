"""Facts in, text out: templates, their macros and filters, and the words of each language."""

from app.domain.language import LANGUAGES
from app.templating.environment import get_environment, render, render_block, render_markup, static_url
from app.templating.translation import translator

__all__ = [
    "LANGUAGES",
    "get_environment",
    "render",
    "render_block",
    "render_markup",
    "static_url",
    "translator",
]
