"""The accessibility statement."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.responses import render_page

router = APIRouter(include_in_schema=False)


@router.get("/toegankelijkheid", name="accessibility.show")
def show(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """Show the statement to everybody, signed in or not."""
    return render_page(request, "accessibility/show.html", {}, viewer=credentials.find_viewer(session))
