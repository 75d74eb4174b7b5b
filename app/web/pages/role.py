"""The table of roles and rights, for everybody who is signed in."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.role import GIVES, IS, MAY, MEANS, Role
from app.web.deps.session import ViewerDep
from app.web.responses import render_page

router = APIRouter(include_in_schema=False)


@router.get("/rollen", name="role.index")
async def index(request: Request, viewer: ViewerDep) -> Response:
    """Show the abilities by role, and who gives which role. One query, for the viewer."""
    context = {"roles": tuple(Role), "is_": IS, "abilities": MEANS, "may": MAY, "gives": GIVES}
    return render_page(request, "role/index.html", context | {"held": viewer.roles}, viewer=viewer)
