"""Events reach their receivers: signed, in the order of their thing, at least once, and nowhere inside."""

import re
from ipaddress import ip_address
from threading import Event

import pytest
import sqlalchemy as sa
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook as Verifier

from app.actions import audit_log, webhook, webhook_delivery
from app.actions.audit_log import AuditContext
from app.actions.webhook import SecretKeeper, WebhookInput
from app.courier import Courier
from app.domain.refusal import Conflict
from app.domain.webhook.retry import INSIDE, LEASE, MOST_ATTEMPTS, UNREACHABLE, compute_pause
from app.queries.webhook import deliveries, due_webhooks, webhooks
from app.settings import Settings
from app.tables import AuditEntry, AuditPayload, WebhookDelivery, WebhookSecret
from app.tables import Event as EventRow
from app.webhook.message import LARGEST
from app.worker import read_clock
from tests.cast import SLUG, TODAY
from tests.database import SECRET_KEY
from tests.machine.receiver import Receiver

CHANGED = "nl.mijlpaal.risk.changed.v1"
ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def act(cast, clock):
    """Noor acts, now."""
    return lambda: AuditContext(cast.noor, clock(), "test", TODAY)


@pytest.fixture
def keeper(receiver):
    """What webhooks are made with; this machine is allowed."""
    return SecretKeeper(SECRET_KEY, receiver.allowed)


@pytest.fixture
def hook(database, receiver, act, cast, keeper):
    """`hook(kinds=("risk",))`: a webhook of the programme to the receiver; returns its id and its secret."""

    def of(programme_id=cast.programme, **given):
        wanted = WebhookInput("Archief", **{"address": receiver.address} | given)
        with database.writing() as session:
            return webhook.add(session, act(), keeper, programme_id, wanted)

    return of


@pytest.fixture
def change(database, act, cast):
    """`change(1, 2)`: of the risks with these numbers something is said, each in its own transaction."""

    def of(*ids, action="risk.change", programme_id=cast.programme):
        for id in ids:
            with database.writing() as session:
                entity = (action.partition(".")[0], id)
                audit_log.record(session, act(), action, entity, programme_id=programme_id)

    return of


@pytest.fixture
def courier(database, receiver, clock):
    """`courier(webhook_networks="")`: one that works for the test's receiver and clock."""

    def of(now=clock, resolve=None, **given):
        settings = Settings(**receiver.settings | given)
        looking = {"resolve": resolve} if resolve else {}
        return Courier(database, settings, SECRET_KEY, now, **looking)

    return of


def states(database, webhook_id):
    """Of each event of a webhook, the first one first: of which thing, its number, state and failure."""
    with database.reading() as session:
        rows = deliveries(session, webhook_id)
    return [(row.object_id, row.sequence, row.state.value, row.failure) for row in reversed(rows)]


def order(receiver):
    """What came in: of which thing, and the number of the event."""
    return [(message.event["data"]["id"], int(message.event["sequence"])) for message in receiver.came]


def test_a_change_is_told_as_cloudevents_in_the_dutch_profile_and_signed(
    database, hook, change, courier, receiver, cast, act
):
    _, secret = hook()
    change(cast.risk)
    assert courier(now=read_clock, oin="00000001823288444000").deliver(Event()) == 1
    (message,) = receiver.came
    event = JSONFormat().read(None, message.body)  # it checks the attributes that CloudEvents knows
    with database.reading() as session:
        entry = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    attributes = dict(event.get_attributes())
    assert attributes.pop("time") == entry.at == act().at
    assert attributes == {
        "specversion": "1.0",
        "id": str(entry.id),
        "source": "urn:nld:oin:00000001823288444000:systeem:mijlpaal",
        "type": CHANGED,
        "subject": f"risks/{cast.risk}",
        "datacontenttype": "application/json",
        "dataref": f"https://mijlpaal.example/api/v1/risks/{cast.risk}",
        "sequence": "0000000001",
    }
    assert event.get_data() == {
        "kind": "risk",
        "id": cast.risk,
        "version": 1,
        "programme": SLUG,
        "url": f"https://mijlpaal.example/api/v1/risks/{cast.risk}",
    }
    assert message.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert message.headers["webhook-id"] == str(entry.id)
    assert len(message.body) < LARGEST
    assert Verifier(secret).verify(message.body, message.headers) == message.event


