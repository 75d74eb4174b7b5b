"""The kinds of problem with which the API refuses: each with an address at which it is explained.

The addresses are kept: clients compare them. A new refusal gets a kind here, or that of the class above it.
"""

from dataclasses import dataclass
from http import HTTPStatus

from app.domain.adoption import Unready
from app.domain.language import _
from app.domain.refusal import (
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    KeyUsed,
    NotFound,
    NotInvited,
    NotMade,
    NotSignedIn,
    Refusal,
    Stale,
    TooMany,
    Unavailable,
    UnreadablePhrase,
)
from app.web.preconditions import NoPrecondition, Outdated

PROBLEMS = "/api/problemen"
"""The page on which every kind is explained, under its name."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its name in its address, its status, and what it is and asks in words (msgids)."""

    name: str
    status: HTTPStatus
    title: str
    meaning: str
    remedy: str

    def address(self, public_url: str) -> str:
        """Return the URI that tells this kind from all others."""
        return f"{public_url.rstrip('/')}{PROBLEMS}#{self.name}"


INVALID = ProblemKind(
    "invalid",
    HTTPStatus.BAD_REQUEST,
    _("Something in the request cannot be taken in"),
    _("A parameter or a property is missing, unknown, or written in another way than described."),
    _("Mend everything that `errors` names: it holds all that is wrong. Nothing was saved."),
)
UNREADABLE_PHRASE = ProblemKind(
    "unreadable-phrase",
    HTTPStatus.BAD_REQUEST,
    _("These words are not understood as a moment"),
    _("A deadline was given in words that cannot be read as days."),
    _("Use a form that the message names, or give the first and last day yourself."),
)
NOT_SIGNED_IN = ProblemKind(
    "not-signed-in",
    HTTPStatus.UNAUTHORIZED,
    _("It is not known who asks"),
    _("There is no token, or it is unknown, ended or expired."),
    _("Send a token that is valid: `Authorization: Bearer …`."),
)
FORBIDDEN = ProblemKind(
    "forbidden",
    HTTPStatus.FORBIDDEN,
    _("You may not do this"),
    _("You may read it, but your role or your token does not allow what you asked."),
    _("Use a token that may write, of somebody whose role allows it."),
)
NOT_FOUND = ProblemKind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    _("There is nothing here, or not for you"),
    _("The address leads to nothing, or to something that you may not read; which of the two is not told."),
    _("Check the address, the number, and whose token it is."),
)
WRONG_METHOD = ProblemKind(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("This cannot be done here"),
    _("The address exists, but not for this method."),
    _("`Allow` names the methods that there are."),
)
CONFLICT = ProblemKind(
    "conflict",
    HTTPStatus.CONFLICT,
    _("This cannot be done as things stand"),
    _("The request is right, but how things stand does not allow it: a report was adopted, for example."),
    _("Read the thing again: it tells how it stands now."),
)
NOT_READY = ProblemKind(
    "not-ready",
    HTTPStatus.CONFLICT,
    _("Something must be done first"),
    _("A report cannot take this step yet: `missing` names all that is still to be done."),
    _("Do what is named, or read `adoption` of the reporting period again later."),
)
STALE = ProblemKind(
    "changed-meanwhile",
    HTTPStatus.CONFLICT,
    _("Somebody changed this meanwhile"),
    _("Another person or system saved a change at the same moment. Nothing was overwritten."),
    _("Read the thing again, and send your change once more where it still makes sense."),
)
KEY_USED = ProblemKind(
    "idempotency-key-used",
    HTTPStatus.CONFLICT,
    _("This Idempotency-Key was used for something else"),
    _("The key came before, at this address, with another body."),
    _("Give every new request a new key; repeat a key only with the same body."),
)
VERSION_CHANGED = ProblemKind(
    "version-changed",
    HTTPStatus.PRECONDITION_FAILED,
    _("It has changed since you read it"),
    _("`If-Match` names another version than there is now. Nothing was overwritten."),
    _("Compare yours with `current`, and send your change again with the new ETag."),
)
TOO_LARGE = ProblemKind(
    "too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    _("That is too much at once"),
    _("The body of the request is larger than what is taken."),
    _("Send it in parts."),
)
LONG_ADDRESS = ProblemKind(
    "address-too-long",
    HTTPStatus.REQUEST_URI_TOO_LONG,
    _("This address is too long"),
    _("Path and parameters together are longer than 8 KiB."),
    _("Ask with fewer or shorter parameters."),
)
WRONG_MEDIA_TYPE = ProblemKind(
    "unsupported-media-type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    _("This kind of content is not taken here"),
    _("The body is not in the format that the description names."),
    _("Send JSON, with `Content-Type: application/json`."),
)
WRONG_SITE = ProblemKind(
    "another-site",
    HTTPStatus.MISDIRECTED_REQUEST,
    _("This is not the address of this installation"),
    _("`Host` names another site than this one, as when a strange name leads here (DNS rebinding)."),
    _("Use the address that the installation has itself; a proxy must pass `Host` on."),
)
VERSION_REQUIRED = ProblemKind(
    "version-required",
    HTTPStatus.PRECONDITION_REQUIRED,
    _("Say which version you change"),
    _("A change without `If-Match`, or with `*`, could overwrite what somebody else just saved."),
    _("Read the thing, and send its ETag along in `If-Match`."),
)
TOO_MANY = ProblemKind(
    "too-many-requests",
    HTTPStatus.TOO_MANY_REQUESTS,
    _("That is too much in a short time"),
    _("More was asked than one address, person or token may."),
    _("Wait as many seconds as `Retry-After` says."),
)
LONG_HEADERS = ProblemKind(
    "headers-too-long",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    _("These headers are too long"),
    _("All headers together are longer than 32 KiB."),
    _("Send fewer cookies or shorter headers."),
)
FAULT = ProblemKind(
    "internal-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something went wrong on our side"),
    _("The server failed at something that it should be able to do. Nothing was saved."),
    _("Tell the administrator when it happened, and what you asked."),
)
BUSY = ProblemKind(
    "busy",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("It is very busy at the moment"),
    _("Too many others ask or change something at this moment. Nothing was saved."),
    _("Wait as many seconds as `Retry-After` says, and try again."),
)
UNAVAILABLE = ProblemKind(
    "unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("What this needs cannot be reached"),
    _("The database, or another system that has to answer, does not."),
    _("Try again in a moment; `Retry-After` says when, where that is known."),
)
NOT_MADE = ProblemKind(
    "file-not-made",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("The file cannot be made at the moment"),
    _("Making this file of a report failed or takes too long."),
    _("Wait as many seconds as `Retry-After` says, or ask for another format."),
)

