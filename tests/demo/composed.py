"""The reports over 2023-H2 as composed from the demonstration: once for whoever asks."""

from functools import cache

from app.domain.half_year import HalfYear
from app.domain.report import Report, compose
from app.queries.programme import programme_by_slug
from app.queries.report.facts import report_facts
from app.queries.reporting_period import period_of_half_year
from app.templating.wording import words_of
from tests.database import connect


@cache
def composed(address: str, slug: str = "toekomstscenario") -> Report:
    """The report of a programme of the demonstration at this address."""
    database = connect(address)
    with database.reading() as session:
        programme = programme_by_slug(session, slug)
        assert programme is not None
        period = period_of_half_year(session, programme.id, HalfYear(2023, 2))
        assert period is not None
        facts = report_facts(session, programme, period)
    database.dispose()
    return compose(facts, words_of("nl", facts.period.report_date))
