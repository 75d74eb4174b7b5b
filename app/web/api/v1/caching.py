"""Answers of the API: kept per data version, and not sent again to whoever already has them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.shapes.values import Shape
from app.web.conditions import send


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer in bytes; `after` is the cursor of the next page, where there is one."""

    body: bytes
    etag: str
    after: str | None = None


def write_one(shape: Shape, version: int | None = None) -> CachedResponse:
    """Write a single thing, with a strong ETag: its version, and a digest of its content."""
    body = shape.model_dump_json(exclude_unset=True).encode()
    return CachedResponse(body, _etag(body, version))


def write_page(shapes: Iterable[Shape], after: str | None = None) -> CachedResponse:
    """Write a page of a collection."""
    items = ",".join(shape.model_dump_json(exclude_unset=True) for shape in shapes)
    body = f'{{"items":[{items}]}}'.encode()
    return CachedResponse(body, _etag(body, None), after)


def respond(access: ProgrammesAccess, load: Callable[[], CachedResponse], *, keep: bool = True) -> Response:
    """Answer with what `load` returns; if `keep`, until something changes in a programme that may be read.

    A reader of a programme and somebody who also sees its drafts do not share answers.
    """
    sees_drafts = access.viewer.rights.may_see_drafts
    revisions = tuple((row.id, row.revision, sees_drafts(row.id)) for row in access.programmes.values())
    url = access.request.url
    key = ("api", url.path, url.query, access.today, revisions)
    content = access.app_state.renders.get(key, load, keep=keep)
    headers = {"ETag": content.etag}
    if content.after is not None:
        headers["Link"] = f'<{url.include_query_params(after=content.after)}>; rel="next"'
    return send(access.request, content.body, "application/json", headers)


def send_published(request: Request, body: bytes, media_type: str) -> Response:
    """Answer with what is the same for everybody, or with 304 to who has it already."""
    return send(request, body, media_type, {"ETag": _etag(body, None)})


def _etag(body: bytes, version: int | None) -> str:
    digest = sha256(body).hexdigest()[:16]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'
