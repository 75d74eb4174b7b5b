"""Loading a programme as it was lived over many half-years, in the order of days."""

from sqlmodel import Session

from app.actions import pilot_site
from app.demo.history.deliverables import list_deliverable_events
from app.demo.history.rounds import list_round_events
from app.demo.history.steering import define_indicators, list_steering_events
from app.demo.loading import OFFICE, Facts, LoadedIds, act_on
from app.demo.structure import create_programme, load_structure

__all__ = ["load_history"]


def load_history(session: Session, ids: LoadedIds, facts: Facts) -> None:
    """Say everything of one file, each event on its own day."""
    act = act_on(facts["begins_on"], ids.people[OFFICE])
    programme_id = create_programme(session, act, ids, facts)
    load_structure(session, act, ids, facts, programme_id)
    for entry in facts["pilot_site"]:
        ids.sites[entry["key"]] = pilot_site.add(session, act, programme_id, name=entry["name"])
    define_indicators(session, act, ids, facts, programme_id)
    events = [
        *list_deliverable_events(session, ids, facts),
        *list_steering_events(session, ids, facts, programme_id),
        *list_round_events(session, ids, facts, programme_id),
    ]
    for event in sorted(events, key=lambda event: (event.day, event.turn)):
        event.say()
