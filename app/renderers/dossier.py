"""What goes with a report into an archive: its days, its makers, what it follows, and its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a report as it is handed out; `made_at` is since when it has these bytes."""

    name: str
    format: str
    language: str
    content: bytes
    made_at: datetime

    @property
    def hash(self) -> str:
        """Return the SHA-256 of its bytes."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class RelatedReport:
    """Another report of the programme as adopted, or an earlier version of this one."""

    title: str
    half_year: str
    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A report with all that is known of it besides its text; `hash` and `tree` of one that was adopted."""

    editions: Mapping[str, Report]
    starts_on: date
    ends_on: date
    reference_date: date
    report_date: date
    address: str
    """Where everybody can read it; empty where nobody can without an account."""
    creators: tuple[str, ...]
    """The organisations that answer for it in an archive."""
    sponsors: tuple[str, ...] = ()
    appraisal: str = "N"
    """B to keep for ever, V to keep for a while, N where nobody has said."""
    hash: str | None = None
    previous_hash: str = ""
    tree: str = ""
    adopted_on: date | None = None
    published_on: date | None = None
    reason: str = ""
    """What an erratum puts right."""
    previous: RelatedReport | None = None
    """The report of the half-year before, as it holds now."""
    replaces: RelatedReport | None = None
    """The version that an erratum stands beside."""
    files: tuple[DossierFile, ...] = field(default=())

    @property
    def report(self) -> Report:
        """Return the edition in the language of the programme."""
        return self.editions[DEFAULT_LANGUAGE]
