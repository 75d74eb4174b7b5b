"""The form of a part of a programme, and where one is once it is saved."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.domain.refusal import Message, Stale
from app.web.forms import Typed
from app.web.pages.structure_door import OpenedPart, PartDoor
from app.web.responses import page


def ask(
    request: Request,
    kind: PartDoor,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    stale: Stale | None = None,
    about: str = "update",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The form as typed; `about` names which of the forms on the page was sent.

    What was refused halfway is taken back: a form is saved whole or not at all.
    """
    door, now = kind.door, kind.now if isinstance(kind, OpenedPart) else None
    part_id = kind.id if isinstance(kind, OpenedPart) else None
    if status >= HTTPStatus.BAD_REQUEST:
        door.session.rollback()
    if stale is not None and now is not None:
        typed = Typed({**typed.values, "version": now.values["version"]})
    context = {
        "programme": door.programme,
        "active_tab": "structure.index",
        "part": kind.part,
        "part_id": part_id,
        "now": now,
        "typed": typed if about == "update" or now is None else Typed(now.values),
        "sent": typed,
        "about": about,
        "errors": errors or {},
        "is_stale": stale is not None,
        "choices": kind.part.choices(door.session, door.programme.id, part_id),
    }
    return page(request, "structure/edit.html", context, viewer=door.viewer, status_code=status)


def saved(request: Request, kind: PartDoor, title: str) -> Response:
    """Back to everything that the programme is made of, with word of what was saved."""
    address = request.app.state.paths(
        "structure.index", {"bewaard": title[:80]}, slug=kind.door.programme.slug
    )
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
