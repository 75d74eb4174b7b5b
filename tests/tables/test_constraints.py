"""What cannot be is refused by the database itself, whoever asks."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.actions import api_token, calendar_link, credential, identity, invitation, sign_in
from app.actions.audit_log import AuditContext
from app.domain.calendar_feed import CalendarKind
from app.domain.identity import VouchedIdentity
from app.domain.sign_in import SignInMethod
from app.tables import Credential, metadata
from app.tables.append_only import APPEND_ONLY
from tests.cast import SLUG, TODAY, at
from tests.database import put
from tests.tables.rows import ensure_row

NOBODY = 999_999
"""An id that nothing has."""

IMPOSSIBLE = {
    "a window that ends before it begins": ("deadline", {"earliest": "2024-02-01", "latest": "2024-01-31"}),
    "a deadline without words": ("deadline", {"phrase": ""}),
    "a firmness that is no word of ours": ("deadline", {"firmness": "perhaps"}),
    "a status that is no word of ours": ("status_update", {"status": "finished"}),
    "a confidence that is no word of ours": ("status_update", {"confidence": "green"}),
    "a day of delivery of what is not delivered": (
        "status_update",
        {"status": "planned", "delivered_on": "2023-01-02"},
    ),
    "a delivery after the day on which it was said": (
        "status_update",
        {"status": "delivered", "said_on": "2023-03-01", "delivered_on": "2023-03-02"},
    ),
    "a kind of deliverable that is no word of ours": ("deliverable", {"kind": "milestone"}),
    "half a frequency": ("deliverable", {"frequency_count": 2, "frequency_per": None}),
    "something that happens no times a year": (
        "deliverable",
        {"frequency_count": 0, "frequency_per": "year"},
    ),
    "an input of itself": ("deliverable_input", {"input_id": 1, "deliverable_id": 1}),
    "a risk that is likelier than certain": ("risk", {"likelihood": 6}),
    "a risk without any impact": ("risk", {"impact": 0}),
    "an issue that is likely": ("risk", {"kind": "issue", "likelihood": 3}),
    "a risk of which nobody says how likely it is": ("risk", {"kind": "risk", "likelihood": None}),
    "what others delivered while it is still expected": (
        "external_dependency",
        {"state": "expected", "delivered_on": "2023-12-01"},
    ),
    "a confirmation of a day still to come": (
        "external_dependency_statement",
        {"said_on": "2023-12-01", "confirmed_on": "2023-12-02"},
    ),
    "an answer to parliament that stands nowhere": (
        "parliamentary_commitment",
        {"answered_on": "2023-12-05", "answered_in": ""},
    ),
    "an answer before the promise": (
        "parliamentary_commitment",
        {"answered_on": "2023-01-01", "answered_in": "Brief", "made_on": "2023-01-02"},
    ),
    "a decision that was taken after it was said": (
        "decision_taking",
        {"said_on": "2023-12-01", "taken_on": "2023-12-02"},
    ),
    "a decision without an outcome": ("decision_taking", {"outcome": ""}),
    "a decision that adopts itself": ("decision", {"id": 1, "adopts_id": 1}),
    "a product merged into itself": ("deliverable", {"id": 99, "merged_into_id": 99}),
    "a project merged into itself": ("project", {"id": 99, "merged_into_id": 99}),
    "a retraction of nothing": ("status_update", {"retracts": True}),
    "evidence taken back before it was laid there": (
        "evidence",
        {"said_on": "2023-12-01", "retracted_on": "2023-11-30"},
    ),
    "a programme that ends before it begins": (
        "programme",
        {"slug": "other", "starts_on": "2024-01-01", "ends_on": "2023-12-31"},
    ),
    "a kind of programme that is no word of ours": ("programme", {"slug": "other", "kind": "plan"}),
    "a second programme of the same slug": ("programme", {"slug": SLUG}),
    "a second action line of the same code": ("action_line", {}),
    "a kind of action line that is no word of ours": ("action_line", {"code": "9", "kind": "pillar"}),
    "a second account of the same half-year": ("reporting_period", {"number": 9}),
    "a second account of the same number": ("reporting_period", {"half_year": "2030-H1"}),
    "an account whose input closes after it appears": (
        "reporting_period",
        {"half_year": "2030-H1", "number": 9, "input_deadline": "2024-02-02", "report_date": "2024-02-01"},
    ),
    "a half-year that ends before it begins": (
        "reporting_period",
        {"half_year": "2030-H1", "number": 9, "ends_on": "2020-01-01"},
    ),
    "a state of a round that is no word of ours": (
        "reporting_period",
        {"half_year": "2030-H1", "number": 9, "state": "closed"},
    ),
    "a second person of the same address": ("person", {}),
    "a role that is no word of ours": ("role_grant", {"role": "king"}),
    "a sponsor for nobody": ("role_grant", {"role": "sponsor", "party_id": None}),
    "an office that acts for a party": ("role_grant", {"role": "office", "party_id": 1}),
    "a reader of no programme": ("role_grant", {"role": "reader", "programme_id": None}),
    "the same role twice": ("role_grant", {"role": "sponsor", "party_id": 1, "person_id": 4}),
    "a second party of the same name": ("party", {}),
    "a stance of a party that is no word of ours": ("programme_party", {"party_id": 1, "kind": "friend"}),
    "a second indicator of the same name": ("indicator", {}),
    "half a ratio": ("indicator", {"name": "other", "numerator_id": 1, "denominator_id": None}),
    "a direction that is no word of ours": ("indicator", {"name": "other", "direction": "sideways"}),
    "a measurement of a day still to come": ("measurement", {"reference_date": "2023-10-10"}),
    "a way to come in that is no word of ours": ("sign_in", {"cookie_hash": "other", "way": "window"}),
    "somebody let in by an organisation that nobody knows": (
        "sign_in",
        {"cookie_hash": "other", "way": "oidc"},
    ),
    "two who are the same to an organisation": ("identity", {"person_id": 3}),
    "a second identity of somebody at one organisation": ("identity", {"subject": "other"}),
    "the same thing used twice": ("spent", {}),
    "a calendar of one programme that names none": (
        "calendar_link",
        {"secret_hash": "other", "kind": "programme", "programme_id": None},
    ),
    "a second pilot site of the same name": ("pilot_site", {}),
    "a second installation": ("installation", {"id": 2}),
    "an entry with a number that is taken": ("audit_entry", {}),
    "other values of the same entry": ("audit_payload", {}),
    "a second end of the same chain": ("audit_head", {}),
}


# What makes a row unlike the one that it is a copy of, so that nothing but what is asked stands in its way.
UNLIKE = {
    "api_token": {"secret_hash": "other"},
    "calendar_link": {"secret_hash": "other"},
    "credential": {"person_id": 3},
    "guess_count": {"of_hash": "other"},
    "identity": {"person_id": 3, "subject": "other"},
    "invitation": {"secret_hash": "other"},
    "known_device": {"secret_hash": "other"},
    "action_line": {"code": "9"},
    "audit_entry": {"seq": 999},
    "audit_head": {"chain": "other"},
    "audit_payload": {"chain": "installation", "seq": 1},
    "audit_retention": {},
    "deadline": {},
    "deliverable": {},
    "deliverable_input": {},
    "deliverable_party": {},
    "decision": {"id": 2},
    "decision_taking": {},
    "external_dependency_statement": {},
    "parliamentary_commitment_statement": {},
    "risk_statement": {},
    "evidence": {},
    "indicator": {"name": "other"},
    "measurement": {},
    "measurement_part": {"position": 9},
    "party": {"name": "other"},
    "person": {"email": "other@voorbeeld.nl"},
    "pilot_site": {"name": "other"},
    "programme": {"slug": "other"},
    "project": {},
    "reporting_period": {"half_year": "2030-H1", "number": 9},
    "role_grant": {"role": "reader"},
    "sign_in": {"cookie_hash": "other"},
    "source": {},
    "spent": {"of_hash": "other"},
    "status_update": {},
}
ONLY_WITH = {
    ("role_grant", "party_id"): {"role": "sponsor"},
    ("sign_in", "identity_id"): {"way": "oidc"},
}
"""Only a sponsor acts for a party, and only an organisation lets in by an identity."""


@pytest.fixture
def app_state(database, cast):
    """The cast's database, with a row in every table."""
    with database.writing() as session:
        sign_in.begin(session, AuditContext(cast.bram, at(TODAY), "test"), cast.bram)
        _let_in(session, cast)
        session.connection().execute(sa.insert(metadata.tables["installation"]).values(demo_today=TODAY))
        session.connection().execute(sa.insert(metadata.tables["audit_retention"]).values(before=at(TODAY)))
        for table in metadata.sorted_tables:
            ensure_row(session, table)
    return database