@ON_SQLITE
def test_without_a_number_of_its_organisation_a_source_claims_none(courier):
    source = courier().settings.event_source
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", source)
    assert courier(public_url="https://elders.example").settings.event_source != source


@ON_SQLITE
def test_a_webhook_is_told_what_its_filters_let_through_and_nothing_that_readers_do_not_see(
    database, hook, change, cast
):
    (risks, _), (everything, _) = hook(kinds=("risk",)), hook(programme_id=None)
    added, _ = hook(types=("nl.mijlpaal.risk.added.v1",))
    change(1)
    change(1, action="project.revise")
    change(1, action="named_moment.add", programme_id=None)
    for action in ("section_text.write", "sign_off.sign", "question.ask", "person.grant", "api_token.issue"):
        change(1, action=action)
    with database.writing() as session:
        refusing = audit_log.record_refusal
        refusing(session, AuditContext(cast.vera, read_clock(), "test"), "risk.change", ("risk", 1))
    assert len(states(database, risks)) == 1
    assert len(states(database, everything)) == 3
    assert states(database, added) == []


def test_a_change_that_is_taken_back_has_no_event_and_one_that_is_kept_has_its_own(database, hook, act, cast):
    hook_id, _ = hook()
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        audit_log.record(session, act(), "risk.change", ("risk", 1), programme_id=cast.programme)
        raise ZeroDivisionError
    with database.writing() as session:
        for id in (1, 2, 1):
            audit_log.record(session, act(), "risk.change", ("risk", id), programme_id=cast.programme)
    assert states(database, hook_id) == [(1, 1, "waiting", ""), (2, 1, "waiting", ""), (1, 2, "waiting", "")]
    with database.reading() as session:
        of_risks = sa.select(AuditEntry.id).where(AuditEntry.action == "risk.change")
        assert set(session.scalars(of_risks)) == set(session.scalars(sa.select(EventRow.id)))


def test_what_cannot_be_delivered_holds_back_its_own_thing_only_until_somebody_decides(
    database, hook, change, courier, receiver, clock, act
):
    hook_id, _ = hook()
    change(1, 2, 1)
    receiver.answers = [(400, {})]
    courier().deliver(Event())
    assert order(receiver) == [(1, 1), (2, 1)]
    assert states(database, hook_id)[0] == (1, 1, "waiting", "status 400")
    with database.writing() as session:
        session.execute(sa.update(WebhookDelivery).values(attempts=MOST_ATTEMPTS - 1))
    receiver.answers = [(400, {})]
    clock.wait(seconds=compute_pause(1).total_seconds())
    courier().deliver(Event())
    clock.wait(days=3)
    assert courier().deliver(Event()) == 0
    assert states(database, hook_id) == [
        (1, 1, "failed", "status 400"),
        (2, 1, "delivered", ""),
        (1, 2, "waiting", ""),
    ]
    with database.reading() as session:
        failed = deliveries(session, hook_id)[-1].id
        assert [row.is_held for row in deliveries(session, hook_id)] == [True, False, False]
        assert due_webhooks(session, clock()) == []
    receiver.came.clear()
    with database.writing() as session:
        webhook.replay(session, act(), hook_id, failed)
    courier().deliver(Event())
    assert order(receiver) == [(1, 1), (1, 2)]
    with database.writing() as session, pytest.raises(Conflict):
        webhook.drop(session, act(), hook_id, failed)


@ON_SQLITE
def test_what_is_dropped_is_never_sent_and_lets_the_next_one_go(
    database, hook, change, courier, receiver, act, clock
):
    hook_id, _ = hook()
    change(1, 1)
    receiver.answers = [(400, {})]
    courier().deliver(Event())
    with database.writing() as session:
        webhook.drop(session, act(), hook_id, deliveries(session, hook_id)[-1].id)
    clock.wait(days=1)
    courier().deliver(Event())
    assert order(receiver) == [(1, 1), (1, 2)]
    assert [state for *_, state, _ in states(database, hook_id)] == ["dropped", "delivered"]


