"""A feed of milestones holds to RFC 5545, whatever people wrote in it, and a calendar reads it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar as ReadCalendar

from app.domain.calendar_feed import Calendar, CalendarEntry, CalendarSpan
from app.renderers.calendar import write_calendar

UPDATED = datetime(2023, 12, 4, 9, 30, tzinfo=UTC)


def entry(id=17, **changed):
    values = {
        "title": "Handreiking buurthuizen",
        "description": "Beloofd: “begin 2024”\nStatus: In uitvoering",
        "address": f"https://mijlpaal.test/producten/{id}",
        "span": CalendarSpan(date(2024, 1, 1), date(2024, 3, 31)),
        "is_decision": False,
        "is_withdrawn": False,
        "version": 4,
        "updated_at": UPDATED,
    }
    return CalendarEntry(id, **values | changed)


def written(*entries, name="Mijlpaal: Buurtkracht"):
    return write_calendar(Calendar(name, entries), "mijlpaal.test")


def faults(body):
    """What RFC 5545 (3.1, 3.6) does not allow; an own reading, since the library forgives much."""
    wrong = []
    *lines, end = body.split(b"\r\n")
    wrong += ["the last line does not end"] if end else []
    wrong += [f"{len(line)} octets: {line!r}" for line in lines if len(line) > 75]
    wrong += [f"bare end of a line: {line!r}" for line in lines if b"\r" in line or b"\n" in line]
    unfolded = body.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    wrong += [
        f"control character: {line!r}" for line in unfolded if any(ord(c) < 32 and c != "\t" for c in line)
    ]
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded]
    wrong += [f"no property: {name!r}" for name in names if not name.replace("-", "").isalnum()]
    for once in ("VERSION", "PRODID"):
        wrong += [f"{once}: {names.count(once)}"] * (names.count(once) != 1)
    for each in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "TRANSP", "SUMMARY"):
        wrong += [f"not every entry has {each}"] * (names.count(each) != unfolded.count("BEGIN:VEVENT"))
    return wrong


def test_a_calendar_reads_every_fact_of_an_entry():
    body = written(entry(is_decision=True))
    calendar = ReadCalendar.from_ical(body)
    (event,) = calendar.walk("VEVENT")
    assert faults(body) == []
    assert [*calendar.errors, *event.errors] == []
    assert (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])) == ("Mijlpaal: Buurtkracht",) * 2
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in body
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 1, 1), date(2024, 4, 1))
    assert b"\r\nDTSTART;VALUE=DATE:20240101\r\n" in body
    assert str(event["UID"]) == "deliverable-17@mijlpaal.test"
    assert event["SEQUENCE"] == 4
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == UPDATED
    assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    assert [str(category) for category in event["CATEGORIES"].cats] == ["Besluit"]
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Beloofd: “begin 2024”",
        "Status: In uitvoering",
        "https://mijlpaal.test/producten/17",
    ]
    assert event["URL"] == "https://mijlpaal.test/producten/17"


def test_what_was_withdrawn_is_cancelled_and_only_a_decision_has_a_category():
    (event,) = ReadCalendar.from_ical(written(entry(is_withdrawn=True))).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert "CATEGORIES" not in event


@pytest.mark.parametrize(
    "title",
    [
        "Eén; twee, drie\\vier: “vijf”",
        "é" * 200,
        "👩‍👩‍👧‍👦" * 30,
        "regel\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "bel\x07 en \x00niets\x85verder\u2028hier",
        "",
    ],
)
def test_no_text_breaks_a_feed(title):
    body = written(entry(title=title, description=title), entry(18), name=title or "x")
    calendar = ReadCalendar.from_ical(body)
    first, second = calendar.walk("VEVENT")
    assert faults(body) == []
    assert [*calendar.errors, *first.errors, *second.errors] == []
    assert [str(first["UID"]), str(second["UID"])] == [f"deliverable-{n}@mijlpaal.test" for n in (17, 18)]
    printable = title.replace("\r\n", "\n").replace("\x07", "").replace("\x00", "")
    assert str(first["SUMMARY"]) == printable.replace("\x85", "\n").replace("\u2028", "\n")


def test_the_same_facts_are_the_same_bytes():
    assert written(entry(), entry(18)) == written(entry(), entry(18))
