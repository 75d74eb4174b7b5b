"""Judging the proposals of a report that was read: each taken over, merged, split, rejected or put back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import report_reading
from app.actions.report_reading import ProposalRevision
from app.domain.firmness import Firmness
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds
from app.queries.proposal import ProposalFilter, ProposalRow, list_proposals, matches_of
from app.queries.related import related_deliverables
from app.tables import Proposal
from app.tables.lengths import length_objections
from app.web.deps.session import Id
from app.web.forms import Choices, Typed, TypedDep, all_or_nothing, read_member, read_number, require_own_form
from app.web.pages.report_reading import ReadingAccess, ReadingDep, render_reading
from app.web.responses import is_partial, redirect_to, render_part
from app.web.views.conflict import compare
from app.web.views.related import search_asked
from app.web.views.report_reading import (
    SEARCH,
    Fold,
    Listed,
    Wanted,
    build_form,
    fill_typed,
    list_choices,
)

router = APIRouter(
    prefix="/programmas/{slug}/inlezen/{report_id}/voorstellen/{proposal_id}", include_in_schema=False
)
OWN_FORM = [Depends(require_own_form)]


@dataclass(frozen=True, slots=True)
class ProposalAccess:
    """A proposal of the report in the path."""

    reading: ReadingAccess
    row: ProposalRow

    def reload(self) -> ProposalRow:
        """Return it as it is by now. One query."""
        row = self.reading.find_proposal(self.row.id)
        if row is None:
            raise NotFound("There is nothing here, or not for you.")
        return row


def load_proposal(reading: ReadingDep, proposal_id: Id) -> ProposalAccess:
    """Load the proposal in the path. One query more. 404 for one of another report."""
    row = reading.find_proposal(proposal_id)
    if row is None:
        raise NotFound("There is nothing here, or not for you.")
    return ProposalAccess(reading, row)


ProposalDep = Annotated[ProposalAccess, Depends(load_proposal)]


@router.get("/duiding", name="proposal.reading")
def read(request: Request, access: ProposalDep) -> Response:
    """Show what the words typed so far mean, and how they would move what is there; saves nothing."""
    reading = access.reading
    if not is_partial(request):
        query: dict[str, object] = {"voorstel": access.row.id}
        return redirect_to(
            request, "report_reading.show", query, slug=reading.programme.slug, report_id=reading.report.id
        )
    typed = Typed({name: value.replace("\0", "") for name, value in request.query_params.items()})
    context = {
        "programme": reading.programme,
        "report": reading.report,
        "form": build_form(reading.session, access.row, typed),
    }
    return render_part(request, "report_reading/_reading_beside.html", context, viewer=reading.viewer)


@router.post("", name="proposal.update", dependencies=OWN_FORM)
def update(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Save what was changed in a proposal, without judging it."""

    def act(version: int) -> None:
        reading, revision = access.reading, _read_revision(access.row, typed)
        report_reading.revise_proposal(reading.session, reading.act, access.row.id, version, revision)

    return _judge(request, access, typed, act, stays_open=True)


