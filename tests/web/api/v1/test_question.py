"""Questions about a deliverable over the API: the same for whom as on the page."""

from app.actions import person, question
from app.actions.audit_log import AuditContext
from app.actions.question import QuestionInput
from app.domain.role import Role
from tests.cast import TODAY, at


async def test_a_question_is_told_with_its_answer_to_who_works_on_the_programme(
    bram, karel, vera, client_as, cast, database
):
    address = f"/api/v1/deliverables/{cast['handbook']}/questions"
    assert (await bram.get(address)).json() == {"items": []}
    with database.writing() as session:
        asking, answering = (AuditContext(who, at(TODAY), "test") for who in (cast.karel, cast.bram))
        first = question.ask(session, asking, cast["handbook"], QuestionInput("Wat is er nodig?"))
        question.answer(session, answering, first, "Een tweede schrijver.")
        second = question.ask(session, asking, cast["handbook"], QuestionInput("En wanneer?"))
        reader = person.add(session, answering, email="lezer@voorbeeld.nl", name="Lezer")
        person.grant(session, answering, reader, Role.READER, programme_id=cast.programme)
    items = (await bram.get(address)).json()["items"]
    assert items == (await karel.get(address)).json()["items"]
    assert items[0] == {
        "id": first,
        "deliverable": cast["handbook"],
        "kind": "question",
        "state": "answered",
        "text": "Wat is er nodig?",
        "saidOn": "2023-12-18",
        "author": "karel@voorbeeld.nl",
        "statusUpdate": None,
        "updatedOn": None,
        "answer": {"text": "Een tweede schrijver.", "saidOn": "2023-12-18", "author": "bram@voorbeeld.nl"},
    }
    assert (items[1]["id"], items[1]["state"], items[1]["answer"]) == (second, "open", None)
    assert (await bram.get(address, params={"state": "open"})).json()["items"] == items[1:]
    for browser, met in ((await client_as(reader), 403), (vera, 404)):
        assert (await browser.get(address)).status_code == met
