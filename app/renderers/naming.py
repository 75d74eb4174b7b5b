"""What a report's file is called, and what is stamped on each page of one that was not adopted yet."""

from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.report import Report
from app.templating.translation import translator


def name_file(report: Report, extension: str) -> str:
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
