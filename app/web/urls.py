"""Addresses by the name of their route, and where each kind of record has its page."""

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


_ON_ITS_INDEX = ("indicator", "risk", "external_dependency", "parliamentary_commitment")


def thing_link(
    paths: Paths, kind: str, id: int, slug: str, query: Mapping[str, object] | None = None, code: str = ""
) -> str:
    """The address of a thing; `code` is that of an action line."""
    asked = dict(query or {})
    if kind in ("deliverable", "decision"):  # a decision has the number of its deliverable
        return paths("deliverable.show", asked, deliverable_id=id)
    if kind == "project":
        return paths("project.show", asked, project_id=id)
    if kind == "action_line" and code:
        return paths("action_line.show", asked, slug=slug, code=code)
    if kind in _ON_ITS_INDEX and paths.has(f"{kind}.index"):
        return paths(f"{kind}.index", asked, slug=slug) + f"#{kind.replace('_', '-')}-{id}"
    return paths("overview.show", asked, slug=slug)


# What has no page of its own stands in the report itself.
_IN_THE_REPORT = {"measurement": "#indicators", "reporting_period": "#colophon"}


def record_link(paths: Paths, session: Session, programme: ProgrammeRow, query: Mapping[str, object]) -> Link:
    """The address of a record of this programme, none for what has no page. One query."""
    codes = {line.id: line.code for line in action_lines(session, programme.id, date.max)}
    slug, asked = programme.slug, dict(query)

    def link(record: Record) -> str | None:
        if record.type == "deliverable":
            return paths("deliverable.show", asked, deliverable_id=record.id)
        if record.type == "project":
            return paths("project.show", asked, project_id=record.id)
        if record.type == "action_line":
            return paths("action_line.show", asked, slug=slug, code=codes[record.id])
        if record.type == "programme":
            return paths("overview.show", asked, slug=slug)
        return _IN_THE_REPORT.get(record.type)

    return link
