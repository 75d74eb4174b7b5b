"""The audit log of a programme, in sentences, for those who may audit it."""

import csv
import io
import json
from datetime import date

import pytest

from app.actions import audit_maintenance, deliverable, person
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.firmness import Firmness
from app.domain.role import Role
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.web.views.spreadsheet import write_line
from tests.cast import SLUG, TODAY, at

PAGE = f"/programmas/{SLUG}/logboek"


@pytest.fixture
def say(database, cast):
    """Noor updates the handbook."""

    def of(version, **words):
        update = StatusUpdateInput(Status.IN_PROGRESS, version, TODAY, **words)
        with database.writing() as session:
            submit(session, AuditContext(cast.noor, at(TODAY), "web"), cast["handbook"], update, today=TODAY)

    return of


async def test_a_moved_deadline_is_one_sentence(noor, say):
    words = {"phrase": "Q2 2024", "firmness": Firmness.EXPECTED, "reason": "Meer tijd nodig."}
    say(4, confidence=Confidence.AT_RISK, **words)
    page = (await noor.get(PAGE)).text
    sentence = "Noor wijzigde het oplevermoment van Handreiking buurthuizen van begin 2024 naar Q2 2024."
    assert sentence in page


async def test_the_other_changes_follow_in_the_sentence(noor, say):
    say(4, confidence=Confidence.ON_TRACK)
    page = (await noor.get(PAGE)).text
    assert (
        "Noor meldde hoe Handreiking buurthuizen ervoor staat: vertrouwen van onzeker naar op koers." in page
    )


async def test_every_action_has_its_own_sentence(noor):
    page = (await noor.get(PAGE)).text
    assert "deed “" not in page
    assert "Noor gaf Karel de rol van opdrachtgever." in page
    assert "Noor voegde het project Buurtapp toe." in page


async def test_the_tab_is_shown_to_those_who_may_audit(noor, bram):
    assert PAGE in (await noor.get(f"/programmas/{SLUG}")).text
    assert PAGE not in (await bram.get(f"/programmas/{SLUG}")).text


async def test_the_log_can_be_filtered_by_entity_and_by_person(noor, cast):
    of_one = (await noor.get(PAGE, params={"soort": "deliverable", "id": cast["opening"]})).text
    assert "Bram voegde bewijs toe bij Opening van het eerste buurthuis." in of_one
    assert "Buurtapp" not in of_one
    by_one = (await noor.get(PAGE, params={"persoon": cast.iris})).text
    assert "Iris meldde hoe" in by_one
    assert "Noor voegde" not in by_one
    nothing = await noor.get(PAGE, params={"persoon": cast.vera})
    assert "Hier is nog niets gedaan" in nothing.text


async def test_the_log_is_split_into_consecutive_pages(noor, database, cast):
    with database.writing() as session:
        for n in range(120):
            new = NewDeliverable(
                cast.houses, date(2023, 3, 1), n, kind=DeliverableKind.PRODUCT, title=f"Product {n}"
            )
            deliverable.add(session, AuditContext(cast.noor, at(TODAY), "web"), new)
    first = await noor.get(PAGE)
    assert first.text.count('<tr id="entry-') == 50
    ids, url = [], PAGE
    while url:
        page = (await noor.get(url)).text
        ids += [int(part.split('"')[0]) for part in page.split('<tr id="entry-')[1:]]
        url = page.split('" rel="next"')[0].rsplit('href="', 1)[1] if 'rel="next"' in page else ""
        url = url.replace("&amp;", "&")
    assert ids == list(range(ids[0], 0, -1))


async def test_the_number_of_queries_does_not_grow_with_the_log(noor, queries, cast):
    await noor.get("/rollen")  # whether the menu leads to answers is looked up once for each change
    with queries() as few:
        await noor.get(PAGE, params={"persoon": cast.vera})
    with queries() as many:
        await noor.get(PAGE)
    assert len(few) == len(many) == 4


async def test_an_administrator_can_read_it(client_as, database, cast):
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.vera, Role.ADMIN)
    assert (await (await client_as("vera")).get(PAGE)).status_code == 200


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/bestand.csv", f"{PAGE}/bestand.jsonl"])
async def test_nobody_else_can_read_it(client, vera, karel, bram, path):
    assert (await client.get(path)).status_code == 303
    assert (await vera.get(path)).status_code == 404
    assert (await karel.get(path)).status_code == 403
    assert (await bram.get(path)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [{"soort": "kleur"}, {"id": "x"}, {"persoon": "-1"}, {"voor": "0"}, {"voor": "9" * 40}, {"id": "²"}],
)
async def test_unreadable_filters_are_refused(noor, query):
    for path in (PAGE, f"{PAGE}/bestand.csv"):
        assert (await noor.get(path, params=query)).status_code == 400


async def test_an_unknown_file_format_is_not_found(noor):
    assert (await noor.get(f"{PAGE}/bestand.exe")).status_code == 404


async def test_the_log_as_csv_contains_no_formulas(noor, database, cast):
    with database.writing() as session:
        new = NewDeliverable(cast.houses, TODAY, 9, kind=DeliverableKind.PRODUCT, title='=HYPERLINK("x")')
        deliverable.add(session, AuditContext(cast.noor, at(TODAY), "web"), new)
    answer = await noor.get(f"{PAGE}/bestand.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="logboek-{SLUG}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert [int(row["seq"]) for row in rows] == list(range(len(rows), 0, -1))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


async def test_the_log_as_json_lines_has_the_six_fields_and_the_values(noor, say, cast):
    say(4, confidence=Confidence.ON_TRACK)
    answer = await noor.get(f"{PAGE}/bestand.jsonl", params={"soort": "deliverable", "id": cast["handbook"]})
    entries = [json.loads(text) for text in answer.text.splitlines()]
    assert entries[0]["action"] == "status_update.submit"
    assert (entries[0]["object_type"], entries[0]["object_id"]) == ("deliverable", cast["handbook"])
    assert (entries[0]["result"], entries[0]["origin"], entries[0]["actor"]) == ("done", "web", "Noor")
    assert entries[0]["at"] == "2023-12-18T09:00:00+00:00"
    assert (entries[0]["was"]["confidence"], entries[0]["becomes"]["confidence"]) == ("at_risk", "on_track")
    assert len(entries) == 6


async def test_an_entry_whose_values_were_forgotten_says_so(noor, database, cast):
    with database.writing() as session:
        audit_maintenance.forget_values(session, AuditContext(cast.noor, at(TODAY), "web"), at(TODAY))
    page = (await noor.get(PAGE, params={"soort": "deliverable"})).text
    assert "De waarden van deze regel zijn na hun termijn gewist." in page
    assert "Bram meldde hoe Handreiking buurthuizen ervoor staat." in page


async def test_a_refusal_is_shown(noor, karel, cast):
    await karel.post(f"/producten/{cast['handbook']}/stand-van-zaken")
    assert (
        "Karel werd geweigerd bij Handreiking buurthuizen (status_update.create)."
        in (await noor.get(PAGE)).text
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_would_be_a_formula_is_text(text):
    assert (
        next(
            csv.reader(
                io.StringIO(
                    write_line(
                        [text],
                    ),
                    newline="",
                )
            )
        )[0]
        == f"'{text}"
    )
