"""People and their roles, for those who manage people."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import identity, invitation, leaving, person, sign_in
from app.domain.dutch_text import order_key
from app.domain.refusal import Conflict, Forbidden
from app.domain.role import Role
from app.queries.lead import Led
from app.queries.leaving import Departure as LeavingRow
from app.queries.leaving import departure_of
from app.queries.recorded_since import touched_since
from app.queries.role_grant import Holder, holders
from app.queries.sign_in import has_way_in
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.person import (
    HandOver,
    InvitationWay,
    Leaving,
    NewInvitation,
    NewPerson,
    PersonChange,
)
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import (
    NOBODY,
    Changeable,
    ChangeableWithSecret,
    IfMatch,
    answer_changed,
    answer_created,
    answer_gone,
    name_person,
)
from app.web.api.v1.filters import SORT, Absent, ChangedSince, Paging, Parameters, ProgrammeSlug, SortedBy
from app.web.api.v1.managed_person import (
    AccountToManage,
    PersonToAdminister,
    PersonToManage,
    find_managed_person,
    person_shape,
    require_manager,
    require_role_to_give,
)
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import (
    Departure,
    Erasure,
    HandedOver,
    InvitationMade,
    Person,
    PrintedIn,
    collection_of,
)
from app.web.faults import pointing
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("People")


ORDERS: Orders[Holder] = {
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class PersonFilters(ChangedSince, Paging):
    """Which people are asked for."""

    programme: ProgrammeSlug | Absent = Field(
        None, description="Only who holds a role in the programme with this slug."
    )
    role: Role | Absent = Field(None, description="Only who holds this role.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("name", description=SORT)

    def match(self, row: Holder) -> bool:
        """Return whether they are asked for."""
        return self.role is None or any(grant.role is self.role for grant in row.grants)

    def within(self, access: ProgrammesAccess) -> Collection[int] | None:
        """Return the managed programmes to look in; none means everywhere."""
        managed = access.viewer.rights.managed()
        if self.programme is None:
            return managed
        ids = {programme.id for programme in access.matching(self.programme)}
        return ids if managed is None else ids & managed


@router.get("/people", name="api.person.index", response_model=collection_of(Person), responses=PAGED)
def index(filters: Annotated[PersonFilters, Query()], access: ReadableProgrammes) -> Response:
    """List who holds which role in the programmes of which you manage the people, by name."""

    def load() -> CachedResponse:
        rows = [row for row in holders(access.session, filters.within(access)) if filters.match(row)]
        if filters.changed_since is not None:  # nobody is ever gone: whoever is erased stays, without a name
            since, programme_ids = filters.changed_since, access.programme_ids
            touched = touched_since(access.session, "person", programme_ids, since, by="person.")
            rows = [row for row in rows if row.id in touched.every]
        page = cut_page(access, rows, filters, ORDERS)
        return write_page((person_shape(row, access) for row in page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/people/{id}", name="api.person.show", response_model=Person)
def show(account: PersonToManage, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get a person with the roles that you manage."""
    return respond(account.access, account.show, keep=False)


@router.post(
    "/people",
    name="api.person.create",
    status_code=HTTPStatus.CREATED,
    response_model=Person,
    responses=CREATED,
    dependencies=[Depends(require_manager)],
)
def create(access: Changeable, body: NewPerson) -> Response:
    """Add somebody with a first role; who is known by this address keeps their name."""
    session, programme_id = access.session, require_role_to_give(access, body)
    with body.faults():
        person_id = person.admit(
            session,
            access.act,
            email=body.email,
            name=body.name,
            role=body.role,
            programme_id=programme_id,
            party_id=body.party,
        )
    content = find_managed_person(access, person_id).show()
    return answer_created(access, "api.person.show", content, programme_id, id=person_id)


@router.patch("/people/{id}", name="api.person.update", response_model=Person, responses=CHANGED)
def update(account: AccountToManage, if_match: IfMatch, body: PersonChange) -> Response:
    """Change what somebody is called, and their address; a letter to the address before tells of that."""
    facts = {"email": account.holder.email, "name": account.holder.name} | body.given()
    with body.faults(), account.judge(if_match):
        person.revise(account.access.session, account.access.act, account.id, **facts)
    return answer_changed(account.access, account.show())


