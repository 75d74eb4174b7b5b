"""The decision calendar of a programme: decisions to take by half-year, and those taken."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.decision import decision_states
from app.templating import render_markup
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.decision import draw_decisions

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/besluiten", name="decision.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep) -> Response:
    """Show the decisions on a day. Ten queries, none of which runs if the page was drawn before."""
    key = ("decisions", access.programme.id, access.programme.revision, as_of.day, as_of.is_past)
    body, has_any = access.app_state.renders.get(
        key, lambda: _draw(request, access, as_of), keep=not as_of.wrong
    )
    context = {
        "programme": access.programme,
        "active_tab": "decision.index",
        "as_of": as_of,
        "body": body,
        "has_any": has_any,
    }
    return render_page(
        request,
        "decision/index.html",
        context,
        block="decisions",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


def _draw(request: Request, access: ProgrammeAccess, as_of: AsOf) -> tuple[Markup, bool]:
    """Return the drawn part, and whether there is any decision in it."""
    decisions = decision_states(access.session, access.programme.id, as_of.day)
    context = {
        "path": request.app.state.paths,
        "programme": access.programme,
        "as_of": as_of,
        "parts": draw_decisions(decisions, as_of.day),
    }
    return render_markup("decision/_body.html", context, DEFAULT_LANGUAGE), bool(decisions)
