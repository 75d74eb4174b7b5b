"""What goes into an archive with a report, from its round, its programme and the reports before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import DONE, chain_of
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report
from app.domain.report.compose import name_report
from app.domain.structure import PeriodState
from app.queries.party import sponsors
from app.queries.programme import ProgrammeRow
from app.queries.report.archive import FiledReport, FrozenRow, frozen_reports, frozen_tree
from app.queries.report.reading import read_editions
from app.queries.reporting_period import PeriodRow, days_of_steps
from app.renderers.dossier import Dossier, RelatedReport
from app.renderers.frozen import thaw
from app.settings import Settings
from app.tables import AuditEntry
from app.templating.wording import words_of

NOBODY = "Nog niet vastgelegd"
"""The archive creator where neither the settings nor the programme name one."""
KEPT = "report_file.keep"
"""The trace of a file that was made: nothing else changes by it."""


def frozen_dossier(session: Session, filed: FiledReport, settings: Settings) -> Dossier:
    """Return the dossier of a report as adopted, without its files. At most four queries."""
    frozen, tree = filed.frozen, frozen_tree(session, filed.frozen.id)
    reports = frozen_reports(session, [filed.programme.id])
    dossier = _describe(session, filed.programme, filed.period, thaw(tree), reports, settings)
    published_on = None
    if filed.is_published:
        steps = days_of_steps(session, filed.period.id)
        published_on = max(steps[PeriodState.PUBLISHED], frozen.adopted_on)
    before = next(
        (row for row in reports if row.number == frozen.number and row.erratum == frozen.erratum - 1), None
    )
    return replace(
        dossier,
        address=dossier.address if published_on else "",
        hash=frozen.hash,
        previous_hash=frozen.previous_hash,
        tree=tree,
        adopted_on=frozen.adopted_on,
        published_on=published_on,
        reason=frozen.reason,
        replaces=_relate(before) if before else None,
    )


def draft_dossier(
    session: Session, programme: ProgrammeRow, period: PeriodRow, day: date | None, settings: Settings
) -> Dossier:
    """Return the dossier of a report that was not adopted, as of a day."""
    editions = read_editions(session, programme, period, day).editions
    reports = frozen_reports(session, [programme.id])
    return replace(_describe(session, programme, period, editions, reports, settings), address="")


def last_change_at(session: Session, programme_id: int) -> datetime:
    """Return when something was last changed in a programme: since then a draft reads so. One query."""
    last = sa.select(sa.func.max(col(AuditEntry.at))).where(
        col(AuditEntry.chain) == chain_of(programme_id),
        col(AuditEntry.result) == DONE,
        col(AuditEntry.action) != KEPT,
    )
    return session.scalars(last).one()


def _describe(
    session: Session,
    programme: ProgrammeRow,
    period: PeriodRow,
    editions: Mapping[str, Report],
    reports: Sequence[FrozenRow],
    settings: Settings,
) -> Dossier:
    earlier = [row for row in reports if row.number < period.number]
    names = tuple(party.name_in(programme.id) for party in sponsors(session, programme.id))
    given = (settings.archive_creator,) if settings.archive_creator else ()
    return Dossier(
        editions=editions,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        reference_date=period.reference_date,
        report_date=period.report_date,
        address=settings.site
        and f"{settings.site}/programmas/{programme.slug}/rapportages/{period.half_year}",
        creators=given or names or (NOBODY,),
        sponsors=names,
        appraisal=settings.archive_appraisal,
        previous=_relate(earlier[-1]) if earlier else None,
    )


def _relate(row: FrozenRow) -> RelatedReport:
    title = name_report(row.number, HalfYear.parse(row.half_year), words_of(DEFAULT_LANGUAGE))
    return RelatedReport(title, row.half_year, row.version, row.hash)
