"""Delivering events to webhooks: several receivers at once, and each of them in order.

Whoever is killed in the middle loses nothing: what was not marked as delivered is sent again, under the same
id. Two workers never send to the same webhook at the same moment.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.actions import audit_log, webhook, webhook_delivery
from app.actions.audit_log import AuditContext
from app.actions.webhook_delivery import Attempt, DeliveryTurn
from app.db import Database
from app.domain.webhook.retry import SECRET_LOST, Outcome
from app.queries.webhook import due_webhooks
from app.security import UnreadableSecret, decrypt
from app.settings import Settings
from app.webhook.connection import Connection, Resolve, look_up
from app.webhook.message import sign_message, write_message

ORIGIN = "worker"
_PAUSE = 2.0
"""Seconds to wait where nothing is due."""
_AT_ONCE = 4
"""So many receivers are told at the same moment: a slow one keeps nothing from the others."""
_MOST_A_TURN = 200
"""After so many messages another receiver may go first."""
_MOST_TRIES = 5
"""Of one transaction; each waits some seconds for whoever else writes, and all of them less than a lease."""
T = TypeVar("T")
_FORGET_EVERY = timedelta(hours=1)
_LOG = logging.getLogger("mijlpaal.webhooks")


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers the events of one database; `key` is that of the installation, which opens the secrets."""

    database: Database
    settings: Settings
    key: str
    clock: Callable[[], datetime]
    resolve: Resolve = look_up

    def run(self, stop: Event) -> None:
        """Deliver until `stop` is set; what is being sent then is finished first."""
        forgets_at, turns = self.clock(), dict[int, Future[int]]()
        with ThreadPoolExecutor(_AT_ONCE, "webhooks") as pool:
            while not stop.is_set():
                try:
                    self._begin_turns(pool, turns, stop)
                    if self.clock() >= forgets_at:
                        self.forget_settled()
                        forgets_at = self.clock() + _FORGET_EVERY
                # A database that is away for a moment must not end the deliveries of the day.
                except Exception:
                    _LOG.exception("delivering events")
                stop.wait(_PAUSE)

    def _begin_turns(self, pool: ThreadPoolExecutor, turns: dict[int, Future[int]], stop: Event) -> None:
        """Begin with every receiver that can be sent to and to which nobody here sends."""
        for webhook_id in [webhook_id for webhook_id, turn in turns.items() if turn.done()]:
            turns.pop(webhook_id).result()
        for webhook_id in self._find_due():
            if webhook_id not in turns:
                turns[webhook_id] = pool.submit(self._take_turn, webhook_id, stop)

    def deliver(self, stop: Event) -> int:
        """Deliver everything that is due; returns how many messages were sent."""
        count = 0
        with ThreadPoolExecutor(_AT_ONCE, "webhooks") as pool:
            while not stop.is_set() and (due := self._find_due()):
                sent = sum(pool.map(lambda webhook_id: self._take_turn(webhook_id, stop), due))
                if not sent:
                    break
                count += sent
        return count

    def forget_settled(self) -> None:
        """Remove what was delivered or dropped long ago."""
        with self.database.writing() as session:
            webhook_delivery.forget_settled(session, self.clock())

    def _find_due(self) -> list[int]:
        with self.database.reading() as session:
            return due_webhooks(session, self.clock())

    def _take_turn(self, webhook_id: int, stop: Event) -> int:
        """Send what is due of one webhook, one after the other; returns how many messages were sent."""
        turn, attempt = self._write(partial(self._begin_turn, webhook_id))
        if turn is None:
            return 0
        count = 0
        with Connection(turn.address, self.settings.webhook_allowed, self.resolve) as connection:
            while attempt is not None:
                outcome = self._send(connection, turn, attempt)
                count += 1
                is_over = stop.is_set() or count >= _MOST_A_TURN
                attempt = self._write(partial(self._settle, turn, attempt, outcome, is_over=is_over))
        return count

    def _send(self, connection: Connection, turn: DeliveryTurn, attempt: Attempt) -> Outcome:
        try:
            secrets = [decrypt(self.key, webhook.PURPOSE, secret) for secret in turn.secrets]
        except UnreadableSecret:
            return Outcome(SECRET_LOST, is_outage=True)
        event, now = attempt.event, self.clock()
        content = write_message(event, self.settings.event_source, self.settings.public_url)
        outcome = connection.post(sign_message(secrets, str(event.id), now, content), content, now)
        if not outcome.is_delivered:
            _LOG.warning("webhook %s, event %s: %s", turn.webhook_id, event.id, outcome.failure)
        return outcome

    def _begin_turn(self, webhook_id: int, session: Session) -> tuple[DeliveryTurn | None, Attempt | None]:
        """Take the turn of a webhook and its first event, where nobody else has it."""
        now = self.clock()
        turn = webhook_delivery.take_turn(session, webhook_id, now)
        return turn, webhook_delivery.take_next(session, turn, now) if turn else None

    def _settle(
        self, turn: DeliveryTurn, attempt: Attempt, outcome: Outcome, session: Session, *, is_over: bool
    ) -> Attempt | None:
        """Keep what became of an attempt; returns the next one of this turn, in the same transaction."""
        now = self.clock()
        act = AuditContext(None, now, ORIGIN)
        settled = webhook_delivery.settle(session, turn, attempt, outcome, now)
        if (
            settled.is_failed
        ):  # a trace, since it waits for a person: what was drawn before tells nothing of it
            entity, event_id = ("webhook", turn.webhook_id), attempt.event.id
            audit_log.record(
                session, act, "webhook.fail", entity, programme_id=turn.programme_id, event=event_id
            )
        if outcome.is_gone:
            webhook.pause(session, act, turn.webhook_id, version=None)
        goes_on = settled.goes_on and not is_over
        following = webhook_delivery.take_next(session, turn, now) if goes_on else None
        if settled.goes_on and following is None:
            webhook_delivery.end_turn(session, turn, now)
        return following

    def _write(self, action: Callable[[Session], T]) -> T:
        """Run an action in a transaction of its own, again where the database was busy.

        A turn lost for that would keep its receiver waiting for a lease, and a message would go twice.
        """
        for _ in range(_MOST_TRIES - 1):
            with suppress(OperationalError), self.database.writing() as session:
                return action(session)
        with self.database.writing() as session:
            return action(session)
