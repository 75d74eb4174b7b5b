"""The portfolio: every programme that the viewer may read, at a glance."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.drawing.axis import build_upcoming_axis
from app.queries.person import Viewer
from app.queries.portfolio import PortfolioRow, portfolio_row
from app.queries.programme import ProgrammeRow, programmes, programmes_on
from app.web.deps.session import AsOf, AsOfDep, SessionDep, ViewerDep
from app.web.responses import render_page
from app.web.state import get_app_state
from app.web.views.rows import draw_milestone

router = APIRouter(include_in_schema=False)


@router.get("/portfolio", name="portfolio.index")
def index(request: Request, session: SessionDep, viewer: ViewerDep, as_of: AsOfDep) -> Response:
    """List the programmes with what is due first in each."""
    return render_portfolio(request, session, viewer, as_of)


def render_portfolio(request: Request, session: Session, viewer: Viewer, as_of: AsOf) -> Response:
    """Return the page of every programme that the viewer may read."""
    app_state = get_app_state(request)

    def row(programme: ProgrammeRow) -> PortfolioRow:
        key = ("portfolio", programme.id, programme.revision, as_of.day)
        return app_state.renders.get(key, lambda: portfolio_row(session, programme, as_of.day))

    readable = programmes(session, viewer.rights.readable())
    if as_of.is_past:
        readable = programmes_on(session, readable, as_of.day)
    rows = [row(programme) for programme in readable]
    axis = build_upcoming_axis(as_of.day)
    context = {
        "rows": rows,
        "as_of": as_of,
        "axis": axis,
        "marks": {state.id: draw_milestone(axis, state) for r in rows for state in r.first_due},
        "active_page": "portfolio.index",
    }
    return render_page(request, "portfolio/index.html", context, viewer=viewer, status_code=as_of.status_code)
