"""The progress of a round: which leads have answered and which have not, and reminding them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions.report import reminder
from app.domain.job import explain_failure
from app.domain.refusal import Conflict
from app.domain.round import Call
from app.queries.call_for_updates import (
    call_of_period,
    project_answers,
    sent_reminders,
    undelivered_reminders,
)
from app.queries.mail import mail_state
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import FormText, OwnForm, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/uitvraag")


class ReminderForm(OwnForm):
    """The id of the person to remind; empty for everybody who has not answered."""

    person: FormText = ""


@router.get("", name="chase.show")
def show(request: Request, access: RoundToRun, herinnerd: str = "") -> Response:
    """List what is missing, by project. The number of queries does not depend on how much there is."""
    call = _find_call(access)
    projects = project_answers(access.session, access.programme_id, call, _today(access)) if call else []
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "call": call,
        "projects": projects,
        "answered": sum(project.answered for project in projects),
        "by_office": sum(project.by_office for project in projects),
        "missing": sum(len(project.missing) for project in projects),
        "reminded": sent_reminders(access.session, access.period_id),
        "undelivered": [
            (name, email, at, explain_failure(why))
            for name, email, at, why in undelivered_reminders(access.session, access.period_id)
        ],
        "sent": read_number(herinnerd) if herinnerd else None,
        "mail": mail_state(access.session, access.app_state.now()),
    }
    return render_page(request, "chase/show.html", context, viewer=access.viewer)


@router.post("/herinnering", name="chase.remind", dependencies=[Depends(require_own_form)])
def remind(request: Request, access: RoundToRun, form: Annotated[ReminderForm, Form()]) -> Response:
    """Remind one person, or everybody who has not answered; nobody twice on one day."""
    call = _find_call(access)
    if call is None:
        raise Conflict("This round does not ask for answers now.")
    person_ids = [read_number(form.person)] if form.person else []
    sent = reminder.remind(access.session, access.act, access.programme, call, person_ids)
    return redirect_to(request, "chase.show", {"herinnerd": sent}, **access.route_params)


def _find_call(access: RoundAccess) -> Call | None:
    """Return the call of this round, None if it does not ask for answers now."""
    return call_of_period(access.session, access.programme_id, access.period_id, _today(access))


def _today(access: RoundAccess) -> date:
    return access.app_state.today()
