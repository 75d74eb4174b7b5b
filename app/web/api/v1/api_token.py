"""Your own tokens, with which programs come in as you: made, listed and revoked."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.actions import api_token
from app.domain.refusal import NotFound
from app.queries.api_token import ApiTokenRow, api_tokens
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.api_token import NewApiToken
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, ChangeableWithSecret, answer_created, answer_gone
from app.web.api.v1.filters import Id, Paging, Parameters, TokenId
from app.web.api.v1.managed_person import PersonToAdminister
from app.web.api.v1.pagination import cut_listed
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ApiToken, ApiTokenMade, collection_of
from app.web.openapi import CREATED, ENDED, PAGED

router = api_router("Tokens")


@router.get(
    "/api-tokens", name="api.api_token.index", response_model=collection_of(ApiToken), responses=PAGED
)
def index(paging: Annotated[Paging, Query()], access: ReadableProgrammes) -> Response:
    """List your own tokens that open something, the newest first."""

    def load() -> CachedResponse:
        page = cut_listed(access, _list(access), paging, lambda row: str(row.id))
        return write_page(map(_shape, page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/api-tokens/{id}", name="api.api_token.show", response_model=ApiToken)
def show(id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get one of your own tokens; never its secret."""
    return respond(access, lambda: write_one(_shape(_load(access, id))), keep=False)


@router.post(
    "/api-tokens",
    name="api.api_token.create",
    status_code=HTTPStatus.CREATED,
    response_model=ApiTokenMade,
    responses=CREATED,
)
def create(access: ChangeableWithSecret, body: NewApiToken) -> Response:
    """Make a token of your own; its `secret` is told this once.

    It opens no more than the token with which it is made, and lasts no longer.
    """
    session, viewer = access.session, access.viewer
    programme = None if body.programme is None else access.programme_called(body.programme)
    with body.faults():
        secret = api_token.issue(
            session,
            access.act,
            viewer.id,
            scope=body.scope,
            days=body.days,
            programme_id=programme.id if programme else None,
            by_token_id=viewer.use.id if viewer.use and viewer.use.by_token else None,
        )
    row = _list(access)[0]
    made = ApiTokenMade.of(_shape(row), secret=secret)
    return answer_created(access, "api.api_token.show", write_one(made), id=row.id)


@router.post(
    "/api-tokens/{id}/_revoke",
    name="api.api_token.revoke",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=ENDED,
)
def revoke(id: Id, access: Changeable) -> Response:
    """Revoke one of your own tokens: from now on it opens nothing.

    No `If-Match` is asked for: a token never changes, and one that was found by others must end at once.
    """
    api_token.revoke(access.session, access.act, access.viewer.id, id)
    return answer_gone(access)


@router.get(
    "/people/{id}/api-tokens",
    name="api.person_token.index",
    response_model=collection_of(ApiToken),
    responses=PAGED,
)
def index_of_person(account: PersonToAdminister, paging: Annotated[Paging, Query()]) -> Response:
    """List the tokens of a person that open something, for administrators."""
    access = account.access

    def load() -> CachedResponse:
        rows = api_tokens(access.session, account.id, access.app_state.now())
        page = cut_listed(access, rows, paging, lambda row: str(row.id))
        return write_page(map(_shape, page.rows), page.after)

    return respond(access, load, keep=False)


@router.post(
    "/people/{id}/api-tokens/{token}/_revoke",
    name="api.person_token.revoke",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=ENDED,
)
def revoke_of_person(token: TokenId, access: Changeable, account: PersonToAdminister) -> Response:
    """Revoke a token of a person, for administrators: from now on it opens nothing."""
    api_token.revoke(access.session, access.act, account.id, token)
    return answer_gone(access)


def _list(access: ProgrammesAccess) -> list[ApiTokenRow]:
    return api_tokens(access.session, access.viewer.id, access.app_state.now())


def _load(access: ProgrammesAccess, token_id: int) -> ApiTokenRow:
    row = next((row for row in _list(access) if row.id == token_id), None)
    if row is None:
        raise NotFound("There is no such token any more.")
    return row


def _shape(row: ApiTokenRow) -> ApiToken:
    return ApiToken.of(row, programme=row.slug)