@router.post("/overname", name="proposal.accept", dependencies=OWN_FORM)
def accept(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Take a proposal over as a new deliverable, with what its form says where it stands open."""

    def act(version: int) -> None:
        reading = access.reading
        revision = _read_revision(access.row, typed) if _is_form(typed) else None
        report_reading.accept_proposal(reading.session, reading.act, access.row.id, version, revision)

    return _judge(request, access, typed, act)


@router.post("/samenvoeging", name="proposal.merge", dependencies=OWN_FORM)
def merge(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Merge a proposal with what is chosen in its form."""

    def act(version: int) -> None:
        reading = access.reading
        if not typed[SEARCH]:
            raise Invalid.because(SEARCH, "Choose what this belongs to, or take it over as new.")
        report_reading.merge_proposal(
            reading.session,
            reading.act,
            access.row.id,
            version,
            typed.id(SEARCH) or 0,
            typed["reason"],
            _read_revision(access.row, typed),
        )

    return _judge(request, access, typed, act)


@router.post("/afwijzing", name="proposal.reject", dependencies=OWN_FORM)
def reject(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Reject a proposal; its form says why."""

    def act(version: int) -> None:
        reading, why = access.reading, typed["why"]
        report_reading.reject_proposal(reading.session, reading.act, access.row.id, version, why)

    return _judge(request, access, typed, act, fold=Fold.REJECT, told_at={"reason": "why"})


@router.post("/splitsing", name="proposal.split", dependencies=OWN_FORM)
def split(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Make several proposals of one, each with a title of its own."""

    def act(version: int) -> None:
        reading, titles = access.reading, typed["titles"].splitlines()
        report_reading.split_proposal(reading.session, reading.act, access.row.id, version, titles)

    return _judge(request, access, typed, act, fold=Fold.SPLIT, stays_open=True)


@router.post("/zonder-datum", name="proposal.undate", dependencies=OWN_FORM)
def undate(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Say that words that were not understood name no day: they stay as they are, without a date."""

    def act(version: int) -> None:
        reading, row = access.reading, access.row
        revision = ProposalRevision(
            title=row.title,
            kind=row.kind,
            state=row.state,
            phrase=row.not_understood or (row.window.phrase if row.window else ""),
            own=OwnBounds(None, None),
            firmness=row.firmness,
            action_line_id=row.action_line_id,
            project_id=row.project_id,
        )
        report_reading.revise_proposal(reading.session, reading.act, row.id, version, revision)

    return _judge(request, access, typed, act, stays_open=True)


@router.post("/terugzetting", name="proposal.put_back", dependencies=OWN_FORM)
def put_back(request: Request, access: ProposalDep, typed: TypedDep) -> Response:
    """Take a judgement back: the proposal stands open again, with what was typed where there was anything."""
    reading, version = access.reading, read_number(typed["version"])
    try:
        with all_or_nothing(reading.session):
            report_reading.put_back_proposal(reading.session, reading.act, access.row.id, version)
    except Stale:
        return _render_form(request, access, typed, is_stale=True, status=HTTPStatus.CONFLICT)
    except (Conflict, Invalid) as refused:
        return _render_form(request, access, typed, refused=refused.message, status=HTTPStatus.CONFLICT)
    if _is_form(typed):
        return _render_form(request, access, typed)
    return _redirect(request, access, typed, {"voorstel": access.row.id})


def _judge(
    request: Request,
    access: ProposalAccess,
    typed: Typed,
    act: Callable[[int], None],
    *,
    fold: Fold = Fold.NONE,
    stays_open: bool = False,
    told_at: Mapping[str, str] | None = None,
) -> Response:
    """Run an action on the proposal; a refusal shows its form again, with what was typed.

    `told_at` is what the form calls otherwise than the action does.
    """
    if search_asked(typed):
        return _render_form(request, access, typed)
    try:
        with all_or_nothing(access.reading.session):
            act(read_number(typed["version"]))
    except Invalid as refused:
        errors = {(told_at or {}).get(name, name): text for name, text in refused.fields.items()}
        return _render_form(request, access, typed, errors, fold=fold, status=HTTPStatus.BAD_REQUEST)
    except Stale:
        return _render_form(request, access, typed, is_stale=True, fold=fold, status=HTTPStatus.CONFLICT)
    except Conflict as refused:
        return _render_form(
            request, access, typed, fold=fold, refused=refused.message, status=HTTPStatus.CONFLICT
        )
    if stays_open:
        return _redirect(request, access, typed, {"voorstel": access.row.id})
    query: dict[str, object] = {"gedaan": access.row.id}
    if typed["open"] and (following := _find_next(access)):
        query["voorstel"] = following
    return _redirect(request, access, typed, query)


def _is_form(typed: Typed) -> bool:
    """Whether all fields of a proposal were sent, and not one button or reason."""
    return "title" in typed.values


def _find_next(access: ProposalAccess) -> int | None:
    """Return the next proposal that waits, the first of all where none comes behind. At most two queries."""
    row = access.row
    waiting = ProposalFilter([row.programme_id], row.read_report_id, ProposalOutcome.OPEN)
    place = row.read_report_id, row.position, row.id
    rows = list_proposals(access.reading.session, waiting, limit=1, after=place)
    rows = rows or list_proposals(access.reading.session, waiting, limit=1)
    return rows[0].id if rows else None


def _redirect(request: Request, access: ProposalAccess, typed: Typed, query: dict[str, object]) -> Response:
    """Redirect to the page of the report, in the list that was shown where that has the proposal still."""
    listed = Listed.parse(typed["oordeel"])
    at = query.get("voorstel") or query.get("gedaan")
    if listed is Listed.OPEN or (listed and "voorstel" not in query):
        query["oordeel"] = listed.value
    reading = access.reading
    slug, report_id = reading.programme.slug, reading.report.id
    return redirect_to(
        request, "report_reading.show", query, f"voorstel-{at}", slug=slug, report_id=report_id
    )


def _render_form(
    request: Request,
    access: ProposalAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    fold: Fold = Fold.NONE,
    is_stale: bool = False,
    refused: Message | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page with the form as it was typed; after a conflict, what holds now beside each field."""
    reading, row = access.reading, access.reload()
    matches = matches_of(reading.session, row.programme_id, [row]).get(row.id, ())
    now = fill_typed(row, matches)
    values = {**now, **typed.values}
    if is_stale and _is_form(typed):
        errors = _compare(reading, row, values)
    form = build_form(reading.session, row, Typed(values, typed.today), fold, errors, is_stale=is_stale)
    wanted = Wanted(Listed.ALL if is_stale else Listed.parse(typed["oordeel"]), fold=fold)
    return render_reading(request, reading, reading.reload(), wanted, form, refused=refused, status=status)


def _compare(reading: ReadingAccess, row: ProposalRow, values: Mapping[str, str]) -> dict[str, Message]:
    """Return beside each field that differs what holds now, in the words of the form."""
    now = {name: value for name, value in fill_typed(row).items() if name != SEARCH}
    if row.outcome is ProposalOutcome.MERGED:
        now[SEARCH] = str(row.deliverable_id)
    named = [id for id in (row.deliverable_id, read_number(values[SEARCH])) if id]
    titles = [
        (str(target.id), target.title)
        for target in related_deliverables(reading.session, row.programme_id, named)
    ]
    choices: Choices = {
        **list_choices(),
        "project": [(str(row.project_id or ""), row.project or "")],
        SEARCH: titles,
    }
    return compare(now, values, choices, boxes=("own_undated",))


def _read_revision(row: ProposalRow, typed: Typed) -> ProposalRevision:
    """Return what the form makes of a proposal. Refuses, all together, what cannot be read.

    Words that were not understood, and were left as they are, stay so.
    """
    errors = length_objections(Proposal, {"reason": typed["reason"].strip()})
    kind, state, firmness, own = row.kind, row.state, None, None
    try:
        own = typed.own_bounds()
    except Invalid as refused:
        errors |= refused.fields
    try:
        kind = typed.word("kind", DeliverableKind)
        state = typed.word("state", ProposalState)
        firmness = read_member(Firmness, typed["firmness"], "firmness")
    except Invalid as refused:
        errors |= refused.fields
    if errors:
        raise Invalid(errors)
    phrase = " ".join(typed["phrase"].split())
    is_left = own is None and bool(row.not_understood) and phrase == row.not_understood
    return ProposalRevision(
        title=typed["title"],
        kind=kind,
        state=state,
        phrase="" if is_left else phrase,
        own=own,
        firmness=firmness,
        action_line_id=row.action_line_id,
        project_id=typed.id("project"),
    )
