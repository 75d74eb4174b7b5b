"""What was said of an invented deliverable: five deadlines and two status updates over six half-years."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from app.demo.loading import act_on
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.status import Confidence, Status
from app.domain.vague_date import VagueDate, read

Row = Mapping[str, Any]

FIRST = date(2021, 2, 1)
"""When every programme began, and its deliverables were first promised."""

HALF_YEARS = tuple(HalfYear(year, half) for year in (2021, 2022, 2023) for half in (1, 2))
_SAID_ON = tuple(half.starts_on + timedelta(days=150) for half in HALF_YEARS)
_MONTHS = ("januari", "maart", "mei", "juni", "september", "oktober", "november")
_FORMS = (
    *("Q1 {0}", "Q2 {0}", "Q3 {0}", "Q4 {0}", "begin {0}", "medio {0}", "eind {0}", "voorjaar {0}"),
    *("najaar {0}", "eerste helft van {0}", "tweede helft van {0}", "voor de zomer van {0}", "in {0}"),
    *(f"{month} {{0}}" for month in _MONTHS),
)
_DONE, _WITHDRAWN = 0.3, 0.05


def invent_deadlines(random: Random, delivered_on: date | None) -> list[dict[str, Any]]:
    """Return five, in five of the six half-years, none after the delivery; the first promise leads."""
    said_on = _SAID_ON[1:-1] if delivered_on else sorted(random.sample(_SAID_ON[1:], 4))
    year = random.choices((2022, 2023, 2024, 2025), weights=(2, 4, 4, 1))[0]
    rows: list[dict[str, Any]] = []
    for day in (FIRST, *said_on):
        if rows and random.random() < 0.2:
            year += 1
        rows.append(_deadline_columns(random, day, year))
    return rows


def invent_delivery(random: Random) -> date | None:
    """Return the day of delivery for some, in the last half-year."""
    return date(2023, 6, 5) + timedelta(days=random.randrange(190)) if random.random() < _DONE else None


def invent_status_updates(random: Random, delivered_on: date | None) -> list[Row]:
    """Return two: how it stood at first, and how it stands."""
    begun = _update_columns(Status.IN_PROGRESS, FIRST, text="Het werk is begonnen.")
    if delivered_on is not None:
        said_on = delivered_on + timedelta(days=3)
        return [
            begun,
            _update_columns(Status.DELIVERED, said_on, delivered_on=delivered_on, text="Het is klaar."),
        ]
    said_on = _SAID_ON[-1] - timedelta(days=random.randint(0, 200))
    if random.random() < _WITHDRAWN:
        return [begun, _update_columns(Status.CANCELLED, said_on, reason="Het is niet meer nodig.")]
    confidence = random.choices(list(Confidence), weights=(6, 3, 1))[0]
    reason = "Er is te weinig capaciteit." if confidence is Confidence.OFF_TRACK else ""
    return [begun, _update_columns(Status.IN_PROGRESS, said_on, confidence=confidence, reason=reason)]


def _deadline_columns(random: Random, day: date, year: int) -> dict[str, Any]:
    window = _read_undated(day) if random.random() < 0.03 else _read_open(day, year, random.choice(_FORMS))
    return {
        "phrase": window.phrase,
        "edtf": window.edtf,
        "earliest": window.earliest,
        "latest": window.latest,
        "firmness": random.choice(list(Firmness)),
        "reason": "De partners hadden meer tijd nodig." if day != FIRST else "",
        "said_on": day,
        "recorded_at": act_on(day, None).at,
    }


@lru_cache(maxsize=4096)
def _read_open(day: date, year: int, form: str) -> VagueDate:
    """The first year from the one given in which these words were not yet past on the day."""
    window = read(form.format(year), day)
    while window.latest is not None and window.latest < day:
        year += 1
        window = read(form.format(year), day)
    return window


@lru_cache(maxsize=16)
def _read_undated(day: date) -> VagueDate:
    return read("op korte termijn", day)


def _update_columns(status: Status, said_on: date, **columns: Any) -> Row:
    nothing = {"confidence": None, "text": "", "reason": "", "delivered_on": None}
    return {
        **nothing,
        "status": status,
        "said_on": said_on,
        "recorded_at": act_on(said_on, None).at,
        **columns,
    }