@router.post(
    "/people/{id}/_invite", name="api.person.invite", response_model=InvitationMade, responses=CHANGED
)
def invite(
    access: ChangeableWithSecret, account: AccountToManage, if_match: IfMatch, body: NewInvitation
) -> Response:
    """Let somebody set a password, by mail or with a link to hand on; earlier links stop working.

    A link for whoever came in before is for administrators: it opens their account.
    """
    session, act, site = access.session, access.act, access.app_state.settings.public_url
    if access.app_state.is_demo:
        raise Conflict("This is a demonstration. Begin a real installation with: mijlpaal setup")
    by_link = body.by is InvitationWay.LINK
    if by_link and not access.viewer.rights.administers and has_way_in(session, account.id):
        raise Forbidden("This person came in before. Mail them a new link, or ask an administrator.")
    with account.judge(if_match):
        if by_link:
            link = invitation.build_link(site, invitation.issue(session, act, account.id))
            return answer_changed(access, write_one(InvitationMade(mailed=False, link=link)))
        invitation.send(session, act, account.id, site)
    return answer_changed(access, write_one(InvitationMade(mailed=True, link=None)))


@router.post(
    "/people/{id}/_handover",
    name="api.person.hand_over",
    response_model=collection_of(HandedOver),
    responses=CHANGED,
)
def hand_over(_: Changeable, account: PersonToManage, if_match: IfMatch, body: HandOver) -> Response:
    """Hand everything that somebody leads, in the programmes whose people you manage, to somebody else."""
    access, managed = account.access, account.access.viewer.rights.managed()
    with body.faults(), account.judge(if_match):
        to_id = name_person(access.session, body.to) or NOBODY
        led = person.hand_over(access.session, access.act, account.id, to_id, within=managed)
    return answer_changed(access, write_page(_shape_led(access, part) for part in led))


@router.get("/people/{id}/departure", name="api.person.departure", response_model=Departure)
def show_departure(account: PersonToManage, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get what would end where you manage people, if this person left."""
    access = account.access
    ending = departure_of(access.session, account.id, access.app_state.now(), access.viewer.rights.managed())
    return respond(access, lambda: write_one(_departure(access, ending)), keep=False)


@router.post(
    "/people/{id}/access/_end", name="api.person.end_access", response_model=Departure, responses=CHANGED
)
def end_access(_: Changeable, account: PersonToManage, if_match: IfMatch, body: Leaving) -> Response:
    """End what somebody may do where you manage people, hand over what they lead, and tell what ended.

    Whoever has no role left is signed out everywhere, and every way in is closed.
    """
    access = account.access
    ids = [access.programme_called(successor.programme).id for successor in body.successors]
    with (
        pointing({f"to{id}": f"/successors/{place}/to" for place, id in enumerate(ids)}),
        account.judge(if_match),
    ):
        ended = leaving.end_access(
            access.session,
            access.act,
            account.id,
            {
                id: name_person(access.session, successor.to)
                for id, successor in zip(ids, body.successors, strict=True)
            },
            within=access.viewer.rights.managed(),
        )
    return answer_changed(access, write_one(_departure(access, ended)))


@router.post("/people/{id}/_erase", name="api.person.erase", response_model=Erasure, responses=CHANGED)
def erase(_: Changeable, account: PersonToAdminister, if_match: IfMatch) -> Response:
    """Replace the name and address of somebody without access, for administrators.

    What an adopted report printed stays; the answer names those reports.
    """
    with account.judge(if_match):
        printed = leaving.erase(account.access.session, account.access.act, account.id)
    reports = tuple(
        PrintedIn(programme_title=row.programme, half_year=row.half_year, version=row.version or None)
        for row in printed
    )
    return answer_changed(account.access, write_one(Erasure(id=account.id, printed_in=reports)))


@router.post(
    "/people/{id}/_unlink",
    name="api.person.unlink",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def unlink(_: Changeable, account: PersonToAdminister, if_match: IfMatch) -> Response:
    """Let somebody come in by another account of their organisation, for administrators.

    They are signed out everywhere.
    """
    with account.judge(if_match):
        identity.unlink(account.access.session, account.access.act, account.id)
    return answer_gone(account.access)


@router.post(
    "/people/{id}/sessions/_end",
    name="api.person.end_sessions",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def end_sessions(_: Changeable, account: PersonToAdminister, if_match: IfMatch) -> Response:
    """Sign somebody out of every browser, for administrators."""
    with account.judge(if_match):
        sign_in.end_all(account.access.session, account.access.act, account.id)
    return answer_gone(account.access)


def _departure(access: ProgrammesAccess, departure: LeavingRow) -> Departure:
    return Departure(
        handed_over=tuple(_shape_led(access, part) for part in departure.led),
        roles=departure.grant_ids,
        tokens=departure.token_ids,
        sessions=departure.sessions,
        stays_elsewhere=departure.stays_elsewhere,
    )


def _shape_led(access: ProgrammesAccess, led: Led) -> HandedOver:
    return HandedOver(
        programme=access.slug(led.programme_id), projects=led.projects, deliverables=led.deliverables
    )
