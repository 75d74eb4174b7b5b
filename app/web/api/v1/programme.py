"""Programmes: what the viewer may read at all."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import person, programme
from app.actions.programme_copy import copy_structure
from app.actions.references import refuse, refuse_all
from app.actions.structure import check_title, get_row
from app.domain.count import count_deliverables
from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden, Message
from app.domain.role import Role
from app.domain.structure import ProgrammeKind
from app.queries.address import person_with
from app.queries.programme import ProgrammeRow, programme_by_id, programme_on, programmes_on
from app.tables.tracked import PROGRAMME
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.programme import NewProgramme, ProgrammeChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created
from app.web.api.v1.deliverable import states_on
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Listed, SlugInPath, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders
from app.web.api.v1.part import PartAccess
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Counts, Programme, collection_of
from app.web.deps.people import require_allowed
from app.web.openapi import CHANGED, CREATED, PAGED

router = api_router("Programmes")


ORDERS: Orders[ProgrammeRow] = {
    "title": lambda row: (order_key(row.title), row.id),
    "slug": lambda row: row.slug,
}


class ProgrammeFilters(Listed):
    """Which programmes are asked for."""

    kind: ProgrammeKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("title", description=SORT)

    def match(self, row: ProgrammeRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind)


@router.get(
    "/programmes", name="api.programme.index", response_model=collection_of(Programme), responses=PAGED
)
def index(filters: Annotated[ProgrammeFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the programmes that you may read."""

    def load() -> CachedResponse:
        rows = programmes_on(access.session, list(access.programmes.values()), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "programme")
        return write_page(map(_shape, page.rows), page.after)

    return respond(access, load)


@router.get("/programmes/{slug}", name="api.programme.show", response_model=Programme)
def show(slug: SlugInPath, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a programme."""
    row = access.programme_called(slug)

    return respond(access, lambda: _write(access, row, filters.day(access)))


async def require_administrator(access: ReadableProgrammes) -> None:
    """Refuse everybody but administrators."""
    require_allowed(
        access.viewer,
        access.viewer.rights.administers,
        Forbidden("Only the administrator begins a programme."),
    )


@router.post(
    "/programmes",
    name="api.programme.create",
    status_code=HTTPStatus.CREATED,
    response_model=Programme,
    responses=CREATED,
    dependencies=[Depends(require_administrator)],
)
def create(access: Changeable, body: NewProgramme) -> Response:
    """Begin a programme, and let somebody run its office; for administrators."""
    session, act = access.session, access.act
    slug, office_id = body.slug.strip() or programme.slug_of(body.title), person_with(session, body.office)
    with body.faults():
        refuse_all(
            lambda: programme.check_slug(session, slug),
            lambda: check_title(PROGRAMME, body.title),
            lambda: refuse({} if office_id else {"office": Message("There is nobody with this address.")}),
        )
        programme_id = programme.create(
            session,
            act,
            slug=slug,
            title=body.title,
            purpose=body.purpose,
            starts_on=body.starts_on,
            ends_on=body.ends_on,
        )
        person.grant(session, act, office_id or 0, Role.OFFICE, programme_id=programme_id)
    if body.copy_of is not None:
        source = access.programme_called(body.copy_of.programme)
        copy_structure(session, act, source.id, programme_id, body.copy_of.choice)
    content = _write(access, programme_by_id(session, programme_id), access.today)
    return answer_created(access, "api.programme.show", content, slug=slug)


async def load_programme(access: ReadableProgrammes, slug: SlugInPath) -> PartAccess:
    """Load the programme in the path. Refuses people who may not change what it is made of."""
    row = access.require_structure(access.programme_called(slug).id)

    def find() -> CachedResponse:
        return _write(access, programme_by_id(access.session, row.id), access.today)

    return PartAccess(access, PROGRAMME, row.id, row.id, row.version, find)


ProgrammeToChange = Annotated[PartAccess, Depends(load_programme)]


@router.patch("/programmes/{slug}", name="api.programme.update", response_model=Programme, responses=CHANGED)
def update(part: ProgrammeToChange, if_match: IfMatch, body: ProgrammeChange) -> Response:
    """Change what is said of a programme, or correct what was said of it last."""
    row = get_row(part.programmes.session, PROGRAMME, part.id)
    facts = {name: row[name] for name in ("title", "purpose", "starts_on", "ends_on")} | body.given()
    return part.run(
        if_match,
        body,
        lambda version: programme.revise(
            part.programmes.session,
            part.programmes.act,
            part.id,
            body.statement(version),
            **facts,
            is_correction=body.is_correction,
        ),
    )


@router.post(
    "/programmes/{slug}/_undo", name="api.programme.undo", response_model=Programme, responses=CHANGED
)
def undo(_: Changeable, part: ProgrammeToChange, if_match: IfMatch) -> Response:
    """Undo what was said last of a programme: it says again what it said before."""
    return part.undo(if_match)


@router.get("/programmes/{slug}/counts", name="api.programme.counts", response_model=Counts)
def show_counts(slug: SlugInPath, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Count the deliverables of a programme by verdict, with what became of the dates first promised."""
    row = access.programme_called(slug)

    def load() -> CachedResponse:
        day = filters.day(access)
        return write_one(Counts.of(count_deliverables(states_on(access, row, day)), day=day))

    return respond(access, load)


def _write(access: ProgrammesAccess, row: ProgrammeRow, day: date) -> CachedResponse:
    return write_one(_shape(programme_on(access.session, row, day)), row.version)


def _shape(row: ProgrammeRow) -> Programme:
    return Programme.of(row)
