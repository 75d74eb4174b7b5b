"""Reading a large JSON object member by member and record by record, so that memory does not grow with it."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

from app.domain.refusal import Invalid

CHARACTERS_AT_ONCE = 1 << 18
LONGEST_RECORD = 1 << 28
"""Characters of one record or value; what is longer is none of ours."""


class Member(NamedTuple):
    """A value of the object: one record of the list `name`, with its place in it, or else a value by itself.

    A list is announced by a member without a value, place 0, so that an empty one is seen too.
    """

    name: str
    value: Any
    place: int | None


def read_members(file: TextIO) -> Iterator[Member]:
    """Yield every member of the object in a file. Refuses (`Invalid`) what is no JSON object."""
    text = _Text(file)
    text.expect("{")
    separator = ","
    while separator == ",":
        name = text.read_value()
        if not isinstance(name, str):
            raise _unreadable(text.line)
        text.expect(":")
        if text.peek() == "[":
            yield from _read_list(text, name)
        else:
            yield Member(name, text.read_value(), None)
        separator = text.take()
        if separator not in (",", "}"):
            raise _unreadable(text.line)
    if text.peek():
        raise _unreadable(text.line)


def _read_list(text: "_Text", name: str) -> Iterator[Member]:
    text.expect("[")
    yield Member(name, None, 0)
    if text.peek() == "]":
        text.take()
        return
    place, separator = 0, ","
    while separator == ",":
        place += 1
        yield Member(name, text.read_value(), place)
        separator = text.take()
    if separator != "]":
        raise _unreadable(text.line)


class _Text:
    """The text of a file, of which only a piece is held at a time; `line` is where it is."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._buffer, self._at, self._is_whole = file, "", 0, False
        self.line = 1

    def peek(self) -> str:
        """Return the next character that is no white space; empty at the end."""
        while True:
            space = _SPACE.match(self._buffer, self._at)
            self._move(space.end() if space else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._grow():
                return ""

    def take(self) -> str:
        """Return the next character, and go past it. Refuses where the text ends."""
        character = self.peek()
        if not character:
            raise _broken_off()
        self._move(self._at + 1)
        return character

    def expect(self, character: str) -> None:
        """Go past this character. Refuses any other."""
        if self.take() != character:
            raise _unreadable(self.line)

    def read_value(self) -> Any:
        """Return the next value. Refuses what is none."""
        if not self.peek():
            raise _broken_off()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as wrong:
                is_at_end = wrong.pos >= len(self._buffer) - _LONGEST_TOKEN
                if self._is_whole or not (is_at_end or wrong.msg.startswith("Unterminated string")):
                    is_cut = self._is_whole and is_at_end
                    raise _broken_off() if is_cut else _unreadable(self._line_at(wrong.pos)) from wrong
            except (ValueError, RecursionError) as wrong:  # digits without end, or depth
                raise _unreadable(self.line) from wrong
            else:
                # A number may go on behind the piece that is held.
                if end < len(self._buffer) or self._is_whole:
                    self._move(end)
                    return value
            if len(self._buffer) - self._at > LONGEST_RECORD:
                raise _unreadable(self.line)
            self._grow()

    def _move(self, at: int) -> None:
        self.line = self._line_at(at)
        self._at = at

    def _line_at(self, at: int) -> int:
        return self.line + self._buffer.count("\n", self._at, at)

    def _grow(self) -> bool:
        """Hold more of the text, and let go what was read. The piece doubles: a long record stays cheap."""
        held = self._buffer[self._at :]
        try:
            text = self._file.read(max(CHARACTERS_AT_ONCE, len(held)))
        except UnicodeDecodeError as wrong:
            raise _unreadable(self.line) from wrong
        self._buffer, self._at, self._is_whole = held + text, 0, not text
        return bool(text)


_SPACE = re.compile(r"[ \t\r\n]*")
_LONGEST_TOKEN = 16
"""What can be cut at the end of a piece without a string: `\\u00e9`, `false`, a number."""


def _refuse_constant(_name: str) -> None:
    raise ValueError


def _pair_up(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):  # of two with one name readers differ which they take
        raise ValueError
    return members


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_pair_up)


def _unreadable(line: int) -> Invalid:
    return Invalid.because("file", "This is not JSON that can be read: see line %(line)s.", line=line)


def _broken_off() -> Invalid:
    return Invalid.because("file", "The file is cut off: its end is missing.")
