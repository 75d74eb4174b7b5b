"""What is wrong with a request to the API: a fault for each parameter and each place in the body."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic.alias_generators import to_camel

from app.domain.language import _
from app.domain.refusal import Forbidden, Invalid, Message, Refusal, Stale
from app.web.auth import SAFE
from app.web.problem import Fault

_OF_PARAMETER = {
    "extra_forbidden": _("There is no parameter of this name here."),
    "string_pattern_mismatch": _("Write it in lower case letters, digits and hyphens."),
    "string_too_long": _("Write it in lower case letters, digits and hyphens."),
}
_OF_BODY = {
    "missing": _("Give this."),
    "extra_forbidden": _("There is no property of this name here."),
    "json_invalid": _("This is no JSON."),
    "model_attributes_type": _("Send a JSON object, with the content type application/json."),
    "model_type": _("Give an object."),
    "string_type": _("Give a text."),
    "string_unicode": _("Give a text."),
    "string_pattern_mismatch": _("Write it in lower case letters, digits and hyphens."),
    "int_type": _("Give a whole number."),
    "int_from_float": _("Give a whole number."),
    "bool_type": _("Give true or false."),
    "tuple_type": _("Give a list."),
    "list_type": _("Give a list."),
}
_BOUNDS = {
    "greater_than_equal": _("Give a number of at least %(bound)s."),
    "less_than_equal": _("Give a number of at most %(bound)s."),
    "string_too_long": _("Use at most %(bound)s characters."),
    "string_too_short": _("Use at least %(bound)s characters."),
    "too_long": _("Give at most %(bound)s of these at once."),
    "too_short": _("Give at least %(bound)s of these."),
}
_BOUND_NAMES = ("ge", "le", "max_length", "min_length")


class InvalidRequest(Invalid):
    """A request that cannot be taken in, with every fault at its place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__({})
        self.faults = faults


class ForbiddenItems(Forbidden):
    """Some of several things may not be done, each told at its pointer."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("You may not do this.")
        self.faults = faults


class OutdatedItems(Stale):
    """Somebody changed some of several things since they were read; `members` tell how these are now."""

    def __init__(self, faults: list[Fault], current: list[Any]) -> None:
        super().__init__(
            _("Somebody else changed this meanwhile. Look at “current”, and send your change anew.")
        )
        self.faults, self.members = faults, {"current": current}


class Unreadable(ValueError):
    """Raised by a validator to refuse a value with a message that can be translated."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.msgid)  # Pydantic encodes it: no values, which may hold half a character


def list_faults(error: RequestValidationError) -> list[Fault]:
    """Return the first fault of each parameter, and of each place in the body."""
    faults: dict[tuple[object, ...], Fault] = {}
    for fault in error.errors():
        where, *path = fault["loc"]
        if where == "body":
            if fault["type"] == "json_invalid":
                path = []  # it has the place in the text there
            faults.setdefault(("body", *path), Fault.in_body(_describe(fault, _OF_BODY), *path))
        else:
            # Only the name: Pydantic appends the branch of the union that it tried for optional values.
            name = str(path[0])
            faults.setdefault((name,), Fault(_describe(fault, _OF_PARAMETER), parameter=name))
    return list(faults.values())


def is_of_other_kind(request: Request, error: RequestValidationError) -> bool:
    """Whether a body cannot be read since it was sent as something else than JSON, or as nothing at all."""
    is_unread = any(fault["loc"] == ("body",) and fault["type"] != "missing" for fault in error.errors())
    return is_unread and not _JSON.fullmatch(
        request.headers.get("content-type", "").partition(";")[0].strip()
    )


_JSON = re.compile(r"application/(?:[\w.-]+\+)?json", re.IGNORECASE)


def list_refused(request: Request, refusal: Refusal) -> list[Fault]:
    """Return the faults of input that an action or a query refuses: of the body, where there is one."""
    if isinstance(refusal, InvalidRequest | ForbiddenItems | OutdatedItems):
        return refusal.faults
    if not isinstance(refusal, Invalid):
        return []
    if request.method in SAFE:
        return [Fault(message, parameter=name) for name, message in refusal.fields.items()]
    return [Fault.in_body(message, to_camel(name)) for name, message in refusal.fields.items()]


@contextmanager
def pointing(pointers: Mapping[str, str], within: str = "") -> Iterator[None]:
    """Point at the properties of a body what an action refuses: fields by name, others in camelCase.

    `within` is the pointer of the object that they are properties of.
    """
    try:
        yield
    except InvalidRequest:
        raise
    except Invalid as refused:
        faults = [
            Fault(message, pointer=within + point_at(name, pointers))
            for name, message in refused.fields.items()
        ]
        raise InvalidRequest(faults) from refused


def point_at(name: str, pointers: Mapping[str, str]) -> str:
    """Return the pointer of a field of an action, within the object that has it."""
    return pointers.get(name, f"/{to_camel(name)}")


def _describe(fault: Mapping[str, Any], words: Mapping[str, str]) -> Message:
    context = fault.get("ctx", {})
    if isinstance(context.get("error"), Unreadable):
        refused: Unreadable = context["error"]
        return refused.message
    if fault["type"] in ("enum", "literal_error"):
        # Pydantic writes the choices as a sentence: 'a', 'b' or 'c'.
        choices = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
        return Message(_("Choose one of: %(choices)s."), {"choices": choices})
    kind = fault["type"]
    if kind in words:
        return Message(words[kind])
    if kind in _BOUNDS:
        bound = next(context[name] for name in _BOUND_NAMES if name in context)
        return Message(_BOUNDS[kind], {"bound": bound})
    return Message(str(fault["msg"]))
