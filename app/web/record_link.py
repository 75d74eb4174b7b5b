"""Where the records of a report have their pages."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from app.domain.report import Record
from app.queries.programme import ProgrammeRow, action_lines
from app.renderers.html import Link
from app.web.paths import Paths

# What has no page of its own stands in the report itself.
_IN_THE_REPORT = {"measurement": "#indicators", "reporting_period": "#colophon"}


def record_link(paths: Paths, session: Session, programme: ProgrammeRow, query: Mapping[str, object]) -> Link:
    """The address of a record of this programme, none for what has no page. One query."""
    codes = {line.id: line.code for line in action_lines(session, programme.id, date.max)}
    slug, asked = programme.slug, dict(query)

    def link(record: Record) -> str | None:
        if record.type == "deliverable":
            return paths("deliverable.show", asked, deliverable_id=record.id)
        if record.type == "project":
            return paths("project.show", asked, project_id=record.id)
        if record.type == "action_line":
            return paths("action_line.show", asked, slug=slug, code=codes[record.id])
        if record.type == "programme":
            return paths("overview.show", asked, slug=slug)
        return _IN_THE_REPORT.get(record.type)

    return link
