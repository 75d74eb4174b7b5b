"""Addresses by the name of their route, and the page of each kind of record."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from fastapi.routing import APIRouter
from sqlmodel import Session

from app.domain.report import Record
from app.queries.programme import ProgrammeRow, action_lines
from app.renderers.html import Link


class Paths:
    """The paths of routes: `paths("deliverable.show", deliverable_id=17)` returns `/producten/17`.

    An unknown name raises KeyError.
    """

    def __init__(self, templates: dict[str, str]) -> None:
        self._templates = templates

    def has(self, name: str) -> bool:
        """Whether there is a route with this name."""
        return name in self._templates

    def __call__(self, name: str, query: dict[str, object] | None = None, **route_params: object) -> str:
        """Return the path with its parameters quoted; empty values are left out of the query."""
        template = self._templates[name]
        path = (
            template.format(**{k: quote(str(v), safe="") for k, v in route_params.items()})
            if route_params
            else template
        )
        query_params = {k: v for k, v in (query or {}).items() if v not in (None, "", [])}
        return f"{path}?{urlencode(query_params, doseq=True)}" if query_params else path


def collect_paths(app: FastAPI, routers: Iterable[APIRouter]) -> Paths:
    """Return the paths of every named route of the routers. Two routes with one name are an error."""
    templates = {}
    for router in routers:
        for route in router.routes:
            name, template = getattr(route, "name", None), getattr(route, "path_format", None)
            if name and template:
                if name in templates:
                    raise ValueError(f"two routes are called {name}")
                templates[name] = template
    return Paths(templates)


_ON_ITS_INDEX = ("indicator", "risk", "external_dependency", "parliamentary_commitment")


def address_of_entity(
    paths: Paths, kind: str, id: int, slug: str, query: Mapping[str, object] | None = None, code: str = ""
) -> str:
    """Return the address of the page of an entity; `code` is that of an action line."""
    query_params = dict(query or {})
    if kind in ("deliverable", "decision"):  # a decision has the id of its deliverable
        return paths("deliverable.show", query_params, deliverable_id=id)
    if kind == "project":
        return paths("project.show", query_params, project_id=id)
    if kind == "action_line" and code:
        return paths("action_line.show", query_params, slug=slug, code=code)
    if kind in _ON_ITS_INDEX and paths.has(f"{kind}.index"):
        return paths(f"{kind}.index", query_params, slug=slug) + f"#{kind.replace('_', '-')}-{id}"
    return paths("overview.show", query_params, slug=slug)


# Records without a page of their own link to a section of the report.
_IN_THE_REPORT = {"measurement": "#indicators", "reporting_period": "#colophon"}


def link_records(
    paths: Paths, session: Session, programme: ProgrammeRow, query: Mapping[str, object]
) -> Link:
    """Return a function from a record to its address, None for records without one. One query."""
    codes = {line.id: line.code for line in action_lines(session, programme.id, date.max)}
    slug, query_params = programme.slug, dict(query)

    def link(record: Record) -> str | None:
        if record.type == "deliverable":
            return paths("deliverable.show", query_params, deliverable_id=record.id)
        if record.type == "project":
            return paths("project.show", query_params, project_id=record.id)
        if record.type == "action_line":
            return paths("action_line.show", query_params, slug=slug, code=codes[record.id])
        if record.type == "programme":
            return paths("overview.show", query_params, slug=slug)
        return _IN_THE_REPORT.get(record.type)

    return link
