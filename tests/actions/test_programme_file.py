"""A whole programme as one file: out of one database, into another, and nothing of it gets lost."""

import io
import json
import re

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator

from app.actions import person
from app.actions.audit_log import AuditContext
from app.actions.programme_import import examine, import_programme
from app.db import Database, migrate
from app.domain.audit_trail import SealKeys
from app.domain.refusal import Conflict, Invalid
from app.queries.audit_verification import chain_faults
from app.queries.integrity import guard_faults
from app.queries.programme_file import ProgrammeWriter
from app.queries.report.verification import report_faults, unverified_reports
from app.queries.reporting_period import period_by_id, period_on
from app.queries.row_verification import row_faults
from app.tables import FrozenReport, Programme, ReportingPeriod, metadata
from app.tables.programme_file import FILED
from app.tables.programme_schema import write_programme_schema
from tests import rounds
from tests.cast import SLUG, TODAY, assemble, at
from tests.database import KEYS, fill_template
from tests.machine.workplace import once

OF_PROGRAMME = Draft202012Validator(json.loads(write_programme_schema()))
ACT = AuditContext(None, at(TODAY), "cli")


def write(database, slug=SLUG, keys=KEYS):
    with database.reading() as session:
        programme = session.scalars(sa.select(Programme).where(Programme.slug == slug)).one()
        return "".join(ProgrammeWriter(session, keys, programme.id, programme.slug).lines())


def read(database, text, **options):
    """Take the file in, as the command does."""
    with database.writing() as session:
        return import_programme(session, ACT, examine(lambda: io.StringIO(text)), **options)


def faults(database):
    """Everything that `verify` would name."""
    with database.reading() as session:
        keys = database.keys(session)
        return [
            *chain_faults(session, keys),
            *row_faults(session, keys),
            *report_faults(session),
            *guard_faults(session),
        ]


def counts(database, names=FILED):
    with database.reading() as session:
        return {
            name: session.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
            for name in names
        }


@pytest.fixture(scope="session")
def text(sqlite_templates):
    """The file of the cast, its report adopted, written by an installation on SQLite."""

    def make():
        texts = []

        def fill(database):
            migrate(database)
            cast = assemble(database)
            with database.writing() as session:
                rounds.adopted(session, cast)
            texts.append(write(database))

        fill_template(sqlite_templates.create(), fill)
        return texts[0]

    return once("file-of-the-cast", make)


@pytest.fixture
def elsewhere(empty_database):
    """The same tables, opened by an installation with another key."""
    address = empty_database.url.render_as_string(hide_password=False)
    database = Database(address, lambda _: SealKeys.derive_from(["the key of somebody else"]))
    yield database
    database.dispose()


def test_a_programme_comes_into_an_empty_database_as_it_was(text, empty_database):
    programme = read(empty_database, text)
    assert (programme.is_verified, programme.slug, programme.reports) == (True, SLUG, 1)
    assert write(empty_database) == text  # whichever of the two databases writes it
    with empty_database.writing() as session:
        person.add(session, ACT, email="nieuw@voorbeeld.nl", name="Nieuw")  # gets an id of its own
    assert faults(empty_database) == []


def test_the_file_is_what_its_published_schema_says(text):
    assert [error.message for error in OF_PROGRAMME.iter_errors(json.loads(text))] == []


def test_nothing_secret_is_in_the_file(text):
    assert not {"password", "secret", "token", "cookie"} & set(
        re.findall(r"[a-z]+", text.lower().split('"auditentries"')[0])
    )


@pytest.mark.parametrize("backend", ["sqlite"])
def test_without_the_key_reports_come_in_unverified_with_the_same_bytes(text, elsewhere):
    programme = read(elsewhere, text)
    assert not programme.is_verified
    assert faults(elsewhere) == []
    original = json.loads(text)["frozenReports"][0]
    with elsewhere.reading() as session:
        report = session.scalars(sa.select(FrozenReport)).one()
        assert (report.tree, report.hash, report.unverified) == (original["tree"], original["hash"], True)
        kept = session.scalar(sa.text("SELECT content FROM imported_trail"))
        assert unverified_reports(session) == [f"{SLUG} 2023-H2 1.0"]
    assert len(kept.splitlines()) == sum(
        len(json.loads(text)[name]) for name in ("auditHeads", "auditEntries", "auditPayloads", "rowSeals")
    )


