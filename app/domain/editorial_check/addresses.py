"""Finds e-mail addresses: a report names parties and roles, and a person by no address."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.finding import CheckedText, Finding, FindingKind
from app.domain.editorial_check.sentence import TextSpan

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?<![.-])")


def find_addresses(text: CheckedText, sentence: TextSpan) -> Iterator[Finding]:
    """Yield every e-mail address in a sentence."""
    for match in _ADDRESS.finditer(sentence.text):
        start = sentence.start + match.start()
        yield Finding(FindingKind.ADDRESS, text, sentence.text, start, match.group(), text.source)
