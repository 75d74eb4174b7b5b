"""The triggers of the audit trail beside append-only: values leave by retention, and a head goes forward."""

from collections.abc import Iterator

from app.tables.append_only import create_guards, drop_guards

_KEPT = "audit_payload is kept until a retention covers it"
_FORWARD = "audit_head only goes forward"
_COVERED = "EXISTS (SELECT 1 FROM audit_retention WHERE OLD.at < before)"


def create_audit_guards(dialect: str) -> Iterator[str]:
    """The statements that guard payloads, heads and retentions; `dialect` is `sqlite` or `postgresql`."""
    yield from create_guards(dialect, ("audit_retention",))
    yield from (_postgresql() if dialect == "postgresql" else _sqlite())


def drop_audit_guards(dialect: str) -> Iterator[str]:
    """The statements that take these guards away."""
    for name in (
        *("audit_payload_append_only", "audit_payload_no_update", "audit_payload_kept"),
        *(
            "audit_payload_no_truncate",
            "audit_head_forward",
            "audit_head_no_delete",
            "audit_head_no_truncate",
        ),
    ):
        table = "audit_head" if name.startswith("audit_head") else "audit_payload"
        yield f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if dialect == "postgresql" else "")
    yield from drop_guards(dialect, ("audit_retention",))


def _sqlite() -> Iterator[str]:
    yield (
        "CREATE TRIGGER audit_payload_no_update BEFORE UPDATE ON audit_payload "
        "BEGIN SELECT RAISE(ABORT, 'audit_payload is append-only'); END"
    )
    yield (
        f"CREATE TRIGGER audit_payload_kept BEFORE DELETE ON audit_payload WHEN NOT {_COVERED} "
        f"BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
    )
    yield (
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head "
        "WHEN NEW.seq <= OLD.seq OR NEW.chain <> OLD.chain "
        f"BEGIN SELECT RAISE(ABORT, '{_FORWARD}'); END"
    )
    yield (
        "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head "
        f"BEGIN SELECT RAISE(ABORT, '{_FORWARD}'); END"
    )


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION keep_payload() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT {_COVERED} THEN RAISE EXCEPTION '{_KEPT}'; END IF; RETURN OLD; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION go_forward() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF TG_OP = 'DELETE' OR NEW.seq <= OLD.seq OR NEW.chain <> OLD.chain "
        f"THEN RAISE EXCEPTION '{_FORWARD}'; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER audit_payload_append_only BEFORE UPDATE ON audit_payload "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    yield (
        "CREATE TRIGGER audit_payload_kept BEFORE DELETE ON audit_payload "
        "FOR EACH ROW EXECUTE FUNCTION keep_payload()"
    )
    yield (
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE OR DELETE ON audit_head "
        "FOR EACH ROW EXECUTE FUNCTION go_forward()"
    )
    for table in ("audit_payload", "audit_head"):
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
