"""What else becomes of a part of a programme: merged, withdrawn, taken up again, split."""

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.domain.refusal import Conflict, Invalid, NotFound, Stale
from app.web.forms import Typed, TypedDep, require_own_form
from app.web.pages.structure_answer import ask, saved
from app.web.pages.structure_door import OpenedPart, PartToChange
from app.web.pages.structure_part import Do

router = APIRouter(
    prefix="/programmas/{slug}/opzet/{soort}/{part_id}",
    include_in_schema=False,
    dependencies=[Depends(require_own_form)],
)


@router.post("/samenvoeging", name="structure.merge")
def merge(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let it be part of another from now on."""
    return _done(request, opened, typed, "merge", opened.part.merge)


@router.post("/intrekking", name="structure.withdraw")
def withdraw(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let it fall; it stays visible as withdrawn."""
    return _done(request, opened, typed, "withdraw", opened.part.withdraw)


@router.post("/hervatting", name="structure.resume")
def resume(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Take it up again."""
    return _done(request, opened, typed, "resume", opened.part.resume)


@router.post("/splitsing", name="structure.split")
def split(request: Request, opened: PartToChange, typed: TypedDep) -> Response:
    """Let new ones come forth from it."""
    return _done(request, opened, typed, "split", opened.part.split)


def _done(request: Request, opened: OpenedPart, typed: Typed, about: str, do: Do | None) -> Response:
    """Back to everything once it is done; else the page with that form as it was sent."""
    if do is None:
        raise NotFound("There is nothing here, or not for you.")
    door = opened.door
    try:
        do(door.session, opened.act, door.programme.id, opened.id, typed)
    except Invalid as refused:
        return ask(request, opened, typed, refused.fields, about=about, status=HTTPStatus.BAD_REQUEST)
    except Stale as stale:
        return ask(request, opened, typed, stale=stale, about=about, status=HTTPStatus.CONFLICT)
    except Conflict as refused:
        wrong = {"reason": refused.message}
        return ask(request, opened, typed, wrong, about=about, status=HTTPStatus.CONFLICT)
    return saved(request, opened, opened.now.title)
