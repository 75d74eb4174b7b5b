"""A sponsor or the office asks of a deliverable, its lead answers, and both stay with it."""

import sqlalchemy as sa

from app.actions import person, status_correction
from app.actions.audit_log import AuditContext
from app.domain.audit_trail import DONE
from app.domain.role import Role
from app.queries.question import open_questions
from app.queries.row_verification import row_faults
from app.tables import AuditEntry, Deliverable, DeliverableQuestion, StatusUpdate
from tests.cast import TODAY, at
from tests.database import KEYS


def page_of(cast):
    return f"/producten/{cast['handbook']}"


def last_update(database, cast):
    """The id of the last update of the handbook."""
    with database.reading() as session:
        last = sa.select(sa.func.max(StatusUpdate.id)).where(StatusUpdate.deliverable_id == cast["handbook"])
        return session.scalar(last)


def open_ones(database, cast):
    with database.reading() as session:
        return open_questions(session, [cast["handbook"]])


async def test_a_question_is_answered_by_the_lead_and_both_stay(karel, bram, noor, cast, database):
    address = f"{page_of(cast)}/vragen"
    params = {
        "text": "Waarom duurt dit langer?",
        "kind": "question",
        "about": str(last_update(database, cast)),
    }
    assert (await karel.post(address, data=params | {"text": " "})).status_code == 400
    assert (await karel.post(address, data=params)).status_code == 303
    (waiting,) = open_ones(database, cast)
    assert (waiting.asked_by, waiting.text, waiting.title) == (
        "Karel",
        params["text"],
        "Handreiking buurthuizen",
    )

    answer = f"{address}/{waiting.id}/antwoord"
    assert (await karel.post(answer, data={"text": "Daarom."})).status_code == 403
    assert (await bram.post(answer, data={"text": "Bewoners schrijven mee."})).status_code == 303
    again = await bram.post(answer, data={"text": "Nog een antwoord."})
    assert (again.status_code, "Nog een antwoord." in again.text) == (400, True)
    assert open_ones(database, cast) == []
    shown = (await noor.get(page_of(cast))).text
    assert "Waarom duurt dit langer?" in shown
    assert "Bewoners schrijven mee." in shown
    with database.reading() as session:
        is_done = AuditEntry.action.startswith("question."), AuditEntry.result == DONE
        acts = sa.select(AuditEntry.action).where(*is_done)
        assert list(session.scalars(acts)) == ["question.ask", "question.answer"]
        assert list(row_faults(session, KEYS)) == []


async def test_an_update_is_sent_back_by_the_office_until_the_review_and_answered_by_another(
    noor, karel, bram, cast, database
):
    address = f"{page_of(cast)}/vragen"
    returned = {"text": "Noem de partner.", "kind": "send_back", "about": str(last_update(database, cast))}
    assert (await karel.post(address, data=returned)).status_code == 403
    assert (await noor.post(address, data=returned | {"about": ""})).status_code == 400
    assert (await noor.post(address, data=returned)).status_code == 303
    assert [pending.kind for pending in open_ones(database, cast)] == ["send_back"]

    version = (await bram.get(f"{page_of(cast)}/stand-van-zaken")).text.split('name="version" value="')[1]
    params = {"status": "in_progress", "text": "Met het Buurtfonds.", "version": version.split('"')[0]}
    assert (await bram.post(f"{page_of(cast)}/stand-van-zaken", data=params)).status_code == 303
    assert open_ones(database, cast) == []
    with database.writing() as session:
        again = AuditContext(cast.bram, at(TODAY), "test")
        version = session.get_one(Deliverable, cast["handbook"]).version
        status_correction.undo(session, again, last_update(database, cast), version)
    assert [pending.kind for pending in open_ones(database, cast)] == ["send_back"]


async def test_in_review_nothing_is_sent_back(noor, cast, database, in_review):
    returned = {"text": "Noem de partner.", "kind": "send_back", "about": str(last_update(database, cast))}
    answer = await noor.post(f"{page_of(cast)}/vragen", data=returned)
    assert (answer.status_code, "Noem de partner." in answer.text) == (400, True)
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DeliverableQuestion)) == 0


async def test_a_reader_sees_no_question(client_as, karel, cast, database):
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        new_id = person.add(session, act, email="lezer@voorbeeld.nl", name="Lezer")
        person.grant(session, act, new_id, Role.READER, programme_id=cast.programme)
    reader = await client_as(new_id)
    await karel.post(f"{page_of(cast)}/vragen", data={"text": "Waarom?", "kind": "question"})
    assert "Waarom?" not in (await reader.get(page_of(cast))).text
    assert (await reader.get(f"{page_of(cast)}/vragen")).status_code == 403
