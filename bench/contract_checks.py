"""A check of Schemathesis for the walks of `bench.contract`: what was made is there until something ends it.

Its own check of this only knows of things that end by DELETE. Here most end by an operation, such as
`_retract`, and one that is undone takes with it whatever was said in the same request.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import schemathesis

_ENDS_MANY = "/bulk-entries/"
_SUCCESS = 2
_made: set[str] = set()
"""The paths of what was made, where nothing was ended since of the thing that they begin with."""

_ended: set[str] = set()
"""The paths of what was made, and may be there no more."""


@schemathesis.check
def made_is_there(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: "schemathesis.Case[Any]"
) -> None:
    """Fail where something is not there that was made, and that nothing ended."""
    path = urlsplit(str(response.request.url)).path
    before, _, last = path.rpartition("/")
    operation = last.startswith("_")
    if response.status_code // 100 == _SUCCESS and case.method in ("POST", "DELETE"):
        if operation or case.method == "DELETE":
            _forget(path)
        made = {urlsplit(location).path for location in response.headers.get("location", ())}
        _made.update(made - _ended)  # a request that is sent again is answered as it was then
    elif response.status_code == HTTPStatus.NOT_FOUND and "asOf" not in (case.query or {}):
        thing = before if operation else path
        assert thing not in _made, f"{thing} was made, and is not there"


def _forget(path: str) -> None:
    """Expect nothing any more of a thing that an operation can have ended, nor of what belongs to it."""
    start = "/".join(path.split("/")[:5])  # `/api/v1/risks/7`
    _ended.update(made for made in _made if _ENDS_MANY in path or f"{made}/".startswith(f"{start}/"))
    _made.difference_update(_ended)
