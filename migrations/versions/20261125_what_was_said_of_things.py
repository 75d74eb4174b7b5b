"""What was said of each thing, and the things a programme steers by beside its deliverables."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_GUARDED = (
    "programme_statement",
    "action_line_statement",
    "external_dependency_statement",
    "risk_statement",
    "indicator_statement",
    "project_statement",
    "deliverable_statement",
    "external_dependency_deliverable",
    "risk_deliverable",
    "decision_option",
    "decision_party",
    "decision_statement",
    "decision_taking",
    "parliamentary_commitment_statement",
)


def upgrade() -> None:
    op.create_table(
        "external_dependency",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("owner_party_id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(length=200), nullable=False),
        sa.Column("edtf", sa.String(length=80), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column(
            "firmness",
            sa.Enum(
                "decided",
                "committed",
                "expected",
                "aimed",
                name="firmness",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "expected",
                "delivered",
                "withdrawn",
                name="external_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "delivered_on IS NULL OR state = 'delivered'", name=op.f("ck_external_dependency_delivered_day")
        ),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest",
            name=op.f("ck_external_dependency_window"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_party_id"],
            ["party.id"],
            name=op.f("fk_external_dependency_owner_party_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_external_dependency_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_dependency")),
    )
    op.create_index("ix_external_dependency_programme", "external_dependency", ["programme_id", "id"])

    op.create_table(
        "programme_statement",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on",
            name=op.f("ck_programme_statement_span"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_programme_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["programme_statement.id"],
            name=op.f("fk_programme_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_programme_statement_corrects_id")),
    )
    op.create_index(
        "ix_programme_statement_thing",
        "programme_statement",
        ["programme_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "risk",
        sa.Column(
            "kind",
            sa.Enum("risk", "issue", name="risk_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("consequence", sa.String(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "closed",
                name="risk_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("in_report", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(likelihood IS NULL) = (kind = 'issue')", name=op.f("ck_risk_likelihood_of_a_risk")
        ),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_risk_impact_level")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_risk_likelihood_level")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_risk_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_risk_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index("ix_risk_programme", "risk", ["programme_id", "id"])

    op.create_table(
        "action_line_statement",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "line",
                "cross_cutting",
                "governance",
                name="action_line_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("action_line_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_line_id"],
            ["action_line.id"],
            name=op.f("fk_action_line_statement_action_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_action_line_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["action_line_statement.id"],
            name=op.f("fk_action_line_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["action_line.id"],
            name=op.f("fk_action_line_statement_merged_into_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_action_line_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_line_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_action_line_statement_corrects_id")),
    )
    op.create_index("ix_action_line_statement_programme", "action_line_statement", ["programme_id"])
    op.create_index(
        "ix_action_line_statement_thing",
        "action_line_statement",
        ["action_line_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "external_dependency_statement",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("owner_party_id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(length=200), nullable=False),
        sa.Column("edtf", sa.String(length=80), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column(
            "firmness",
            sa.Enum(
                "decided",
                "committed",
                "expected",
                "aimed",
                name="firmness",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "expected",
                "delivered",
                "withdrawn",
                name="external_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("external_dependency_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "delivered_on IS NULL OR state = 'delivered'",
            name=op.f("ck_external_dependency_statement_delivered_day"),
        ),
        sa.CheckConstraint(
            "confirmed_on <= said_on", name=op.f("ck_external_dependency_statement_confirmed_when_said")
        ),
        sa.CheckConstraint(
            "delivered_on <= said_on", name=op.f("ck_external_dependency_statement_delivered_when_said")
        ),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest",
            name=op.f("ck_external_dependency_statement_window"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_external_dependency_statement_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["external_dependency_statement.id"],
            name=op.f("fk_external_dependency_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["external_dependency_id"],
            ["external_dependency.id"],
            name=op.f("fk_external_dependency_statement_external_dependency_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["owner_party_id"],
            ["party.id"],
            name=op.f("fk_external_dependency_statement_owner_party_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_external_dependency_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_dependency_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_external_dependency_statement_corrects_id")),
    )
    op.create_index(
        "ix_external_dependency_statement_programme", "external_dependency_statement", ["programme_id"]
    )
    op.create_index(
        "ix_external_dependency_statement_thing",
        "external_dependency_statement",
        ["external_dependency_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "risk_statement",
        sa.Column(
            "kind",
            sa.Enum("risk", "issue", name="risk_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("consequence", sa.String(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "closed",
                name="risk_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("in_report", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(likelihood IS NULL) = (kind = 'issue')", name=op.f("ck_risk_statement_likelihood_of_a_risk")
        ),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_risk_statement_impact_level")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_risk_statement_likelihood_level")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_risk_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["risk_statement.id"],
            name=op.f("fk_risk_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_risk_statement_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_risk_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["risk_id"], ["risk.id"], name=op.f("fk_risk_statement_risk_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_risk_statement_corrects_id")),
    )
    op.create_index("ix_risk_statement_programme", "risk_statement", ["programme_id"])
    op.create_index("ix_risk_statement_thing", "risk_statement", ["risk_id", "said_on", "recorded_at", "id"])

    op.create_table(
        "indicator_statement",
        sa.Column("action_line_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "up", "down", "none", name="direction", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("numerator_id", sa.Integer(), nullable=True),
        sa.Column("denominator_id", sa.Integer(), nullable=True),
        sa.Column("caveat", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(numerator_id IS NULL) = (denominator_id IS NULL)",
            name=op.f("ck_indicator_statement_ratio_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["action_line_id"],
            ["action_line.id"],
            name=op.f("fk_indicator_statement_action_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_indicator_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["indicator_statement.id"],
            name=op.f("fk_indicator_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["denominator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_statement_denominator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_statement_indicator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["numerator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_statement_numerator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_indicator_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_indicator_statement_corrects_id")),
    )
    op.create_index("ix_indicator_statement_programme", "indicator_statement", ["programme_id"])
    op.create_index(
        "ix_indicator_statement_thing",
        "indicator_statement",
        ["indicator_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "project_statement",
        sa.Column("action_line_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("narrative", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_line_id"],
            ["action_line.id"],
            name=op.f("fk_project_statement_action_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_project_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["project_statement.id"],
            name=op.f("fk_project_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_project_statement_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["project.id"],
            name=op.f("fk_project_statement_merged_into_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_project_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_statement_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_project_statement_corrects_id")),
    )
    op.create_index(op.f("ix_project_statement_action_line_id"), "project_statement", ["action_line_id"])
    op.create_index("ix_project_statement_programme", "project_statement", ["programme_id"])
    op.create_index(
        "ix_project_statement_thing", "project_statement", ["project_id", "said_on", "recorded_at", "id"]
    )

    op.create_table(
        "decision",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("adopts_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("adopts_id <> id", name=op.f("ck_decision_not_itself")),
        sa.ForeignKeyConstraint(
            ["adopts_id"], ["deliverable.id"], name=op.f("fk_decision_adopts_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["deliverable.id"], name=op.f("fk_decision_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_decision_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_programme_id"), "decision", ["programme_id"])

    op.create_table(
        "deliverable_statement",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "product",
                "decision",
                "research",
                "event",
                "recurring",
                name="deliverable_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("aliases", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("executing_party_id", sa.Integer(), nullable=True),
        sa.Column("frequency_count", sa.Integer(), nullable=True),
        sa.Column(
            "frequency_per",
            sa.Enum(
                "quarter",
                "half_year",
                "year",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(frequency_count IS NULL) = (frequency_per IS NULL)",
            name=op.f("ck_deliverable_statement_frequency_whole"),
        ),
        sa.CheckConstraint(
            "frequency_count IS NULL OR frequency_count > 0",
            name=op.f("ck_deliverable_statement_frequency_positive"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_deliverable_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["deliverable_statement.id"],
            name=op.f("fk_deliverable_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_statement_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["executing_party_id"],
            ["party.id"],
            name=op.f("fk_deliverable_statement_executing_party_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_deliverable_statement_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_statement_merged_into_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_deliverable_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_deliverable_statement_project_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_deliverable_statement_corrects_id")),
    )
    op.create_index("ix_deliverable_statement_programme", "deliverable_statement", ["programme_id"])
    op.create_index(op.f("ix_deliverable_statement_project_id"), "deliverable_statement", ["project_id"])
    op.create_index(
        "ix_deliverable_statement_thing",
        "deliverable_statement",
        ["deliverable_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "external_dependency_deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("external_dependency_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_external_dependency_deliverable_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_external_dependency_deliverable_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["external_dependency_id"],
            ["external_dependency.id"],
            name=op.f("fk_external_dependency_deliverable_external_dependency_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_external_dependency_deliverable_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_dependency_deliverable")),
    )
    op.create_index(
        op.f("ix_external_dependency_deliverable_deliverable_id"),
        "external_dependency_deliverable",
        ["deliverable_id"],
    )
    op.create_index(
        "ix_external_dependency_deliverable_programme", "external_dependency_deliverable", ["programme_id"]
    )
    op.create_index(
        "ix_external_dependency_deliverable_thing",
        "external_dependency_deliverable",
        ["external_dependency_id", "deliverable_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "parliamentary_commitment",
        sa.Column(
            "kind",
            sa.Enum(
                "undertaking",
                "motion",
                "question",
                name="commitment_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("phrase", sa.String(length=200), nullable=False),
        sa.Column("edtf", sa.String(length=80), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=60), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_in", sa.String(length=300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answered_in = '')",
            name=op.f("ck_parliamentary_commitment_answered_somewhere"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_parliamentary_commitment_text_said")),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest",
            name=op.f("ck_parliamentary_commitment_window"),
        ),
        sa.CheckConstraint("made_on <= answered_on", name=op.f("ck_parliamentary_commitment_answered_after")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_parliamentary_commitment_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_parliamentary_commitment_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parliamentary_commitment")),
    )
    op.create_index(
        "ix_parliamentary_commitment_programme", "parliamentary_commitment", ["programme_id", "id"]
    )

    op.create_table(
        "risk_deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_risk_deliverable_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_risk_deliverable_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_risk_deliverable_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["risk_id"], ["risk.id"], name=op.f("fk_risk_deliverable_risk_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_deliverable")),
    )
    op.create_index(op.f("ix_risk_deliverable_deliverable_id"), "risk_deliverable", ["deliverable_id"])
    op.create_index("ix_risk_deliverable_programme", "risk_deliverable", ["programme_id"])
    op.create_index(
        "ix_risk_deliverable_thing",
        "risk_deliverable",
        ["risk_id", "deliverable_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "decision_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_decision_option_numbered")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_decision_option_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_option_decision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_decision_option_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_option")),
    )
    op.create_index("ix_decision_option_programme", "decision_option", ["programme_id"])
    op.create_index(
        "ix_decision_option_thing",
        "decision_option",
        ["decision_id", "number", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "decision_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_decision_party_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_party_decision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_decision_party_party_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_decision_party_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_party")),
    )
    op.create_index(op.f("ix_decision_party_party_id"), "decision_party", ["party_id"])
    op.create_index("ix_decision_party_programme", "decision_party", ["programme_id"])
    op.create_index(
        "ix_decision_party_thing",
        "decision_party",
        ["decision_id", "party_id", "said_on", "recorded_at", "id"],
    )

    op.create_table(
        "decision_statement",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("adopts_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adopts_id"],
            ["deliverable.id"],
            name=op.f("fk_decision_statement_adopts_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_decision_statement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["decision_statement.id"],
            name=op.f("fk_decision_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_decision_statement_decision_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_decision_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_decision_statement_corrects_id")),
    )
    op.create_index("ix_decision_statement_programme", "decision_statement", ["programme_id"])
    op.create_index(
        "ix_decision_statement_thing", "decision_statement", ["decision_id", "said_on", "recorded_at", "id"]
    )

    op.create_table(
        "decision_taking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("option_number", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome <> ''", name=op.f("ck_decision_taking_outcome_said")),
        sa.CheckConstraint("taken_on <= said_on", name=op.f("ck_decision_taking_taken_when_said")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_decision_taking_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["decision_taking.id"],
            name=op.f("fk_decision_taking_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_taking_decision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_decision_taking_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_taking")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_decision_taking_corrects_id")),
    )
    op.create_index("ix_decision_taking_programme", "decision_taking", ["programme_id"])
    op.create_index(
        "ix_decision_taking_thing", "decision_taking", ["decision_id", "said_on", "recorded_at", "id"]
    )

    op.create_table(
        "parliamentary_commitment_statement",
        sa.Column(
            "kind",
            sa.Enum(
                "undertaking",
                "motion",
                "question",
                name="commitment_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("phrase", sa.String(length=200), nullable=False),
        sa.Column("edtf", sa.String(length=80), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=60), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_in", sa.String(length=300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("parliamentary_commitment_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answered_in = '')",
            name=op.f("ck_parliamentary_commitment_statement_answered_somewhere"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_parliamentary_commitment_statement_text_said")),
        sa.CheckConstraint(
            "answered_on <= said_on", name=op.f("ck_parliamentary_commitment_statement_answered_when_said")
        ),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest",
            name=op.f("ck_parliamentary_commitment_statement_window"),
        ),
        sa.CheckConstraint(
            "made_on <= answered_on", name=op.f("ck_parliamentary_commitment_statement_answered_after")
        ),
        sa.CheckConstraint(
            "made_on <= said_on", name=op.f("ck_parliamentary_commitment_statement_made_when_said")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_parliamentary_commitment_statement_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["parliamentary_commitment_statement.id"],
            name=op.f("fk_parliamentary_commitment_statement_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_parliamentary_commitment_statement_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["parliamentary_commitment_id"],
            ["parliamentary_commitment.id"],
            name=op.f("fk_parliamentary_commitment_statement_parliamentary_commitment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_parliamentary_commitment_statement_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parliamentary_commitment_statement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_parliamentary_commitment_statement_corrects_id")),
    )
    op.create_index(
        "ix_parliamentary_commitment_statement_programme",
        "parliamentary_commitment_statement",
        ["programme_id"],
    )
    op.create_index(
        "ix_parliamentary_commitment_statement_thing",
        "parliamentary_commitment_statement",
        ["parliamentary_commitment_id", "said_on", "recorded_at", "id"],
    )
    for statement in create_guards(op.get_bind().dialect.name, _GUARDED):
        op.execute(statement)


def downgrade() -> None:
    for name in (
        "parliamentary_commitment_statement",
        "decision_taking",
        "decision_statement",
        "decision_party",
        "decision_option",
        "risk_deliverable",
        "parliamentary_commitment",
        "external_dependency_deliverable",
        "deliverable_statement",
        "decision",
        "project_statement",
        "indicator_statement",
        "risk_statement",
        "external_dependency_statement",
        "action_line_statement",
        "risk",
        "programme_statement",
        "external_dependency",
    ):
        op.drop_table(name)
