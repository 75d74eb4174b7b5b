"""Which letters the viewer wishes to get by mail."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from pydantic import Field

from app.actions import notice
from app.domain.language import _
from app.domain.notice import NoticeKind
from app.queries.mail import mail_state, muted_notices
from app.templating import translator
from app.web.deps.session import AppStateDep, SessionDep, ViewerDep
from app.web.forms import FormText, OwnForm, read_member, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/mijn-berichten")


class LetterForm(OwnForm):
    """The kinds that are ticked."""

    soort: list[FormText] = Field(default_factory=list)


@router.get("", name="letter_choice.edit")
def edit(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, bewaard: str = ""
) -> Response:
    """Show every kind of letter, and which ones the viewer gets."""
    muted = muted_notices(session, viewer.id)
    say = translator().gettext
    context = {
        "active_page": "session.index",
        "kinds": [(kind.value, say(_KINDS[kind])) for kind in NoticeKind],
        "chosen": [kind.value for kind in NoticeKind if kind not in muted],
        "saved": bool(bewaard),
        "mail": mail_state(session, app_state.now()),
    }
    return render_page(request, "letter_choice/edit.html", context, viewer=viewer)


@router.post("", name="letter_choice.update", dependencies=[Depends(require_own_form)])
def update(
    request: Request, session: SessionDep, viewer: ViewerDep, form: Annotated[LetterForm, Form()]
) -> Response:
    """Save which letters the viewer gets."""
    wanted = {read_member(NoticeKind, value, "soort") for value in form.soort}
    notice.choose(session, viewer.id, {kind for kind in wanted if kind is not None})
    return redirect_to(request, "letter_choice.edit", {"bewaard": "1"})


_KINDS = {
    NoticeKind.CALL_OPENED: _("a round opens in which I am asked something"),
    NoticeKind.REMINDER: _("I have not answered yet: before, on and after the last day"),
    NoticeKind.REVIEW_STARTED: _("a report waits for my signature"),
    NoticeKind.SIGNATURE_LAPSED: _("a text has changed that I had signed"),
    NoticeKind.QUESTION: _("somebody asks me a question"),
    NoticeKind.ADOPTED: _("a report is adopted"),
    NoticeKind.PUBLISHED: _("a report is published"),
}
