"""A whole programme as one file: out of one database, into another, and nothing of it gets lost."""

import io
import json
import re

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator

from app.actions import audit_log, person
from app.actions.audit_log import AuditContext
from app.actions.audit_maintenance import forget_values
from app.actions.leaving import end_access, erase
from app.actions.programme_import import examine, import_programme
from app.actions.programme_import.examination import LARGEST_SPAN
from app.db import Database, migrate
from app.domain.audit_trail import SealKeys
from app.domain.person import erased_address, erased_name
from app.domain.programme_file import seal_file
from app.domain.refusal import Conflict, Invalid
from app.domain.role import Role
from app.queries.audit_verification import chain_faults
from app.queries.integrity import guard_faults
from app.queries.programme_file import ProgrammeWriter
from app.queries.report.verification import report_faults, unverified_reports
from app.queries.reporting_period import period_by_id, period_on
from app.queries.row_verification import row_faults
from app.tables import FrozenReport, Job, Person, Programme, ReportingPeriod, Source, metadata
from app.tables.columns import LARGEST_ID
from app.tables.job import JobState
from app.tables.programme_file import FILED
from app.tables.programme_schema import write_programme_schema
from tests import rounds
from tests.cast import SLUG, TODAY, assemble, at
from tests.database import KEYS, fill_template
from tests.every_table import fill_every_table
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


def write_once(templates, name, complete):
    """The file of the cast, completed, written by an installation on SQLite."""

    def make():
        texts = []

        def fill(database):
            migrate(database)
            cast = assemble(database)
            with database.writing() as session:
                complete(session, cast)
            texts.append(write(database))

        fill_template(templates.create(), fill)
        return texts[0]

    return once(name, make)


@pytest.fixture(scope="session")
def text(sqlite_templates):
    """The file of the cast, its report adopted."""
    return write_once(sqlite_templates, "file-of-the-cast", rounds.adopted)


@pytest.fixture(scope="session")
def full_text(sqlite_templates):
    """The file of a programme with a row in every table."""
    return write_once(sqlite_templates, "full-file", fill_every_table)


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


def change(*places, to):
    """Break a file by putting a value at a place, or by leaving that place out."""

    def breaks(text):
        content = json.loads(text)
        value = content
        for place in places[:-1]:
            value = value[place]
        if to is ABSENT:
            del value[places[-1]]
        else:
            value[places[-1]] = to
        return json.dumps(content)

    return breaks


def empty(text):
    """A file of a programme in which nothing is."""
    return json.dumps({name: [] if isinstance(v, list) else v for name, v in json.loads(text).items()})


def twice(text):
    content = json.loads(text)
    content["risks"] *= 2
    return json.dumps(content)


def turned_around(text):
    content = json.loads(text)
    return json.dumps({"format": content.pop("format"), "seal": content.pop("seal"), **content})


ABSENT = object()
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
    "without any row": empty,
    "with the same row again": twice,
    "in another order": turned_around,
    "without its end": change("seal", to=ABSENT),
    "with a seal that is none": change("seal", to="whole"),
    "with half a seal": change("seal", "hmac", to=7),
    "without a version": change("version", to="1"),
    "with one person where a list is": change("people", to=5),
    "with a list for its name": change("slug", to=["kopie"]),
    "with words for a person": change("people", 0, to="Noor"),
    "with a person without a name": change("people", 0, "name", to=ABSENT),
    "forgotten on no day": change("forgottenBefore", to="2023-02-30T00:00:00.000000Z"),
    "with numbers too far apart": change("sources", 0, "id", to=LARGEST_SPAN * 2),
    "with a correction of what is not there": change("deadlines", 0, "correctsId", to=999),
    "with shifts of a report that are no numbers": change("frozenReports", 0, "idShifts", to='{"risk":"1"}'),
    "with facts of a version that are no object": change("reportVersions", 0, "facts", to="[]"),
    "with an entry of the trail that is no object": change("auditPayloads", 0, "content", to="[]"),
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


def seal(text, keys=KEYS):
    """Seal a file that was altered, as somebody with the key could."""
    seen = examine(lambda: io.StringIO(text)).file
    content = json.loads(text)
    content["seal"] = seal_file(keys.current, seen.digest)
    return json.dumps(content)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_programme_that_is_verified_keeps_its_short_name(text, empty_database):
    with pytest.raises(Invalid, match="cannot be saved") as refused:
        read(empty_database, text, slug="kopie")
    assert "slug" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        read(empty_database, text, slug="Kopie!")
    assert "small letters" in str(refused.value.fields["slug"])
    assert counts(empty_database, ("programme",)) == {"programme": 0}


