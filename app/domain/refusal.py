"""Every expected no, drawn as a tree; what is not here is a fault of ours.

Refusal
├── Invalid            what was asked cannot be taken in; one message a field
│   └── UnreadablePhrase   words about time that mean nothing to us
├── NotFound           there is no such thing, or not for you
│   └── Spent              a secret that opens nothing, or nothing any more
├── Forbidden          you may read it, but not do this
│   └── FormOfAnother      the form was made for another person
├── NotSignedIn        nobody is known yet
├── TooMany            asked too fast; says when to ask again
├── Busy               too many others ask at this moment; says when to ask again
├── Unproven           another organisation did not prove who somebody is
│   └── NotInvited         it did, but nobody here expects them
├── Unavailable        whom we have to ask does not answer
│   └── NotMade        a file cannot be made now
└── Conflict           somebody or something was first
    ├── KeyUsed            the key of a request was used for another one
    └── Stale          another person changed it since it was read
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.language import _


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to a person, not yet translated: an English msgid and what fills its %(names)s."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid % self.values if self.values else self.msgid


class Refusal(Exception):
    """An expected no, with one message to show."""

    def __init__(self, msgid: str, **values: object) -> None:
        self.message = Message(msgid, values)
        super().__init__(str(self.message))


class Invalid(Refusal):
    """Input that cannot be taken in: every field that is wrong, with its message, all together."""

    def __init__(self, fields: Mapping[str, Message]) -> None:
        self.fields = dict(fields)
        super().__init__("What was filled in cannot be saved yet.")

    @classmethod
    def because(cls, field_name: str, msgid: str, **values: object) -> "Invalid":
        """One field, one message."""
        return cls({field_name: Message(msgid, values)})


class UnreadablePhrase(Invalid):
    """Words about time that are not understood; names forms that are, never guesses."""

    def __init__(self, phrase: str, known_forms: Sequence[str]) -> None:
        self.phrase, self.known_forms = phrase, tuple(known_forms)
        super().__init__(
            {
                "phrase": Message(
                    "“%(phrase)s” is not understood as a moment. Understood is for example: %(forms)s.",
                    {"phrase": phrase, "forms": ", ".join(known_forms)},
                )
            }
        )


class NotFound(Refusal):
    """There is no such thing, or the asker may not know that there is."""


class Spent(NotFound):
    """A link was used before, has expired or never was one of ours; leaves a trace."""


class Forbidden(Refusal):
    """The asker may read this, but may not do what was asked."""


class FormOfAnother(Forbidden):
    """The form was made for another person, who was signed in here before."""


class NotSignedIn(Refusal):
    """Nobody is signed in, and this is not for everyone."""


class TooMany(Refusal):
    """Asked too fast, or too much at once; carries after how many seconds it may be asked again."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__("That is too much in a short time. Wait a moment, and try again.")


class Busy(Refusal):
    """Too many others came first; carries after how many seconds it may be asked again."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__("It is very busy at the moment. Try again in a few seconds.")


class Unproven(Refusal):
    """What an organisation says of somebody does not hold; `why` tells the trail, and never what was sent."""

    def __init__(self, why: str, msgid: str = "") -> None:
        self.why = why
        super().__init__(msgid or _("Signing in through your organisation failed. Try again."))


class NotInvited(Unproven):
    """It is proven who they are, but nobody here knows them; `person_id` where another has their address."""

    def __init__(self, why: str, person_id: int | None = None) -> None:
        self.person_id = person_id
        super().__init__(
            why,
            _("Your organisation knows you, but nobody has invited you here yet. Ask the programme office."),
        )


class Unavailable(Refusal):
    """Whom we have to ask does not answer, or not in a way that can be understood."""


class NotMade(Unavailable):
    """A file cannot be made; carries after how many seconds it may be asked for again."""

    def __init__(self, msgid: str, wait: int) -> None:
        self.wait = wait
        super().__init__(msgid)


class Conflict(Refusal):
    """It cannot be done in the state that things are in."""


class KeyUsed(Conflict):
    """The key by which a request is known again was used before, for another one."""


class Stale(Conflict):
    """Another person changed it since it was read; carries what it is now."""

    def __init__(self, msgid: str, current: object = None, **values: object) -> None:
        self.current = current
        super().__init__(msgid, **values)
