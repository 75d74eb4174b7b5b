"""The deliverables of a programme that can be chosen in a form, while somebody types what they look for."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.refusal import NotFound
from app.web.deps.programme import ReadableProgramme
from app.web.forms import Typed, read_number, without_nuls
from app.web.responses import is_partial, redirect_to, render_part
from app.web.views.related import RELATED_FIELDS, build_related

router = APIRouter(prefix="/programmas/{slug}/keuze", include_in_schema=False)


@router.get("/{veld}", name="related.show")
def show(request: Request, access: ReadableProgramme, veld: str, bij: str = "") -> Response:
    """Show what is chosen in this field, and what else has the words typed there.

    `bij` is the deliverable of which the form is; the address holds the fields of that form that belong
    to this one, as they stand. Whoever opens it as a page is led to the search. Two queries.
    """
    field = RELATED_FIELDS.get(veld)
    if field is None:
        raise NotFound("There is nothing here, or not for you.")
    if not is_partial(request):
        return redirect_to(request, "search.show", {"q": request.query_params.get(f"{veld}_query", "")})
    sent = {name: without_nuls(value) for name, value in request.query_params.items()}
    page = read_number(sent.get("bladzijde", "")) or 1
    typed = Typed({**sent, "zoek": f"{field.name}.{page}"})
    choice = build_related(access.session, access.programme.id, field, typed, read_number(bij) or None)
    context = {"programme": access.programme, "choice": choice}
    return render_part(request, "related/_choices.html", context, viewer=access.viewer)