@ON_SQLITE
def test_a_receiver_that_is_gone_is_left_alone_and_gets_everything_once_it_is_back(
    database, hook, change, courier, receiver, clock
):
    hook_id, _ = hook()
    change(1, 2, 1)
    receiver.stop()
    assert courier().deliver(Event()) == 1
    assert states(database, hook_id)[0] == (1, 1, "waiting", UNREACHABLE)
    assert courier().deliver(Event()) == 0
    clock.wait(seconds=5)
    assert courier().deliver(Event()) == 1  # another event, or the same: one at a time
    receiver.start()
    clock.wait(seconds=10)
    courier().deliver(Event())
    assert sorted(order(receiver)) == [(1, 1), (1, 2), (2, 1)]
    assert order(receiver).index((1, 1)) < order(receiver).index((1, 2))
    with database.reading() as session:
        (row,) = webhooks(session, None)
    assert (row.failures, row.waiting, row.delivered_at) == (0, 0, clock())


@ON_SQLITE
def test_a_receiver_that_asks_for_time_gets_it(database, hook, change, courier, receiver, clock):
    hook()
    change(1)
    receiver.answers = [(503, {"retry-after": "600"})]
    courier().deliver(Event())
    clock.wait(seconds=599)
    assert courier().deliver(Event()) == 0
    clock.wait(seconds=1)
    assert courier().deliver(Event()) == 1


@ON_SQLITE
def test_a_redirect_is_not_followed(database, hook, change, courier, receiver):
    hook_id, _ = hook()
    change(1)
    receiver.answers = [(307, {"location": f"http://127.0.0.1:{receiver.port}/elders"})]
    courier().deliver(Event())
    assert len(receiver.came) == 1
    assert states(database, hook_id) == [(1, 1, "waiting", "status 307")]


@ON_SQLITE
def test_a_receiver_that_wants_no_more_is_paused_and_its_events_are_kept(
    database, hook, change, courier, receiver, act, clock
):
    hook_id, _ = hook()
    change(1)
    receiver.answers = [(410, {})]
    courier().deliver(Event())
    with database.reading() as session:
        (row,) = webhooks(session, None)
    assert (row.state, row.version) == ("paused", 2)
    change(1)
    clock.wait(days=1)
    assert courier().deliver(Event()) == 0
    with database.writing() as session:
        webhook.resume(session, act(), hook_id, 2)
    assert courier().deliver(Event()) == 2


def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_two_never_have_the_same_turn(
    database, hook, change, courier, receiver, clock
):
    hook_id, _ = hook()
    change(1)
    with database.writing() as session:
        turn = webhook_delivery.take_turn(session, hook_id, clock())
        attempt = webhook_delivery.take_next(session, turn, clock())
        assert attempt.count == 1
    with database.writing() as session:
        assert webhook_delivery.take_turn(session, hook_id, clock()) is None
    assert courier().deliver(Event()) == 0
    clock.wait(seconds=LEASE.total_seconds())
    assert courier().deliver(Event()) == 1
    assert states(database, hook_id) == [(1, 1, "delivered", "")]
    with database.writing() as session:  # whoever was only slow changes nothing any more
        assert webhook_delivery.take_next(session, turn, clock()) is None


@ON_SQLITE
def test_a_secret_that_was_renewed_signs_beside_the_new_one_for_a_day(
    database, hook, change, courier, receiver, act, keeper, clock
):
    hook_id, first = hook()
    with database.writing() as session:
        second = webhook.rotate(session, act(), keeper, hook_id, 1)
    change(1)
    courier().deliver(Event())
    clock.wait(hours=25)
    change(1)
    courier().deliver(Event())
    assert [(m.is_signed(first), m.is_signed(second)) for m in receiver.came] == [(True, True), (False, True)]


@ON_SQLITE
def test_a_secret_stands_nowhere_in_the_database(database, hook, act, keeper):
    hook_id, first = hook(address=f"{Receiver(9).address}?token=geheim")
    with database.writing() as session:
        second = webhook.rotate(session, act(), keeper, hook_id, 1)
    with database.reading() as session:
        kept = session.scalars(sa.select(WebhookSecret.encrypted)).all()
        trail = session.scalars(sa.select(AuditPayload.content)).all()
    assert len(set(kept)) == 2
    assert not [text for text in (*kept, *trail) for secret in (first, second) if secret[6:] in text]
    assert not [text for text in trail if "geheim" in text]


