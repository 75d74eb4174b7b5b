"""The texts of a report: what the office wrote in each section, in each language and version."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import Path, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import draft
from app.domain.language import _
from app.domain.refusal import Message, Stale
from app.domain.report import Section
from app.queries.report.section_text import SectionVersion, current_texts, section_versions
from app.queries.report.writing import compose_to_write, require_section
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import SectionTexts, TextChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_made
from app.web.api.v1.filters import Id, Paging, Parameters
from app.web.api.v1.pagination import cut_listed
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import SectionText, collection_of
from app.web.faults import InvalidRequest, OutdatedItems
from app.web.openapi import CHANGED, MADE, PAGED
from app.web.problem import Fault

router = api_router("Reporting periods")

SectionKey = Annotated[str, Path(max_length=60, description="The key of the section.")]
Language = Literal["nl", "en"]
LANGUAGE = "The language of the text."
_NAMED_TWICE = _("This section is named above already.")


class SectionTextFilters(Paging):
    """Which texts are asked for."""

    language: Language = Field("nl", description=LANGUAGE)


class SectionTextParameters(Parameters):
    """Which text is asked for."""

    language: Language = Field("nl", description=LANGUAGE)


@router.get(
    "/reporting-periods/{id}/section-texts",
    name="api.section_text.index",
    response_model=collection_of(SectionText),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[SectionTextFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the sections of a report with what the office wrote in each; a report is composed for it.

    In review they are those of the stored version, and none can be written.
    """
    period = period_to_run(access, id)

    def load() -> CachedResponse:
        texts = current_texts(access.session, period.id)
        shapes = [
            shape_text(period, section.key, filters.language, texts.get((section.key, filters.language)))
            for section in _compose(access, period)
        ]
        page = cut_listed(access, shapes, filters, lambda shape: shape.section)
        return write_page(page.rows, page.after)

    return respond(access, load)


@router.get(
    "/reporting-periods/{id}/section-texts/{section}",
    name="api.section_text.show",
    response_model=SectionText,
)
def show(
    id: Id,
    section: SectionKey,
    parameters: Annotated[SectionTextParameters, Query()],
    access: ReadableProgrammes,
) -> Response:
    """Get what the office wrote in a section; its `ETag` is that of version 0 where nobody wrote anything."""
    period = period_to_run(access, id)
    return respond(access, lambda: write_text(access, period, section, parameters.language))


@router.patch(
    "/reporting-periods/{id}/section-texts/{section}",
    name="api.section_text.update",
    response_model=SectionText,
    responses=CHANGED,
)
def update(
    round_access: RoundToRun,
    section: SectionKey,
    parameters: Annotated[SectionTextParameters, Query()],
    if_match: IfMatch,
    body: TextChange,
) -> Response:
    """Write the text of a section: a new version. Of an adopted report it is that of its next erratum."""
    access, period, language = round_access.access, round_access.period, parameters.language
    require_section(_compose(access, period), section)
    text = current_texts(access.session, period.id).get((section, language))

    def show_text() -> CachedResponse:
        return write_text(access, period, section, language)

    with body.faults(), if_match.judge(text.number if text else 0, show_text) as number:
        place = draft.TextPlace(period.id, section, language)
        draft.write_section(access.session, access.act, place, body.text, read=number)
    return answer_changed(access, show_text(), period.programme_id)


@router.post(
    "/reporting-periods/{id}/section-texts",
    name="api.section_text.create_several",
    status_code=HTTPStatus.CREATED,
    response_model=collection_of(SectionText),
    responses=MADE,
)
def create_several(_sent: Changeable, round_access: RoundToRun, body: SectionTexts) -> Response:
    """Write the texts of several sections: all are saved, or none.

    Each item names the version at which its text was read, 0 where there was none. What is wrong is told of
    all items; where only versions are outdated (409) `current` holds those texts as they are now.
    """
    access, period = round_access.access, round_access.period
    keys = {section.key for section in _compose(access, period)}
    invalid: list[Fault] = []
    written: set[draft.TextPlace] = set()
    outdated: dict[tuple[str, str], Fault] = {}
    for index, item in enumerate(body.items):
        place = draft.TextPlace(period.id, item.section, item.language)
        if item.section not in keys or place in written:
            known = item.section in keys
            message = Message(_NAMED_TWICE if known else "There is no such section in the report.")
            invalid.append(Fault(message, pointer=f"/items/{index}/section"))
            continue
        written.add(place)
        try:
            with item.faults(f"/items/{index}"):
                draft.write_section(access.session, access.act, place, item.text, read=item.version)
        except InvalidRequest as refused:
            invalid += refused.faults
        except Stale as refused:
            fault = Fault(refused.message, pointer=f"/items/{index}/version")
            outdated[item.section, item.language] = fault
    texts = current_texts(access.session, period.id)
    if invalid:
        raise InvalidRequest([*invalid, *outdated.values()])
    if outdated:
        current = [shape_text(period, *place, texts.get(place)) for place in outdated]
        raise OutdatedItems([*outdated.values()], [shape.model_dump(mode="json") for shape in current])
    places = [(item.section, item.language) for item in body.items]
    content = write_page(shape_text(period, *place, texts.get(place)) for place in places)
    return answer_made(access, content, period.programme_id)


@router.get(
    "/reporting-periods/{id}/section-texts/{section}/versions",
    name="api.section_text.versions",
    response_model=collection_of(SectionText),
    responses=PAGED,
)
def versions(
    id: Id, section: SectionKey, filters: Annotated[SectionTextFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List every version of the text of a section, the last first."""
    period = period_to_run(access, id)

    def load() -> CachedResponse:
        require_section(_compose(access, period), section)
        rows = [
            row
            for row in section_versions(access.session, period.id, section)
            if row.language == filters.language
        ]
        page = cut_listed(access, rows, filters, lambda row: str(row.id))
        return write_page(
            (shape_text(period, section, filters.language, row) for row in page.rows), page.after
        )

    return respond(access, load)


def write_text(access: ProgrammesAccess, period: PeriodRow, section: str, language: str) -> CachedResponse:
    """Write the text of a section. Refuses (`NotFound`) a section that the report does not have."""
    require_section(_compose(access, period), section)
    text = current_texts(access.session, period.id).get((section, language))
    return write_one(shape_text(period, section, language, text), text.number if text else 0)


def shape_text(period: PeriodRow, section: str, language: str, text: SectionVersion | None) -> SectionText:
    """Return the shape of a text, also of one that nobody wrote."""
    return SectionText(
        reporting_period=period.id,
        section=section,
        language=language,
        text=text.text if text else "",
        written_on=text.day if text else None,
        recorded_at=text.recorded_at if text else None,
        author=text.email if text else None,
        version=text.number if text else 0,
    )


def _compose(access: ProgrammesAccess, period: PeriodRow) -> tuple[Section, ...]:
    programme = access.programmes[period.programme_id]
    return compose_to_write(access.session, programme, period, access.today).report.sections
