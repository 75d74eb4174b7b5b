"""The kinds of problem with which the API refuses, explained in Dutch and in English."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.language import LANGUAGES, _
from app.templating import translator
from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.problem_kinds import KINDS, PROBLEMS
from app.web.responses import render_page

router = APIRouter(include_in_schema=False)

_LABELS = (_("Title"), _("When"), _("What to do"))


@router.get(PROBLEMS, name="api_problems.index")
def index(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """Show every kind to everybody, signed in or not: the `type` of a problem leads here."""
    site = request.app.state.app_state.settings.public_url
    context = {
        "kinds": [(kind, kind.address(site), (kind.title, kind.meaning, kind.remedy)) for kind in KINDS],
        "labels": _LABELS,
        "languages": [(language, translator(language).gettext) for language in LANGUAGES],
    }
    return render_page(request, "api_docs/problems.html", context, viewer=credentials.find_viewer(session))
