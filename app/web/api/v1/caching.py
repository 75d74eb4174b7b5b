"""Answers of the API: kept per data version, and not sent again to whoever already has them."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

from app.web.api.v1.access import ProgrammesAccess, find_item_shape
from app.web.api.v1.shapes.values import Shape
from app.web.conditions import send


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer in bytes; `after` is the cursor of the next page, where there is one."""

    body: bytes
    version: int | None = None
    after: str | None = None

    @property
    def etag(self) -> str:
        """Return a strong validator: the version of a single thing, and a digest of its content."""
        digest = sha256(self.body).hexdigest()[:16]
        return f'"{digest}"' if self.version is None else f'"{self.version}-{digest}"'


def write_one(shape: Shape, version: int | None = None) -> CachedResponse:
    """Write a single thing."""
    return CachedResponse(shape.model_dump_json(exclude_unset=True).encode(), version)


def write_page(
    shapes: Iterable[Shape], after: str | None = None, gone: Sequence[int] | None = None
) -> CachedResponse:
    """Write a page of a collection; `gone` are the ids of what was in it once, where that is asked."""
    items = ",".join(shape.model_dump_json(exclude_unset=True) for shape in shapes)
    gone_member = "" if gone is None else f',"gone":[{",".join(map(str, gone))}]'
    return CachedResponse(f'{{"items":[{items}]{gone_member}}}'.encode(), after=after)


def respond(access: ProgrammesAccess, load: Callable[[], CachedResponse], *, keep: bool = True) -> Response:
    """Answer with what `load` returns; if `keep`, until something changes in a programme that may be read.

    A reader of a programme and somebody who also sees its drafts do not share answers.
    """
    sees_drafts = access.viewer.rights.may_see_drafts
    revisions = tuple((row.id, row.revision, sees_drafts(row.id)) for row in access.programmes.values())
    url = access.request.url
    key = ("api", url.path, url.query, access.today, revisions)
    content = access.app_state.renders.get(key, lambda: _select(access.request, load()), keep=keep)
    headers = {"ETag": content.etag}
    if content.after is not None:
        headers["Link"] = f'<{url.include_query_params(after=content.after)}>; rel="next"'
    return send(access.request, content.body, "application/json", headers)


def send_published(request: Request, body: bytes, media_type: str) -> Response:
    """Answer with what is the same for everybody, or with 304 to who has it already."""
    return send(request, body, media_type, {"ETag": CachedResponse(body).etag})


def _select(request: Request, content: CachedResponse) -> CachedResponse:
    """Leave out the properties that `fields` does not name, where it is given; their names were checked."""
    fields = request.query_params.get("fields")
    if fields is None:
        return content
    names, answer = set(fields.split(",")), json.loads(content.body)
    if find_item_shape(request.scope["route"]) is None:
        answer = _pick(answer, names)
    else:
        answer["items"] = [_pick(item, names) for item in answer["items"]]
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return replace(content, body=body)


def _pick(representation: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    return {name: value for name, value in representation.items() if name in names}
