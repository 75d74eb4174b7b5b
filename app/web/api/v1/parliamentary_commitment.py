"""Commitments to parliament: undertakings, motions and questions, and whether they have been answered."""

from datetime import date

from app.domain.parliamentary_commitment import AnswerState
from app.domain.structure import CommitmentKind
from app.queries.parliamentary_commitment import CommitmentRow, commitments
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import ParliamentaryCommitment, Window

NOUN = Noun("parliamentary_commitment", "Commitments to parliament")
LISTING: Listing[ParliamentaryCommitment] = Listing(
    key=lambda shape: str(shape.id),
    fits={
        "kind": lambda shape, kind: shape.kind == kind,
        "answer": lambda shape, answer: shape.answer == answer,
    },
    orders={"madeOn": lambda shape: shape.made_on},
)
LISTED = (
    *(AS_OF, PROGRAMME),
    one_of("kind", CommitmentKind, "Only of this kind."),
    one_of("answer", AnswerState, "Only those whose answer stands so."),
    *(sort("position", "madeOn"), *PAGING),
)


@NOUN.get("/parliamentary-commitments", LISTED, collection(ParliamentaryCommitment))
def index(door: Door, asked: Asked) -> Made:
    """List commitments to parliament, as they stood on a day."""
    shapes, after = LISTING.page([_shape(door, row, asked.day) for row in _rows(door, asked)], asked)
    return many(shapes, after)


@NOUN.get("/parliamentary-commitments/{id}", (ID, AS_OF), ParliamentaryCommitment)
def show(door: Door, asked: Asked) -> Made:
    """Get a commitment to parliament, as it stood on a day."""
    row = found(_rows(door, asked), asked)
    return one(_shape(door, row, asked.day), row.version)


def _rows(door: Door, asked: Asked) -> list[CommitmentRow]:
    return commitments(door.session, [one.id for one in asked.programmes], asked.day)


def _shape(door: Door, row: CommitmentRow, day: date) -> ParliamentaryCommitment:
    plain = ("id", "kind", "text", "made_on", "reference", "section", "answered_on", "answered_in")
    window = {name: getattr(row, name) for name in ("phrase", "edtf", "earliest", "latest")}
    return ParliamentaryCommitment(
        **{name: getattr(row, name) for name in (*plain, "version")},
        programme=door.programmes[row.programme_id].slug,
        deadline=Window(**window, firmness=None) if row.phrase else None,
        answer=row.answer(day),
        deliverable=row.deliverable_id,
    )
