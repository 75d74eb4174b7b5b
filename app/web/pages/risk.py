"""The risks and issues of a programme: weighed in a matrix, and what became of each since last time."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.risk_level import STEPS, RiskLevel, risk_level
from app.domain.structure import RiskState
from app.queries.need import titles_of
from app.queries.risk import RiskCourse, RiskRow, risk_courses, risks
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class RiskCell:
    """One place in the matrix: how heavy it is, and which risks stand there."""

    level: RiskLevel
    risks: tuple[RiskRow, ...]


@router.get("/programmas/{slug}/risicos", name="risk.index")
def index(request: Request, door: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """The risks on a day, the heaviest first. Seven queries."""
    found = risks(door.session, [door.programme.id], as_of.day)
    opened = [one for one in found if one.state is not RiskState.CLOSED]
    courses: dict[int, RiskCourse] = risk_courses(door.session, door.programme.id, as_of.day)
    context = {
        "programme": door.programme,
        "active_tab": "risk.index",
        "as_of": as_of,
        "open": sorted(opened, key=lambda one: (-one.weight, one.id)),
        "closed": [one for one in found if one.state is RiskState.CLOSED],
        "courses": courses,
        "titles": titles_of(door.session, {one for row in found for one in row.deliverables}),
        "steps": STEPS,
        "matrix": _matrix(opened),
        "saved": bewaard,
    }
    return page(
        request, "risk/index.html", context, block="risks", viewer=door.viewer, status_code=as_of.status_code
    )


def _matrix(opened: list[RiskRow]) -> dict[tuple[int, int], RiskCell]:
    """By likelihood and impact; an issue has happened, so it stands where what is certain does."""
    return {
        (likelihood, impact): RiskCell(
            risk_level(likelihood, impact),
            tuple(one for one in opened if (one.likelihood or STEPS[-1], one.impact) == (likelihood, impact)),
        )
        for likelihood in STEPS
        for impact in STEPS
    }
