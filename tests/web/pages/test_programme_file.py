"""Whole programmes as files: an administrator takes one out, and takes it in."""

import json

import pytest
import sqlalchemy as sa

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.tables import AuditEntry, Programme
from tests.cast import SLUG, TODAY, at

FILES = "/beheer/programmabestanden"


@pytest.fixture
async def admin(client_as, database, cast):
    """The browser of an administrator."""
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        new_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, new_id, Role.ADMIN)
    return await client_as(new_id)


def sent(content, **fields):
    return {"data": fields, "files": {"file": ("programma.json", content)}}


async def test_a_programme_goes_out_and_comes_in_beside_itself_unverified(admin, frozen, database):
    taken = await admin.get(f"{FILES}/{SLUG}.json")
    assert taken.headers["content-disposition"] == f'attachment; filename="{SLUG}.json"'
    assert json.loads(taken.content)["slug"] == SLUG

    assert "Hier staat al een programma" in (await admin.post(FILES, **sent(taken.content))).text
    unverified = {"unverified": "on"}
    answer = await admin.post(FILES, **sent(taken.content, **unverified))
    assert answer.status_code == 400
    assert "Kies een andere korte naam" in answer.text

    answer = await admin.post(FILES, **sent(taken.content, slug="kopie", **unverified))
    assert answer.status_code == 303
    assert "/programmas/kopie" in (await admin.get(answer.headers["location"])).text

    pages = [(await admin.get(f"/programmas/{slug}/rapportages/2023-H2")).text for slug in (SLUG, "kopie")]
    assert ["Ingelezen, niet geverifieerd" in page for page in pages] == [False, True]
    files = [
        (await admin.get(f"/programmas/{slug}/rapportages/2023-H2/bestand.{form}")).content
        for form in ("html", "md", "json")
        for slug in (SLUG, "kopie")
    ]
    assert files[::2] == files[1::2]
    with database.reading() as session:
        copy = session.scalars(sa.select(Programme.id).where(Programme.slug == "kopie")).one()
        own = session.scalars(
            sa.text("SELECT id FROM deliverable WHERE programme_id = :copy"), {"copy": copy}
        )
        linked = [f'href="/producten/{id}"' in pages[1] for id in own]
        assert any(linked)
        done = session.scalars(
            sa.select(AuditEntry.action).where(AuditEntry.action.like("programme.%"))
        ).all()
    assert {"programme.export", "programme.import"} <= set(done)


async def test_a_broken_file_is_refused_in_words_and_a_missing_one_asked_for(admin):
    answer = await admin.post(FILES, **sent(b'{"format":"mijlpaal-programme","version":1,'))
    assert (answer.status_code, "Het bestand is afgebroken" in answer.text) == (400, True)
    answer = await admin.post(FILES, data={"slug": "kopie"})
    assert (answer.status_code, 'value="kopie"' in answer.text) == (400, True)


async def test_the_office_takes_no_programme_out(noor):
    assert (await noor.get(f"{FILES}/{SLUG}.json")).status_code == 403
