"""Facts in, text out: templates, their macros and filters, and the words of each language."""

from app.templating.environment import drawn, environment, render, render_block, static_url
from app.templating.translation import LANGUAGES, translator

__all__ = ["LANGUAGES", "drawn", "environment", "render", "render_block", "static_url", "translator"]
