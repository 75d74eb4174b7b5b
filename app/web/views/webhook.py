"""What pages show of webhooks: what they are told of, and their messages, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.refusal import Message
from app.domain.webhook.event import KIND_BY_TYPE, MEANS, TEST_TYPE, EventKind, name_subject, read_type
from app.domain.webhook.retry import DeliveryState, explain_failure
from app.queries.webhook import DeliveryRow
from app.templating.wording import words_of
from app.web.views.trail import KIND_WORDS

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TypeWords:
    """A type of events, what it is of, and what happened."""

    type: str
    of: str
    happened: str


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """A message as a page shows it; `why` says why it was not delivered."""

    row: DeliveryRow
    words: TypeWords
    subject: str
    stands: str
    why: Message | None

    @property
    def needs_decision(self) -> bool:
        """Whether it waits for a person, or may."""
        return self.row.state is DeliveryState.FAILED or (
            self.row.state is DeliveryState.WAITING and bool(self.row.failure)
        )


def list_kinds(*, of_programme: bool = False) -> list[Choice]:
    """Return the kinds of things that there are events of, with their words; or those of one programme."""
    words = words_of(DEFAULT_LANGUAGE)
    left_out = _OF_INSTALLATION if of_programme else ()
    return [(kind.value, words.say(KIND_WORDS[kind])) for kind in EventKind if kind not in left_out]


def list_types(*, of_programme: bool = False) -> list[TypeWords]:
    """Return every type that an event of a change can have, by what it is of; or those of one programme."""
    left_out = _OF_INSTALLATION if of_programme else ()
    return [say_type(type) for type, kind in KIND_BY_TYPE.items() if kind not in left_out]


def say_type(type: str) -> TypeWords:
    """Return a type in words."""
    kind, what = read_type(type)
    words = words_of(DEFAULT_LANGUAGE)
    return TypeWords(type, words.say(KIND_WORDS[kind]) if kind else "", words.say(MEANS[what]))


def say_wanted(kinds: Sequence[str], types: Sequence[str]) -> str:
    """Return what a webhook is told of, in words."""
    words = words_of(DEFAULT_LANGUAGE)
    event_names = [words.say(KIND_WORDS[kind]) for kind in kinds]
    event_names += [f"{wording.of} {wording.happened}" for wording in map(say_type, types)]
    return ", ".join(event_names) or words.say(_("Everything"))


def show_deliveries(rows: Sequence[DeliveryRow]) -> list[ShownDelivery]:
    """Return messages as a page shows them."""
    words = words_of(DEFAULT_LANGUAGE)
    return [
        ShownDelivery(
            row,
            say_type(row.type),
            "" if row.type == TEST_TYPE else name_subject(row.object_type, row.object_id, row.programme),
            words.say(_HELD if row.is_held else _STANDS[row.state]),
            explain_failure(row.failure) if row.failure else None,
        )
        for row in rows
    ]


_OF_INSTALLATION = (EventKind.NAMED_MOMENT,)
"""What belongs to no programme, so that only a webhook of all of them is told of it."""
_HELD = _("Waits for an earlier message of the same")
_STANDS: Mapping[DeliveryState, str] = {
    DeliveryState.WAITING: _("Waits"),
    DeliveryState.DELIVERED: _("Arrived"),
    DeliveryState.FAILED: _("Not delivered"),
    DeliveryState.DROPPED: _("Dropped"),
}
