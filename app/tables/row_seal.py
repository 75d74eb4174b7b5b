"""What each row was made of when an entry of the audit trail made it: a keyed digest of all its columns.

Digests cannot be guessed without the key, so they stay when the values of an entry are forgotten.
"""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import metadata


class RowSeal(SQLModel, table=True):
    """One state of one row, sealed by one entry; the highest `number` of a row is its state now.

    `row_key` is the primary key as text, its parts with slashes between them; without a digest the row was
    removed.
    """

    __tablename__ = "row_seal"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["chain", "seq"], ["audit_entry.chain", "audit_entry.seq"], ondelete="RESTRICT"
        ),
        sa.Index("ix_row_seal_entry", "chain", "seq"),
        # One tree on the disk and not two: a row or more is written at every change.
        {"sqlite_with_rowid": False},
    )

    table_name: str = Field(primary_key=True, max_length=60)
    row_key: str = Field(primary_key=True, max_length=120)
    number: int = Field(primary_key=True)
    chain: str = Field(max_length=40)
    seq: int
    digest: str = Field(max_length=64)


UNSEALED = frozenset(
    {
        # The trail itself: its entries are sealed to each other, and hold what the rest of it must be.
        *("audit_entry", "audit_payload", "audit_head", "row_seal"),
        # Who is signed in where, and when somebody was last here.
        *("sign_in", "known_device", "spent", "visit", "api_token_use", "calendar_link_use"),
        # Counts of guesses, text that was not saved yet, forms and requests that were sent, mail that waits.
        *("guess_count", "draft", "sent_form", "answered_request", "job"),
        # What people do not wish to get by mail, and when the worker was last seen.
        *("muted_notice", "worker_pulse"),
        # What other systems are told of, and how far that is; it follows from the trail.
        *("event", "event_sequence", "webhook_delivery", "webhook_turn"),
        # The words by which things are found; they follow from the facts.
        "search_entry",
    }
)
"""The tables whose rows no entry seals; the README lists them."""


def sealed_tables() -> list[sa.Table]:
    """Every table whose rows are sealed: all but the few that hold no fact."""
    return [table for table in metadata.sorted_tables if table.name not in UNSEALED]
