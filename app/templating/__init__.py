"""Facts in, text out: templates, their macros and filters, and the words of each language."""

from app.domain.language import LANGUAGES
from app.templating.environment import drawn, environment, render, render_block, static_url
from app.templating.translation import translator

__all__ = ["LANGUAGES", "drawn", "environment", "render", "render_block", "static_url", "translator"]