KINDS: tuple[ProblemKind, ...] = (
    INVALID,
    UNREADABLE_PHRASE,
    NOT_SIGNED_IN,
    FORBIDDEN,
    NOT_FOUND,
    WRONG_METHOD,
    CONFLICT,
    NOT_READY,
    STALE,
    KEY_USED,
    VERSION_CHANGED,
    TOO_LARGE,
    LONG_ADDRESS,
    WRONG_MEDIA_TYPE,
    WRONG_SITE,
    VERSION_REQUIRED,
    TOO_MANY,
    LONG_HEADERS,
    FAULT,
    BUSY,
    UNAVAILABLE,
    NOT_MADE,
)
"""Every kind, in the order of their status."""

_OF_REFUSAL: dict[type[Refusal], ProblemKind] = {
    Invalid: INVALID,
    UnreadablePhrase: UNREADABLE_PHRASE,
    NotFound: NOT_FOUND,
    Forbidden: FORBIDDEN,
    NotSignedIn: NOT_SIGNED_IN,
    NotInvited: FORBIDDEN,
    TooMany: TOO_MANY,
    Busy: BUSY,
    Unavailable: UNAVAILABLE,
    NotMade: NOT_MADE,
    Conflict: CONFLICT,
    Unready: NOT_READY,
    KeyUsed: KEY_USED,
    Stale: STALE,
    Outdated: VERSION_CHANGED,
    NoPrecondition: VERSION_REQUIRED,
}
_OF_STATUS = {kind.status: kind for kind in reversed(KINDS)} | {HTTPStatus.SERVICE_UNAVAILABLE: UNAVAILABLE}


def find_kind(refusal: Refusal) -> ProblemKind:
    """Return the kind of a refusal: that of its nearest class; of any other that the request is wrong."""
    return next((_OF_REFUSAL[above] for above in type(refusal).__mro__ if above in _OF_REFUSAL), INVALID)


def find_kind_of_status(status: int) -> ProblemKind:
    """Return the kind for what the framework refuses, by its status."""
    return _OF_STATUS.get(HTTPStatus(status), INVALID)
