"""Every sentence has its Dutch, once, complete, and none is left over."""

import ast
import re
from collections import Counter
from functools import cache
from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture.house import ROOT, name, rooms, tree

# What takes a msgid besides gettext itself: the refusals and messages of domain/refusal.py.
REFUSALS = (
    *("Message", "Refusal", "NotFound", "Spent", "Forbidden", "NotSignedIn", "Conflict", "Stale"),
    "Unavailable",
)
# And the words of an edition: domain/wording/words.py.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **dict.fromkeys(REFUSALS),
    "because": (2,),
    "Unproven": (2,),
    "say": None,
    "counted": (1, 2),
    "_n": (1, 2),
}
SOURCES = {
    "app": [("**.py", "python")],
    "templates": [("**.html", "jinja2.ext:babel_extract")],
}
LOUD = {"**.html": {"silent": "false"}}  # a template that cannot be read is not a template without words


def catalogues():
    """Every .po file, read."""
    files = rooms("app/locale/nl/LC_MESSAGES", suffix="po")
    return {name(path): read_po(BytesIO(path.read_bytes()), locale="nl") for path in files}


@cache
def asked():
    """Every msgid in code and templates, with where it stands; of a plural the singular."""
    by_name = {}
    for folder, methods in SOURCES.items():
        for file, line, message, _, context in extract_from_dir(ROOT / folder, methods, LOUD, KEYWORDS):
            msgid = message[0] if isinstance(message, tuple) else message
            by_name[(context, msgid)] = f"{folder}/{file}:{line}"
    return by_name


@pytest.fixture(scope="module")
def translated():
    """Every message of every catalogue, with its file."""
    return [
        (file, message) for file, catalogue in catalogues().items() for message in catalogue if message.id
    ]


def test_every_sentence_has_its_dutch(translated):
    known = {(message.context, _singular(message)) for _, message in translated}
    assert [f"{where}: {key[1]!r}" for key, where in asked().items() if key not in known] == []


def test_no_sentence_stands_in_two_catalogues(translated):
    counted = Counter((message.context, _singular(message)) for _, message in translated)
    assert [key for key, times in counted.items() if times > 1] == []


def test_no_translation_is_empty_or_doubtful(translated):
    def is_whole(message):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        return all(texts) and not message.fuzzy

    assert [f"{file}: {message.id!r}" for file, message in translated if not is_whole(message)] == []


def test_a_translation_names_what_its_sentence_names(translated):
    def named(text):
        return set(re.findall(r"%\((\w+)\)", text)) - {"num"}  # "one" or "1", as the language likes

    def is_faithful(message):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        return list(map(named, ids)) == list(map(named, texts))

    assert [f"{file}: {message.id!r}" for file, message in translated if not is_faithful(message)] == []


def test_no_translation_is_left_over(translated):
    """A sentence may reach the translator through a table of words: then it is a string of the code."""
    strings = {node.value for path in rooms("app") for node in ast.walk(tree(path)) if _is_string(node)}
    used = strings | {msgid for _, msgid in asked()}
    assert [f"{file}: {m.id!r}" for file, m in translated if _singular(m) not in used] == []


def test_nothing_is_kept_commented_out():
    assert [file for file, catalogue in catalogues().items() if catalogue.obsolete] == []


def _singular(message):
    return message.id[0] if isinstance(message.id, tuple) else message.id


def _is_string(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
