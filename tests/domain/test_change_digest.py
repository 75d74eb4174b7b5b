"""What became of each deliverable: one line, told by how it ended, in a fixed order."""

from datetime import UTC, date, datetime

from app.domain.assessment import DeadlineRecord, Promise, Standing, StatusRecord
from app.domain.change_digest import DigestKind, LateDeliverable, digest_changes
from app.domain.change_event import (
    ChangeEvent,
    ChangeKind,
    DeadlineChanged,
    DecisionTaken,
    EntityRestated,
    StatedFacts,
    StatusChanged,
)
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.vague_date import read
from app.domain.wording.change_digest import digest_words
from tests.told import NL

SAID = date(2023, 12, 1)


def window(phrase):
    return read(phrase, SAID)


def happened(id, detail, *, day=1, entity="deliverable"):
    at = datetime(2023, 12, day, 9, tzinfo=UTC)
    return ChangeEvent(
        ChangeKind.STATUS, entity, id, f"Product {id}", 1, date(2023, 12, day), at, "Iris", "Daarom.", detail
    )


def moved(old, new):
    record = DeadlineRecord(
        id=1,
        window=window(new),
        firmness=Firmness.COMMITTED,
        said_on=SAID,
        recorded_at=datetime(2023, 12, 1, tzinfo=UTC),
        reason="",
        author="Iris",
    )
    was = Promise(window=window(old), firmness=Firmness.COMMITTED, said_on=SAID) if old else None
    return DeadlineChanged(record, was)


def became(old, new, *, on=None):
    record = StatusRecord(
        id=1,
        status=new,
        said_on=SAID,
        delivered_on=on,
        text="",
        recorded_at=datetime(2023, 12, 1, tzinfo=UTC),
        author="Iris",
    )
    return StatusChanged(record, Standing(status=old, said_on=SAID) if old else None)


def kinds(*events, late=()):
    newest_first = sorted(events, key=lambda event: event.recorded_at, reverse=True)
    return [(line.kind, line.id) for line in digest_changes(newest_first, late)]


def test_every_kind_is_told_in_its_order_whatever_was_said_first():
    late = LateDeliverable(
        3, "Product 3", 1, Promise(window=window("november 2023"), firmness=None, said_on=SAID)
    )
    new = EntityRestated(StatedFacts("Product 6"), None)
    assert kinds(
        happened(6, new),
        happened(5, DecisionTaken("Het wordt de oude school.", SAID), entity="decision"),
        happened(4, became(Status.PLANNED, Status.DELIVERED, on=SAID)),
        happened(2, moved("begin 2024", "medio 2024")),
        happened(1, became(Status.PLANNED, Status.CANCELLED)),
        late=[late],
    ) == [
        (DigestKind.WITHDRAWN, 1),
        (DigestKind.MOVED, 2),
        (DigestKind.LATE, 3),
        (DigestKind.DELIVERED, 4),
        (DigestKind.DECIDED, 5),
        (DigestKind.NEW, 6),
    ]


def test_a_deliverable_has_one_line_however_much_was_said_of_it():
    assert kinds(
        happened(1, moved("begin 2024", "medio 2024"), day=2),
        happened(1, moved("medio 2024", "eind 2024"), day=3),
        happened(1, became(Status.PLANNED, Status.IN_PROGRESS), day=4),
    ) == [(DigestKind.MOVED, 1)]
    (line,) = digest_changes(
        [
            happened(1, moved("medio 2024", "eind 2024"), day=3),
            happened(1, moved("begin 2024", "medio 2024"), day=2),
        ],
        (),
    )
    assert (line.was.window.phrase, line.now.window.phrase) == ("begin 2024", "eind 2024")


def test_what_was_moved_and_came_back_and_what_was_said_again_is_no_news():
    assert (
        kinds(
            happened(1, moved("begin 2024", "medio 2024"), day=2),
            happened(1, moved("medio 2024", "begin 2024"), day=3),
        )
        == []
    )
    assert kinds(happened(1, became(Status.PLANNED, Status.IN_PROGRESS))) == []
    assert (
        kinds(
            happened(1, became(Status.PLANNED, Status.CANCELLED), day=2),
            happened(1, became(Status.CANCELLED, Status.PLANNED), day=3),
        )
        == []
    )


def test_what_was_delivered_after_a_move_is_told_as_delivered():
    assert kinds(
        happened(1, moved("begin 2023", "eind 2023"), day=2),
        happened(1, became(Status.IN_PROGRESS, Status.DELIVERED, on=SAID), day=3),
    ) == [(DigestKind.DELIVERED, 1)]


def test_what_was_merged_names_what_took_it_in_and_a_dropped_date_both_words():
    merged = EntityRestated(StatedFacts("Product 1", into="Product 2"), StatedFacts("Product 1"))
    assert in_words(happened(1, merged)) == "samengevoegd met “Product 2”"
    assert in_words(happened(1, moved("begin 2024", "binnenkort"))) == (
        "de datum is losgelaten: eerst begin 2024, nu binnenkort"
    )


def in_words(event):
    """What the one line of the digest says of it."""
    (line,) = digest_changes([event], ())
    return digest_words(line, NL, SAID)
