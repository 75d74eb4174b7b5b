"""The first tables: programmes, people, what was said, what was measured, and the trail."""

import sqlalchemy as sa
from alembic import op

from app.tables.append_only import create_guards, drop_guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_GUARDED = ("deadline", "status_update", "measurement", "measurement_part", "audit_entry")


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demo_today", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("abbreviation", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("name", name=op.f("uq_party_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "programme",
                "portfolio",
                name="programme_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_programme_span")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("slug", name=op.f("uq_programme_slug")),
    )
    op.create_table(
        "action_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
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
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_action_line_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_line")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_action_line_programme_id_code")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_audit_entry_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_audit_entry_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_object", ["object_type", "object_id"], unique=False)
        batch_op.create_index("ix_audit_entry_programme", ["programme_id", "id"], unique=False)

    op.create_table(
        "pilot_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_pilot_site_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_site")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_pilot_site_programme_id_name")),
    )
    op.create_table(
        "programme_party",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sponsor",
                "partner",
                "executor",
                name="party_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_programme_party_party_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_party_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("programme_id", "party_id", name=op.f("pk_programme_party")),
    )
    op.create_table(
        "reporting_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "editing",
                "review",
                "adopted",
                "published",
                name="period_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("input_deadline", sa.Date(), nullable=False),
        sa.Column("report_date", sa.Date(), nullable=False),
        sa.Column("general_picture", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "input_deadline <= report_date", name=op.f("ck_reporting_period_input_before_report")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_reporting_period_span")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_reporting_period_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_period")),
        sa.UniqueConstraint(
            "programme_id", "half_year", name=op.f("uq_reporting_period_programme_id_half_year")
        ),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_reporting_period_programme_id_number")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead",
                "office",
                "sponsor",
                "reader",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(role = 'sponsor') = (party_id IS NOT NULL)", name=op.f("ck_role_grant_sponsor_for_a_party")
        ),
        sa.CheckConstraint(
            "role = 'admin' OR programme_id IS NOT NULL", name=op.f("ck_role_grant_in_a_programme")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_role_grant_party_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_role_grant_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "person_id",
            "role",
            "programme_id",
            "party_id",
            name=op.f("uq_role_grant_person_id_role_programme_id_party_id"),
        ),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cookie_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_sign_in_cookie_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
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
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(numerator_id IS NULL) = (denominator_id IS NULL)", name=op.f("ck_indicator_ratio_whole")
        ),
        sa.ForeignKeyConstraint(
            ["action_line_id"],
            ["action_line.id"],
            name=op.f("fk_indicator_action_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["denominator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_denominator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["numerator_id"], ["indicator.id"], name=op.f("fk_indicator_numerator_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_indicator_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_indicator_programme_id_name")),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("action_line_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("narrative", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_line_id"],
            ["action_line.id"],
            name=op.f("fk_project_action_line_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_project_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_project_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_action_line_id"), ["action_line_id"], unique=False)
        batch_op.create_index(
            "ix_project_programme", ["programme_id", "action_line_id", "position"], unique=False
        )

    op.create_table(
        "deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
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
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(frequency_count IS NULL) = (frequency_per IS NULL)", name=op.f("ck_deliverable_frequency_whole")
        ),
        sa.CheckConstraint(
            "frequency_count IS NULL OR frequency_count > 0", name=op.f("ck_deliverable_frequency_positive")
        ),
        sa.ForeignKeyConstraint(
            ["executing_party_id"],
            ["party.id"],
            name=op.f("fk_deliverable_executing_party_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_deliverable_lead_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_deliverable_programme_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_deliverable_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliverable_programme", ["programme_id", "project_id", "position"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_deliverable_project_id"), ["project_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("pilot_site_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reference_date <= said_on", name=op.f("ck_measurement_measured_when_said")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_measurement_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["measurement.id"], name=op.f("fk_measurement_corrects_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_measurement_indicator_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pilot_site_id"],
            ["pilot_site.id"],
            name=op.f("fk_measurement_pilot_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_measurement_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_measurement_corrects_id")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_indicator_id"), ["indicator_id"], unique=False)
        batch_op.create_index(
            "ix_measurement_programme", ["programme_id", "indicator_id", "reference_date"], unique=False
        )

    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
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
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("phrase <> ''", name=op.f("ck_deadline_phrase_said")),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR earliest <= latest", name=op.f("ck_deadline_window")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_deadline_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["deadline.id"], name=op.f("fk_deadline_corrects_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deadline_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_deadline_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_deadline_corrects_id")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadline_deliverable", ["deliverable_id", "said_on", "recorded_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_deadline_programme",
            ["programme_id", "deliverable_id", "said_on", "recorded_at", "id"],
            unique=False,
        )

    op.create_table(
        "deliverable_input",
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("input_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("deliverable_id <> input_id", name=op.f("ck_deliverable_input_not_itself")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_input_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["input_id"], ["deliverable.id"], name=op.f("fk_deliverable_input_input_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_deliverable_input_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("deliverable_id", "input_id", name=op.f("pk_deliverable_input")),
    )
    with op.batch_alter_table("deliverable_input", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliverable_input_input_id"), ["input_id"], unique=False)
        batch_op.create_index("ix_deliverable_input_programme", ["programme_id"], unique=False)

    op.create_table(
        "deliverable_party",
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_party_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_deliverable_party_party_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_deliverable_party_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("deliverable_id", "party_id", name=op.f("pk_deliverable_party")),
    )
    with op.batch_alter_table("deliverable_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliverable_party_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliverable_party_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_evidence_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_evidence_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_deliverable_id"), ["deliverable_id"], unique=False)
        batch_op.create_index("ix_evidence_programme", ["programme_id", "deliverable_id"], unique=False)

    op.create_table(
        "measurement_part",
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["measurement.id"],
            name=op.f("fk_measurement_part_measurement_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("measurement_id", "position", name=op.f("pk_measurement_part")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("quote", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_source_deliverable_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_source_programme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_deliverable_id"), ["deliverable_id"], unique=False)
        batch_op.create_index("ix_source_programme", ["programme_id", "deliverable_id"], unique=False)

    op.create_table(
        "status_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "in_progress",
                "delivered",
                "adopted",
                "on_hold",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "confidence",
            sa.Enum(
                "on_track",
                "at_risk",
                "off_track",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("submission", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "delivered_on IS NULL OR status IN ('delivered', 'adopted')",
            name=op.f("ck_status_update_delivered_day"),
        ),
        sa.CheckConstraint(
            "delivered_on IS NULL OR delivered_on <= said_on",
            name=op.f("ck_status_update_delivered_when_said"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_status_update_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["status_update.id"],
            name=op.f("fk_status_update_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_status_update_deliverable_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_status_update_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_update")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_status_update_corrects_id")),
        sa.UniqueConstraint("submission", name=op.f("uq_status_update_submission")),
    )
    with op.batch_alter_table("status_update", schema=None) as batch_op:
        batch_op.create_index(
            "ix_status_update_deliverable", ["deliverable_id", "said_on", "recorded_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_status_update_programme",
            ["programme_id", "deliverable_id", "said_on", "recorded_at", "id"],
            unique=False,
        )
    for statement in create_guards(op.get_bind().dialect.name, _GUARDED):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop_guards(op.get_bind().dialect.name, _GUARDED):
        op.execute(statement)
    with op.batch_alter_table("status_update", schema=None) as batch_op:
        batch_op.drop_index("ix_status_update_programme")
        batch_op.drop_index("ix_status_update_deliverable")

    op.drop_table("status_update")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index("ix_source_programme")
        batch_op.drop_index(batch_op.f("ix_source_deliverable_id"))

    op.drop_table("source")
    op.drop_table("measurement_part")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_programme")
        batch_op.drop_index(batch_op.f("ix_evidence_deliverable_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("deliverable_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_party_programme_id"))
        batch_op.drop_index(batch_op.f("ix_deliverable_party_party_id"))

    op.drop_table("deliverable_party")
    with op.batch_alter_table("deliverable_input", schema=None) as batch_op:
        batch_op.drop_index("ix_deliverable_input_programme")
        batch_op.drop_index(batch_op.f("ix_deliverable_input_input_id"))

    op.drop_table("deliverable_input")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_programme")
        batch_op.drop_index("ix_deadline_deliverable")

    op.drop_table("deadline")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index("ix_measurement_programme")
        batch_op.drop_index(batch_op.f("ix_measurement_indicator_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_project_id"))
        batch_op.drop_index("ix_deliverable_programme")

    op.drop_table("deliverable")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index("ix_project_programme")
        batch_op.drop_index(batch_op.f("ix_project_action_line_id"))

    op.drop_table("project")
    op.drop_table("indicator")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_programme_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))

    op.drop_table("role_grant")
    op.drop_table("reporting_period")
    op.drop_table("programme_party")
    op.drop_table("pilot_site")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_programme")
        batch_op.drop_index("ix_audit_entry_object")

    op.drop_table("audit_entry")
    op.drop_table("action_line")
    op.drop_table("programme")
    op.drop_table("person")
    op.drop_table("party")
    op.drop_table("installation")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
