"""Briefs: one page as PDF for a meeting, of the overview, of what waits for the viewer, of the portfolio."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.refusal import Invalid
from app.queries.deliverable import deliverable_states
from app.queries.overview import choose
from app.queries.portfolio import portfolio_row
from app.queries.programme import programmes, programmes_on
from app.queries.tally import count
from app.renderers.apart import rendering
from app.renderers.brief import Brief, render_brief
from app.web.auth import CredentialsDep, note_use_apart
from app.web.deps.programme import load_readable_programme
from app.web.deps.session import DayOfFileDep
from app.web.making import make_file
from app.web.state import AppState
from app.web.views.brief import build_overview_brief, build_portfolio_brief, build_waiting_brief
from app.web.views.overview import OverviewQuery, count_items, read_overview_query
from app.web.views.waiting import draw_waiting
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/overzicht/bestand.pdf", name="overview.brief")
async def show_overview(
    request: Request,
    credentials: CredentialsDep,
    as_of: DayOfFileDep,
    slug: str,
    filters: Annotated[OverviewQuery, Depends(read_overview_query)],
) -> Response:
    """Return what is to come in a programme, as its overview with the same filter and day tells it."""

    def load(session: Session) -> tuple[Brief, str]:
        access = load_readable_programme(session, credentials, as_of, slug)
        if filters.wrong:
            raise Invalid(dict(filters.wrong))
        programme, paths = access.programme, request.app.state.paths
        states = deliverable_states(session, programme.id, as_of.day)
        tally = count(choose(states, replace(filters.filter, stand="")), as_of.day)
        params, query = {"slug": programme.slug}, as_of.query
        counts = count_items(tally, filters, paths, params, query)
        address = _site(access.app_state) + paths("overview.show", filters.query(**query), **params)
        chosen = choose(states, filters.filter)
        brief = build_overview_brief(programme.title, chosen, counts, as_of.day, address)
        return brief, f"overzicht-{programme.slug}"

    return await _send(request, credentials.app_state, load)


@router.get("/portfolio/bestand.pdf", name="portfolio.brief")
async def show_portfolio(request: Request, credentials: CredentialsDep, as_of: DayOfFileDep) -> Response:
    """Return every programme that the viewer may read, with its counts, for a board."""
    app_state = credentials.app_state

    def load(session: Session) -> tuple[Brief, str]:
        viewer = credentials.require_viewer(session)
        readable = programmes(session, viewer.rights.readable())
        if as_of.is_past:
            readable = programmes_on(session, readable, as_of.day)
        rows = [portfolio_row(session, programme, as_of.day) for programme in readable]
        address = _site(app_state) + request.app.state.paths("portfolio.index", as_of.query)
        return build_portfolio_brief(rows, as_of.day, address), "portfolio"

    return await _send(request, app_state, load)


@router.get("/wacht-op-u/bestand.pdf", name="waiting.brief")
async def show_waiting(request: Request, credentials: CredentialsDep) -> Response:
    """Return what waits for the viewer today."""
    app_state = credentials.app_state

    def load(session: Session) -> tuple[Brief, str]:
        viewer = credentials.require_viewer(session)
        waiting, today = load_waiting(app_state, session, viewer), app_state.today()
        paths = request.app.state.paths
        readable = {row.id: row for row in programmes(session, viewer.rights.held_in)}
        groups = draw_waiting(waiting.items, readable, viewer.rights, paths, today)
        late = sum(item.is_late(today) for item in waiting.items)
        address = _site(app_state) + paths("waiting.index")
        brief = build_waiting_brief(groups, len(waiting.items), late, viewer.name, today, address)
        return brief, "wacht-op-u"

    return await _send(request, app_state, load)


async def _send(
    request: Request, app_state: AppState, load: Callable[[Session], tuple[Brief, str]]
) -> Response:
    """Answer with a brief, set once what it tells was read and no session is open any more."""
    brief, name = await app_state.read(load)
    await note_use_apart(request)

    def write() -> bytes:
        with rendering(name):
            return render_brief(brief, app_state.typeset)

    # To whom the same is told the same page is given.
    content = await make_file(app_state, ("brief", repr(brief)), write, is_slow=False)
    file = f"{name}-{brief.day.isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{file}"'}
    return Response(content, headers=headers, media_type="application/pdf")


def _site(app_state: AppState) -> str:
    return app_state.settings.public_url.rstrip("/")
