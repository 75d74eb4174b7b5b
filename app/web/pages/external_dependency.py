"""External dependencies: their promised window, its last confirmation, and what waits for them."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import external_dependency
from app.domain.refusal import NotFound
from app.queries.external_dependency import external_dependencies, external_fits
from app.tables.tracked import EXTERNAL_DEPENDENCY
from app.web.deps.programme import ReadableProgramme, SteerableProgramme
from app.web.deps.session import AsOfDep, Id
from app.web.forms import require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.saved_entity import find_saved, name_saved

router = APIRouter(prefix="/programmas/{slug}/raakvlakken", include_in_schema=False)


@router.get("", name="external_dependency.index")
def index(request: Request, access: ReadableProgramme, as_of: AsOfDep, bewaard: str = "") -> Response:
    """List the dependencies on a day, problems first. Ten queries."""
    dependencies = external_fits(access.session, access.programme.id, as_of.day)
    dependencies.sort(
        key=lambda dependency: (not dependency.conflicts, not dependency.is_stale, dependency.row.id)
    )
    context = {
        "programme": access.programme,
        "active_tab": "external_dependency.index",
        "as_of": as_of,
        "dependencies": dependencies,
        "stale": sum(dependency.is_stale for dependency in dependencies),
        "clashing": sum(bool(dependency.conflicts) for dependency in dependencies),
        "saved": bewaard,
        "saved_entity": find_saved(access, EXTERNAL_DEPENDENCY, bewaard),
    }
    return render_page(
        request,
        "external_dependency/index.html",
        context,
        block="external_dependencies",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


@router.post(
    "/{thing_id}/bevestiging", name="external_dependency.confirm", dependencies=[Depends(require_own_form)]
)
def confirm(request: Request, access: SteerableProgramme, thing_id: Id) -> Response:
    """Record that the promise was confirmed today."""
    rows = external_dependencies(access.session, [access.programme.id], access.app_state.today())
    row = next((candidate for candidate in rows if candidate.id == thing_id), None)
    if row is None:
        raise NotFound("There is nothing here, or not for you.")
    act = access.act
    external_dependency.confirm(access.session, act, thing_id, row.version)
    return redirect_to(
        request,
        "external_dependency.index",
        {"bewaard": name_saved(EXTERNAL_DEPENDENCY, thing_id)},
        f"external-dependency-{thing_id}",
        slug=access.programme.slug,
    )
