"""The forms of what is laid beside a deliverable: evidence, sources, and the days on which it took place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actions.deliverable_document import DocumentInput, EvidenceInput, OccurrenceInput, SourceInput
from app.domain.refusal import Invalid, Message
from app.tables import Evidence, Occurrence, Source
from app.web.forms import Typed


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """How one kind of document is typed; its fields stand in `templates/deliverable_document/`."""

    word: str
    """In the address."""
    record: str
    """The type of record by which a report names it."""
    table: type[Evidence] | type[Source] | type[Occurrence]
    fields: tuple[str, ...]
    read: Callable[[Typed], DocumentInput]

    def open(self, row: Any) -> dict[str, str]:
        """Return the fields filled with a row."""
        return {name: write_field(getattr(row, name)) for name in self.fields}


def write_field(value: date | str | None) -> str:
    """Write a value as it is typed in a form."""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else value or ""


def _read_evidence(typed: Typed) -> EvidenceInput:
    return EvidenceInput(typed["title"], typed["url"], typed.day("on"))


def read_documents(typed: Typed, errors: dict[str, Message]) -> tuple[DocumentInput, ...]:
    """Return the documents that were typed in the form of something else, as far as anything was.

    A day that cannot be read is left out, with a message beside its field in `errors`.
    """

    def is_typed(*names: str) -> bool:
        return any(typed[name].strip() for name in names)

    def day(name: str) -> date | None:
        try:
            return typed.day(name)
        except Invalid as refused:
            errors.update(refused.fields)
            return None

    documents: list[DocumentInput] = []
    if is_typed("evidence_title", "evidence_url", "evidence_on"):
        evidence_on = day("evidence_on")
        documents.append(EvidenceInput(typed["evidence_title"], typed["evidence_url"], evidence_on))
    if is_typed("source_document", "source_section"):
        documents.append(SourceInput(typed["source_document"], typed["source_section"]))
    if is_typed("held_on", "held_note"):
        documents.append(OccurrenceInput(day("held_on"), typed["held_note"]))
    return tuple(documents)


def _read_source(typed: Typed) -> SourceInput:
    return SourceInput(typed["document"], typed["section"], typed["heading"], typed["quote"])


def _read_occurrence(typed: Typed) -> OccurrenceInput:
    return OccurrenceInput(typed.day("on"), typed["note"])


EVIDENCE = DocumentForm("bewijs", "evidence", Evidence, ("title", "url", "on"), _read_evidence)
SOURCE = DocumentForm("bronnen", "source", Source, ("document", "section", "heading", "quote"), _read_source)
OCCURRENCE = DocumentForm("keren", "occurrence", Occurrence, ("on", "note"), _read_occurrence)
DOCUMENT_FORMS: Mapping[str, DocumentForm] = {form.word: form for form in (EVIDENCE, SOURCE, OCCURRENCE)}
