"""The words of each language: English is in the templates, Dutch in one .po file a noun, merged at load."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class DoubledMessage(Exception):
    """A msgid that stands in two files, so that one of its translations would win by chance."""


def translator(language: str = DEFAULT_LANGUAGE) -> NullTranslations:
    """Return gettext, ngettext and pgettext of one of `LANGUAGES`; a msgid without translation is itself.

    Raises `DoubledMessage` where two files translate the same msgid.
    """
    return _load(language)


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _merge(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def mark_up(words: NullTranslations) -> Callable[..., Markup]:
    """gettext as the templates call it, with what fills a message escaped; one that nothing fills is kept."""

    @cache
    def plain(msgid: str) -> Markup:
        return filled(msgid, {})

    def filled(msgid: str, values: Mapping[str, object]) -> Markup:
        return Markup(words.gettext(msgid)) % values  # nosec B704 # a text of ours, from a template or a .po file

    return lambda msgid, **values: filled(msgid, values) if values else plain(msgid)


def _merge(language: str) -> Catalog:
    """Every .po file of a language in one catalogue."""
    merged = Catalog(locale=language)
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id:
                    continue
                if merged.get(message.id, message.context) is not None:
                    raise DoubledMessage(f"{path.name}: {message.id!r} is translated elsewhere too")
                merged[message.id] = message
    return merged
