"""The tables, the guards of what is never changed, and the search index: revisions 0001 to 0015 in one.

A database that came to 0015 by the old steps has exactly this schema; so this text never changes, whatever
becomes of the code.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LONGEST_TEXT = 50_000
PERIOD_STATES = ("planned", "open", "editing", "review", "adopted", "published")
STATUSES = ("planned", "in_progress", "delivered", "adopted", "on_hold", "cancelled")
ENTRY = ("audit_entry.chain", "audit_entry.seq")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def upgrade() -> None:
    """Make the tables first: the guards and the search index stand on them."""
    dialect = op.get_bind().dialect.name
    _tables().create_all(op.get_bind())
    for statement in (*_guards(dialect), *_search_index(dialect)):
        op.execute(statement)


def downgrade() -> None:
    """Drop everything. Triggers and indexes go with their tables; functions and the tables of FTS5 do not."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_stem")
    _tables().drop_all(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change(), keep_payload(), go_forward()")


def _tables() -> sa.MetaData:
    metadata = sa.MetaData(naming_convention=NAMES)
    for add in (
        _add_installation,
        _add_people,
        _add_programmes,
        _add_deliverables,
        _add_decisions,
        _add_concerns,
        _add_indicators,
        _add_rounds,
        _add_reports,
        _add_audit,
        _add_search,
    ):
        add(metadata)
    return metadata


# --- Columns -------------------------------------------------------------------------------------


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _reference(
    name: str, target: str, *, nullable: bool = False, primary_key: bool = False
) -> sa.Column[int]:
    """A foreign key that protects what it points at."""
    key = sa.ForeignKey(target, ondelete="RESTRICT")
    return sa.Column(name, sa.Integer, key, nullable=nullable, primary_key=primary_key)


def _text(
    name: str,
    at_most: int = LONGEST_TEXT,
    *references: sa.ForeignKey,
    nullable: bool = False,
    primary_key: bool = False,
) -> tuple[sa.Column[str], sa.CheckConstraint]:
    """A text and its longest length in characters; SQLite counts them only in a CHECK."""
    type_ = sa.String(at_most if at_most < LONGEST_TEXT else None)
    return (
        sa.Column(name, type_, *references, nullable=nullable, primary_key=primary_key),
        sa.CheckConstraint(f"length({name}) <= {at_most}", name=f"{name}_length"),
    )


def _choice(
    name: str, rule: str, *words: str, nullable: bool = False, primary_key: bool = False
) -> sa.Column[str]:
    """One of these words, held by a CHECK: a native enum of PostgreSQL would survive the downgrade."""
    type_ = sa.Enum(*words, name=rule, native_enum=False, create_constraint=True, length=24)
    return sa.Column(name, type_, nullable=nullable, primary_key=primary_key)


def _firmness() -> sa.Column[str]:
    return _choice("firmness", "firmness", "decided", "committed", "expected", "aimed", nullable=True)


def _window() -> sa.CheckConstraint:
    return sa.CheckConstraint("earliest IS NULL OR latest IS NULL OR earliest <= latest", name="window")


def _said() -> Iterator[sa.schema.SchemaItem]:
    """What every statement has: of which programme, why, on what day it was said, and by whom."""
    yield _id()
    yield _reference("programme_id", "programme.id")
    yield from _text("reason")
    yield sa.Column("said_on", sa.Date, nullable=False)
    yield sa.Column("recorded_at", MOMENT, nullable=False)
    yield _reference("author_id", "person.id", nullable=True)


def _statement_of(thing: str) -> Iterator[sa.schema.SchemaItem]:
    """What a statement of one thing has besides; at most one other statement corrects it."""
    yield from _said()
    yield _reference(f"{thing}_id", f"{thing}.id")
    yield _reference("corrects_id", f"{thing}_statement.id", nullable=True)
    yield sa.UniqueConstraint("corrects_id")
    yield sa.Index(f"ix_{thing}_statement_programme", "programme_id")
    yield sa.Index(f"ix_{thing}_statement_thing", f"{thing}_id", "said_on", "recorded_at", "id")


# --- Tables --------------------------------------------------------------------------------------


def _add_installation(metadata: sa.MetaData) -> None:
    """What holds for the whole installation, and the work that waits."""
    sa.Table(
        "installation",
        metadata,
        _id(),
        sa.Column("demo_today", sa.Date),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    sa.Table(
        "job",
        metadata,
        _id(),
        *_text("kind", 40),
        sa.Column("content", sa.String, nullable=False),
        _choice("state", "job_state", "waiting", "done", "given_up"),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        *_text("failure"),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Index("ix_job_due", "state", "due_at"),
    )


def _add_people(metadata: sa.MetaData) -> None:
    """People and parties, what people may do, and how they sign in."""
    sa.Table(
        "person",
        metadata,
        _id(),
        *_text("email", 254),
        *_text("name", 200),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("email"),
    )
    sa.Table(
        "party",
        metadata,
        _id(),
        *_text("name", 200),
        *_text("abbreviation", 40, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("name"),
    )
    sa.Table(
        "role_grant",
        metadata,
        _id(),
        _reference("person_id", "person.id"),
        _choice("role", "role", "lead", "office", "sponsor", "reader", "admin"),
        _reference("programme_id", "programme.id", nullable=True),
        _reference("party_id", "party.id", nullable=True),
        sa.UniqueConstraint("person_id", "role", "programme_id", "party_id"),
        sa.CheckConstraint("(role = 'sponsor') = (party_id IS NOT NULL)", name="sponsor_for_a_party"),
        sa.CheckConstraint("role = 'admin' OR programme_id IS NOT NULL", name="in_a_programme"),
        sa.Index("ix_role_grant_person_id", "person_id"),
        sa.Index("ix_role_grant_programme_id", "programme_id"),
    )
    sa.Table(
        "credential",
        metadata,
        _reference("person_id", "person.id", primary_key=True),
        *_text("password_hash", 200),
        sa.Column("set_at", MOMENT, nullable=False),
    )
    sa.Table(
        "invitation",
        metadata,
        _id(),
        _reference("person_id", "person.id"),
        *_text("secret_hash", 64),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.UniqueConstraint("secret_hash"),
        sa.Index("ix_invitation_person_id", "person_id"),
    )
    sa.Table(
        "known_device",
        metadata,
        _id(),
        _reference("person_id", "person.id"),
        *_text("secret_hash", 64),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.UniqueConstraint("secret_hash"),
        sa.Index("ix_known_device_person_id", "person_id"),
    )
    sa.Table(
        "guess_count",
        metadata,
        _choice("counted", "counted", "account", "address", "device", primary_key=True),
        *_text("of_hash", 64, primary_key=True),
        sa.Column("guesses", sa.Integer, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.CheckConstraint("guesses >= 0", name="not_negative"),
    )
    sa.Table(
        "identity",
        metadata,
        _id(),
        _reference("person_id", "person.id"),
        *_text("issuer", 500),
        *_text("subject", 255),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.UniqueConstraint("issuer", "subject"),
        sa.UniqueConstraint("person_id", "issuer"),
    )
    sa.Table(
        "spent",
        metadata,
        *_text("of_hash", 64, primary_key=True),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    sa.Table(
        "sign_in",
        metadata,
        _id(),
        *_text("cookie_hash", 64),
        _reference("person_id", "person.id"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        _choice("way", "way", "demo", "password", "invitation", "oidc"),
        *_text("browser", 40),
        _reference("identity_id", "identity.id", nullable=True),
        *_text("provider_session", 64, nullable=True),
        sa.UniqueConstraint("cookie_hash"),
        sa.CheckConstraint("(way = 'oidc') = (identity_id IS NOT NULL)", name="through_an_identity"),
        sa.Index("ix_sign_in_identity_id", "identity_id"),
        sa.Index("ix_sign_in_person_id", "person_id"),
    )
    sa.Table(
        "api_token",
        metadata,
        _id(),
        _reference("person_id", "person.id"),
        *_text("secret_hash", 64),
        _choice("scope", "scope", "read", "write"),
        _reference("programme_id", "programme.id", nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("secret_hash"),
        sa.Index("ix_api_token_person_id", "person_id"),
    )
    sa.Table(
        "api_token_use",
        metadata,
        _reference("api_token_id", "api_token.id", primary_key=True),
        sa.Column("last_used_at", MOMENT, nullable=False),
    )


def _add_programmes(metadata: sa.MetaData) -> None:
    """Programmes with their action lines, parties, pilot sites and projects."""
    sa.Table(
        "programme",
        metadata,
        _id(),
        *_text("slug", 60),
        *_text("title", 200),
        _choice("kind", "programme_kind", "programme", "portfolio"),
        *_text("purpose"),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"),
    )
    sa.Table(
        "programme_statement",
        metadata,
        *_text("title", 200),
        *_text("purpose"),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *_said(),
        _reference("corrects_id", "programme_statement.id", nullable=True),
        sa.UniqueConstraint("corrects_id"),
        sa.CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"),
        sa.Index("ix_programme_statement_thing", "programme_id", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "action_line",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        *_text("code", 40),
        *_text("title", 200),
        _choice("kind", "action_line_kind", "line", "cross_cutting", "governance"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        _reference("merged_into_id", "action_line.id", nullable=True),
        sa.UniqueConstraint("programme_id", "code"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
    )
    sa.Table(
        "action_line_statement",
        metadata,
        *_text("code", 40),
        *_text("title", 200),
        _choice("kind", "action_line_kind", "line", "cross_cutting", "governance"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        _reference("merged_into_id", "action_line.id", nullable=True),
        *_statement_of("action_line"),
    )
    sa.Table(
        "programme_party",
        metadata,
        _reference("programme_id", "programme.id", primary_key=True),
        _reference("party_id", "party.id", primary_key=True),
        _choice("kind", "party_kind", "sponsor", "partner", "executor"),
        sa.Column("position", sa.Integer, nullable=False),
        *_text("wording", 200, nullable=True),
        sa.Column("version", sa.Integer, server_default=sa.text("1"), nullable=False),
    )
    sa.Table(
        "pilot_site",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        *_text("name", 200),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("withdrawn_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("programme_id", "name"),
    )
    sa.Table(
        "project",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("action_line_id", "action_line.id"),
        *_text("title", 200),
        *_text("narrative"),
        _reference("lead_id", "person.id", nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        _reference("merged_into_id", "project.id", nullable=True),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        sa.Index("ix_project_action_line_id", "action_line_id"),
        sa.Index("ix_project_programme", "programme_id", "action_line_id", "position"),
    )
    sa.Table(
        "project_statement",
        metadata,
        _reference("action_line_id", "action_line.id"),
        *_text("title", 200),
        *_text("narrative"),
        _reference("lead_id", "person.id", nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        _reference("merged_into_id", "project.id", nullable=True),
        *_statement_of("project"),
        sa.Index("ix_project_statement_action_line_id", "action_line_id"),
    )


def _add_deliverables(metadata: sa.MetaData) -> None:
    """What is promised, when it is expected, how it stands, and where that is written."""
    sa.Table(
        "deliverable",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("project_id", "project.id"),
        _choice("kind", "deliverable_kind", "product", "decision", "research", "event", "recurring"),
        *_text("title", 300),
        *_text("description"),
        _reference("lead_id", "person.id", nullable=True),
        _reference("executing_party_id", "party.id", nullable=True),
        sa.Column("frequency_count", sa.Integer),
        _choice("frequency_per", "frequency", "quarter", "half_year", "year", nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("aliases"),
        _reference("merged_into_id", "deliverable.id", nullable=True),
        _reference("split_from_id", "deliverable.id", nullable=True),
        sa.CheckConstraint("frequency_count IS NULL OR frequency_count > 0", name="frequency_positive"),
        sa.CheckConstraint("split_from_id <> id", name="not_from_itself"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        sa.CheckConstraint("(frequency_count IS NULL) = (frequency_per IS NULL)", name="frequency_whole"),
        sa.Index("ix_deliverable_programme", "programme_id", "project_id", "position"),
        sa.Index("ix_deliverable_project_id", "project_id"),
    )
    sa.Table(
        "deliverable_statement",
        metadata,
        _reference("project_id", "project.id"),
        _choice("kind", "deliverable_kind", "product", "decision", "research", "event", "recurring"),
        *_text("title", 300),
        *_text("aliases"),
        *_text("description"),
        _reference("lead_id", "person.id", nullable=True),
        _reference("executing_party_id", "party.id", nullable=True),
        sa.Column("frequency_count", sa.Integer),
        _choice("frequency_per", "frequency", "quarter", "half_year", "year", nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        _reference("merged_into_id", "deliverable.id", nullable=True),
        *_statement_of("deliverable"),
        sa.CheckConstraint("(frequency_count IS NULL) = (frequency_per IS NULL)", name="frequency_whole"),
        sa.CheckConstraint("frequency_count IS NULL OR frequency_count > 0", name="frequency_positive"),
        sa.Index("ix_deliverable_statement_project_id", "project_id"),
    )
    sa.Table(
        "deliverable_input",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("deliverable_id", "deliverable.id"),
        _reference("input_id", "deliverable.id"),
        sa.CheckConstraint("deliverable_id <> input_id", name="not_itself"),
        sa.Index("ix_deliverable_input_input_id", "input_id"),
        sa.Index("ix_deliverable_input_programme", "programme_id"),
        sa.Index("ix_deliverable_input_thing", "deliverable_id", "input_id", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "deliverable_party",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("deliverable_id", "deliverable.id"),
        _reference("party_id", "party.id"),
        sa.Index("ix_deliverable_party_party_id", "party_id"),
        sa.Index("ix_deliverable_party_programme", "programme_id"),
        sa.Index("ix_deliverable_party_thing", "deliverable_id", "party_id", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "evidence",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("deliverable_id", "deliverable.id"),
        *_text("title", 300),
        *_text("url", 2000, nullable=True),
        sa.Column("on", sa.Date),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id", nullable=True),
        sa.Column("retracted_on", sa.Date),
        sa.CheckConstraint("said_on <= retracted_on", name="retracted_after"),
        sa.Index("ix_evidence_deliverable_id", "deliverable_id"),
        sa.Index("ix_evidence_programme", "programme_id", "deliverable_id"),
    )
    sa.Table(
        "source",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("deliverable_id", "deliverable.id"),
        *_text("document", 300),
        *_text("section", 40),
        *_text("heading", 200),
        *_text("quote", nullable=True),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id", nullable=True),
        sa.Column("retracted_on", sa.Date),
        sa.CheckConstraint("said_on <= retracted_on", name="retracted_after"),
        sa.Index("ix_source_deliverable_id", "deliverable_id"),
        sa.Index("ix_source_programme", "programme_id", "deliverable_id"),
    )
    sa.Table(
        "deadline",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("deliverable_id", "deliverable.id"),
        *_text("phrase", 200),
        *_text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _firmness(),
        *_text("reason"),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        _reference("corrects_id", "deadline.id", nullable=True),
        sa.UniqueConstraint("corrects_id"),
        _window(),
        sa.CheckConstraint("phrase <> ''", name="phrase_said"),
        sa.Index("ix_deadline_deliverable", "deliverable_id", "said_on", "recorded_at", "id"),
        sa.Index("ix_deadline_programme", "programme_id", "deliverable_id", "said_on", "recorded_at", "id"),
    )
    corrects = sa.text("corrects_id IS NOT NULL")
    sa.Table(
        "status_update",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("deliverable_id", "deliverable.id"),
        _choice("status", "status", *STATUSES),
        _choice("confidence", "confidence", "on_track", "at_risk", "off_track", nullable=True),
        *_text("text"),
        *_text("reason"),
        sa.Column("delivered_on", sa.Date),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        _reference("corrects_id", "status_update.id", nullable=True),
        *_text("submission", 64, nullable=True),
        *_text("answer"),
        sa.Column("answer_in_report", sa.Boolean, nullable=False),
        sa.UniqueConstraint("submission"),
        sa.CheckConstraint(
            "delivered_on IS NULL OR status IN ('delivered', 'adopted')", name="delivered_day"
        ),
        sa.CheckConstraint("delivered_on IS NULL OR delivered_on <= said_on", name="delivered_when_said"),
        sa.CheckConstraint("answer = '' OR confidence = 'on_track'", name="answer_to_on_track"),
        sa.CheckConstraint("NOT answer_in_report OR answer <> ''", name="printed_where_answered"),
        sa.Index(
            "ix_status_update_corrects_id",
            "corrects_id",
            unique=True,
            sqlite_where=corrects,
            postgresql_where=corrects,
        ),
        sa.Index("ix_status_update_deliverable", "deliverable_id", "said_on", "recorded_at", "id"),
        sa.Index(
            "ix_status_update_programme", "programme_id", "deliverable_id", "said_on", "recorded_at", "id"
        ),
    )


def _add_decisions(metadata: sa.MetaData) -> None:
    """Decisions: a decision is a deliverable with a question, options and an outcome."""
    sa.Table(
        "decision",
        metadata,
        *_text("question"),
        _reference("adopts_id", "deliverable.id", nullable=True),
        _reference("id", "deliverable.id", primary_key=True),
        _reference("programme_id", "programme.id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("adopts_id <> id", name="not_itself"),
        sa.Index("ix_decision_programme_id", "programme_id"),
    )
    sa.Table(
        "decision_statement",
        metadata,
        *_text("question"),
        _reference("adopts_id", "deliverable.id", nullable=True),
        *_statement_of("decision"),
    )
    sa.Table(
        "decision_option",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("decision_id", "decision.id"),
        sa.Column("number", sa.Integer, nullable=False),
        *_text("title", 300),
        *_text("description"),
        sa.CheckConstraint("number > 0", name="numbered"),
        sa.Index("ix_decision_option_programme", "programme_id"),
        sa.Index("ix_decision_option_thing", "decision_id", "number", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "decision_party",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("decision_id", "decision.id"),
        _reference("party_id", "party.id"),
        sa.Index("ix_decision_party_party_id", "party_id"),
        sa.Index("ix_decision_party_programme", "programme_id"),
        sa.Index("ix_decision_party_thing", "decision_id", "party_id", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "decision_taking",
        metadata,
        *_said(),
        _reference("decision_id", "decision.id"),
        sa.Column("taken_on", sa.Date, nullable=False),
        *_text("outcome"),
        sa.Column("option_number", sa.Integer),
        _reference("corrects_id", "decision_taking.id", nullable=True),
        sa.UniqueConstraint("corrects_id"),
        sa.CheckConstraint("taken_on <= said_on", name="taken_when_said"),
        sa.CheckConstraint("outcome <> ''", name="outcome_said"),
        sa.Index("ix_decision_taking_programme", "programme_id"),
        sa.Index("ix_decision_taking_thing", "decision_id", "said_on", "recorded_at", "id"),
    )


def _add_concerns(metadata: sa.MetaData) -> None:
    """Risks, what others must bring, and what parliament was promised."""
    sa.Table(
        "risk",
        metadata,
        _choice("kind", "risk_kind", "risk", "issue"),
        *_text("title", 300),
        *_text("cause"),
        *_text("consequence"),
        sa.Column("likelihood", sa.Integer),
        sa.Column("impact", sa.Integer),
        *_text("measure"),
        _reference("owner_id", "person.id", nullable=True),
        _choice("state", "risk_state", "open", "accepted", "closed"),
        sa.Column("in_report", sa.Boolean, nullable=False),
        _id(),
        _reference("programme_id", "programme.id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "(likelihood IS NULL) = (kind = 'issue' OR impact IS NULL)", name="likelihood_of_a_risk"
        ),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name="impact_level"),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_level"),
        sa.Index("ix_risk_programme", "programme_id", "id"),
    )
    sa.Table(
        "risk_statement",
        metadata,
        _choice("kind", "risk_kind", "risk", "issue"),
        *_text("title", 300),
        *_text("cause"),
        *_text("consequence"),
        sa.Column("likelihood", sa.Integer),
        sa.Column("impact", sa.Integer),
        *_text("measure"),
        _reference("owner_id", "person.id", nullable=True),
        _choice("state", "risk_state", "open", "accepted", "closed"),
        sa.Column("in_report", sa.Boolean, nullable=False),
        *_statement_of("risk"),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_level"),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name="impact_level"),
        sa.CheckConstraint(
            "(likelihood IS NULL) = (kind = 'issue' OR impact IS NULL)", name="likelihood_of_a_risk"
        ),
    )
    sa.Table(
        "risk_deliverable",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("risk_id", "risk.id"),
        _reference("deliverable_id", "deliverable.id"),
        sa.Index("ix_risk_deliverable_deliverable_id", "deliverable_id"),
        sa.Index("ix_risk_deliverable_programme", "programme_id"),
        sa.Index("ix_risk_deliverable_thing", "risk_id", "deliverable_id", "said_on", "recorded_at", "id"),
    )
    sa.Table(
        "external_dependency",
        metadata,
        *_text("title", 300),
        *_text("description"),
        _reference("owner_party_id", "party.id"),
        *_text("phrase", 200),
        *_text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _firmness(),
        sa.Column("confirmed_on", sa.Date),
        _choice("state", "external_state", "expected", "delivered", "withdrawn"),
        sa.Column("delivered_on", sa.Date),
        _id(),
        _reference("programme_id", "programme.id"),
        sa.Column("version", sa.Integer, nullable=False),
        _window(),
        sa.CheckConstraint("delivered_on IS NULL OR state = 'delivered'", name="delivered_day"),
        sa.Index("ix_external_dependency_programme", "programme_id", "id"),
    )
    sa.Table(
        "external_dependency_statement",
        metadata,
        *_text("title", 300),
        *_text("description"),
        _reference("owner_party_id", "party.id"),
        *_text("phrase", 200),
        *_text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _firmness(),
        sa.Column("confirmed_on", sa.Date),
        _choice("state", "external_state", "expected", "delivered", "withdrawn"),
        sa.Column("delivered_on", sa.Date),
        *_statement_of("external_dependency"),
        sa.CheckConstraint("delivered_on IS NULL OR state = 'delivered'", name="delivered_day"),
        sa.CheckConstraint("confirmed_on <= said_on", name="confirmed_when_said"),
        sa.CheckConstraint("delivered_on <= said_on", name="delivered_when_said"),
        _window(),
    )
    sa.Table(
        "external_dependency_deliverable",
        metadata,
        *_said(),
        sa.Column("holds", sa.Boolean, nullable=False),
        _reference("external_dependency_id", "external_dependency.id"),
        _reference("deliverable_id", "deliverable.id"),
        sa.Index("ix_external_dependency_deliverable_deliverable_id", "deliverable_id"),
        sa.Index("ix_external_dependency_deliverable_programme", "programme_id"),
        sa.Index(
            "ix_external_dependency_deliverable_thing",
            "external_dependency_id",
            "deliverable_id",
            "said_on",
            "recorded_at",
            "id",
        ),
    )
    sa.Table(
        "parliamentary_commitment",
        metadata,
        _choice("kind", "commitment_kind", "undertaking", "motion", "question"),
        *_text("text"),
        sa.Column("made_on", sa.Date, nullable=False),
        *_text("reference", 200),
        *_text("phrase", 200),
        *_text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _reference("deliverable_id", "deliverable.id", nullable=True),
        *_text("section", 60),
        sa.Column("answered_on", sa.Date),
        *_text("answered_in", 300),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        _id(),
        _reference("programme_id", "programme.id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("(answered_on IS NULL) = (answered_in = '')", name="answered_somewhere"),
        _window(),
        sa.CheckConstraint("made_on <= answered_on", name="answered_after"),
        sa.CheckConstraint("text <> ''", name="text_said"),
        sa.Index("ix_parliamentary_commitment_programme", "programme_id", "id"),
    )
    sa.Table(
        "parliamentary_commitment_statement",
        metadata,
        _choice("kind", "commitment_kind", "undertaking", "motion", "question"),
        *_text("text"),
        sa.Column("made_on", sa.Date, nullable=False),
        *_text("reference", 200),
        *_text("phrase", 200),
        *_text("edtf", 80, nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _reference("deliverable_id", "deliverable.id", nullable=True),
        *_text("section", 60),
        sa.Column("answered_on", sa.Date),
        *_text("answered_in", 300),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *_statement_of("parliamentary_commitment"),
        sa.CheckConstraint("made_on <= said_on", name="made_when_said"),
        _window(),
        sa.CheckConstraint("text <> ''", name="text_said"),
        sa.CheckConstraint("(answered_on IS NULL) = (answered_in = '')", name="answered_somewhere"),
        sa.CheckConstraint("answered_on <= said_on", name="answered_when_said"),
        sa.CheckConstraint("made_on <= answered_on", name="answered_after"),
    )


def _add_indicators(metadata: sa.MetaData) -> None:
    """What is measured."""
    sa.Table(
        "indicator",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("action_line_id", "action_line.id", nullable=True),
        *_text("name", 200),
        *_text("definition"),
        *_text("unit", 60),
        _choice("direction", "direction", "up", "down", "none"),
        sa.Column("target", sa.Numeric(18, 4)),
        _reference("numerator_id", "indicator.id", nullable=True),
        _reference("denominator_id", "indicator.id", nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        *_text("caveat"),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("programme_id", "name"),
        sa.CheckConstraint("(numerator_id IS NULL) = (denominator_id IS NULL)", name="ratio_whole"),
    )
    sa.Table(
        "indicator_statement",
        metadata,
        _reference("action_line_id", "action_line.id", nullable=True),
        *_text("name", 200),
        *_text("definition"),
        *_text("unit", 60),
        _choice("direction", "direction", "up", "down", "none"),
        sa.Column("target", sa.Numeric(18, 4)),
        _reference("numerator_id", "indicator.id", nullable=True),
        _reference("denominator_id", "indicator.id", nullable=True),
        *_text("caveat"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *_statement_of("indicator"),
        sa.CheckConstraint("(numerator_id IS NULL) = (denominator_id IS NULL)", name="ratio_whole"),
    )
    sa.Table(
        "measurement",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("indicator_id", "indicator.id"),
        sa.Column("value", sa.Numeric(18, 4), nullable=False),
        sa.Column("reference_date", sa.Date, nullable=False),
        _reference("pilot_site_id", "pilot_site.id", nullable=True),
        *_text("note"),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        _reference("corrects_id", "measurement.id", nullable=True),
        sa.UniqueConstraint("corrects_id"),
        sa.CheckConstraint("reference_date <= said_on", name="measured_when_said"),
        sa.Index("ix_measurement_indicator_id", "indicator_id"),
        sa.Index("ix_measurement_programme", "programme_id", "indicator_id", "reference_date"),
    )
    sa.Table(
        "measurement_part",
        metadata,
        _reference("measurement_id", "measurement.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *_text("label", 200),
        sa.Column("value", sa.Numeric(18, 4), nullable=False),
    )


def _add_rounds(metadata: sa.MetaData) -> None:
    """Reporting periods, the steps of their round, and what is written in it."""
    sa.Table(
        "reporting_period",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        *_text("half_year", 7),
        sa.Column("number", sa.Integer, nullable=False),
        _choice("state", "period_state", *PERIOD_STATES),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("reference_date", sa.Date, nullable=False),
        sa.Column("input_deadline", sa.Date, nullable=False),
        sa.Column("report_date", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("names_leads", sa.Boolean, nullable=False),
        sa.UniqueConstraint("programme_id", "half_year"),
        sa.UniqueConstraint("programme_id", "number"),
        sa.CheckConstraint("input_deadline <= report_date", name="input_before_report"),
        sa.CheckConstraint("starts_on <= ends_on", name="span"),
    )
    sa.Table(
        "round_step",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        _choice("state", "period_state", *PERIOD_STATES),
        sa.Column("taken_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.Index("ix_round_step_period", "reporting_period_id", "id"),
    )
    sa.Table(
        "reminder",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        _reference("person_id", "person.id"),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id", nullable=True),
        sa.Column("escalates", sa.Boolean, nullable=False),
        _reference("job_id", "job.id"),
        sa.UniqueConstraint("reporting_period_id", "person_id", "sent_on"),
    )
    sa.Table(
        "finding_answer",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        *_text("finding", 64),
        *_text("reason"),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
        sa.Index("ix_finding_answer_period", "reporting_period_id", "finding"),
    )
    sa.Table(
        "draft",
        metadata,
        _reference("person_id", "person.id", primary_key=True),
        *_text("place", 120, primary_key=True),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    sa.Table(
        "section_text",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        *_text("section_key", 60),
        *_text("language", 2),
        sa.Column("number", sa.Integer, nullable=False),
        *_text("text"),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.UniqueConstraint("reporting_period_id", "section_key", "language", "number"),
        sa.CheckConstraint("language IN ('nl', 'en')", name="language"),
    )
    sa.Table(
        "visit",
        metadata,
        _reference("person_id", "person.id", primary_key=True),
        _reference("programme_id", "programme.id", primary_key=True),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("before", MOMENT),
    )


def _add_reports(metadata: sa.MetaData) -> None:
    """Versions of a report under review, what sponsors say of them, and reports as adopted."""
    sa.Table(
        "report_version",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("tree", sa.String, nullable=False),
        *_text("hash", 64),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.UniqueConstraint("reporting_period_id", "number"),
    )
    sa.Table(
        "report_version_section",
        metadata,
        _reference("report_version_id", "report_version.id", primary_key=True),
        *_text("section_key", 60, primary_key=True),
        *_text("hash", 64),
        _reference("programme_id", "programme.id"),
    )
    sa.Table(
        "comment",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        *_text("section_key", 60),
        *_text("section_hash", 64),
        _reference("answers_id", "comment.id", nullable=True),
        *_text("text"),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.CheckConstraint("text <> ''", name="said"),
        sa.Index("ix_comment_period", "reporting_period_id", "section_key", "id"),
    )
    sa.Table(
        "sign_off",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        _reference("party_id", "party.id"),
        *_text("section_key", 60),
        *_text("section_hash", 64),
        _choice("verdict", "verdict", "agrees", "agrees_with_reservation", "objects"),
        *_text("text"),
        *_text("document"),
        sa.Column("given_on", sa.Date),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.CheckConstraint("verdict = 'agrees' OR text <> ''", name="reasoned"),
        sa.CheckConstraint("(document = '') = (given_on IS NULL)", name="given_elsewhere"),
        sa.Index("ix_sign_off_period", "reporting_period_id", "party_id", "section_key"),
    )
    sa.Table(
        "frozen_report",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        _reference("reporting_period_id", "reporting_period.id"),
        sa.Column("erratum", sa.Integer, nullable=False),
        *_text("reason"),
        sa.Column("tree", sa.String, nullable=False),
        *_text("hash", 64),
        *_text("previous_hash", 64),
        sa.Column("adopted_on", sa.Date, nullable=False),
        sa.Column("chain_seq", sa.Integer, nullable=False),
        *_text("chain_hash", 64),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("author_id", "person.id"),
        sa.UniqueConstraint("hash"),
        sa.UniqueConstraint("reporting_period_id", "erratum"),
    )
    sa.Table(
        "reported_promise",
        metadata,
        _reference("frozen_report_id", "frozen_report.id", primary_key=True),
        _reference("deliverable_id", "deliverable.id", primary_key=True),
        _reference("programme_id", "programme.id"),
        _choice("status", "status", *STATUSES, nullable=True),
        _reference("deadline_id", "deadline.id", nullable=True),
        *_text("phrase"),
        *_text("edtf", nullable=True),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        _firmness(),
        _window(),
        sa.Index("ix_reported_promise_deliverable", "deliverable_id"),
    )
    sa.Table(
        "file_content",
        metadata,
        *_text("hash", 64, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
    )
    sa.Table(
        "report_file",
        metadata,
        _reference("frozen_report_id", "frozen_report.id", primary_key=True),
        *_text("format", 10, primary_key=True),
        *_text("language", 2, primary_key=True),
        _reference("programme_id", "programme.id"),
        *_text("hash", 64, sa.ForeignKey("file_content.hash", ondelete="RESTRICT")),
        *_text("media_type", 100),
        sa.Column("recorded_at", MOMENT, nullable=False),
    )


def _add_audit(metadata: sa.MetaData) -> None:
    """The audit trail: entries in chains, the values that they tell of, and the seals of rows."""
    sa.Table(
        "audit_entry",
        metadata,
        _id(),
        *_text("chain", 40),
        sa.Column("seq", sa.Integer, nullable=False),
        *_text("previous", 64),
        *_text("hash", 64),
        *_text("key_id", 16),
        _reference("programme_id", "programme.id", nullable=True),
        *_text("action", 60),
        *_text("object_type", 40),
        sa.Column("object_id", sa.Integer, nullable=False),
        *_text("result", 20),
        *_text("origin", 60),
        _reference("actor_id", "person.id", nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        *_text("digest", 64),
        *_text("rows_digest", 64, nullable=True),
        sa.UniqueConstraint("chain", "seq"),
        sa.Index("ix_audit_entry_actor", "actor_id", "id"),
        sa.Index("ix_audit_entry_object", "object_type", "object_id", "id"),
    )
    sa.Table(
        "audit_payload",
        metadata,
        *_text("chain", 40, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["chain", "seq"], ENTRY, ondelete="RESTRICT"),
        sqlite_with_rowid=False,
    )
    sa.Table(
        "audit_head",
        metadata,
        *_text("chain", 40, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        *_text("hash", 64),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    sa.Table(
        "audit_retention",
        metadata,
        _id(),
        sa.Column("before", MOMENT, nullable=False),
    )
    sa.Table(
        "row_seal",
        metadata,
        *_text("table_name", 60, primary_key=True),
        *_text("row_key", 120, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        *_text("chain", 40),
        sa.Column("seq", sa.Integer, nullable=False),
        *_text("digest", 64),
        sa.ForeignKeyConstraint(["chain", "seq"], ENTRY, ondelete="RESTRICT", name="fk_row_seal_chain"),
        sa.Index("ix_row_seal_entry", "chain", "seq"),
        sqlite_with_rowid=False,
    )


def _add_search(metadata: sa.MetaData) -> None:
    """The words by which things are found; what is still due of them is kept until revision 0016."""
    sa.Table(
        "search_entry",
        metadata,
        _id(),
        _reference("programme_id", "programme.id"),
        *_text("kind", 40),
        sa.Column("thing_id", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("title_stems", sa.String, nullable=False),
        sa.Column("text_stems", sa.String, nullable=False),
        sa.UniqueConstraint("programme_id", "kind", "thing_id"),
        sa.Index("ix_search_entry_thing", "kind", "thing_id"),
    )
    sa.Table(
        "search_due",
        metadata,
        _id(),
        _reference("programme_id", "programme.id", nullable=True),
        *_text("thing", 40),
        sa.Column("thing_id", sa.Integer, nullable=False),
    )
    sa.Table(
        "search_progress",
        metadata,
        *_text("chain", 40, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
    )


# --- Guards --------------------------------------------------------------------------------------

APPEND_ONLY = (
    *("deadline", "status_update", "measurement", "measurement_part", "audit_entry"),
    *("programme_statement", "action_line_statement", "project_statement", "deliverable_statement"),
    *("deliverable_input", "deliverable_party", "decision_statement", "decision_option", "decision_party"),
    *("decision_taking", "indicator_statement", "risk_statement", "risk_deliverable"),
    *("external_dependency_statement", "external_dependency_deliverable"),
    *("parliamentary_commitment_statement", "round_step", "reminder", "finding_answer", "section_text"),
    *("report_version", "report_version_section", "sign_off", "comment", "frozen_report"),
    *("reported_promise", "file_content", "report_file", "row_seal", "audit_retention"),
)
"""The tables in which nothing is ever changed or removed."""


def _guards(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        for table in APPEND_ONLY:
            yield from _append_only_on_sqlite(table)
        yield from AUDIT_GUARDS_ON_SQLITE
    else:
        yield from FUNCTIONS_ON_POSTGRESQL
        for table in APPEND_ONLY:
            yield from _append_only_on_postgresql(table)
        yield from AUDIT_GUARDS_ON_POSTGRESQL


def _append_only_on_sqlite(table: str) -> Iterator[str]:
    for verb in ("update", "delete"):
        yield f"""
            CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """


def _append_only_on_postgresql(table: str) -> Iterator[str]:
    yield f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """
    yield f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """


# Values leave the trail once a retention covers them, and the head of a chain only goes forward.
AUDIT_GUARDS_ON_SQLITE = (
    """
    CREATE TRIGGER audit_payload_no_update BEFORE UPDATE ON audit_payload
    BEGIN SELECT RAISE(ABORT, 'audit_payload is append-only'); END
    """,
    """
    CREATE TRIGGER audit_payload_kept BEFORE DELETE ON audit_payload
    WHEN NOT EXISTS (SELECT 1 FROM audit_retention WHERE OLD.at < before)
    BEGIN SELECT RAISE(ABORT, 'audit_payload is kept until a retention covers it'); END
    """,
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    WHEN NEW.seq <= OLD.seq OR NEW.chain <> OLD.chain
    BEGIN SELECT RAISE(ABORT, 'audit_head only goes forward'); END
    """,
    """
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'audit_head only goes forward'); END
    """,
)

FUNCTIONS_ON_POSTGRESQL = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "CREATE FUNCTION keep_payload() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM audit_retention WHERE OLD.at < before) "
    "THEN RAISE EXCEPTION 'audit_payload is kept until a retention covers it'; END IF; RETURN OLD; END $$",
    "CREATE FUNCTION go_forward() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF TG_OP = 'DELETE' OR NEW.seq <= OLD.seq OR NEW.chain <> OLD.chain "
    "THEN RAISE EXCEPTION 'audit_head only goes forward'; END IF; RETURN NEW; END $$",
)

AUDIT_GUARDS_ON_POSTGRESQL = (
    """
    CREATE TRIGGER audit_payload_append_only BEFORE UPDATE ON audit_payload
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER audit_payload_kept BEFORE DELETE ON audit_payload
    FOR EACH ROW EXECUTE FUNCTION keep_payload()
    """,
    """
    CREATE TRIGGER audit_payload_no_truncate BEFORE TRUNCATE ON audit_payload
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION go_forward()
    """,
    """
    CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)


# --- Search --------------------------------------------------------------------------------------


def _search_index(dialect: str) -> tuple[str, ...]:
    return SEARCH_INDEX_ON_SQLITE if dialect == "sqlite" else SEARCH_INDEX_ON_POSTGRESQL


SEARCH_INDEX_ON_POSTGRESQL = (
    """
    CREATE INDEX ix_search_entry_search_stem ON search_entry
    USING gin (to_tsvector('simple', title_stems || ' ' || text_stems))
    """,
)

# FTS5 keeps no rows of its own: three triggers tell it what comes, goes and changes.
SEARCH_INDEX_ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_stem USING fts5(title_stems, text_stems, content='search_entry',
    content_rowid='id', tokenize='unicode61', prefix='2 3')
    """,
    """
    CREATE TRIGGER search_entry_insert_stems AFTER INSERT ON search_entry
    BEGIN INSERT INTO search_stem(rowid, title_stems, text_stems)
    VALUES (new.id, new.title_stems, new.text_stems); END
    """,
    """
    CREATE TRIGGER search_entry_delete_stems AFTER DELETE ON search_entry
    BEGIN INSERT INTO search_stem(search_stem, rowid, title_stems, text_stems)
    VALUES ('delete', old.id, old.title_stems, old.text_stems); END
    """,
    """
    CREATE TRIGGER search_entry_update_stems AFTER UPDATE ON search_entry
    BEGIN INSERT INTO search_stem(search_stem, rowid, title_stems, text_stems)
    VALUES ('delete', old.id, old.title_stems, old.text_stems);
    INSERT INTO search_stem(rowid, title_stems, text_stems)
    VALUES (new.id, new.title_stems, new.text_stems); END
    """,
)
