"""The milestone overview of a programme."""

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.overview import overview
from app.templating import drawn
from app.web.deps.programme import ProgrammeDoor, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import page
from app.web.views.overview import OverviewQuery, choices, pages, read_overview_query, strip
from app.web.views.timeline import timeline_of

router = APIRouter(include_in_schema=False)


class DrawnOverview(NamedTuple):
    """What is kept of an overview: the signs that its marks refer to, and all that a filter changes."""

    signs: Markup
    body: Markup


@router.get("/programmas/{slug}", name="overview.show")
def show(
    request: Request,
    door: ReadableProgramme,
    as_of: AsOfDep,
    asked: Annotated[OverviewQuery, Depends(read_overview_query)],
) -> Response:
    """Every promise of the programme on one time axis."""
    programme = door.programme
    key = ("overview", programme.id, programme.revision, as_of.day, as_of.is_past, asked.filter)
    drawn = door.app_state.renders.get(key, lambda: _draw(request, door, as_of, asked))
    return page(
        request,
        "overview/show.html",
        {
            "programme": programme,
            "active_tab": "overview.show",
            "as_of": as_of,
            "wrong": asked.wrong,
            "drawn": drawn,
        },
        block="overview",
        viewer=door.viewer,
        status_code=400 if asked.wrong else as_of.status_code,
    )


def _draw(request: Request, door: ProgrammeDoor, as_of: AsOf, asked: OverviewQuery) -> DrawnOverview:
    found = overview(door.session, door.programme.id, as_of.day, asked.filter)
    paths = request.app.state.paths
    here = {"slug": door.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": door.programme,
        "as_of": as_of,
        "asked": asked,
        "found": found,
        "timeline": timeline_of(found, as_of.day),
        "choices": choices(found),
        "strip": strip(found.counts, asked, paths, here, as_of.query),
        "pages": pages(found, asked, paths, here, as_of.query),
    }
    signs, body = (drawn(f"overview/{name}.html", context, DEFAULT_LANGUAGE) for name in ("_signs", "_body"))
    return DrawnOverview(signs, body)
