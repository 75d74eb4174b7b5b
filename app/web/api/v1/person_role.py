"""The roles of a person, for those who manage people: given and taken."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.actions import person
from app.domain.refusal import Forbidden, NotFound
from app.queries.role_grant import GrantRow
from app.web.api.v1.bodies.person import NewRole
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, answer_created, answer_gone
from app.web.api.v1.filters import Paging, Parameters, RoleId
from app.web.api.v1.managed_person import (
    ManagedPerson,
    PersonToManage,
    find_managed_person,
    require_role_to_give,
    role_shape,
)
from app.web.api.v1.pagination import cut_listed
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import RoleHeld, collection_of
from app.web.openapi import CREATED, ENDED, PAGED

router = api_router("People")


@router.get(
    "/people/{id}/roles",
    name="api.person_role.index",
    response_model=collection_of(RoleHeld),
    responses=PAGED,
)
def index(account: PersonToManage, paging: Annotated[Paging, Query()]) -> Response:
    """List the roles of a person that you manage."""

    def load() -> CachedResponse:
        page = cut_listed(account.access, account.holder.grants, paging, lambda row: str(row.id))
        return write_page((role_shape(row, account.access) for row in page.rows), page.after)

    return respond(account.access, load, keep=False)


@router.get("/people/{id}/roles/{role}", name="api.person_role.show", response_model=RoleHeld)
def show(role: RoleId, account: PersonToManage, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get a role of a person."""
    return respond(
        account.access, lambda: write_one(role_shape(_find_role(account, role), account.access)), keep=False
    )


@router.post(
    "/people/{id}/roles",
    name="api.person_role.create",
    status_code=HTTPStatus.CREATED,
    response_model=RoleHeld,
    responses=CREATED,
)
def create(access: Changeable, account: PersonToManage, body: NewRole) -> Response:
    """Give a person a role, in a programme or, as administrator, in the installation."""
    programme_id = require_role_to_give(access, body)
    with body.faults():
        person.grant(
            access.session,
            access.act,
            account.id,
            body.role,
            programme_id=programme_id,
            party_id=body.party,
        )
    grants = find_managed_person(access, account.id).holder.grants
    given = max(grants, key=lambda grant: grant.id)
    content = write_one(role_shape(given, access))
    return answer_created(access, "api.person_role.show", content, programme_id, id=account.id, role=given.id)


@router.post(
    "/people/{id}/roles/{role}/_revoke",
    name="api.person_role.revoke",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=ENDED,
)
def revoke(role: RoleId, access: Changeable, account: PersonToManage) -> Response:
    """Take a role of a person. A role never changes, so that no `If-Match` is asked for."""
    grant = _find_role(account, role)
    if not access.viewer.rights.may_give(grant.role, grant.programme_id):
        raise Forbidden("Only whoever may give a role takes it.")
    person.revoke(access.session, access.act, grant.id)
    return answer_gone(access)


def _find_role(account: ManagedPerson, grant_id: int) -> GrantRow:
    grant = next((grant for grant in account.holder.grants if grant.id == grant_id), None)
    if grant is None:
        raise NotFound("This person no longer has this role.")
    return grant
