"""A whole programme as one file, for administrators: out of this installation, and into it."""

from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from app.actions.programme_import import ExaminedFile, import_programme
from app.domain.refusal import Forbidden, Invalid
from app.templating import translator
from app.templating.vocabulary import say
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes, readable_programmes
from app.web.api.v1.caching import write_one
from app.web.api.v1.changes import Changeable, answer_created
from app.web.api.v1.filters import SlugInPath
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ImportedProgramme
from app.web.auth import CredentialsDep, note_use_apart
from app.web.conditions import send
from app.web.deps.people import require_allowed
from app.web.faults import InvalidRequest
from app.web.openapi import ANSWERS, CREATED
from app.web.problem import Fault, preferred_language
from app.web.programme_files import examine_content, fetch_programme_file

router = api_router("Programmes")
bytes_router = api_router("Programmes", looks_up_names=False)

_SCHEMA = {"type": "object", "description": "As the schema at `/api/v1/schemas/programme` says."}
_FILE: dict[int | str, dict[str, Any]] = {
    200: ANSWERS[200] | {"description": "The file.", "content": {"application/json": {"schema": _SCHEMA}}}
}


class NoParameters(BaseModel):
    """Nothing can be asked here."""

    model_config = ConfigDict(extra="forbid")


class ImportParameters(BaseModel):
    """How a programme comes in."""

    model_config = ConfigDict(extra="forbid")

    slug: str = Field(
        "", max_length=60, description="Another slug, where that of the file is taken by another programme."
    )
    only_verified: bool = Field(
        False, alias="onlyVerified", description="Whether what cannot be verified is refused."
    )


def require_administrator(access: ProgrammesAccess) -> ProgrammesAccess:
    """Return the access of an administrator. Refuses everybody else."""
    require_allowed(
        access.viewer,
        access.viewer.rights.administers,
        Forbidden("Only an administrator takes whole programmes out and in."),
    )
    return access


async def read_body(request: Request, credentials: CredentialsDep) -> ExaminedFile:
    """Read the file before the transaction of the request begins. Refuses whoever is no administrator."""

    def check(session: Session) -> None:
        require_administrator(readable_programmes(request, session, credentials))

    await credentials.app_state.read(check)
    try:
        return await examine_content(await request.body())
    except Invalid as refused:
        raise InvalidRequest([_point(*fault) for fault in refused.fields.items()]) from refused


async def load_administered(access: ReadableProgrammes) -> ProgrammesAccess:
    """Load what an administrator may read."""
    return require_administrator(access)


@bytes_router.get(
    "/programmes/{slug}/file", name="api.programme_file.show", response_class=Response, responses=_FILE
)
async def show(
    request: Request,
    credentials: CredentialsDep,
    slug: SlugInPath,
    _parameters: Annotated[NoParameters, Query()],
) -> Response:
    """Get a whole programme as one file, for administrators: the same bytes as the command writes.

    That it was taken out is in the trail.
    """
    app_state = credentials.app_state

    def check(session: Session) -> None:
        require_administrator(readable_programmes(request, session, credentials))

    await app_state.read(check)
    written = await fetch_programme_file(app_state, request.state.viewer_id, slug, "api")
    await note_use_apart(request)
    headers = {
        "ETag": f'"{sha256(written.content).hexdigest()}"',
        "Content-Disposition": f'attachment; filename="{written.name}"',
    }
    return send(request, written.content, "application/json", headers)


@router.post(
    "/programmes/_import",
    name="api.programme_file.create",
    status_code=HTTPStatus.CREATED,
    response_model=ImportedProgramme,
    responses=CREATED,
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}},
)
def create(
    examined: Annotated[ExaminedFile, Depends(read_body)],
    access: Changeable,
    _administered: Annotated[ProgrammesAccess, Depends(load_administered)],
    parameters: Annotated[ImportParameters, Query()],
) -> Response:
    """Take a whole programme in, for administrators: all of it, or nothing.

    Into an installation without programmes, with the key of its trail, everything is as it was. Otherwise
    nothing is verified, and adopted reports say so; their bytes and hashes are unchanged.
    """
    try:
        programme = import_programme(
            access.session,
            access.act,
            examined,
            slug=parameters.slug,
            only_verified=parameters.only_verified,
        )
    except Invalid as refused:
        raise InvalidRequest([_point(*fault) for fault in refused.fields.items()]) from refused
    why = programme.why_unverified
    language = preferred_language(access.request)
    shape = ImportedProgramme(
        programme=programme.slug,
        title=programme.title,
        verified=why is None,
        reason=None if why is None else say(translator(language), why),
        reports=programme.reports,
        returned=tuple(programme.returned),
    )
    return answer_created(access, "api.programme.show", write_one(shape), programme.id, slug=programme.slug)


def _point(name: str, message: Any) -> Fault:
    """Of the query where it is a parameter, else of the whole body."""
    parameters = {"slug": "slug", "unverified": "onlyVerified"}
    return Fault(message, parameter=parameters[name]) if name in parameters else Fault.in_body(message)
