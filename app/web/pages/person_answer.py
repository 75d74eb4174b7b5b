"""How the pages of people are answered: the list, or one person, with what was typed and what is wrong."""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.domain.refusal import Message
from app.queries.api_token import api_tokens
from app.queries.lead import Led, led_by, possible_leads
from app.queries.role_grant import Holder, holders
from app.queries.sign_in import sign_ins
from app.web.deps.people import PeopleDoor, PersonDoor
from app.web.pages.person_form import TypedPerson, choices
from app.web.responses import is_partial, page

Errors = dict[str, Message]


def people(
    request: Request,
    door: PeopleDoor,
    typed: TypedPerson,
    errors: Errors | None = None,
    *,
    saved: int = 0,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "person.index",
        "people": holders(door.session, door.managed),
        "choices": [(one.value, one.text) for one in choices(door)],
        "typed": typed,
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/index.html", "people"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def one(
    request: Request,
    door: PersonDoor,
    errors: Errors | None = None,
    typed: dict[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    holder: Holder | None = None,
    was_saved: bool = False,
    link: str = "",
) -> Response:
    rights = door.viewer.rights
    someone = holder or door.person
    led = led_by(door.session, someone.id, door.managed)
    context = {
        "active_page": "person.index",
        "someone": someone,
        "takeable": {g.id for g in someone.grants if rights.may_give(g.role, g.programme_id)},
        "choices": [(one.value, one.text) for one in choices(door)],
        "led": led,
        "successors": [(str(who), name) for who, name in possible_successors(door, led)],
        "typed": {"role": "", "to": "", **(typed or {})},
        "errors": errors or {},
        "saved": was_saved,
        "link": link,
        **_access(door),
    }
    template, block = "person/show.html", "roles"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def _access(door: PersonDoor) -> dict[str, object]:
    """Where somebody is signed in and which tokens they have; for administrators, two queries."""
    if not door.viewer.rights.administers:
        return {"sign_ins": None, "tokens": None}
    now = door.app_state.now()
    return {
        "sign_ins": sign_ins(door.session, door.person.id, now, idle=door.app_state.idle),
        "tokens": api_tokens(door.session, door.person.id, now),
    }


def possible_successors(door: PersonDoor, led: Sequence[Led]) -> list[tuple[int, str]]:
    return (
        [] if not led else possible_leads(door.session, [one.programme_id for one in led], but=door.person.id)
    )


def saved(request: Request, door: PersonDoor) -> Response:
    """The person as they are now; whoever lost the last role that the viewer sees is in the list no more."""
    left = holders(door.session, door.managed, door.person.id)
    if is_partial(request):
        gone = Holder(door.person.id, door.person.name, door.person.email)
        return one(request, door, holder=left[0] if left else gone, was_saved=True)
    if door.person.id == door.viewer.id:  # they may have given up the very right to look here
        return to(request, "role.index")
    if left:
        return to(request, "person.show", {"bewaard": 1}, person_id=door.person.id)
    return to(request, "person.index")


def to(
    request: Request, name: str, query: dict[str, object] | None = None, anchor: str = "", **places: object
) -> Response:
    return RedirectResponse(request.app.state.paths(name, query, **places) + anchor, HTTPStatus.SEE_OTHER)
