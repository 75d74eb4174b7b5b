"""What is wrong with a request to the API: a fault for each parameter and each place in the body."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from app.domain.language import _
from app.domain.refusal import Invalid, Message, Refusal
from app.web.auth import SAFE
from app.web.problem import Fault

_BY_TYPE = {
    "extra_forbidden": _("There is no parameter of this name here."),
    "string_pattern_mismatch": _("Write it in lower case letters, digits and hyphens."),
    "string_too_long": _("Write it in lower case letters, digits and hyphens."),
}


class Unreadable(ValueError):
    """Raised by a validator to refuse a value with a message that can be translated."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def list_faults(error: RequestValidationError) -> list[Fault]:
    """Return the first fault of each parameter, and of each place in the body."""
    faults: dict[tuple[object, ...], Fault] = {}
    for fault in error.errors():
        message = _describe_fault(fault)
        where, *path = fault["loc"]
        if where == "body":
            faults.setdefault(("body", *path), Fault.in_body(message, *path))
        else:
            # Only the name: Pydantic appends the branch of the union that it tried for optional values.
            name = str(path[0])
            faults.setdefault((name,), Fault(message, parameter=name))
    return list(faults.values())


def list_refused(request: Request, refusal: Refusal) -> list[Fault]:
    """Return the faults of input that an action or a query refuses: of the body, where there is one."""
    if not isinstance(refusal, Invalid):
        return []
    if request.method in SAFE:
        return [Fault(message, parameter=name) for name, message in refusal.fields.items()]
    return [Fault.in_body(message, name) for name, message in refusal.fields.items()]


def _describe_fault(fault: Mapping[str, Any]) -> Message:
    context = fault.get("ctx", {})
    if isinstance(context.get("error"), Unreadable):
        refused: Unreadable = context["error"]
        return refused.message
    if fault["type"] in ("enum", "literal_error"):
        # Pydantic writes the choices as a sentence: 'a', 'b' or 'c'.
        choices = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
        return Message(_("Choose one of: %(choices)s."), {"choices": choices})
    return Message(_BY_TYPE.get(fault["type"], str(fault["msg"])))
