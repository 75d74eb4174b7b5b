"""Choosing related deliverables in a form: what is chosen, and what a search finds besides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.queries.related import PAGE_SIZE, RelatedDeliverable, find_related, related_deliverables
from app.web.forms import Typed, read_number

LONGEST, MOST_PAGES = 200, 500


@dataclass(frozen=True, slots=True)
class RelatedField:
    """A field in which deliverables are chosen: boxes `name-12` where it takes several, else one `name`.

    `told_at` is the name under which the actions refuse it.
    """

    name: str
    told_at: str
    is_many: bool = True

    def read_chosen(self, typed: Typed) -> tuple[int, ...]:
        """Return the ids that are chosen, each once."""
        if self.is_many:
            return tuple(dict.fromkeys(typed.ticked_ids(self.name)))
        chosen = read_number(typed[self.name])
        return (chosen,) if chosen else ()


INPUTS = RelatedField("input", "inputs")
CONCERNED = RelatedField("about", "deliverables")
ANSWER = RelatedField("deliverable", "deliverable", is_many=False)
TARGET = RelatedField("target", "target", is_many=False)
ADOPTED = RelatedField("adopts_id", "adopts_id", is_many=False)
RELATED_FIELDS: Mapping[str, RelatedField] = {
    field.name: field for field in (INPUTS, CONCERNED, ANSWER, TARGET, ADOPTED)
}


@dataclass(frozen=True, slots=True)
class RelatedChoice:
    """The field as it is drawn: first what is chosen, then what the search found and is not chosen yet."""

    field: RelatedField
    chosen: Sequence[RelatedDeliverable]
    results: Sequence[RelatedDeliverable] = ()
    query: str = ""
    page: int = 0
    """Which page of what was found, from 1; 0 where nothing was searched."""
    has_more: bool = False
    own_id: int | None = None
    """The deliverable of which the form is: it is never among its own related ones."""


@dataclass(frozen=True, slots=True)
class RelatedWords:
    """What is chosen in the fields of a form, in words: of boxes with where they are told, and of others."""

    ticks: Mapping[str, tuple[str, Mapping[str, str]]]
    single: Mapping[str, Sequence[tuple[str, str]]]


def find_words(
    session: Session, programme_id: int, related: Sequence[RelatedField], values: Mapping[str, str]
) -> RelatedWords:
    """Return what the chosen deliverables are called. One query for each field in which any is chosen."""
    ticks: dict[str, tuple[str, Mapping[str, str]]] = {}
    single: dict[str, Sequence[tuple[str, str]]] = {}
    for field in related:
        rows = related_deliverables(session, programme_id, field.read_chosen(Typed(values)))
        titles = {str(row.id): row.title for row in rows}
        if field.is_many:
            ticks[field.name] = (field.told_at, titles)
        else:
            single[field.name] = list(titles.items())
    return RelatedWords(ticks, single)


def search_asked(typed: Typed) -> tuple[str, int] | None:
    """Return the field whose search was pressed and the page that is asked for; none where none was.

    Words that were typed and never searched count as pressed: they would be lost in silence else.
    """
    name, _, page = typed["zoek"].partition(".")
    if name in RELATED_FIELDS:
        return name, min(max(read_number(page), 1), MOST_PAGES)
    for name in RELATED_FIELDS:
        words = typed[f"{name}_query"].strip()
        if words and words != typed[f"{name}_searched"].strip():
            return name, 1
    return None


def build_related(
    session: Session, programme_id: int, field: RelatedField, typed: Typed, own_id: int | None = None
) -> RelatedChoice:
    """Return the field with what is chosen in `typed`, and with what was found where its search was pressed.

    Two queries at the most.
    """
    chosen = related_deliverables(session, programme_id, field.read_chosen(typed))
    search_field = search_asked(typed)
    if search_field is None or search_field[0] != field.name:
        return RelatedChoice(field, chosen, own_id=own_id)
    query, page = typed[f"{field.name}_query"].strip()[:LONGEST], search_field[1]
    without: Collection[int] = {*(deliverable.id for deliverable in chosen), *([own_id] if own_id else [])}
    matches = find_related(session, programme_id, query, without=without, page=page)
    return RelatedChoice(field, chosen, matches[:PAGE_SIZE], query, page, len(matches) > PAGE_SIZE, own_id)
