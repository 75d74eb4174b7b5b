"""The promise ledger of a programme: what was promised first, in each report, and now."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.promise_ledger import promise_ledger
from app.templating import drawn
from app.web.deps.programme import ProgrammeDoor, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import page
from app.web.views.promise_ledger import LedgerQuery, figures, pages, read_ledger_query, strip, words_of_cells

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/beloften", name="promise_ledger.show")
def show(
    request: Request,
    door: ReadableProgramme,
    as_of: AsOfDep,
    asked: Annotated[LedgerQuery, Depends(read_ledger_query)],
) -> Response:
    """Every promise of the programme in a row, and what became of it up to the day asked."""
    programme = door.programme
    key = ("promise_ledger", programme.id, programme.revision, as_of.day, as_of.is_past, asked.filter)
    body = door.app_state.renders.get(key, lambda: _draw(request, door, as_of, asked))
    context = {
        "programme": programme,
        "active_tab": "promise_ledger.show",
        "as_of": as_of,
        "wrong": asked.wrong,
        "body": body,
    }
    status = 400 if asked.wrong else as_of.status_code
    return page(
        request,
        "promise_ledger/show.html",
        context,
        block="ledger",
        viewer=door.viewer,
        status_code=status,
    )


def _draw(request: Request, door: ProgrammeDoor, as_of: AsOf, asked: LedgerQuery) -> Markup:
    found = promise_ledger(door.session, door.programme.id, as_of.day, asked.filter)
    paths, here = request.app.state.paths, {"slug": door.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": door.programme,
        "as_of": as_of,
        "asked": asked,
        "found": found,
        "figures": figures(found),
        "told": words_of_cells(found, as_of.day),
        "strip": strip(found, asked, paths, here, as_of.query),
        "pages": pages(found, asked, paths, here, as_of.query),
        "choices": [(line.code, f"{line.number} {line.title}".strip()) for line in found.lines],
    }
    return drawn("promise_ledger/_body.html", context, DEFAULT_LANGUAGE)
