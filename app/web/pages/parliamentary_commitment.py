"""Commitments to parliament, and whether they have been answered."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.parliamentary_commitment import AnswerState
from app.queries.need import titles_of
from app.queries.parliamentary_commitment import commitments
from app.tables.tracked import PARLIAMENTARY_COMMITMENT
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import AsOfDep
from app.web.responses import render_page
from app.web.views.saved_entity import find_saved

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/toezeggingen", name="parliamentary_commitment.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """List the commitments on a day, grouped by their answer. Four queries."""
    rows = commitments(access.session, [access.programme.id], as_of.day)
    groups = {
        state: [commitment for commitment in rows if commitment.answer(as_of.day) is state]
        for state in _ORDER
    }
    context = {
        "programme": access.programme,
        "active_tab": "parliamentary_commitment.index",
        "as_of": as_of,
        "groups": {state: rows for state, rows in groups.items() if rows},
        "counts": {state: len(rows) for state, rows in groups.items()},
        "titles": titles_of(
            access.session,
            {commitment.deliverable_id for commitment in rows if commitment.deliverable_id},
            as_of.day,
        ),
        "saved": bewaard,
        "saved_entity": find_saved(access, PARLIAMENTARY_COMMITMENT, bewaard),
    }
    return render_page(
        request,
        "parliamentary_commitment/index.html",
        context,
        block="commitments",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


_ORDER = (
    *(AnswerState.LATE, AnswerState.OPEN, AnswerState.ANSWERED_LATE),
    *(AnswerState.ANSWERED, AnswerState.WITHDRAWN),
)
