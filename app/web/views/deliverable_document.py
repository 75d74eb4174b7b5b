"""The forms of what is laid beside a deliverable: evidence, sources, and the days on which it took place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actions.deliverable_document import DocumentInput, EvidenceInput, OccurrenceInput, SourceInput
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


def read_evidence(typed: Typed, prefix: str = "") -> EvidenceInput:
    """Return the evidence in a form, of which the fields may begin with a prefix."""
    return EvidenceInput(typed[f"{prefix}title"], typed[f"{prefix}url"], typed.day(f"{prefix}on"))


def _read_source(typed: Typed) -> SourceInput:
    return SourceInput(typed["document"], typed["section"], typed["heading"], typed["quote"])


def _read_occurrence(typed: Typed) -> OccurrenceInput:
    return OccurrenceInput(typed.day("on"), typed["note"])


EVIDENCE = DocumentForm("bewijs", "evidence", Evidence, ("title", "url", "on"), read_evidence)
SOURCE = DocumentForm("bronnen", "source", Source, ("document", "section", "heading", "quote"), _read_source)
OCCURRENCE = DocumentForm("keren", "occurrence", Occurrence, ("on", "note"), _read_occurrence)
DOCUMENT_FORMS: Mapping[str, DocumentForm] = {form.word: form for form in (EVIDENCE, SOURCE, OCCURRENCE)}
