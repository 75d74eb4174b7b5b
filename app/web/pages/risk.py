"""The risks and issues of a programme: in a matrix, and with the development of each."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.risk_level import STEPS, RiskLevel, judge_level
from app.domain.structure import RiskState
from app.queries.need import titles_of
from app.queries.risk import RiskCourse, RiskRow, risk_courses, risks
from app.tables.tracked import RISK
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import render_page
from app.web.views.saved_entity import find_saved

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class RiskCell:
    """One cell of the matrix: its level and its risks."""

    level: RiskLevel
    risks: tuple[RiskRow, ...]


@router.get("/programmas/{slug}/risicos", name="risk.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """List the risks on a day, the heaviest first. Seven queries."""
    rows = risks(access.session, [access.programme.id], as_of.day)
    open_risks = [row for row in rows if row.state is not RiskState.CLOSED]
    courses: dict[int, RiskCourse] = risk_courses(access.session, access.programme.id, as_of.day)
    context = {
        "programme": access.programme,
        "active_tab": "risk.index",
        "as_of": as_of,
        "open": sorted(open_risks, key=lambda row: (-row.weight, row.id)),
        "closed": [row for row in rows if row.state is RiskState.CLOSED],
        "courses": courses,
        "titles": titles_of(access.session, {id for row in rows for id in row.deliverables}, as_of.day),
        "steps": STEPS,
        "matrix": _build_matrix(open_risks),
        "saved": bewaard,
        "saved_entity": find_saved(access, RISK, bewaard),
    }
    return render_page(
        request,
        "risk/index.html",
        context,
        block="risks",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


def _build_matrix(open_risks: list[RiskRow]) -> dict[tuple[int, int], RiskCell]:
    """Return the cells by likelihood and impact; an issue has happened, so it counts as certain."""
    return {
        (likelihood, impact): RiskCell(
            judge_level(likelihood, impact),
            tuple(
                risk
                for risk in open_risks
                if (risk.likelihood or STEPS[-1], risk.impact) == (likelihood, impact)
            ),
        )
        for likelihood in STEPS
        for impact in STEPS
    }
