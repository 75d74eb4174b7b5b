"""A feed of milestones as an iCalendar file (RFC 5545), the same bytes as long as nothing changes in it."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar_feed import Calendar, CalendarEntry
from app.domain.language import DEFAULT_LANGUAGE
from app.templating import translator

if TYPE_CHECKING:  # slow to import, and only feeds need it
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
"""How often a calendar is asked to look again."""
_PRODUCT = "-//Mijlpaal//Mijlpaal//NL"
_NEWLINE, _CONTROL = re.compile(r"\r\n?|[\u0085\u2028\u2029]"), re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def write_calendar(calendar: Calendar, host: str) -> bytes:
    """Write a feed; `host` makes the ids of its entries unique among those of other installations.

    An entry keeps its id, so that a calendar moves what it has. Days are whole and leave people free; the
    last one is exclusive in iCalendar.
    """
    from icalendar import Calendar as Component
    from icalendar.prop import vDuration, vText

    component = Component()
    component.add("version", "2.0")
    component.add("prodid", _PRODUCT)
    component.add("calscale", "GREGORIAN")
    name = vText(_clean(calendar.name))
    component.add("name", name)
    component.add("x-wr-calname", name)
    # Who knows RFC 7986 asks for one of these, everybody else for the other.
    component.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    component.add("x-published-ttl", vDuration(REFRESH))
    for entry in calendar.entries:
        component.add_component(_event(entry, host))
    written: bytes = component.to_ical(sorted=False)
    return written


def _event(entry: CalendarEntry, host: str) -> "Event":
    from icalendar import Event
    from icalendar.prop import vUri

    say = translator(DEFAULT_LANGUAGE).gettext
    event = Event()
    event.add("uid", f"deliverable-{entry.id}@{host}")
    # Without METHOD this is the moment of the last change (RFC 5545, 3.8.7.2); of a clock it would differ.
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    event.add("sequence", entry.version)
    event.add("dtstart", entry.span.first)
    event.add("dtend", entry.span.last + timedelta(days=1))
    event.add("summary", _clean(entry.title))
    event.add("description", _clean(f"{entry.description}\n{entry.address}"))
    event.add("url", vUri(entry.address))
    if entry.is_decision:
        event.add("categories", [say("Decision")])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_withdrawn else "CONFIRMED")
    return event


def _clean(text: str) -> str:
    """Return a text without what iCalendar cannot hold: control characters, and other ends of a line."""
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))
