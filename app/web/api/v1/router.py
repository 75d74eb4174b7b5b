"""What every route of version 1 shares: its prefix, what it may answer, and how it is described."""

import re
from collections.abc import Callable
from typing import Any

from fastapi import Depends
from fastapi.routing import APIRoute, APIRouter
from starlette.convertors import StringConvertor, register_url_convertor

from app.web.api.v1.access import provide_names
from app.web.api_address import BASE
from app.web.openapi import ANSWERS


class NameConvertor(StringConvertor):
    """A segment that names a thing: none begins with an underscore, as the segments of operations do."""

    regex = "[^/_][^/]*"


register_url_convertor("name", NameConvertor())


class ThingRoute(APIRoute):
    """A route whose path names things; an operation beside them, such as `_measure`, is not one of them."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(re.sub(r"\{(\w+)\}", r"{\1:name}", path), endpoint, **options)


def api_router(tag: str, *, looks_up_names: bool = True) -> APIRouter:
    """Return a router for one noun. Its routes are named `api.{noun}.{function}`.

    Without looking up names no session is open while a route answers; its parameters can then name nothing.
    """
    return APIRouter(
        prefix=BASE,
        route_class=ThingRoute,
        tags=[tag],
        responses=ANSWERS,
        dependencies=[Depends(provide_names)] if looks_up_names else [],
        generate_unique_id_function=_operation_id,
    )


_PLURALS = {"evidence": "evidence", "person": "people"}


def _operation_id(route: APIRoute) -> str:
    """Return what generated clients call an operation: `listRisks`, `getRisk`, `retractRisk`."""
    noun, _, function = route.name.removeprefix("api.").partition(".")
    if function == "index":
        return _camel("list", _plural(noun))
    if function == "show":
        return _camel("get", noun)
    if function.endswith("_all"):
        return _camel(function.removesuffix("_all"), _plural(noun))
    return _camel("get", noun, function) if "GET" in (route.methods or ()) else _camel(function, noun)


def _camel(*names: str) -> str:
    first, *others = "_".join(names).split("_")
    return first + "".join(word.capitalize() for word in others)


def _plural(noun: str) -> str:
    before, _, last = noun.rpartition("_")
    plural = _PLURALS.get(last) or (f"{last[:-1]}ies" if last.endswith("y") else f"{last}s")
    return f"{before}_{plural}" if before else plural
