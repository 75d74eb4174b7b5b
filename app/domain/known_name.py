"""Finding a thing by what people call it: by any of its names, whatever their capitals and spaces."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from app.domain.dutch_text import without_unseen
from app.domain.refusal import Message


@dataclass(frozen=True, slots=True)
class KnownName:
    """A thing with its id, its title and the other names by which it is known."""

    id: int
    title: str
    aliases: tuple[str, ...] = ()
    detail: str = ""
    """What tells it from others of the same title: the address of a person."""


_FIGURES = re.compile(r"\d+")
_MOST_COMPARED = 40
"""So many names are compared with all others: that takes long, and nobody reads more suggestions."""


class KnownNames:
    """The things of one kind that a table can name."""

    def __init__(self, known: Iterable[KnownName]) -> None:
        self._titles: dict[int, str] = {}
        self._details: dict[int, str] = {}
        self._nearest: dict[str, str] = {}
        self._by_title: dict[str, list[int]] = defaultdict(list)
        self._by_alias: dict[str, list[int]] = defaultdict(list)
        for name in known:
            self._titles[name.id] = name.title
            self._details[name.id] = name.detail
            self._by_title[fold_name(name.title)].append(name.id)
            for alias in {fold_name(alias) for alias in name.aliases if alias}:
                self._by_alias[alias].append(name.id)

    def ids(self, name: str) -> list[int]:
        """Return the ids of what is called so: by its title, else by another of its names."""
        folded = fold_name(name)
        return self._by_title.get(folded) or self._by_alias.get(folded) or []

    def title(self, id: int) -> str:
        """Return the title of a thing."""
        return self._titles[id]

    def describe(self, id: int) -> str:
        """Return the title of a thing, with what tells it from others."""
        detail = self._details[id]
        return f"{self._titles[id]} ({detail})" if detail else self._titles[id]

    def find(self, name: str) -> int | Message:
        """Return the id of what is called so, or what is wrong with the name."""
        ids = self.ids(name)
        if len(ids) == 1:
            return ids[0]
        if ids:
            return Message("“%(name)s” can be more than one here.", {"name": name})
        if near := self.nearest(name):
            return Message("“%(name)s” is not known here. Is “%(near)s” meant?", {"name": name, "near": near})
        return Message("“%(name)s” is not known here.", {"name": name})

    def nearest(self, name: str) -> str:
        """Return the title that looks most like this one, empty where none does (or after too many).

        What differs in a figure is another thing: “fase 2” is not meant by “fase 1”.
        """
        folded = fold_name(name)
        if folded not in self._nearest and len(self._nearest) < _MOST_COMPARED:
            near = [
                title
                for title in get_close_matches(folded, self._by_title, n=3, cutoff=0.8)
                if _FIGURES.findall(title) == _FIGURES.findall(folded)
            ]
            self._nearest[folded] = self._titles[self._by_title[near[0]][0]] if near else ""
        return self._nearest.get(folded, "")


def fold_name(name: str) -> str:
    """Return a name as it is compared: without capitals, and with one space between words."""
    return " ".join(without_unseen(name).split()).casefold()
