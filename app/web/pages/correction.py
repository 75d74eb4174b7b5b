"""Correcting a status update, a moment, evidence, a source or an occurrence, or taking it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import deadline, deliverable_document, status_correction
from app.actions.audit_log import AuditContext
from app.actions.deadline import DeadlineCorrection
from app.actions.status_update import StatusCorrection
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.report import Record
from app.domain.status import Confidence, Status
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.tables import Deadline, Deliverable, Evidence, Occurrence, Source, StatusUpdate
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.deliverable import DeliverableAccess, EditableDeliverable
from app.web.deps.session import Id
from app.web.forms import (
    Typed,
    TypedDep,
    all_or_nothing,
    fill_own_bounds,
    read_member,
    read_number,
    require_own_form,
)
from app.web.responses import redirect_to, render_page
from app.web.views.deliverable_document import DOCUMENT_FORMS, DocumentForm, write_field

router = APIRouter(include_in_schema=False, prefix="/producten/{deliverable_id}/{soort}/{row_id}")
OWN_FORM = [Depends(require_own_form)]

CorrectableRow = StatusUpdate | Deadline | Evidence | Source | Occurrence


@dataclass(frozen=True, slots=True)
class CorrectableKind:
    """A kind of statement about a deliverable, and what can be done with one, by the id of its row."""

    word: str
    """In the address."""
    record: str
    """The type of record by which a report names it."""
    table: type[CorrectableRow]
    open: Callable[[CorrectableRow], dict[str, str]]
    correct: Callable[[Session, AuditContext, int, Typed], int]
    retract: Callable[[Session, AuditContext, int, Typed], object]
    undo: Callable[[Session, AuditContext, int, int], object]


@dataclass(frozen=True, slots=True)
class CorrectionAccess:
    """A statement about a deliverable that the viewer may update."""

    deliverable: DeliverableAccess
    kind: CorrectableKind
    row: CorrectableRow

    @property
    def row_id(self) -> int:
        """The id of the statement."""
        assert self.row.id is not None
        return self.row.id

    @property
    def printed(self) -> list[FrozenRow]:
        """The adopted reports in which it stands."""
        programme_id = self.deliverable.programme.id
        records = [Record(self.kind.record, self.row_id)]
        return reports_that_print(self.deliverable.session, programme_id, records)


def load_statement(access: EditableDeliverable, soort: str, row_id: Id) -> CorrectionAccess:
    """Load the statement in the path. 404 for one of another deliverable, and for other words."""
    kind = KINDS.get(soort)
    row: Any = access.session.get(kind.table, row_id) if kind else None
    if kind is None or row is None or row.deliverable_id != access.id:
        raise NotFound("There is nothing here, or not for you.")
    return CorrectionAccess(access, kind, row)


StatementToCorrect = Annotated[CorrectionAccess, Depends(load_statement)]


@router.get("/correctie", name="correction.edit")
def edit(request: Request, access: StatementToCorrect) -> Response:
    """Show what was said in a form to correct it, and a way to take it back."""
    version = access.deliverable.session.get_one(Deliverable, access.deliverable.id).version
    return _render(request, access, Typed({**access.kind.open(access.row), "version": str(version)}))


@router.post("/correctie", name="correction.update", dependencies=OWN_FORM)
def update(request: Request, access: StatementToCorrect, typed: TypedDep) -> Response:
    """Save the correction; a refusal shows the form again with what was typed."""
    session, act = access.deliverable.session, access.deliverable.act
    try:
        with all_or_nothing(session):
            saved_id = access.kind.correct(session, act, access.row_id, typed)
    except Invalid as refused:
        return _render(request, access, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return _render(request, access, typed, conflict=refused, status=HTTPStatus.CONFLICT)
    return _redirect_saved(request, access, saved_id)


@router.post("/terugname", name="correction.retract", dependencies=OWN_FORM)
def retract(request: Request, access: StatementToCorrect, typed: TypedDep) -> Response:
    """Take back what was said: nothing was meant."""
    return _take_back(request, access, typed, access.kind.retract)


@router.post("/ongedaan", name="correction.undo", dependencies=OWN_FORM)
def undo(request: Request, access: StatementToCorrect, typed: TypedDep) -> Response:
    """Undo what was just saved."""
    version = read_number(typed["version"])
    return _take_back(
        request,
        access,
        typed,
        lambda session, act, row_id, _: access.kind.undo(session, act, row_id, version),
    )


def _take_back(
    request: Request,
    access: CorrectionAccess,
    typed: Typed,
    action: Callable[[Session, AuditContext, int, Typed], object],
) -> Response:
    session, act = access.deliverable.session, access.deliverable.act
    opened = Typed({**access.kind.open(access.row), "version": typed["version"], "why": typed["why"]})
    try:
        with all_or_nothing(session):
            action(session, act, access.row_id, typed)
    except Invalid as refused:
        errors = {"why" if name == "reason" else name: message for name, message in refused.fields.items()}
        return _render(request, access, opened, errors, status=HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return _render(request, access, opened, conflict=refused, status=HTTPStatus.CONFLICT)
    return redirect_to(
        request, "deliverable.show", {"bewaard": "teruggenomen"}, deliverable_id=access.deliverable.id
    )


def _render(
    request: Request,
    access: CorrectionAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    conflict: Conflict | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the form; after a conflict its version is the present one, so that it can be sent again."""
    deliverable = access.deliverable.session.get_one(Deliverable, access.deliverable.id)
    if conflict is not None:
        typed = Typed({**typed.values, "version": str(deliverable.version)})
    context = {
        "programme": access.deliverable.programme,
        "active_tab": "overview.show",
        "deliverable": deliverable,
        "kind": access.kind,
        "row": access.row,
        "typed": typed,
        "errors": errors or {},
        "conflict": conflict.message if conflict else None,
        "printed": access.printed,
        "may_run": access.deliverable.viewer.rights.may_run_round(access.deliverable.programme.id),
        "statuses": [{"value": status.value, "text": word(translator(), status)} for status in Status],
        "confidences": [
            {"value": confidence.value, "text": word(translator(), confidence)} for confidence in Confidence
        ],
        "firmnesses": [(firmness.value, word(translator(), firmness)) for firmness in Firmness],
    }
    return render_page(
        request, "correction/edit.html", context, viewer=access.deliverable.viewer, status_code=status
    )


