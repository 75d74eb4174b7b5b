"""If-Match: a change names the version that it was made on, and overwrites no other (RFC 9110, 13.1.1)."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from app.domain.language import _
from app.domain.refusal import Refusal, Stale

_TAG = re.compile(r'(?P<weak>W/)?"(?P<text>[^"]*)"')
_VERSION = re.compile(r"(?P<version>0|[1-9][0-9]{0,9})(?:-[0-9a-f]+)?")


class NoPrecondition(Refusal):
    """A change came without the version that it was made on (428)."""


class Outdated(Stale):
    """A change was made on another version than that of now (412); `members` tell both, and how it is now."""

    def __init__(self, yours: int | None, current: Mapping[str, Any]) -> None:
        super().__init__(
            "Somebody else changed this meanwhile. Look at “current”, and send your change anew."
        )
        self.members = {"yourVersion": yours, "currentVersion": current.get("version"), "current": current}


class Written(Protocol):
    """A thing written in JSON."""

    @property
    def body(self) -> bytes:
        """Its bytes."""


class Tagged(Written, Protocol):
    """A thing written in JSON, with what it is known by."""

    @property
    def etag(self) -> str:
        """Its strong ETag, in quotes."""


@dataclass(frozen=True, slots=True)
class ExpectedVersion:
    """The versions that a request names in its If-Match: it is carried out on one of these only."""

    versions: tuple[int, ...]
    tags: tuple[str, ...] = ()
    """The strong ETags, as they were given."""

    def judge_whole(self, now: "Tagged") -> None:
        """Refuse (`Outdated`) where a thing without a version is not wholly as it was read.

        Hold it first, so that nobody changes it behind this.
        """
        if now.etag not in self.tags:
            raise Outdated(None, json.loads(now.body))

    @contextmanager
    def judge(self, version_now: int, show: Callable[[], Written]) -> Iterator[int]:
        """Let the block change a thing of this version, and hand it the version to check once more.

        `show` writes the thing as it is by then. Refuses (`Outdated`) another version, also where somebody
        saves one while the block runs.
        """
        if version_now not in self.versions:
            raise Outdated(self._latest, json.loads(show().body))
        try:
            yield version_now
        except Stale as stale:
            raise Outdated(version_now, json.loads(show().body)) from stale

    @property
    def _latest(self) -> int | None:
        return max(self.versions, default=None)


def read_if_match(header: str | None) -> ExpectedVersion:
    """Read the header; a weak tag, and one that is none of ours, matches nothing.

    What is derived may differ since: nothing of that is overwritten, so that only the version counts.
    Refuses (`NoPrecondition`) what names no version: none, or whichever.
    """
    if header is None or header.strip() in ("", "*"):
        raise NoPrecondition(
            _("Say in If-Match which version you change: give the ETag that it had when you read it.")
        )
    texts = [tag["text"] for tag in _TAG.finditer(header) if not tag["weak"]]
    versions = (_VERSION.fullmatch(text) for text in texts)
    return ExpectedVersion(
        tuple(int(version["version"]) for version in versions if version),
        tuple(f'"{text}"' for text in texts),
    )