@pytest.mark.parametrize("backend", ["sqlite"])
def test_without_a_seal_nothing_is_verified(text, empty_database):
    programme = read(empty_database, change("seal", to=None)(text))
    assert "bears no seal" in str(programme.why_unverified)
    assert faults(empty_database) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_trail_that_is_not_whole_is_refused_whoever_sealed_the_file(text, empty_database):
    altered = seal(change("auditEntries", 3, "actorId", to=None)(text))
    with pytest.raises(Conflict, match="not whole"):
        read(empty_database, altered)
    assert counts(empty_database, ("programme", "audit_entry")) == {"programme": 0, "audit_entry": 0}


def test_values_that_were_forgotten_stay_so_where_the_programme_comes_in(database, frozen, empty_database):
    with database.writing() as session:
        forget_values(session, ACT, ACT.at)
    read(empty_database, write(database))
    assert faults(empty_database) == []
    with empty_database.reading() as session:
        forgotten = session.scalar(sa.text("SELECT count(*) FROM audit_retention"))
    assert forgotten == 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_who_was_erased_comes_in_without_a_name(database, cast, elsewhere):
    with database.writing() as session:
        end_access(session, ACT, cast.bram, {})
        erase(session, ACT, cast.bram)
    with elsewhere.writing() as session:
        for place in range(cast.bram):
            person.add(session, ACT, email=f"hier{place}@voorbeeld.nl", name="Hier")
    read(elsewhere, write(database))
    with elsewhere.reading() as session:
        people = session.scalars(sa.select(Person).where(Person.erased_at.is_not(None))).all()
    assert [(row.name, row.email) for row in people] == [
        (erased_name(people[0].id), erased_address(people[0].id))
    ]
    assert people[0].id != cast.bram
    assert faults(elsewhere) == []


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("email", ["noor@voorbeeld.nl", "hier@voorbeeld.nl"])
def test_who_has_another_number_here_keeps_a_programme_from_being_verified(text, empty_database, email):
    """Noor under another number, or somebody else under hers: the seals name numbers."""
    numbers = {row["email"]: row["id"] for row in json.loads(text)["people"]}
    with empty_database.writing() as session:
        if email in numbers:
            person.add(session, ACT, email="eerder@voorbeeld.nl", name="Eerder")
        for _ in range(1 if email in numbers else max(numbers.values())):
            person.add(session, ACT, email=email, name="Hier")
            email = f"n{email}"
    programme = read(empty_database, text)
    assert "numbers" in str(programme.why_unverified)
    assert faults(empty_database) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_role_here_with_the_number_of_one_in_the_file_keeps_it_from_being_verified(text, empty_database):
    (first,) = [row for row in json.loads(text)["people"] if row["id"] == 1]
    with empty_database.writing() as session:
        administrator = person.add(session, ACT, email=first["email"], name=first["name"])
        person.grant(session, ACT, administrator, Role.ADMIN)
    programme = read(empty_database, text)
    assert "numbers" in str(programme.why_unverified)
    assert faults(empty_database) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_property_that_may_be_absent_is_absent_in_the_row(text, elsewhere):
    content = json.loads(text)
    del content["sources"][0]["correctsId"]
    read(elsewhere, json.dumps(content))
    with elsewhere.reading() as session:
        assert session.scalar(sa.select(Source.corrects_id).order_by(Source.id).limit(1)) is None


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_row_of_every_table_comes_in_verified(full_text, empty_database):
    assert read(empty_database, full_text).is_verified
    empty = [name for name, count in counts(empty_database).items() if not count]
    assert empty == ["named_moment"]  # no deadline of it was said in the words of the moment
    assert faults(empty_database) == []
    with empty_database.reading() as session:
        (letter,) = session.scalars(sa.select(Job)).all()
        assert (letter.state, letter.content) == (JobState.DONE, "{}")


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_row_of_every_table_comes_in_unverified_and_beside_itself(full_text, elsewhere):
    read(elsewhere, full_text)
    once = counts(elsewhere)
    read(elsewhere, full_text, slug="nog-eens")
    twice = counts(elsewhere)
    assert {name: twice[name] for name in once if twice[name] == once[name] != 0} == {
        name: once[name] for name in ("person", "party", "file_content")
    }
    assert twice["bulk_entry"] == 0  # what it would undo has other numbers here
    assert faults(elsewhere) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_programme_is_refused_where_no_numbers_are_left(text, elsewhere):
    with elsewhere.writing() as session:
        for number in (1, LARGEST_ID):
            session.add(Programme(id=number, slug=f"hier-{number}", title="Hier"))
            session.flush()
            audit_log.record(session, ACT, "programme.add", ("programme", number), programme_id=number)
    with pytest.raises(Conflict, match="no numbers left"):
        read(elsewhere, text)