def _redirect_saved(request: Request, access: CorrectionAccess, saved_id: int) -> Response:
    saved = f"{access.kind.word}-{saved_id}"
    return redirect_to(request, "deliverable.show", {"bewaard": saved}, deliverable_id=access.deliverable.id)


def _open_status_update(row: CorrectableRow) -> dict[str, str]:
    assert isinstance(row, StatusUpdate)
    return {
        "status": row.status.value,
        "confidence": row.confidence.value if row.confidence else "",
        "text": row.text,
        "reason": row.reason,
        "answer": row.answer,
        "answer_in_report": "on" if row.answer_in_report else "",
        "delivered_on": write_field(row.delivered_on),
    }


def _correct_status_update(session: Session, act: AuditContext, row_id: int, typed: Typed) -> int:
    correction = StatusCorrection(
        status=typed.word("status", Status),
        version=read_number(typed["version"]),
        reason=typed["reason"],
        confidence=read_member(Confidence, typed["confidence"], "confidence"),
        text=typed["text"],
        answer=typed["answer"],
        answer_in_report=bool(typed["answer_in_report"]),
        delivered_on=typed.day("delivered_on"),
    )
    return status_correction.correct(session, act, row_id, correction)


def _open_deadline(row: CorrectableRow) -> dict[str, str]:
    assert isinstance(row, Deadline)
    own = fill_own_bounds(row.bounds_by, row.earliest, row.latest)
    firmness = row.firmness.value if row.firmness else ""
    return {"phrase": row.phrase, "firmness": firmness, "reason": row.reason, **own}


def _correct_deadline(session: Session, act: AuditContext, row_id: int, typed: Typed) -> int:
    firmness = read_member(Firmness, typed["firmness"], "firmness")
    version, own = read_number(typed["version"]), typed.own_bounds()
    correction = DeadlineCorrection(typed["phrase"], version, typed["reason"], firmness, own)
    return deadline.correct(session, act, row_id, correction)


def _document_kind(form: DocumentForm) -> CorrectableKind:
    """Evidence, a source or an occurrence: no reason is asked, and it has no version of its own."""
    return CorrectableKind(
        word=form.word,
        record=form.record,
        table=form.table,
        open=form.open,
        correct=lambda session, act, row_id, typed: deliverable_document.correct(
            session, act, row_id, form.read(typed)
        ),
        retract=lambda session, act, row_id, _: deliverable_document.retract(
            session, act, form.table, row_id
        ),
        undo=lambda session, act, row_id, _: deliverable_document.undo(session, act, form.table, row_id),
    )


KINDS: Mapping[str, CorrectableKind] = {
    kind.word: kind
    for kind in (
        CorrectableKind(
            word="stand-van-zaken",
            record="status_update",
            table=StatusUpdate,
            open=_open_status_update,
            correct=_correct_status_update,
            retract=lambda session, act, row_id, typed: status_correction.retract(
                session, act, row_id, read_number(typed["version"]), reason=typed["why"]
            ),
            undo=status_correction.undo,
        ),
        CorrectableKind(
            word="oplevermomenten",
            record="deadline",
            table=Deadline,
            open=_open_deadline,
            correct=_correct_deadline,
            retract=lambda session, act, row_id, typed: deadline.retract(
                session, act, row_id, read_number(typed["version"]), reason=typed["why"]
            ),
            undo=deadline.undo,
        ),
        *map(_document_kind, DOCUMENT_FORMS.values()),
    )
}
