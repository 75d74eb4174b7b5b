"""The register of named moments: kept by an administrator, and computed with wherever a promise is read."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.domain.vague_date import BoundsBy
from app.queries.row_verification import row_faults
from app.tables import AuditEntry, Deadline, NamedMomentRow
from tests.cast import TODAY, at
from tests.database import KEYS

REGISTER = "/beheer/momenten"
RECESS = {"name": "Zomerreces", "first": "5 juli 2024", "last": "01-09-2024"}


@pytest.fixture
async def admin(client_as, database, cast):
    """The browser of an administrator."""
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        new_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, new_id, Role.ADMIN)
    return await client_as(new_id)


async def say(bram, deliverable, **fields):
    """Bram says when a deliverable comes; returns the answer."""
    page = await bram.get(f"/producten/{deliverable}/stand-van-zaken")
    version = page.text.split('name="version" value="')[1].split('"')[0]
    typed = {"status": "in_progress", "firmness": "expected", "reason": "Anders gepland.", "version": version}
    return await bram.post(f"/producten/{deliverable}/stand-van-zaken", data=typed | fields)


def last_deadline(database, deliverable):
    with database.reading() as session:
        statement = (
            sa.select(Deadline).where(Deadline.deliverable_id == deliverable).order_by(Deadline.id.desc())
        )
        return session.scalars(statement.limit(1)).one()


async def test_a_moment_of_the_register_is_computed_with_until_it_is_removed(admin, bram, cast, database):
    answer = await admin.post(REGISTER, data=RECESS)
    assert answer.status_code == 303
    listed = (await admin.get(answer.headers["location"])).text
    assert "5 juli 2024" in listed
    with database.reading() as session:
        moment_id, version = session.execute(sa.select(NamedMomentRow.id, NamedMomentRow.version)).one()

    assert (await say(bram, cast["handbook"], phrase="voor het zomerreces van 2024")).status_code == 303
    assert last_deadline(database, cast["handbook"]).latest == date(2024, 7, 4)

    mended = RECESS | {"first": "06-07-2024", "version": str(version)}
    assert (await admin.post(f"{REGISTER}/{moment_id}", data=mended)).status_code == 303
    stale = await admin.post(f"{REGISTER}/{moment_id}", data=mended | {"last": "02-09-2024"})
    assert stale.status_code == 409
    assert 'value="02-09-2024"' in stale.text
    assert last_deadline(database, cast["handbook"]).latest == date(2024, 7, 4)  # what was read stays

    removed = await admin.post(f"{REGISTER}/{moment_id}/verwijderen", data={"version": str(version + 1)})
    assert removed.status_code == 303
    await say(bram, cast["handbook"], phrase="uiterlijk voor het zomerreces van 2024")
    assert last_deadline(database, cast["handbook"]).latest == date(2024, 6, 30)  # the approximation again
    with database.reading() as session:
        acts = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.object_type == "named_moment"))
        assert list(acts) == ["named_moment.add", "named_moment.correct", "named_moment.remove"]
        assert list(row_faults(session, KEYS)) == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": "zomer"}, "betekent al een tijd"),
        ({"name": "reces 2024"}, "zonder jaar"),
        ({"last": "1-7-2024"}, "ligt vóór de eerste"),
        ({"first": "juli 2024"}, "is niet één dag"),
        ({"first": ""}, "Vul de eerste dag in"),
        ({"year": "24"}, "vier cijfers"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(admin, typed, message):
    answer = await admin.post(REGISTER, data=RECESS | typed)
    assert answer.status_code == 400
    assert message in answer.text
    assert 'value="01-09-2024"' in answer.text or "last" in typed


async def test_words_that_no_rule_understands_take_the_days_that_a_person_gives(bram, cast, database):
    refused = await say(bram, cast["handbook"], phrase="na de verkiezingen")
    assert refused.status_code == 400
    assert "<details" in refused.text.split("own_earliest")[0].rsplit("<summary>", 1)[0][-60:]

    given = {"phrase": "na de verkiezingen", "own_earliest": "1 december 2023"}
    assert (await say(bram, cast["handbook"], **given, own_latest="1 november 2023")).status_code == 400
    assert (await say(bram, cast["handbook"], **given, own_latest="31 maart 2024")).status_code == 303
    row = last_deadline(database, cast["handbook"])
    assert (row.phrase, row.earliest, row.latest) == (
        "na de verkiezingen",
        date(2023, 12, 1),
        date(2024, 3, 31),
    )
    assert (row.bounds_by, row.edtf) == (BoundsBy.PERSON, "2023-12-01/2024-03-31")
    page = (await bram.get(f"/producten/{cast['handbook']}")).text
    assert "volgens Bram" in page

    undated = {"phrase": "voor het reces", "own_undated": "on"}
    assert (await say(bram, cast["handbook"], **undated)).status_code == 303
    row = last_deadline(database, cast["handbook"])
    assert (row.earliest, row.latest, row.bounds_by) == (None, None, BoundsBy.PERSON)


async def test_the_api_tells_who_gave_the_days(bram, cast):
    await say(bram, cast["handbook"], phrase="na de zomer", own_latest="15 oktober 2024")
    answer = await bram.get(f"/api/v1/deliverables/{cast['handbook']}/deadlines")
    assert [row["boundsBy"] for row in answer.json()["items"]][-1:] == ["person"]
    assert {row["boundsBy"] for row in answer.json()["items"][:-1]} <= {"rules"}
