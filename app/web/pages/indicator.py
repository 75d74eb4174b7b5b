"""The indicators of a programme with their measurements, and ratios computed from two of them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.queries.indicator import MeasurementRow, indicators, measurements
from app.queries.party import pilot_sites
from app.tables.tracked import INDICATOR
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import render_page
from app.web.views.indicator import build_indicator, drop_corrected
from app.web.views.saved_entity import find_saved

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/indicatoren", name="indicator.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """List the indicators with what was measured up to a day. Six queries."""
    rows = indicators(access.session, [access.programme.id], as_of.day)
    measured = measurements(access.session, [row.id for row in rows], as_of.day)
    by_id = {row.id: row for row in rows}
    context = {
        "programme": access.programme,
        "active_tab": "indicator.index",
        "as_of": as_of,
        "shown": [build_indicator(row, by_id, measured) for row in rows if not row.withdrawn],
        "withdrawn": [row for row in rows if row.withdrawn],
        "sites": {site.id: site.name for site in pilot_sites(access.session, [access.programme.id])},
        "saved": bewaard,
        "saved_entity": find_saved(access, INDICATOR, bewaard),
        "undo": bewaard if _can_undo(access, bewaard, measured) else "",
    }
    return render_page(
        request,
        "indicator/index.html",
        context,
        block="indicators",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


def _can_undo(access: ProgrammeAccess, saved: str, measured: dict[int, list[MeasurementRow]]) -> bool:
    """Whether these are measurements (their ids, `3-4`) of the viewer that nobody corrected since."""
    standing = {
        str(row.id)
        for rows in measured.values()
        for row in drop_corrected(rows)
        if row.author == access.viewer.email
    }
    return bool(saved) and standing.issuperset(saved.split("-"))
