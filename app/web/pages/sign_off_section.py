"""The page of a section in review, and the forms to sign it and to comment on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response
from markupsafe import Markup

from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignedDocument, SignOffInput
from app.domain.comparison import diff_section
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.report import Section
from app.domain.round import Verdict
from app.domain.word_diff import WordRun
from app.queries.party import PartyRow
from app.queries.report.review import (
    Remark,
    Review,
    ReviewVersion,
    find_seen_version,
    review_of,
    review_versions,
    version_tree,
)
from app.queries.report.section_text import section_writers
from app.renderers import html
from app.renderers.frozen import thaw
from app.web.deps.report import RoundAccess
from app.web.deps.session import read_day_field
from app.web.forms import read_fields, read_member, read_number
from app.web.responses import render_page
from app.web.urls import link_records


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """The verdict of a sponsor as typed by them or by the office; `hash` is that of the text they read."""

    hash: str = ""
    party_id: str = ""
    verdict: str = ""
    text: str = ""
    document: str = ""
    given_on: str = ""


@dataclass(frozen=True, slots=True)
class TypedRemark:
    """A comment as typed, possibly in reply to another."""

    hash: str = ""
    answers: str = ""
    remark: str = ""


async def read_typed_signature(request: Request) -> TypedSignature:
    """Return the form in the request; absent fields count as empty."""
    fields = await read_fields(request)
    return TypedSignature(**{name: fields[name] for name in TypedSignature.__slots__ if name in fields})


async def read_typed_remark(request: Request) -> TypedRemark:
    """Return the form in the request; absent fields count as empty."""
    fields = await read_fields(request)
    return TypedRemark(**{name: fields[name] for name in TypedRemark.__slots__ if name in fields})


def to_sign_off_input(typed: TypedSignature, period_id: int, key: str) -> SignOffInput:
    """Convert the form. Refuses a missing or unknown verdict."""
    verdict = read_member(Verdict, typed.verdict, "verdict")
    if verdict is None:
        raise Invalid.because("verdict", "Choose what you say of this section.")
    return SignOffInput(
        ReviewedSection(period_id, key, typed.hash), read_number(typed.party_id), verdict, typed.text
    )


def to_signed_document(typed: TypedSignature, today: date) -> SignedDocument:
    """Return the document that was signed elsewhere. Refuses a day that cannot be read."""
    return SignedDocument(typed.document, read_day_field(typed.given_on, "given_on", today))


@dataclass(frozen=True, slots=True)
class SignOffForms:
    """The contents of the forms of the page, with their errors."""

    signature: TypedSignature = field(default_factory=TypedSignature)
    elsewhere: TypedSignature = field(default_factory=TypedSignature)
    remark: TypedRemark = field(default_factory=TypedRemark)
    errors: Mapping[str, Message] = field(default_factory=dict)
    is_stale: bool = False

    @property
    def status(self) -> HTTPStatus:
        """The status code of the page."""
        if self.is_stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.BAD_REQUEST if self.errors else HTTPStatus.OK


EMPTY_FORMS = SignOffForms()


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the replies to it, the oldest first."""

    remark: Remark
    answers: tuple[Remark, ...]


def render_section(request: Request, access: RoundAccess, key: str, forms: SignOffForms) -> Response:
    """Return the page of a section. Refuses a section that is not in review, or no longer in the report."""
    review = review_of(access.session, access.period)
    section = review.section(key) if review else None
    if review is None or section is None:
        if forms is EMPTY_FORMS:
            raise NotFound("There is no such section in the report.")
        raise Conflict("This section is no longer in the report.")
    rights = access.viewer.rights
    link = link_records(request.app.state.paths, access.session, access.programme, {})
    keys = [reviewed.key for reviewed in review.sections]
    at = keys.index(key)
    own = rights.acts_for(access.programme_id) if rights.may_sign(access.programme_id) else frozenset()
    versions = review_versions(access.session, access.period_id)
    seen = find_seen_version(review, versions, own, key)
    changes = _list_changes(access, seen, section) if seen else ()
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "is_open": review.is_open,
        "seen": seen,
        "changes": changes,
        "has_read": any(party in own and signed == key for party, signed in review.void),
        "named": _name_versions(versions, key),
        "review": review,
        "section": section,
        "body": html.render_body(replace(review.report, sections=(section,)), link),
        "translated": _render_translations(review, key),
        "hash": review.version.hashes[key],
        "mine": (own_parties := [party for party in review.sponsors if party.id in own]),
        "mine_options": _options(own_parties),
        "sponsor_options": _options(review.sponsors),
        "wrote": access.viewer.id in section_writers(access.session, access.period_id).get(key, ()),
        "may_run": rights.may_run_round(access.programme_id),
        "may_comment": rights.may_comment(access.programme_id),
        "threads": list_threads(review, key),
        "filled": forms,
        "errors": forms.errors,
        "before": review.sections[at - 1] if at else None,
        "after": review.sections[at + 1] if at + 1 < len(keys) else None,
    }
    return render_page(request, "sign_off/show.html", context, viewer=access.viewer, status_code=forms.status)


def _render_translations(review: Review, key: str) -> dict[str, Markup]:
    """Return the section in every other edition, by language; its anchor names the language."""
    return {
        language: html.render_body(replace(report, sections=(replace(section, key=f"{key}-{language}"),)))
        for language, report in review.translations.items()
        for section in report.sections
        if section.key == key
    }


def _list_changes(
    access: RoundAccess, seen: ReviewVersion, section: Section
) -> tuple[tuple[WordRun, ...], ...]:
    """Return what changed in a section since the version that was seen."""
    then = thaw(version_tree(access.session, seen.id))[DEFAULT_LANGUAGE]
    before = next((candidate for candidate in then.sections if candidate.key == section.key), None)
    return diff_section(before, section)


def _name_versions(versions: Iterable[ReviewVersion], key: str) -> dict[str, str]:
    """Return the name of the last version in which a section read so, by its hash."""
    return {version.hashes[key]: version.name for version in versions if key in version.hashes}


def list_threads(review: Review, key: str) -> list[Thread]:
    """Group the comments on a section into threads; a reply to a reply belongs to the first comment."""
    remarks = review.remarks.get(key, ())
    first: dict[int, int] = {}
    for remark in remarks:
        first[remark.id] = first.get(remark.answers_id, remark.answers_id) if remark.answers_id else remark.id
    return [
        Thread(remark, tuple(other for other in remarks if other.answers_id and first[other.id] == remark.id))
        for remark in remarks
        if remark.answers_id is None
    ]


def _options(parties: Iterable[PartyRow]) -> list[tuple[str, str]]:
    return [(str(party.id), party.name) for party in parties]