def test_beside_other_programmes_rows_get_other_ids_and_the_slug_is_chosen(text, database, frozen):
    before = counts(database)
    with pytest.raises(Invalid, match="cannot be saved"):
        read(database, text)
    assert counts(database) == before
    programme = read(database, text, slug="kopie")
    assert not programme.is_verified
    assert faults(database) == []
    after = counts(database)
    assert {name: after[name] for name in ("person", "party")} == {
        name: before[name] for name in ("person", "party")
    }
    twice = (
        "deliverable",
        "deadline",
        "status_update",
        "frozen_report",
        "measurement",
        "sign_off",
        "reported_promise",
    )
    assert {name: after[name] for name in twice} == {name: 2 * before[name] for name in twice}
    copied = json.loads(write(database, "kopie"))
    titles = {
        name: [row["title"] for row in json.loads(of)["deliverables"]]
        for name, of in (("a", text), ("b", json.dumps(copied)))
    }
    assert titles["a"] == titles["b"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_report_in_review_is_edited_again_where_its_facts_get_other_ids(database, in_review):
    programme = read(database, write(database), slug="kopie")
    assert programme.returned == ("2023-H2",)
    assert faults(database) == []
    with database.reading() as session:
        period = session.scalars(
            sa.select(ReportingPeriod).where(
                ReportingPeriod.programme_id == programme.id, ReportingPeriod.half_year == "2023-H2"
            )
        ).one()
        row = period_by_id(session, period.id)
        assert (period.state, period_on(session, row, TODAY).state) == ("editing", "editing")
        assert session.scalar(sa.select(sa.func.count()).select_from(metadata.tables["report_version"])) == 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_only_verified_takes_in_nothing_else(text, elsewhere):
    with pytest.raises(Invalid):
        read(elsewhere, text, only_verified=True)
    assert counts(elsewhere, ("programme", "person")) == {"programme": 0, "person": 0}


BROKEN = {
    "cut off": lambda text: text[: len(text) // 2],
    "no json": lambda text: "mijlpaal",
    "of something else": lambda text: '{"openapi": "3.1.0"}',
    "of a later version": lambda text: text.replace('"version":1', '"version":2', 1),
    "with an unknown part": lambda text: text.replace('"people":[', '"passwords":[],\n"people":[', 1),
    "with an unknown property": lambda text: text.replace('"email":', '"isAdmin":true,"email":', 1),
    "with a role for the whole installation": lambda text: re.sub(
        r'"role":"\w+"', '"role":"admin"', text, count=1
    ),
    "with a word that is none": lambda text: re.sub(r'"role":"\w+"', '"role":"king"', text, count=1),
    "with an altered report": lambda text: text.replace("voortgangsrapportage", "voortgangsrapport", 1),
    "with a row of another programme": lambda text: re.sub(
        r'"programmeId":1', '"programmeId":7', text, count=1
    ),
    "with a row that refers to nothing": lambda text: re.sub(
        r'"projectId":\d+', '"projectId":999', text, count=1
    ),
    "altered after it was sealed": lambda text: text.replace('"name":"Noor"', '"name":"Eva"', 1),
    "with two of one name": lambda text: text.replace('"name":"Noor"', '"name":"Noor","name":"Eva"', 1),
    "with a report about a record that cannot be": lambda text: text.replace(
        '\\"id\\":1,\\"type\\":\\"programme\\"', '\\"id\\":0,\\"type\\":\\"programme\\"', 1
    ),
    "with text that no database keeps": lambda text: text.replace('"name":"Noor"', '"name":"No\\u0000or"', 1),
}


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("breaks", BROKEN.values(), ids=BROKEN)
def test_a_file_is_refused_whole(breaks, text, empty_database):
    broken = breaks(text)
    assert broken != text
    with pytest.raises((Invalid, Conflict)):
        read(empty_database, broken)
    assert counts(empty_database, ("programme", "person", "audit_entry")) == {
        "programme": 0,
        "person": 0,
        "audit_entry": 0,
    }


@pytest.mark.parametrize("backend", ["sqlite"])
def test_what_the_database_refuses_leaves_nothing_behind(text, elsewhere):
    """Nobody can verify it there, so that only the database knows what it does not take."""
    twice = re.sub(r'"halfYear":"[\d-]+H\d","id":(\d+)', r'"halfYear":"2023-H2","id":\1', text)
    twice = twice.replace('"earliest":"2023', '"earliest":"2099')
    with pytest.raises(Invalid) as refused:
        read(elsewhere, twice)
    assert "deadlines" in str(refused.value.fields["file"])
    assert counts(elsewhere, ("programme", "person")) == {"programme": 0, "person": 0}