def _let_in(session, cast):
    """Every way in that Bram has."""
    act = AuditContext(cast.bram, at(TODAY), "test")
    known = identity.recognise(
        session, act, VouchedIdentity("https://provider.example", "b-1", None, "bram@voorbeeld.nl")
    )
    sign_in.begin(session, act, cast.bram, way=SignInMethod.OIDC, identity_id=known.id)
    identity.spend(session, act.at, "a message", act.at)
    invitation.issue(session, act, cast.bram)
    api_token.issue(session, act, cast.bram, programme_id=cast.programme)
    calendar_link.create(session, act, cast.bram, CalendarKind.PROGRAMME, cast.programme)
    credential.remember_device(session, cast.bram, act.at)
    credential.count_attempt(session, act.at, email="bram@voorbeeld.nl", address="192.0.2.1", device="")
    put(session, Credential(person_id=cast.bram, password_hash="hash", set_at=act.at))


def add_again(session, name, changed):
    """A row of a table, added again with other values and a fresh id."""
    row = session.execute(sa.text(f"SELECT * FROM {name} LIMIT 1")).mappings().one()
    own = set() if name == "decision" else {"id"}
    values = {column: value for column, value in row.items() if column not in own} | changed
    session.connection().execute(sa.insert(sa.table(name, *map(sa.column, values))).values(values))


