"""The schema grows in steps that can be taken back, on both databases, with data in it."""

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from app.actions.search_entry import build_missing
from app.db import alembic_configuration, migrate
from app.domain.structure import PartyKind
from app.queries.audit_verification import chain_faults
from app.queries.integrity import guard_faults
from app.tables import AuditEntry, AuditPayload, ProgrammeParty, metadata
from app.tables.append_only import APPEND_ONLY
from app.tables.search_entry import is_search_index
from tests.cast import assemble

LINKS = {"deliverable_input", "deliverable_party"}
"""Were no statements in the first steps, and could then be removed."""


def revisions(database):
    """Every revision, the first one first."""
    script = ScriptDirectory.from_config(alembic_configuration(database))
    return [step.revision for step in reversed(list(script.walk_revisions()))]


def difference(database):
    """What Alembic would change to bring the database in line with the tables in the code."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_object": of_the_code},
        )
        return compare_metadata(context, metadata)


def of_the_code(_, name, *_rest):
    """What a database searches with is its own."""
    return not is_search_index(name)


def tables_of(database):
    found = sa.inspect(database.engine).get_table_names()
    return {name for name in found if not is_search_index(name)} - {"alembic_version"}


def counts(database):
    with database.reading() as session:
        return {
            name: session.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }


def unguarded(database):
    """The append-only tables, of those that there are, from which a row can be removed."""
    return [name for name in sorted(said_in(database)) if not is_guarded(database, name)]


def said_in(database):
    """The tables of what was said, at this step."""
    inspector = sa.inspect(database.engine)
    there = set(APPEND_ONLY) & tables_of(database)
    return {
        n for n in there if n not in LINKS or any(c["name"] == "said_on" for c in inspector.get_columns(n))
    }


def is_guarded(database, name):
    """Whether removing is refused; where there is no row to try it with, whether a trigger watches."""
    with database.reading() as session:
        is_empty = session.scalar(sa.text(f"SELECT count(*) FROM {name}")) == 0
        triggers = "name FROM sqlite_master" if database.is_sqlite else "tgname FROM pg_trigger"
        watched = {f"{name}_no_delete", f"{name}_append_only"} & set(
            session.scalars(sa.text(f"SELECT {triggers}"))
        )
    if is_empty:
        return bool(watched)
    with database.writing() as session:
        try:
            session.execute(sa.text(f"DELETE FROM {name}"))
        except DBAPIError:
            return True
        finally:
            session.rollback()
    return False


def test_the_steps_lead_to_the_tables_of_the_code(empty_database):
    assert difference(empty_database) == []


NEWER = ("risk_", "external_dependency_", "parliamentary_commitment_", "round_step", "row_seal")
"""Of these nothing could be told before their tables came, so nothing is left of them further back."""


def rows_said(database):
    """How many rows each table has in which nothing is ever changed."""
    found = counts(database).items()
    return {name: n for name, n in found if name in APPEND_ONLY and not name.startswith(NEWER)}


def test_every_step_can_be_taken_back_and_again_with_data_in_the_tables(database):
    said = rows_said(database)
    for revision in reversed(revisions(database)[:-1]):
        command.downgrade(alembic_configuration(database), revision)
        assert unguarded(database) == []
    migrate(database)
    assert unguarded(database) == []
    assert rows_said(database) == said


def test_a_database_that_was_taken_down_wholly_comes_up_whole_and_can_be_filled_again(database):
    before = counts(database)
    command.downgrade(alembic_configuration(database), "base")
    assert tables_of(database) == set()
    migrate(database)
    assert difference(database) == []
    assemble(database)
    with database.writing() as session:
        build_missing(session)
    assert (counts(database), unguarded(database)) == (before, [])


def test_coming_to_the_last_step_again_changes_nothing(database):
    before = counts(database)
    migrate(database)
    assert counts(database) == before


def test_what_was_said_stays_guarded_after_every_step(database):
    assert tables_of(database) >= set(APPEND_ONLY)
    assert unguarded(database) == []


def test_parties_from_before_programmes_had_words_of_their_own_are_called_as_everywhere(database, cast):
    command.downgrade(alembic_configuration(database), "0013")
    assert "wording" not in {
        one["name"] for one in sa.inspect(database.engine).get_columns("programme_party")
    }
    migrate(database)
    with database.reading() as session:
        row = session.get_one(ProgrammeParty, (cast.programme, cast.fund))
        assert (row.wording, row.version, row.kind) == (None, 1, PartyKind.SPONSOR)


def test_entries_from_before_the_chain_are_sealed_into_it(database):
    """Down to where entries stood loose, and up again: each in its place, with its values, and no fault."""
    anew = ("previous", "hash", "rows_digest")  # sealed anew, without the rows
    columns = [column for column in AuditEntry.__table__.c if column.name not in anew]
    entries = sa.select(*columns).order_by(AuditEntry.id)
    with database.reading() as session:
        before = session.execute(entries).all()
        said = session.scalars(sa.select(AuditPayload.content).order_by(AuditPayload.seq)).all()
    command.downgrade(alembic_configuration(database), "0001")
    migrate(database)
    with database.reading() as session:
        assert list(chain_faults(session, database.keys(session))) == []
        assert session.execute(entries).all() == before
        assert session.scalars(sa.select(AuditPayload.content).order_by(AuditPayload.seq)).all() == said
        assert list(guard_faults(session)) == []
