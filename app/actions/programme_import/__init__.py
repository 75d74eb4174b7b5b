"""Taking in a whole programme from its file, in one transaction: all of it, or nothing.

Into an installation without programmes, with the key of its trail, it comes in as it was: the same ids, the
same reports, the trail with its seals. Otherwise its rows get other ids where these are taken, its trail is
kept beside ours, and its adopted reports say that nobody could verify them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, search_entry
from app.actions.audit_log import AuditContext
from app.actions.audit_maintenance import forget_values
from app.actions.programme_import.examination import Examination, ExaminedFile, examine
from app.actions.programme_import.file import SLUG, OpenFile, ProgrammeFile
from app.actions.programme_import.loading import Loading, load
from app.actions.programme_import.placement import Placement, lock_tables, place, settle_tables
from app.domain.audit_trail import chain_of
from app.domain.refusal import Conflict, Invalid, Message
from app.queries.audit_verification import faults_of_chain
from app.queries.row_verification import row_faults
from app.sealing.session import audit_keys, seal_traces
from app.tables import ImportedTrail, Programme, ReportingPeriod

__all__ = ["ExaminedFile", "ImportedProgramme", "OpenFile", "examine", "import_programme"]

ACTION = "programme.import"


@dataclass(frozen=True, slots=True)
class ImportedProgramme:
    """What came in; `why_unverified` is none where everything could be verified."""

    id: int
    slug: str
    title: str
    reports: int
    why_unverified: Message | None
    returned: Sequence[str] = ()
    """The half-years whose report was in review, and is edited again."""

    @property
    def is_verified(self) -> bool:
        """Whether the trail came with it."""
        return self.why_unverified is None


def import_programme(
    session: Session,
    act: AuditContext,
    examined: ExaminedFile,
    *,
    slug: str = "",
    only_verified: bool = False,
) -> ImportedProgramme:
    """Take in the programme of a file that `examine` has read, under its own slug or another one.

    Refuses (`Invalid`) a slug that is taken, what the database cannot hold and, with `only_verified`, what
    cannot be verified; (`Conflict`) a file that was altered since it was sealed.
    """
    file, seen = examined.file, examined.seen
    lock_tables(session)
    placement = place(session, file, seen, audit_keys(session))
    if only_verified and placement.why_unverified is not None:
        raise Invalid({"unverified": placement.why_unverified})
    called = _choose_slug(session, file, slug, placement)
    loading = load(session, file, seen, placement, called)
    settle_tables(session)
    programme_id = placement.translate("programme", seen.programme_id)
    if placement.is_verified:
        _verify(session, act, file, programme_id, loading)
    else:
        _seal_anew(session, act, file, programme_id, loading)
    search_entry.rebuild(session, programme_id)
    return _describe(session, programme_id, seen, placement, loading)


def _choose_slug(session: Session, file: ProgrammeFile, slug: str, placement: Placement) -> str:
    called = slug.strip() or file.slug
    if not SLUG.fullmatch(called):
        raise Invalid.because("slug", "Use only small letters, digits and hyphens.")
    if called != file.slug and placement.is_verified:
        raise Invalid.because(
            "slug",
            "The programme comes in as it was, and so under the short name “%(slug)s”.",
            slug=file.slug,
        )
    if session.scalar(sa.select(col(Programme.id)).where(col(Programme.slug) == called)) is not None:
        raise Invalid.because(
            "slug", "There already is a programme “%(slug)s”. Choose another short name.", slug=called
        )
    return called


def _verify(
    session: Session, act: AuditContext, file: ProgrammeFile, programme_id: int, loading: Loading
) -> None:
    """See that trail and rows are as they were sealed; seal here what another chain sealed there.

    That is who and what programmes share. The seal of the file covers those rows too.
    """
    keys = audit_keys(session)
    if file.forgotten_before is not None:
        forget_values(session, act, file.forgotten_before)
        seal_traces(session)
    if any(faults_of_chain(session, keys, chain_of(programme_id))):
        raise Conflict("The trail in this file is not whole. Nothing was taken in.")
    own = set(loading.rows)
    faults = [(fault.table, fault.key) for fault in row_faults(session, keys)]
    gone = [row for row in faults if row not in own and _is_of_chain(session, row, programme_id)]
    rows = [row for row in faults if row in own] + gone
    entity = ("programme", programme_id)
    audit_log.record(session, act, ACTION, entity, rows=rows, slug=file.slug, file=file.digest, verified=True)
    seal_traces(session)


def _is_of_chain(session: Session, row: tuple[str, str], programme_id: int) -> bool:
    """Whether the trail that came in seals a row of a table that the file leaves out."""
    statement = sa.text(
        "SELECT 1 FROM row_seal WHERE table_name = :table AND row_key = :key AND chain = :chain"
    )
    parameters = {"table": row[0], "key": row[1], "chain": chain_of(programme_id)}
    return session.execute(statement, parameters).first() is not None


def _seal_anew(
    session: Session, act: AuditContext, file: ProgrammeFile, programme_id: int, loading: Loading
) -> None:
    """Begin a trail of ours with everything that came in, and keep that of the file beside it."""
    kept = ImportedTrail(
        programme_id=programme_id,
        file_digest=file.digest,
        content="\n".join(loading.trail),
        recorded_at=act.at,
        author_id=act.person_id,
    )
    session.add(kept)
    session.flush()
    rows = [*loading.rows, ("imported_trail", str(kept.id))]
    audit_log.record(
        session,
        act,
        ACTION,
        ("programme", programme_id),
        programme_id=programme_id,
        rows=rows,
        slug=file.slug,
        file=file.digest,
        verified=False,
    )
    seal_traces(session)


def _describe(
    session: Session, programme_id: int, seen: Examination, placement: Placement, loading: Loading
) -> ImportedProgramme:
    programme = session.get_one(Programme, programme_id)
    periods = [placement.translate("reporting_period", id) for id in loading.returned]
    return ImportedProgramme(
        programme_id,
        programme.slug,
        programme.title,
        seen.counts["frozen_report"],
        placement.why_unverified,
        tuple(sorted(session.get_one(ReportingPeriod, id).half_year for id in periods)),
    )
