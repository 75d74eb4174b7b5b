"""What a report's file is called, and what is stamped on each page of one that was not adopted yet."""

from dataclasses import dataclass
from typing import Protocol

from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.report import Report
from app.templating.translation import translator


class Named(Protocol):
    """What names the files of a report; a tree has all of it."""

    @property
    def programme(self) -> str:
        """Return how the programme is called in addresses."""

    @property
    def half_year(self) -> str:
        """Return the half-year that it is over."""

    @property
    def version(self) -> str:
        """Return the version, as 0.1 or 1.0."""

    @property
    def language(self) -> str:
        """Return the language of the edition."""

    @property
    def is_concept(self) -> bool:
        """Whether it was not adopted."""


@dataclass(frozen=True, slots=True)
class AdoptedEdition:
    """An edition of a report as adopted, by what names its files."""

    programme: str
    half_year: str
    version: str
    language: str
    is_concept: bool = False


def name_file(report: Named, extension: str) -> str:
    """Return `toekomstscenario-2023-H2-concept-0.1.pdf`, and once adopted `…-versie-1.0.pdf`.

    By name the files of a programme lie in order: by half-year, concepts before what was adopted, by version.
    An edition in another language than that of the programme bears its code.
    """
    kind = "concept" if report.is_concept else "versie"
    edition = "" if report.language == DEFAULT_LANGUAGE else f"-{report.language}"
    return f"{report.programme}-{report.half_year}-{kind}-{report.version}{edition}.{extension}"


def stamp_of(report: Report) -> str:
    """Return “CONCEPT 0.1” in the language of the report, for every page of a concept; else nothing."""
    if not report.is_concept:
        return ""
    return translator(report.language).gettext(_("DRAFT %(version)s")) % {"version": report.version}
