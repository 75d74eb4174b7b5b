"""Managing a webhook: what is refused, and what of two changes at once is kept."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.actions import webhook, webhook_delivery
from app.actions.webhook import SecretKeeper, WebhookInput
from app.domain.refusal import Invalid, NotFound
from app.domain.webhook.retry import judge_answer
from app.tables import AuditEntry, Webhook, WebhookSecret
from tests.cast import TODAY, at

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
KEEPER = SecretKeeper("a key")
ARCHIVE = WebhookInput("Archief", "https://ontvanger.voorbeeld.nl/mijlpaal")


@pytest.fixture
def archive(session, office, cast):
    """The id of a webhook of the programme."""
    return webhook.add(session, office, KEEPER, cast.programme, ARCHIVE)[0]


def test_what_changes_nothing_is_no_change(session, office, archive):
    before = count_entries(session)
    webhook.revise(session, office, KEEPER, archive, 1, ARCHIVE)
    webhook.resume(session, office, archive, 1)
    assert session.get_one(Webhook, archive).version == 1
    assert count_entries(session) == before


def test_a_secret_that_is_renewed_twice_in_a_day_signs_no_longer_once_it_is_the_third(
    session, office, archive
):
    webhook.rotate(session, office, KEEPER, archive, 1)
    webhook.rotate(session, office, KEEPER, archive, 2)
    secrets = session.scalars(sa.select(WebhookSecret).where(WebhookSecret.webhook_id == archive)).all()
    assert sorted(secret.ends_at is None for secret in secrets) == [False, True]


def test_a_kind_that_is_none_is_refused(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        webhook.add(session, office, KEEPER, cast.programme, WebhookInput("A", ARCHIVE.address, ["alles"]))
    assert set(refusal.value.fields) == {"kinds"}


def test_what_was_removed_meanwhile_is_not_there_any_more(session, office, archive):
    with pytest.raises(NotFound, match="message"):
        webhook.drop(session, office, archive, 1)
    webhook.remove(session, office, archive, 1)
    with pytest.raises(NotFound, match="webhook"):
        webhook.pause(session, office, archive, 2)


def test_who_lost_their_turn_settles_nothing(session, office, archive):
    webhook.test(session, office, archive)
    session.commit()
    turn = webhook_delivery.take_turn(session, archive, at(TODAY))
    attempt = webhook_delivery.take_next(session, turn, at(TODAY))
    assert attempt is not None
    later = at(TODAY) + timedelta(days=1)
    assert webhook_delivery.take_turn(session, archive, later) is not None
    settled = webhook_delivery.settle(session, turn, attempt, judge_answer(200, "", later), later)
    assert not settled.goes_on


def count_entries(session):
    return session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
