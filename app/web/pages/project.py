"""One project: its narrative, and its deliverables as rows that can be updated in place."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.queries.programme import project_deliverables
from app.web.deps.deliverable import ReadableProject
from app.web.deps.session import AsOfDep
from app.web.forms import read_number
from app.web.responses import render_page
from app.web.views.rows import choose_axis, load_rows

router = APIRouter(include_in_schema=False)


@router.get("/projecten/{project_id}", name="project.show")
def show(request: Request, access: ReadableProject, as_of: AsOfDep, bewaard: str = "") -> Response:
    """Show the project on a day. Fifteen queries, however many deliverables it has."""
    ids = project_deliverables(access.session, access.place.project.id, as_of.day)
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "as_of": as_of,
        "project": access.place.project,
        "line": access.place.action_line,
        "axis": choose_axis(access.programme, as_of.day),
        "rows": load_rows(
            access.session, access.viewer, access.programme, ids, as_of.day, access.app_state.today()
        ),
        "saved": read_number(bewaard),
        "form": None,
    }
    return render_page(
        request, "project/show.html", context, viewer=access.viewer, status_code=as_of.status_code
    )
