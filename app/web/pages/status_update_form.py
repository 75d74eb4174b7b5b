"""The form of a status update as it is shown: what was typed, what that means, and what may be chosen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from app.domain.firmness import Firmness
from app.domain.refusal import Message
from app.domain.status import Confidence, Status, followers, needs_reason
from app.queries.deliverable import DeliverableState
from app.templating import translator
from app.templating.vocabulary import word
from app.web.pages.status_update_reading import Reading
from app.web.pages.status_update_typed import Place, TypedUpdate
from app.web.responses import LANGUAGE

_WORDS = translator(LANGUAGE)


class Choice(NamedTuple):
    """One of the cards to choose from."""

    value: str
    text: str
    sign: str = ""
    note: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class UpdateForm:
    """The form as it is shown."""

    state: DeliverableState
    typed: TypedUpdate
    reading: Reading
    in_place: bool
    """Whether it stands inside another page, that htmx put it in."""
    errors: dict[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    """Whether somebody else changed it since it was read: both texts are then shown."""
    kept_at: datetime | None = None
    """When what stands in it was kept as a draft."""

    @property
    def id(self) -> int:
        """Of the deliverable."""
        return self.state.id

    @property
    def place(self) -> Place:
        """Where the form stands."""
        return self.typed.place

    @property
    def prefix(self) -> str:
        """Before the ids of its fields, since more forms may stand on a page."""
        return f"d{self.state.id}-"

    @property
    def statuses(self) -> list[Choice]:
        """Every status; those that may not follow the present one say so and cannot be chosen."""
        old = self.state.course.status
        may = followers(old)
        return [
            Choice(s, word(_WORDS, s), note=_note(old, s, s in may), disabled=s not in may) for s in Status
        ]

    @property
    def confidences(self) -> list[Choice]:
        """The three degrees, with a sign and a word each."""
        signs = {Confidence.ON_TRACK: "full", Confidence.AT_RISK: "warn", Confidence.OFF_TRACK: "cross"}
        note = _WORDS.gettext("asks for a reason")
        return [
            Choice(c, word(_WORDS, c), signs[c], note if c is Confidence.OFF_TRACK else "")
            for c in Confidence
        ]

    @property
    def firmnesses(self) -> list[tuple[str, str]]:
        """From the firmest to the least firm; nothing chosen where nothing was said yet."""
        deadline = self.state.course.deadline
        empty = [] if deadline and deadline.firmness else [("", _WORDS.gettext("choose"))]
        return [*empty, *((f.value, word(_WORDS, f)) for f in Firmness)]


def _note(old: Status | None, status: Status, may: bool) -> str:
    if not may and old is not None:
        after = word(_WORDS, old).lower()
        return _WORDS.gettext("cannot follow “%(status)s”") % {"status": after}
    return _WORDS.gettext("asks for a reason") if needs_reason(old, status, None) else ""
