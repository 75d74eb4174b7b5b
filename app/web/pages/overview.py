"""The milestone overview of a programme."""

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.overview import overview
from app.templating import render_markup
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.first_step import FirstStep, find_first_step
from app.web.views.overview import OverviewQuery, count_items, list_choices, read_overview_query
from app.web.views.page_links import list_page_links
from app.web.views.timeline import draw_timeline

router = APIRouter(include_in_schema=False)


class DrawnOverview(NamedTuple):
    """The cached parts of an overview: the signs that its marks refer to, and all that a filter changes."""

    signs: Markup
    body: Markup
    first_step: FirstStep | None


@router.get("/programmas/{slug}", name="overview.show")
def show(
    request: Request,
    access: ReadableProgramme,
    as_of: AsOfDep,
    filters: Annotated[OverviewQuery, Depends(read_overview_query)],
) -> Response:
    """Show every deliverable of the programme on one time axis."""
    programme = access.programme
    key = ("overview", programme.id, programme.revision, as_of.day, as_of.is_past, filters.filter)
    keep = not filters.wrong and not as_of.wrong
    drawn = access.app_state.renders.get(key, lambda: _draw(request, access, as_of, filters), keep=keep)
    return render_page(
        request,
        "overview/show.html",
        {
            "programme": programme,
            "active_tab": "overview.show",
            "as_of": as_of,
            "wrong": filters.wrong,
            "drawn": drawn,
            "first_step": drawn.first_step,
        },
        block="overview",
        viewer=access.viewer,
        status_code=400 if filters.wrong else as_of.status_code,
    )


def _draw(request: Request, access: ProgrammeAccess, as_of: AsOf, filters: OverviewQuery) -> DrawnOverview:
    programme_overview = overview(access.session, access.programme.id, as_of.day, filters.filter)
    paths = request.app.state.paths
    route_params = {"slug": access.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": access.programme,
        "as_of": as_of,
        "filters": filters,
        "overview": programme_overview,
        "timeline": draw_timeline(programme_overview, as_of.day),
        "choices": list_choices(programme_overview),
        "strip": count_items(programme_overview.tally, filters, paths, route_params, as_of.query),
        "pages": list_page_links(
            paths,
            "overview.show",
            route_params,
            filters,
            as_of,
            current=filters.filter.page,
            count=programme_overview.pages,
        ),
    }
    signs, body = (
        render_markup(f"overview/{name}.html", context, DEFAULT_LANGUAGE) for name in ("_signs", "_body")
    )
    step = find_first_step(access, as_of, programme_overview.total, programme_overview.lines)
    return DrawnOverview(signs, body, step)
