"""The pages to plan a round, to change its days, and to open it."""

import pytest

from app.queries.reporting_period import periods
from tests.html import compact
from tests.rounds import edit, version_of

REPORTS = "/programmas/buurtkracht/rapportages"
NEW = f"{REPORTS}/nieuw"
DAYS = f"{REPORTS}/2023-H2/dagen"
SPRING = {
    "half_year": "2024-H1",
    "starts_on": "01-01-2024",
    "ends_on": "30-06-2024",
    "reference_date": "30-06-2024",
    "input_deadline": "12-07-2024",
    "report_date": "31-07-2024",
}
NOW = SPRING | {
    "starts_on": "01-07-2023",
    "ends_on": "31-12-2023",
    "reference_date": "31-12-2023",
    "input_deadline": "19-01-2024",
    "report_date": "31-01-2024",
}


@pytest.fixture
def rounds(database, cast):
    """Every round of the programme."""

    def of():
        with database.reading() as session:
            return periods(session, [cast.programme])

    return of


async def test_a_round_can_be_planned_from_the_proposal_and_opened(noor, rounds):
    assert f'href="{NEW}"' in (await noor.get(REPORTS)).text
    form_page = (await noor.get(NEW)).text
    assert 'value="2024-H1"' in form_page
    assert 'value="30-06-2024"' in form_page
    assert 'value="10-07-2024"' in form_page
    assert 'value="20-07-2024"' in form_page
    planned = await noor.post(REPORTS, data=SPRING)
    assert planned.headers["location"] == f"{REPORTS}/2024-H1"
    assert (await noor.get(f"{REPORTS}/2024-H1")).text.count("Open de ronde") == 1
    assert [(row.half_year, row.number, row.state) for row in rounds()][1:] == [("2024-H1", 2, "planned")]
    early = await noor.post(f"{REPORTS}/2024-H1/uitvraag", data={"version": 1})
    assert early.status_code == 409
    assert "De ronde van 2024-H1 kan vanaf 1 januari 2024 open" in early.text
    assert rounds()[1].state == "planned"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"half_year": "voorjaar"}, "“voorjaar” is geen halfjaar"),
        ({"half_year": "2023-H2"}, "De ronde van 2023-H2 is er al."),
        ({"starts_on": "31-12-2023"}, "Dit overlapt met de periode van 2023-H2."),
        ({"ends_on": "31-12-2023"}, "De periode kan niet eindigen voor zij begint."),
        ({"input_deadline": "01-08-2024"}, "De inleverdatum kan niet na de datum van het rapport liggen."),
        ({"reference_date": "01-08-2024"}, "De peildatum kan niet na de datum van het rapport liggen."),
        ({"report_date": ""}, "Vul een dag in, zoals 18-12-2023."),
        ({"report_date": "31 juli"}, "“31 juli” is geen dag."),
    ],
)
async def test_an_invalid_plan_gets_messages_and_keeps_what_was_typed(noor, rounds, typed, message):
    answer = await noor.post(REPORTS, data=SPRING | typed)
    assert answer.status_code == 400
    assert message in answer.text
    for name, value in (SPRING | typed).items():
        assert f'name="{name}" type="text" value="{value}"' in answer.text
    assert len(rounds()) == 1


async def test_another_half_year_can_be_chosen(noor):
    after_this_round = (await noor.get(NEW)).text
    assert f'href="{NEW}?halfjaar=2024-H2"' in after_this_round
    assert f'href="{NEW}?halfjaar=2023-H2"' not in after_this_round
    assert 'value="01-07-2025"' in (await noor.get(NEW, params={"halfjaar": "2025-H2"})).text
    assert (await noor.get(NEW, params={"halfjaar": "ooit"})).status_code == 400


async def test_the_days_can_be_changed_during_the_round_by_one_person_at_a_time(noor, rounds, database, cast):
    with database.writing() as session:
        edit(session, cast)
        version = version_of(session, cast.period)
    assert 'value="12-01-2024"' in (await noor.get(DAYS)).text
    written = compact((await noor.get(f"{REPORTS}/2023-H2")).text)
    assert "<dt>Inleverdatum</dt><dd>12 januari 2024</dd>" in written
    assert "<dt>Periode</dt><dd>1 juli 2023 tot en met 31 december 2023</dd>" in written
    assert '</svg>Bewerking <span class="small muted">18 december 2023</span></li>' in written
    moved = await noor.post(DAYS, data=NOW | {"version": version, "names_leads": "on"})
    assert moved.headers["location"] == f"{REPORTS}/2023-H2"
    assert f"{rounds()[0].input_deadline:%d-%m-%Y}" == "19-01-2024"
    assert 'name="names_leads" checked' in (await noor.get(DAYS)).text
    stale = await noor.post(DAYS, data=NOW | {"version": version, "report_date": "05-02-2024"})
    assert stale.status_code == 409
    assert 'value="05-02-2024"' in stale.text
    assert f'name="version" value="{version + 1}"' in stale.text
    refused = await noor.post(DAYS, data=NOW | {"version": version + 1, "input_deadline": "01-02-2024"})
    assert refused.status_code == 400
    assert "De inleverdatum kan niet na de datum van het rapport liggen." in refused.text


async def test_in_review_the_days_are_fixed(noor, database, cast, in_review):
    with database.writing() as session:
        version = version_of(session, cast.period)
    assert 'name="report_date"' not in (await noor.get(DAYS)).text
    assert (await noor.post(DAYS, data=NOW | {"version": version})).status_code == 409


async def test_only_the_office_can_plan(bram, vera):
    for who, status in ((bram, 403), (vera, 404)):
        assert (await who.get(NEW)).status_code == status
        assert (await who.post(REPORTS, data=SPRING)).status_code == status
        assert (await who.post(DAYS, data=NOW)).status_code == status
    assert f'href="{NEW}"' not in (await bram.get(REPORTS)).text
