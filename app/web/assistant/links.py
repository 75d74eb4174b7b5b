"""Where a record is found: its page for people, and its address in the JSON API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.report import Record
from app.web.api.v1.access import ProgrammesAccess
from app.web.assistant.shapes import RecordLink
from app.web.urls import Paths, address_of_entity

_SAID_OF_DELIVERABLE = {"deadline": "api.deadline.index", "status_update": "api.status_update.index"}
"""Where what was said of a deliverable is listed: these have no address of their own."""
_WITH_PAGE = frozenset(
    {
        *("deliverable", "decision", "project", "action_line", "programme"),
        *("indicator", "risk", "external_dependency", "parliamentary_commitment"),
    }
)
_IN_API = _WITH_PAGE | {"reporting_period"}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the records of a programme, as of a day; whole, since an assistant knows no site."""

    site: str
    paths: Paths
    slug: str
    day: date | None = None
    """A past day that the addresses carry along; none for today."""
    codes: Mapping[int, str] | None = None
    """The codes of the action lines, by id."""

    def to(self, type: str, id: int) -> RecordLink:
        """Return the link of a record of the programme."""
        page = None
        if type in _WITH_PAGE:
            code = (self.codes or {}).get(id, "")
            page = self.site + address_of_entity(self.paths, type, id, self.slug, self._page_query, code)
        return RecordLink(type=type, id=id, page=page, api=self._api(type, id))

    def said(self, type: str, id: int, deliverable_id: int) -> RecordLink:
        """Return the link of a deadline or a status update: to the history of its deliverable."""
        api = self.paths(_SAID_OF_DELIVERABLE[type], self._api_query, id=deliverable_id)
        return RecordLink(
            type=type, id=id, page=self.to("deliverable", deliverable_id).page, api=self.site + api
        )

    def record(self, record: Record) -> RecordLink:
        """Return the link of a record that a sentence of a report tells of."""
        return self.to(record.type, record.id)

    def report(self, period_id: int, half_year: str, anchor: str = "") -> RecordLink:
        """Return the link of a report, or of the section with this anchor."""
        query = self._page_query
        page = self.site + self.paths("report.show", query, slug=self.slug, half_year=half_year)
        api = self.site + self.paths("api.report.show", self._api_query, id=period_id)
        return RecordLink(
            type="reporting_period", id=period_id, page=page + (f"#{anchor}" if anchor else ""), api=api
        )

    @property
    def _page_query(self) -> dict[str, object]:
        return {"peildatum": self.day}

    @property
    def _api_query(self) -> dict[str, object]:
        return {"asOf": self.day}

    def _api(self, type: str, id: int) -> str | None:
        if type not in _IN_API:
            return None
        params: dict[str, object] = {"slug": self.slug} if type == "programme" else {"id": id}
        return self.site + self.paths(f"api.{type}.show", self._api_query, **params)


def links_of(
    access: ProgrammesAccess, slug: str, day: date | None = None, codes: Mapping[int, str] | None = None
) -> Links:
    """Return the addresses of a programme; those of today carry no day along."""
    site = access.app_state.settings.public_url.rstrip("/")
    past = day if day is not None and day < access.today else None
    return Links(site, access.request.app.state.paths, slug, past, codes)
