"""Letters as they arrive at a mail server: collected, true when they leave, and only those wished for."""

from datetime import timedelta
from threading import Event

import pytest

from app.actions import notice, person, question
from app.actions.audit_log import AuditContext
from app.actions.question import QuestionInput
from app.actions.report import announcement, draft, reminder
from app.domain.notice import Notice, NoticeKind
from app.queries.call_for_updates import open_calls
from app.queries.programme import programme_by_id
from app.queries.reporting_period import period_by_id
from app.settings import Settings
from app.worker import Worker
from tests.cast import TODAY
from tests.rounds import adopted, noor, publish, return_to_editing, reviewed, send_to_review, sign_all

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def worker(database, mail_server, clock):
    return Worker(
        database, Settings(public_url="https://mijlpaal.test/", **mail_server.settings), TODAY, clock
    )


@pytest.fixture
def post(worker, mail_server):
    """`post()`: what the worker brings now, as address, subject and text."""

    def bring():
        worker.work(Event())
        came, mail_server.came[:] = list(mail_server.came), []
        return [(letter["to"], letter["subject"], plain(letter)) for letter in came]

    return bring


def plain(letter):
    return letter.get_content().replace("\r\n", "\n")


@pytest.fixture
def told(database, cast, clock):
    """`told(function)`: Noor does something in a transaction of its own."""

    def do(function):
        with database.writing() as session:
            return function(session, AuditContext(cast.noor, clock(), "test", TODAY))

    return do


def announce(step, cast):
    return lambda session, act: step(session, act, period_by_id(session, cast.period))


def remind(cast, *, is_urgent=True):
    def do(session, act):
        call = open_calls(session, [cast.programme], TODAY)[cast.programme]
        programme = programme_by_id(session, cast.programme)
        return reminder.remind(session, act, programme, call, is_urgent=is_urgent)

    return do


def test_a_letter_names_what_is_missing_with_links_and_a_date(told, post, cast, mail_server, worker):
    told(announce(announcement.announce_call, cast))
    worker.work(Event())
    letter = next(letter for letter in mail_server.came if letter["to"] == "iris@voorbeeld.nl")
    assert letter["date"].datetime == worker.now()
    assert letter.get_content_type() == "text/plain"
    text = plain(letter)
    assert letter["subject"] == "Buurtkracht: hoe staat het ervoor? Ronde 2023-H2 is open"
    assert "- Bijeenkomst van het buurtpanel\n" in text
    assert "\nhttps://mijlpaal.test/stand-van-zaken\n" in text
    assert "\nhttps://mijlpaal.test/mijn-berichten\n" in text


def test_nobody_gets_a_second_letter_on_a_day_unless_it_is_urgent(told, post, cast, clock):
    told(announce(announcement.announce_call, cast))
    first = {to for to, *_ in post()}
    assert "iris@voorbeeld.nl" in first
    told(remind(cast, is_urgent=False))
    assert post() == []
    clock.wait(days=1)
    assert {to for to, *_ in post()} == first
    told(lambda session, act: notice.tell(session, act, [cast.iris], _reminder(cast), is_urgent=True))
    assert [to for to, *_ in post()] == ["iris@voorbeeld.nl"]


def test_what_happens_before_a_letter_leaves_is_collected_in_it(told, post, cast, database):
    with database.writing() as session:
        reviewed(session, cast)
    told(announce(announcement.announce_review, cast))
    told(lambda session, act: notice.tell(session, act, [cast.karel], _reminder(cast)))
    ((to, subject, text),) = post()
    assert (to, subject) == ("karel@voorbeeld.nl", "Buurtkracht: rapportage 2023-H2 wacht op uw handtekening")
    assert "hoofdstukken wachten op u:\nhttps://mijlpaal.test/programmas/buurtkracht" in text
    assert "antwoord" not in text


def test_what_is_no_longer_true_when_a_letter_leaves_is_not_sent(told, post, cast, database):
    with database.writing() as session:
        reviewed(session, cast)
    told(announce(announcement.announce_review, cast))
    with database.writing() as session:
        sign_all(session, cast)
    assert post() == []


def test_a_signature_that_lapsed_a_report_adopted_and_published_are_told(told, post, cast, database, clock):
    with database.writing() as session:
        reviewed(session, cast)
        sign_all(session, cast)
        return_to_editing(session, cast)
        draft.write_section(session, noor(cast), draft.TextPlace(cast.period, "summary"), "Anders.", read=1)
        send_to_review(session, cast)
    told(announce(announcement.announce_review, cast))
    ((_, subject, text),) = post()
    assert subject == "Buurtkracht: uw handtekening onder rapportage 2023-H2 is vervallen"
    assert "Eén hoofdstuk is opnieuw te ondertekenen:" in text


def test_of_a_report_that_is_published_its_adoption_is_not_told_any_more(told, post, cast, database):
    with database.writing() as session:
        adopted(session, cast)
    told(announce(announcement.announce_adoption, cast))
    with database.writing() as session:
        publish(session, cast)
    told(announce(announcement.announce_publication, cast))
    letters = post()
    assert {to.partition("@")[0] for to, *_ in letters} == {"noor", "bram", "iris", "karel"}
    assert {subject for _, subject, _ in letters} == {"Buurtkracht: rapportage 2023-H2 is gepubliceerd"}


def test_an_erratum_of_a_published_report_is_told_to_everybody(told, post, cast, database):
    with database.writing() as session:
        adopted(session, cast)
        publish(session, cast)
    told(announce(lambda *told: announcement.announce_erratum(*told, number=1), cast))
    letters = post()
    assert {to.partition("@")[0] for to, *_ in letters} == {"noor", "bram", "iris", "karel"}
    assert {subject for _, subject, _ in letters} == {
        "Buurtkracht: erratum bij rapportage 2023-H2 is vastgesteld"
    }
    assert "een erratum vastgesteld: versie 1.1." in letters[0][2]


def test_an_open_question_is_told_to_whoever_has_to_answer_it_from_now_on(told, post, cast, database):
    """The successor of its lead, and not whoever had to answer it already."""
    told(lambda session, act: question.ask(session, act, cast["handbook"], QuestionInput("Wanneer?")))
    assert [to for to, *_ in post()] == ["bram@voorbeeld.nl"]
    told(lambda session, act: person.hand_over(session, act, cast.bram, cast.iris))
    ((to, subject, _),) = post()
    assert (to, "een vraag over" in subject) == ("iris@voorbeeld.nl", True)


def test_each_kind_can_be_switched_off_by_the_person(told, post, cast):
    told(lambda session, _: notice.choose(session, cast.iris, {NoticeKind.PUBLISHED}))
    told(announce(announcement.announce_call, cast))
    assert "iris@voorbeeld.nl" not in {to for to, *_ in post()}


def _reminder(cast):
    return Notice(NoticeKind.REMINDER, cast.programme, cast.period)


def test_a_round_that_listens_no_more_asks_nobody(post, cast, database, clock):
    with database.writing() as session:
        period = period_by_id(session, cast.period)
        too_late = AuditContext(cast.noor, clock(), "test", period.input_deadline + timedelta(days=1))
        announcement.announce_call(session, too_late, period)
    assert post() == []