def is_refused(session, change, *arguments):
    """Whether the database says no; what it said yes to is taken back."""
    attempt = session.begin_nested()
    try:
        change(session, *arguments)
    except IntegrityError:
        return True
    finally:
        attempt.rollback()
    return False


def test_what_cannot_be_is_refused(app_state):
    with app_state.writing() as session:
        accepted = [
            what
            for what, (name, changed) in IMPOSSIBLE.items()
            if not is_refused(session, add_again, name, changed)
        ]
    assert accepted == []


def test_the_same_facts_are_taken_in_when_they_are_possible(app_state):
    with app_state.writing() as session:
        refused = [name for name in UNLIKE if is_refused(session, add_again, name, UNLIKE[name])]
    assert refused == []


def test_nothing_refers_to_what_is_not_there(app_state):
    with app_state.writing() as session:
        accepted = [
            f"{name}.{column}"
            for name, column in references()
            if not is_refused(
                session,
                add_again,
                name,
                UNLIKE.get(name, {}) | ONLY_WITH.get((name, column), {}) | {column: NOBODY},
            )
        ]
    assert accepted == []


def test_nothing_is_removed_that_others_refer_to(app_state):
    parents = {key.column.table.name for table in metadata.sorted_tables for key in table.foreign_keys}
    with app_state.writing() as session:
        removed = [
            name for name in sorted(parents - set(APPEND_ONLY)) if not is_refused(session, empty, name)
        ]
    assert removed == []


def test_what_was_corrected_cannot_be_corrected_beside_that(app_state):
    with app_state.writing() as session:
        for name in ("deadline", "status_update", "measurement"):
            corrected = {"corrects_id": session.scalar(sa.text(f"SELECT min(id) FROM {name}"))}
            add_again(session, name, corrected)
            assert is_refused(session, add_again, name, corrected)


def test_a_form_is_kept_once(app_state):
    with app_state.writing() as session:
        add_again(session, "status_update", {"submission": "form-1"})
        assert is_refused(session, add_again, "status_update", {"submission": "form-1"})


def test_every_check_of_the_tables_has_its_name():
    nameless = [
        f"{table.name}: {check.sqltext}"
        for table in metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint) and not check.name
    ]
    assert nameless == []


def empty(session, name):
    session.execute(sa.text(f"DELETE FROM {name}"))


def references():
    """Every column that refers to another table."""
    return [(table.name, key.parent.name) for table in metadata.sorted_tables for key in table.foreign_keys]
