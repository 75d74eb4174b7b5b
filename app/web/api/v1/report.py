"""The report of a reporting period: as it was adopted, else composed from what was said in time."""

from app.queries.report.reading import read_report
from app.queries.reporting_period import is_adopted
from app.renderers.json import shape
from app.templating import LANGUAGES
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.noun import Noun, one
from app.web.api.v1.parameters import AS_OF, ID, LANGUAGE
from app.web.api.v1.reporting_period import report_asked
from app.web.api.v1.shapes import Report

NOUN = Noun("report", "Reporting periods")


@NOUN.get("/reporting-periods/{id}/report", (ID, AS_OF, LANGUAGE), Report, may_conflict=True)
def show(door: Door, asked: Asked) -> Made:
    """Get the report of a reporting period.

    A report that has been adopted says what it said: `asOf` is refused then.
    """
    period = report_asked(door, asked)
    day = None if is_adopted(period) and "asOf" not in asked.values else asked.day
    language = asked.values.get("language", LANGUAGES[0])
    read = read_report(door.session, door.programmes[period.programme_id], period, day, language)
    return one(Report.model_validate(shape(read.report, read.hash)), period.version)
