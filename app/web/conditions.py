"""Answers to who may have them already (RFC 9110, 13)."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response


def send(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Answer with these bytes, or with 304 to who has them already; `headers` hold their ETag."""
    if _is_known(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(headers))
    return Response(body, media_type=media_type, headers=dict(headers))


def _is_known(condition: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, If-None-Match)."""
    known_tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return etag in known_tags or "*" in known_tags