@ON_SQLITE
def test_a_secret_under_another_key_is_told_to_be_renewed(database, hook, change, courier):
    hook_id, _ = hook()
    change(1)
    replaced = courier()
    Courier(database, replaced.settings, "another key of the installation", replaced.clock).deliver(Event())
    assert states(database, hook_id) == [(1, 1, "waiting", "secret lost")]


@ON_SQLITE
@pytest.mark.parametrize("leads_to", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_by_now_is_not_connected_to(
    database, hook, change, courier, receiver, leads_to
):
    """It led outside when it was filled in; the first of two addresses outside helps nothing."""
    hook_id, _ = hook(address=f"https://ontvanger.voorbeeld.nl:{receiver.port}/hook")
    change(1)
    looked_up = []

    def resolve(host, port):
        looked_up.append(host)
        return [ip_address("192.88.0.1"), ip_address(leads_to)]

    courier(resolve=resolve, webhook_networks="").deliver(Event())
    assert looked_up == ["ontvanger.voorbeeld.nl"]
    assert receiver.came == []
    assert states(database, hook_id) == [(1, 1, "waiting", INSIDE)]


@ON_SQLITE
def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(
    database, hook, change, courier, receiver
):
    hook(address=f"http://ontvanger.voorbeeld.nl:{receiver.port}/hook")
    change(1, 2)
    answers = [[ip_address("127.0.0.1")]]
    courier(resolve=lambda host, port: answers.pop()).deliver(Event())
    assert order(receiver) == [(1, 1), (2, 1)]
    assert receiver.came[0].headers["host"] == f"ontvanger.voorbeeld.nl:{receiver.port}"


@ON_SQLITE
def test_a_test_goes_to_the_webhook_that_is_tested_and_to_no_other(database, hook, courier, receiver, act):
    (tested, _), (other, _) = hook(kinds=("risk",)), hook(programme_id=None)
    with database.writing() as session:
        webhook.test(session, act(), tested)
    courier().deliver(Event())
    (message,) = receiver.came
    assert message.event["type"] == "nl.mijlpaal.webhook.tested.v1"
    assert states(database, other) == []


@ON_SQLITE
def test_every_event_arrives_in_order_though_the_receiver_is_killed_again_and_again(
    database, hook, change, courier, receiver, clock
):
    """The same with a thousand changes and processes: `python -m bench.webhooks`."""
    hook()
    told = []
    for _ in range(3):
        things = [1, 2, 1]
        told += things
        change(*things)
        receiver.on_message = lambda: receiver.answers.append((500 if len(receiver.came) % 4 else 204, {}))
        courier().deliver(Event())
        receiver.stop()
        change(3)
        told.append(3)
        courier().deliver(Event())
        receiver.start()
        receiver.answers.clear()
        receiver.on_message = lambda: None
        for _attempt in range(3):
            clock.wait(hours=13)
            courier().deliver(Event())
    came = list(dict.fromkeys(order(receiver)))
    assert sorted(came) == sorted((id, told[: index + 1].count(id)) for index, id in enumerate(told))
    for id in (1, 2, 3):
        assert [sequence for thing, sequence in came if thing == id] == list(range(1, told.count(id) + 1))
    with database.reading() as session:
        events = set(session.scalars(sa.select(EventRow.id)))
    assert {int(message.event["id"]) for message in receiver.came} == events


@ON_SQLITE
def test_what_was_delivered_is_forgotten_in_the_end_and_what_waits_is_not(
    database, hook, change, courier, receiver, clock
):
    hook_id, _ = hook()
    change(1)
    courier().deliver(Event())
    receiver.answers = [(400, {})]
    change(2)
    courier().deliver(Event())
    clock.wait(days=31)
    courier().forget_settled()
    assert states(database, hook_id) == [(2, 1, "waiting", "status 400")]
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(EventRow.id))) == 1
