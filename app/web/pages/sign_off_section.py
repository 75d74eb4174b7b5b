"""A section of a report as it is signed: what was said of it, and what a sponsor types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response

from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignedDocument, SignOffInput
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.queries.party import PartyRow
from app.queries.report.review import Remark, Review, review_of
from app.queries.report.section_text import section_writers
from app.renderers import html
from app.web.deps.report import RoundDoor
from app.web.deps.session import read_day_field
from app.web.forms import number, one_of, read_fields
from app.web.responses import page
from app.web.urls import record_link


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """What a sponsor says of a section, or the office on their behalf; `hash` is that of what was read."""

    hash: str = ""
    party_id: str = ""
    verdict: str = ""
    text: str = ""
    document: str = ""
    given_on: str = ""


@dataclass(frozen=True, slots=True)
class TypedRemark:
    """A remark, perhaps in answer to another."""

    hash: str = ""
    answers: str = ""
    remark: str = ""


async def typed_signature(request: Request) -> TypedSignature:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedSignature(**{name: sent[name] for name in TypedSignature.__slots__ if name in sent})


async def typed_remark(request: Request) -> TypedRemark:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedRemark(**{name: sent[name] for name in TypedRemark.__slots__ if name in sent})


def signing_from(typed: TypedSignature, period_id: int, key: str) -> SignOffInput:
    """What is said. Refuses a verdict that is none or was not chosen."""
    verdict = one_of(Verdict, typed.verdict, "verdict")
    if verdict is None:
        raise Invalid.because("verdict", "Choose what you say of this section.")
    return SignOffInput(
        ReviewedSection(period_id, key, typed.hash), number(typed.party_id), verdict, typed.text
    )


def elsewhere_from(typed: TypedSignature) -> SignedDocument:
    """Where it was given. Refuses a day that is none."""
    return SignedDocument(typed.document, read_day_field(typed.given_on, "given_on"))


@dataclass(frozen=True, slots=True)
class SignOffForms:
    """What stands in the forms, and what is wrong with it; nothing where the page is only looked at."""

    signature: TypedSignature = field(default_factory=TypedSignature)
    elsewhere: TypedSignature = field(default_factory=TypedSignature)
    remark: TypedRemark = field(default_factory=TypedRemark)
    errors: Mapping[str, Message] = field(default_factory=dict)
    is_stale: bool = False

    @property
    def status(self) -> HTTPStatus:
        """How the page is answered."""
        if self.is_stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.BAD_REQUEST if self.errors else HTTPStatus.OK


NEW = SignOffForms()


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with the answers to it, the oldest first."""

    remark: Remark
    answers: tuple[Remark, ...]


def section_page(request: Request, door: RoundDoor, key: str, filled: SignOffForms) -> Response:
    """The page as it stands now. There is none for a section that is not signed, or no longer there."""
    found = review_of(door.session, door.period)
    section = found.section(key) if found else None
    if found is None or section is None:
        if filled is NEW:
            raise NotFound("There is no such section in the report.")
        raise Conflict("This section is no longer in the report.")
    rights = door.viewer.rights
    link = record_link(request.app.state.paths, door.session, door.programme, {})
    places = [one.key for one in found.sections]
    at = places.index(key)
    own = rights.acts_for(door.programme_id) if rights.may_sign(door.programme_id) else frozenset()
    context = {
        **door.reports.layout_context,
        "period": door.period,
        "is_open": door.period.state is PeriodState.REVIEW,
        "review": found,
        "section": section,
        "body": html.body(replace(found.report, sections=(section,)), link),
        "hash": found.version.hashes[key],
        "mine": (mine := [party for party in found.sponsors if party.id in own]),
        "mine_options": _options(mine),
        "sponsor_options": _options(found.sponsors),
        "wrote": door.viewer.id in section_writers(door.session, door.period_id).get(key, ()),
        "may_run": rights.may_run_round(door.programme_id),
        "may_comment": rights.may_comment(door.programme_id),
        "threads": threads(found, key),
        "filled": filled,
        "errors": filled.errors,
        "before": found.sections[at - 1] if at else None,
        "after": found.sections[at + 1] if at + 1 < len(places) else None,
    }
    return page(request, "sign_off/show.html", context, viewer=door.viewer, status_code=filled.status)


def threads(found: Review, key: str) -> list[Thread]:
    """The remarks on a section, each with every answer below it; an answer to an answer stands with it."""
    remarks = found.remarks.get(key, ())
    first: dict[int, int] = {}
    for one in remarks:
        first[one.id] = first.get(one.answers_id, one.answers_id) if one.answers_id else one.id
    return [
        Thread(one, tuple(other for other in remarks if other.answers_id and first[other.id] == one.id))
        for one in remarks
        if one.answers_id is None
    ]


def _options(parties: Iterable[PartyRow]) -> list[tuple[str, str]]:
    return [(str(party.id), party.name) for party in parties]
