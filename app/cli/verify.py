"""`verify`: whether anything was tampered with; a line for each fault, and what it cannot find."""

from collections.abc import Iterator

import typer
from sqlmodel import Session

from app.cli.database import open_database
from app.cli.messages import translate
from app.db import read_damaged_text
from app.domain.audit_trail import ChainFault, FaultKind, SealKeys
from app.domain.language import _
from app.domain.refusal import Message
from app.queries.audit_verification import chain_faults, chain_heads, covered_from
from app.queries.integrity import GuardFaultKind, broken_references, guard_faults, triggers_rest
from app.queries.report.verification import ReportFaultKind, report_faults, unverified_reports
from app.queries.row_verification import RowFaultKind, row_faults

commands = typer.Typer()


@commands.command()
def verify() -> int:
    """Check the audit trail, adopted reports and every reference; exit 1 and a line for each fault."""
    with open_database() as database, database.reading() as session:
        read_damaged_text(session)
        count = 0
        for fault in _find_faults(session, database.keys(session)):
            typer.echo(translate(fault))
            count += 1
        if not count:
            for assurance in _describe_ends(session):
                typer.echo(translate(assurance))
        for of in unverified_reports(session):
            message = _("report %(of)s was read in from a file, and is not verified")
            typer.echo(translate(Message(message, {"of": of})))
    return 1 if count else 0


def _find_faults(session: Session, keys: SealKeys) -> Iterator[Message]:
    for fault in chain_faults(session, keys):
        yield _describe_chain_fault(fault)
    for table, parent, count in broken_references(session):
        yield Message(
            "%(table)s: %(count)s rows refer to a %(parent)s that is not there",
            {"table": table, "count": count, "parent": parent},
        )
    for altered in report_faults(session):
        yield Message(_OF_REPORTS[altered.kind], {"of": altered.of})
    for row in row_faults(session, keys):
        yield Message(_OF_ROWS[row.kind], {"table": row.table, "key": row.key})
    for guard in guard_faults(session):
        yield Message(_OF_GUARDS[guard.kind], {"name": guard.name})
    if triggers_rest(session):
        yield Message("the setting session_replication_role of this database lets every guard rest")


def _describe_chain_fault(fault: ChainFault) -> Message:
    singular, plural = _OF_CHAINS[fault.kind]
    msgid = singular if fault.first == fault.last else plural
    return Message(msgid, {"chain": fault.chain, "first": fault.first, "last": fault.last})


def _describe_ends(session: Session) -> Iterator[Message]:
    heads = chain_heads(session)
    count = sum(head.seq for head in heads.values())
    yield Message("Nothing was tampered with: %(count)s entries, each with its seal.", {"count": count})
    covered = covered_from(session)
    for chain, head in heads.items():
        since = covered.get(chain, head.seq + 1)
        if since > 1:
            yield Message(
                "%(chain)s: from entry %(seq)s on every row is covered; the entries before it hold less",
                {"chain": chain, "seq": since},
            )
    for chain, head in heads.items():
        ends = {"chain": chain, "seq": head.seq, "seal": head.seal}
        yield Message("%(chain)s ends at %(seq)s with %(seal)s", ends)
    yield Message(
        "What this cannot find: a database put back wholly to an earlier state, or a chain cut together with "
        "its end; compare the ends above with those of an earlier day, kept elsewhere."
    )
    yield Message(
        "Nor this: what was done by somebody who has the key, or before an entry was written; and, of values "
        "that were forgotten, what they were."
    )


_OF_ROWS = {
    RowFaultKind.DIFFERS: _("%(table)s: row %(key)s is not what the trail says of it"),
    RowFaultKind.NEVER_SEALED: _("%(table)s: row %(key)s was put there without an entry in the trail"),
    RowFaultKind.MISSING: _("%(table)s: row %(key)s is gone, without an entry in the trail"),
}
_OF_GUARDS = {
    GuardFaultKind.GONE: _("the guard %(name)s is gone"),
    GuardFaultKind.ALTERED: _("the guard %(name)s is not as it was made"),
    GuardFaultKind.UNKNOWN: _("%(name)s is none of ours: a trigger, a rule or a view"),
}
_OF_REPORTS = {
    ReportFaultKind.ALTERED: _("report %(of)s was altered: it does not have its hash"),
    ReportFaultKind.UNTIED: _("report %(of)s does not follow the one adopted before it"),
    ReportFaultKind.TRAIL_GONE: _(
        "report %(of)s: the trail no longer has the entry that it was adopted after"
    ),
    ReportFaultKind.FILE_ALTERED: _("file %(of)s was altered: it does not have its hash"),
}
_OF_CHAINS = {
    FaultKind.ALTERED: (_("%(chain)s: entry %(first)s was altered"),) * 2,
    FaultKind.REMOVED: (
        _("%(chain)s: entry %(first)s was removed"),
        _("%(chain)s: entries %(first)s to %(last)s were removed"),
    ),
    FaultKind.CUT: (
        _("%(chain)s: entry %(first)s was cut off the end"),
        _("%(chain)s: entries %(first)s to %(last)s were cut off the end"),
    ),
    FaultKind.INSERTED: (_("%(chain)s: entry %(first)s was inserted"),) * 2,
    FaultKind.UNTIED: (_("%(chain)s: entry %(first)s does not follow the one before it"),) * 2,
    FaultKind.UNKNOWN_KEY: (_("%(chain)s: entry %(first)s was sealed with a key that is not given"),) * 2,
    FaultKind.VALUES_ALTERED: (_("%(chain)s: the values of entry %(first)s were altered"),) * 2,
    FaultKind.VALUES_REMOVED: (_("%(chain)s: the values of entry %(first)s were removed"),) * 2,
    FaultKind.ROWS_ALTERED: (_("%(chain)s: what entry %(first)s says of rows was altered"),) * 2,
    FaultKind.HEAD_ALTERED: (_("%(chain)s: the end of the chain was altered"),) * 2,
    FaultKind.HEAD_REMOVED: (_("%(chain)s: the end of the chain was removed"),) * 2,
    FaultKind.UNREADABLE: (
        _("%(chain)s: it holds what cannot be read; what comes after that was not checked"),
    )
    * 2,
}
