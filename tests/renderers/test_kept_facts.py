"""The facts of a version are read back as they were, without the names of people."""

from dataclasses import replace

from app.queries.programme import programmes
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.reporting_period import is_adopted, periods
from app.renderers.kept_facts import plain_facts, read_facts, write_facts


def test_the_facts_of_both_demonstrations_are_read_back_as_they_were(demo_database):
    with demo_database.reading() as session:
        for programme in programmes(session, None):
            (period,) = [row for row in periods(session, [programme.id]) if not is_adopted(row)]
            facts = draft_facts(session, programme, replace(period, names_leads=True))
            stored = write_facts(facts)
            again = read_facts(stored, facts)
            assert again is not None
            assert plain_facts(again) == plain_facts(facts)
            assert compose_draft(again, "nl") == compose_draft(facts, "nl")
            for person in ("Bram", "Iris", "voorbeeld.nl"):
                assert f'"{person}' not in stored


def test_facts_that_another_release_stored_otherwise_are_not_read(demo_database):
    with demo_database.reading() as session:
        programme = programmes(session, None)[0]
        period = periods(session, [programme.id])[-1]
        facts = draft_facts(session, programme, period)
    assert read_facts(None, facts) is None
    assert read_facts('{"programme_id": 1}', facts) is None
