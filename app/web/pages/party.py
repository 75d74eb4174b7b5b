"""The names of parties that all programmes share, for administrators."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import party
from app.domain.refusal import Forbidden, Invalid, Message, NotFound, Stale
from app.queries.party import SharedParty, shared_parties
from app.web.auth import CredentialsDep
from app.web.deps.people import PeopleAccess, require_allowed
from app.web.deps.session import Id, SessionDep
from app.web.forms import FormText, OwnForm, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.conflict import compare

router = APIRouter(prefix="/partijen", include_in_schema=False)


class PartyForm(OwnForm):
    """The names of a party; `version` is the one that was read."""

    name: FormText = ""
    abbreviation: FormText = ""
    version: FormText = ""


def require_party_administrator(session: SessionDep, credentials: CredentialsDep) -> PeopleAccess:
    """Return access for an administrator. One query. 404 for people without any role, 403 for others."""
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer,
        viewer.rights.administers,
        Forbidden("Only an administrator changes what a party is called in every programme."),
    )
    return PeopleAccess(session, viewer, credentials.app_state)


AdministratorDep = Annotated[PeopleAccess, Depends(require_party_administrator)]


@router.get("", name="party.index")
def index(request: Request, access: AdministratorDep, bewaard: str = "") -> Response:
    """List every party with the programmes in which it takes part. Two queries."""
    context = {
        "active_page": "portfolio.index",
        "parties": shared_parties(access.session),
        "saved": bewaard[:80],
    }
    return render_page(request, "party/index.html", context, viewer=access.viewer)


@router.get("/{party_id}", name="party.edit")
def edit(request: Request, access: AdministratorDep, party_id: Id) -> Response:
    """Show the form with the present names."""
    party_row = _load_party(access, party_id)
    return _render_form(request, access, party_row, PartyForm(**_fill(party_row)))


@router.post("/{party_id}", name="party.update", dependencies=[Depends(require_own_form)])
def update(
    request: Request, access: AdministratorDep, party_id: Id, form: Annotated[PartyForm, Form()]
) -> Response:
    """Rename the party in every programme; a refusal shows the form again with what was typed."""
    party_row, act = _load_party(access, party_id), access.act
    names = {"name": form.name, "abbreviation": form.abbreviation}
    try:
        with all_or_nothing(access.session):
            party.rename(access.session, act, party_id, read_number(form.version), **names)
    except Invalid as refused:
        return _render_form(request, access, party_row, form, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        party_row = _load_party(access, party_id)  # as it is by now
        now = _fill(party_row)
        renewed = form.model_copy(update={"version": now["version"]})
        differences = compare(now, form.model_dump())
        return _render_form(request, access, party_row, renewed, differences, HTTPStatus.CONFLICT)
    return redirect_to(request, "party.index", {"bewaard": form.name.strip()[:80]}, f"party-{party_id}")


def _fill(party_row: SharedParty) -> dict[str, str]:
    return {
        "name": party_row.name,
        "abbreviation": party_row.abbreviation or "",
        "version": str(party_row.version),
    }


def _load_party(access: PeopleAccess, party_id: int) -> SharedParty:
    rows = shared_parties(access.session, party_id)
    if not rows:
        raise NotFound("There is nothing here, or not for you.")
    return rows[0]


def _render_form(
    request: Request,
    access: PeopleAccess,
    party_row: SharedParty,
    form: PartyForm,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "portfolio.index",
        "party": party_row,
        "typed": form,
        "errors": errors or {},
        "is_stale": status is HTTPStatus.CONFLICT,
    }
    return render_page(request, "party/edit.html", context, viewer=access.viewer, status_code=status)
