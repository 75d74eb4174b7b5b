"""What of the API will go: since when that was announced, and from when on it does not answer any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from starlette.types import Scope

NOTICE_MONTHS = 12
"""For so long at the least an operation or a major version answers after it was announced that it goes."""
POLICY = "/api#versions"
"""Where that is explained to people."""


@dataclass(frozen=True, slots=True)
class Deprecation:
    """An operation that will go; `instead` is what to call by then."""

    since: date
    until: date
    instead: str


DEPRECATED: Mapping[str, Deprecation] = {}
"""By the id of the operation, as `listRisks`; its description, its answers and `/api` tell of it."""


def deprecation_headers(scope: Scope, deprecated: Mapping[str, Deprecation] = DEPRECATED) -> dict[str, str]:
    """Return what an answer says of an operation that will go (RFC 9745, RFC 8594); nothing of any other."""
    deprecation = deprecated.get(getattr(scope.get("route"), "unique_id", ""))
    if deprecation is None:
        return {}
    return {
        "Deprecation": f"@{int(_midnight(deprecation.since).timestamp())}",
        "Sunset": format_datetime(_midnight(deprecation.until), usegmt=True),
        "Link": f'<{POLICY}>; rel="deprecation"; type="text/html"',
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
