"""The page on which many promises are entered at once: looked at first, saved as one, taken back as one."""

from datetime import date
from io import BytesIO

import xlsxwriter

from app.queries.deliverable import deliverable_states
from app.queries.source import sources_of
from tests.cast import TODAY
from tests.html import compact

WHERE = "/programmas/buurtkracht/invoer"
TABLE = "Titel\tProject\tWanneer\n" + "".join(
    f"Plan {n}\tHuizen van de wijk\tQ{n % 4 + 1} 2025\n" for n in range(10)
)

# One database is enough: what the actions write is tried on both elsewhere.


def workbook(*rows):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Plannen")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return file.getvalue()


async def test_ten_promises_are_pasted_looked_at_saved_and_taken_back(noor):
    looked = await noor.post(f"{WHERE}/proef", data={"table": TABLE})
    page = compact(looked.text)
    assert "Bewaar 10 mijlpalen" in page
    assert "<b>Q1 2025</b> = 1 januari tot en met 31 maart 2025" in page
    assert "Plan 0" not in (await noor.get("/programmas/buurtkracht")).text  # looking saves nothing
    saved = await noor.post(WHERE, data={"table": TABLE})
    assert saved.status_code == 303
    entry = saved.headers["location"]
    assert "10 mijlpalen ingevoerd" in (await noor.get(entry)).text
    assert "Plan 9" in (await noor.get("/programmas/buurtkracht")).text
    await noor.post(f"{entry}/terugname", data={})
    assert "Alles is teruggenomen" in (await noor.get(entry)).text
    assert "Plan 9" not in (await noor.get("/programmas/buurtkracht")).text


async def test_an_earlier_day_and_document_go_for_all_rows_so_that_the_first_report_knows_its_past(
    noor, cast, database
):
    shared_fields = {"said_on": "2-3-2023", "source_document": "Kamerbrief van maart"}
    await noor.post(
        WHERE,
        data={"table": "Titel\tWanneer\tBron\nSoep\teind dit jaar\t\nBrood\t2024\tNota\n"}
        | shared_fields
        | {"project": str(cast.houses)},
    )
    with database.reading() as session:
        states = {s.title: s for s in deliverable_states(session, cast.programme, TODAY)}
        soup, bread = states["Soep"], states["Brood"]
        assert (soup.deadlines[0].said_on, soup.deadlines[0].window.latest) == (
            date(2023, 3, 2),
            date(2023, 12, 31),
        )
        sources = sources_of(session, [soup.id, bread.id], TODAY)
        assert [sources[row.id][0].document for row in (soup, bread)] == ["Kamerbrief van maart", "Nota"]


async def test_it_is_told_how_often_a_row_recurs_or_that_this_was_not_read(noor):
    table = "Titel\tWanneer\nRonde tafel\tminstens vier keer per jaar\nBrief\tperiodiek\n"
    page = compact((await noor.post(f"{WHERE}/proef", data={"table": table, "project": "1"})).text)
    assert "<b>minstens vier keer per jaar</b> = minstens 4 keer per jaar" in page
    assert page.count("Hoe vaak dit terugkeert, is niet gelezen.") == 1


async def test_the_lead_of_the_project_is_told_only_where_it_has_one(noor):
    table = "Titel\tProject\tActielijn\nSoep\tHuizen van de wijk\t\nBoom\tTuinen\tGroen\n"
    page = compact((await noor.post(f"{WHERE}/proef", data={"table": table})).text)
    soup, tree = page.split("<td>2</td>")[1].split("<td>3</td>")
    assert "die van het project" in soup
    assert "nog niemand" in tree.split("</tr>")[0]
    assert "Tuinen (wordt nieuw gemaakt)" in tree
    assert "in de actielijn “Groen” (wordt nieuw gemaakt)" in tree


async def test_a_workbook_stands_in_the_field_as_if_it_was_pasted(noor):
    file = workbook(["Titel", "Project", "Wanneer"], ["007", "Huizen van de wijk", "medio 2025"])
    looked = await noor.post(f"{WHERE}/proef", data={"project": ""}, files={"file": ("plan.xlsx", file)})
    assert looked.status_code == 200
    assert "007\tHuizen van de wijk\tmedio 2025" in looked.text
    assert "Bewaar één mijlpaal" in looked.text


async def test_every_fault_is_told_at_its_line_and_column_and_nothing_is_lost(noor):
    table = TABLE + "\tBuurtapp\tQ1 2025\nSoepplan\tHuizen van de wijk\tooit eens\n"
    for path in (f"{WHERE}/proef", WHERE):
        refused = await noor.post(path, data={"table": table})
        page = compact(refused.text)
        assert refused.status_code == 400
        assert "<b>Regel 12, kolom A (Titel):</b> Geef het een titel." in page
        assert "<b>Regel 13, kolom C (Oplevermoment):</b> “ooit eens”" in page
        rows = "Regels waarin nog iets niet klopt, staan hier niet bij."
        assert (rows in page) == path.endswith("/proef")
        assert "Hier staan de eerste" not in page
        assert "Soepplan\tHuizen van de wijk\tooit eens" in refused.text
    assert "Plan 9" not in (await noor.get("/programmas/buurtkracht")).text


async def test_a_column_that_is_not_recognised_is_pointed_out(noor):
    table = "Iets\tAnders\nSoepplan\tmedio 2025\n"
    looked = await noor.post(f"{WHERE}/proef", data={"table": table, "project": "1"})
    chosen = {
        "first_row": "Iets · Anders",
        "has_headings": "on",
        "column-0": "title",
        "column-1": "phrase",
        "project": "1",
    }
    assert '<select class="utrecht-select utrecht-select--html-select" id="column-0"' in looked.text
    saved = await noor.post(WHERE, data={"table": table, **chosen})
    assert "Eén mijlpaal ingevoerd" in (await noor.get(saved.headers["location"])).text


async def test_what_the_programme_has_already_is_left_out_and_told(noor):
    looked = await noor.post(f"{WHERE}/proef", data={"table": TABLE + "Handreiking buurthuizen\t\t\n"})
    assert "Eén regel wordt overgeslagen" in looked.text
    assert "Bewaar 10 mijlpalen" in looked.text


async def test_a_file_that_could_run_is_refused_at_its_cell(noor):
    file = workbook(["Titel"], ["=1+1"])
    refused = await noor.post(f"{WHERE}/proef", data={}, files={"file": ("plan.xlsx", file)})
    assert refused.status_code == 400
    assert "Tabblad “Plannen”, regel 2, kolom A:</b> Hier staat een formule." in compact(refused.text)


async def test_text_in_a_table_stays_text(noor):
    title = "<script>alert(1)</script> {{ 7*7 }}"
    looked = await noor.post(f"{WHERE}/proef", data={"table": f"Titel\n{title}\n", "project": "1"})
    assert "<script>alert" not in looked.text
    assert "{{ 7*7 }}" in looked.text


async def test_only_the_office_enters_tables(bram, vera):
    assert (await bram.post(f"{WHERE}/proef", data={"table": TABLE})).status_code == 403
    assert (await vera.post(f"{WHERE}/proef", data={"table": TABLE})).status_code == 404
