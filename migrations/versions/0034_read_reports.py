"""An existing report is read into proposals, which the office judges one by one before any of them counts."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "read_report",
        _integer("id"),
        _integer("programme_id"),
        _text("title", 300),
        _text("file_name", 255),
        _text("sha256", 64),
        sa.Column("said_on", sa.Date(), nullable=False),
        _text("paragraphs"),
        _moment("recorded_at"),
        _integer("author_id"),
        _moment("finished_at", nullable=True),
        _integer("version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_report")),
        sa.UniqueConstraint(
            "programme_id", "said_on", "sha256", name=op.f("uq_read_report_programme_id_said_on_sha256")
        ),
        _reference("read_report", "programme_id", "programme.id"),
        _reference("read_report", "author_id", "person.id"),
        *(_length("read_report", name, most) for name, most in _REPORT_LENGTHS.items()),
    )
    op.create_table(
        "proposal",
        _integer("id"),
        _integer("programme_id"),
        _integer("read_report_id"),
        _integer("position"),
        _text("title", 300),
        _text("kind", 24),
        _text("state", 24),
        _text("phrase", 200),
        _text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("bounds_by", sa.String(length=24), nullable=False, server_default="rules"),
        _text("firmness", 24, nullable=True),
        _text("not_understood", 200),
        _text("quote"),
        _text("section", 240),
        _text("place", 120),
        _integer("action_line_id", nullable=True),
        _integer("project_id", nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=False, server_default="open"),
        _integer("deliverable_id", nullable=True),
        _text("reason", 2000),
        _integer("version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        _reference("proposal", "programme_id", "programme.id"),
        _reference("proposal", "read_report_id", "read_report.id"),
        _reference("proposal", "action_line_id", "action_line.id"),
        _reference("proposal", "project_id", "project.id"),
        _reference("proposal", "deliverable_id", "deliverable.id"),
        _one_of("kind", "deliverable_kind", "product decision research event recurring activity"),
        _one_of("state", "proposal_state", "planned in_progress delivered"),
        _one_of("firmness", "firmness", "decided committed expected aimed"),
        _one_of("bounds_by", "bounds_by", "rules person"),
        _one_of("outcome", "proposal_outcome", "open accepted merged rejected"),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest", name=op.f("ck_proposal_window")
        ),
        sa.CheckConstraint(
            "outcome <> 'merged' OR deliverable_id IS NOT NULL", name=op.f("ck_proposal_merged_with")
        ),
        sa.CheckConstraint(
            "outcome <> 'rejected' OR reason <> ''", name=op.f("ck_proposal_rejected_because")
        ),
        *(_length("proposal", name, most) for name, most in _PROPOSAL_LENGTHS.items()),
    )
    op.create_index("ix_proposal_read_report", "proposal", ["read_report_id", "position", "id"])
    op.create_index("ix_proposal_programme", "proposal", ["programme_id", "read_report_id", "position", "id"])


def downgrade() -> None:
    """What was read and judged is lost, but not what entered the tracker: the earlier revision has no place."""
    op.drop_table("proposal")
    op.drop_table("read_report")


_REPORT_LENGTHS = {"title": 300, "file_name": 255, "sha256": 64}
_PROPOSAL_LENGTHS = {
    "phrase": 200,
    "edtf": 80,
    "title": 300,
    "not_understood": 200,
    "quote": 50000,
    "section": 240,
    "place": 120,
    "reason": 2000,
}


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _one_of(column: str, name: str, words: str) -> sa.CheckConstraint:
    values = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_proposal_{name}"))


def _length(table: str, column: str, most: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) <= {most}", name=op.f(f"ck_{table}_{column}_length"))
