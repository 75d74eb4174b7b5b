"""One noun of the API: its routes, each documented with everything that it may answer."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from fastapi.responses import Response
from fastapi.routing import APIRouter
from pydantic import BaseModel, create_model

from app.web.api.v1.asked import Asked, Parameter, read
from app.web.api.v1.door import Door, DoorDep, Made
from app.web.api.v1.shapes.values import Shape
from app.web.openapi import answers

PREFIX = "/api/v1"
Making = Callable[[Door, Asked], Made]


class Noun:
    """Routes are named `api.{name}.{function}`; their summary is the function's own first line."""

    def __init__(self, name: str, tag: str) -> None:
        self.name = name
        self.router = APIRouter(prefix=PREFIX, tags=[tag])

    def get(
        self,
        path: str,
        parameters: Iterable[Parameter],
        shape: type[BaseModel],
        *,
        may_conflict: bool = False,
        kept: bool = True,
    ) -> Callable[[Making], Making]:
        """Answer GET at `path` with what the function makes of what was asked.

        What is `kept` is the same for all who may read the same programmes, as long as these stay the same.
        """
        asked = tuple(parameters)

        def put_up(making: Making) -> Making:
            def endpoint(door: DoorDep) -> Response:
                return door.answer(lambda: making(door, read(door, asked)), kept=kept)

            name = f"api.{self.name}.{making.__name__}"
            self.router.add_api_route(
                path,
                endpoint,
                methods=["GET"],
                name=name,
                operation_id=name.removeprefix("api."),
                summary=(making.__doc__ or "").splitlines()[0],
                responses=answers(shape, is_list="items" in shape.model_fields, may_conflict=may_conflict),
                openapi_extra={"parameters": [parameter.described() for parameter in asked]},
            )
            return making

        return put_up


def collection(shape: type[Shape]) -> type[BaseModel]:
    """`{"items": […]}` of a shape."""
    items: Any = (tuple[shape, ...], ...)  # type: ignore[valid-type]
    return create_model(f"{shape.__name__}Collection", items=items)


def one(shape: Shape, version: int | None = None) -> Made:
    """A single thing, with a strong ETag: its version, and what stands in it."""
    body = shape.model_dump_json(exclude_unset=True).encode()
    return Made(body, _etag(body, version))


def many(shapes: Iterable[Shape], after: str | None) -> Made:
    """A page of a collection."""
    body = f'{{"items":[{",".join(shape.model_dump_json(exclude_unset=True) for shape in shapes)}]}}'.encode()
    return Made(body, _etag(body, None), after)


def _etag(body: bytes, version: int | None) -> str:
    digest = sha256(body).hexdigest()[:16]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'
