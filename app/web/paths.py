"""Paths by the name of their route, made without walking the route table for every link."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from fastapi.routing import APIRouter


class Paths:
    """`paths("deliverable", id=17)` gives `/producten/17`; a name that is not there is a KeyError."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms

    def has(self, name: str) -> bool:
        """Whether there is such a route; what is not built has no link."""
        return name in self._forms

    def __call__(self, name: str, query: dict[str, object] | None = None, **places: object) -> str:
        """The path, its places filled in and quoted; empty values of the query are left out."""
        form = self._forms[name]
        path = form.format(**{k: quote(str(v), safe="") for k, v in places.items()}) if places else form
        asked = {k: v for k, v in (query or {}).items() if v not in (None, "", [])}
        return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


def paths_of(app: FastAPI, routers: Iterable[APIRouter]) -> Paths:
    """The paths of every named route of the routers, as they stand in the application."""
    forms = {}
    for router in routers:
        for route in router.routes:
            name, form = getattr(route, "name", None), getattr(route, "path_format", None)
            if name and form:
                if name in forms:
                    raise ValueError(f"two routes are called {name}")
                forms[name] = form
    return Paths(forms)
