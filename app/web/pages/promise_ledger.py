"""The promise ledger of a programme: what was promised first, in each report, and now."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.promise_ledger import promise_ledger
from app.templating import render_markup
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.first_step import FirstStep, find_first_step
from app.web.views.page_links import list_page_links
from app.web.views.promise_ledger import (
    LedgerQuery,
    count_items,
    describe_shifts,
    draw_line_trends,
    read_ledger_query,
)

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/beloften", name="promise_ledger.show")
def show(
    request: Request,
    access: ReadableProgramme,
    as_of: AsOfDep,
    filters: Annotated[LedgerQuery, Depends(read_ledger_query)],
) -> Response:
    """Show every promise of the programme as a row, with what became of it up to the day shown."""
    programme = access.programme
    key = ("promise_ledger", programme.id, programme.revision, as_of.day, as_of.is_past, filters.filter)
    keep = not filters.wrong and not as_of.wrong
    body, first_step = access.app_state.renders.get(
        key, lambda: _draw(request, access, as_of, filters), keep=keep
    )
    context = {
        "programme": programme,
        "active_tab": "promise_ledger.show",
        "as_of": as_of,
        "wrong": filters.wrong,
        "body": body,
        "first_step": first_step,
    }
    status = 400 if filters.wrong else as_of.status_code
    return render_page(
        request,
        "promise_ledger/show.html",
        context,
        block="ledger",
        viewer=access.viewer,
        status_code=status,
    )


def _draw(
    request: Request, access: ProgrammeAccess, as_of: AsOf, filters: LedgerQuery
) -> tuple[Markup, FirstStep | None]:
    ledger = promise_ledger(access.session, access.programme.id, as_of.day, filters.filter)
    paths, route_params = request.app.state.paths, {"slug": access.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": access.programme,
        "as_of": as_of,
        "filters": filters,
        "ledger": ledger,
        "figures": draw_line_trends(ledger, as_of.day),
        "shifts": describe_shifts(ledger, as_of.day),
        "strip": count_items(ledger, filters, paths, route_params, as_of.query),
        "pages": list_page_links(
            paths,
            "promise_ledger.show",
            route_params,
            filters,
            as_of,
            current=filters.filter.page,
            count=ledger.pages,
        ),
        "choices": [(line.code, f"{line.number} {line.title}".strip()) for line in ledger.lines],
    }
    body = render_markup("promise_ledger/_body.html", context, DEFAULT_LANGUAGE)
    return body, find_first_step(access, as_of, ledger.total, ledger.lines)
