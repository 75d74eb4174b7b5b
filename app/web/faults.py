"""Validation errors of API requests as translatable messages, one for each parameter."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError

from app.domain.language import _
from app.domain.refusal import Message

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


def list_faults(error: RequestValidationError) -> dict[str, Message]:
    """Return the first fault of each parameter, by its name."""
    faults: dict[str, Message] = {}
    for fault in error.errors():
        # Only the name: Pydantic appends the branch of the union that it tried for optional values.
        name = str(fault["loc"][1])
        faults.setdefault(name, _describe_fault(fault))
    return faults


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
