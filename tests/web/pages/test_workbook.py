"""The workbook of a programme: out, changed, in again; every list as Excel or CSV."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.html import compact

WHERE = "/programmas/buurtkracht/werkmap"


def read(content):
    """The sheets of a workbook by name, each a list of rows."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def write(sheets):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if hasattr(cell, "year"):
                        page.write_datetime(line, column, cell, day)
                    elif isinstance(cell, str):
                        page.write_string(line, column, cell)
                    else:
                        page.write(line, column, cell)
    return file.getvalue()


@pytest.fixture
def download(noor):
    async def whole():
        return read((await noor.get(f"{WHERE}/bestand.xlsx")).content)

    return whole


@pytest.fixture
def look(noor):
    async def at(sheets):
        return await noor.post(f"{WHERE}/proef", data={}, files={"file": ("werkmap.xlsx", write(sheets))})

    return at


def row_of(sheet, title):
    return next(row for row in sheet if title in row)


def sent_in(page):
    """What the page sends again where it is saved."""
    from html import unescape

    return unescape(page.split('<textarea name="sent" hidden>')[1].split("</textarea>")[0])


async def test_a_workbook_that_comes_back_as_it_left_changes_nothing(download, look):
    looked = await look(await download())
    assert looked.status_code == 200
    assert "De werkmap is gelijk aan wat hier staat." in looked.text


async def test_what_was_changed_is_shown_first_and_saved_as_one(noor, download, look):
    sheets = await download()
    handbook = row_of(sheets["Mijlpalen"], "Handreiking buurthuizen")
    handbook[sheets["Mijlpalen"][0].index("Titel")] = "Handreiking wijkhuizen"
    risk = row_of(sheets["Risico’s"], "Te weinig geld")
    risk[sheets["Risico’s"][0].index("Beheersmaatregel")] = "=1+1 stichtingen vragen"
    looked = await look(sheets)
    page = compact(looked.text)
    assert "2 regels veranderen" in page
    assert "<td>Handreiking buurthuizen</td><td><ins>Handreiking wijkhuizen</ins></td>" in page
    saved = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": "Nieuwe naam."})
    assert "2 regels gewijzigd" in (await noor.get(saved.headers["location"])).text
    after = await download()
    assert row_of(after["Mijlpalen"], "Handreiking wijkhuizen")
    assert "=1+1 stichtingen vragen" in row_of(after["Risico’s"], "Te weinig geld")
    csv = await noor.get("/programmas/buurtkracht/lijsten/risicos.csv")
    assert ";'=1+1 stichtingen vragen;" in csv.text
    await noor.post(f"{saved.headers['location']}/terugname", data={})
    assert "Alles is teruggenomen" in (await noor.get(saved.headers["location"])).text
    undone = await download()
    assert row_of(undone["Mijlpalen"], "Handreiking buurthuizen")
    assert "=1+1 stichtingen vragen" not in row_of(undone["Risico’s"], "Te weinig geld")


async def test_a_row_that_changed_meanwhile_is_refused_and_the_rest_with_it(noor, download, look, cast):
    sheets = await download()
    title = sheets["Mijlpalen"][0].index("Titel")
    row_of(sheets["Mijlpalen"], "Handreiking buurthuizen")[title] = "Handreiking wijkhuizen"
    looked = await look(sheets)
    other = await download()
    row_of(other["Mijlpalen"], "Handreiking buurthuizen")[title] = "Gids"
    first = await look(other)
    await noor.post(WHERE, data={"sent": sent_in(first.text), "reason": "Korter."})
    refused = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": "Nieuwe naam."})
    assert refused.status_code == 400
    assert "Iemand heeft dit gewijzigd" in refused.text
    assert "Gids" in (await noor.get("/programmas/buurtkracht")).text


@pytest.mark.parametrize("cell", ['"\\u0000"', '"\\ud800"', "Infinity", '"' + "9" * 5000 + '-x"'])
async def test_what_no_workbook_holds_is_refused(noor, cell):
    rows = f'[[1, ["Id", "Versie", "Titel"]], [2, ["1", {cell}, "x"]]]'
    for sent in (f'[["Mijlpalen", {rows}]]', f'[["Mijlpalen", [[{cell}, ["1"]]]]]'):
        assert (await noor.post(WHERE, data={"sent": sent})).status_code == 400


async def test_a_moment_that_moves_later_asks_for_its_reason_at_its_line(noor, download, look):
    sheets = await download()
    head, row = sheets["Mijlpalen"][0], row_of(sheets["Mijlpalen"], "Handreiking buurthuizen")
    row[head.index("Oplevermoment")] = "eind 2026"
    looked = await look(sheets)
    refused = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": ""})
    line = sheets["Mijlpalen"].index(row) + 1
    assert refused.status_code == 400
    assert f"<b>Tabblad “Mijlpalen”, regel {line} (Reden van de wijziging):</b>" in compact(refused.text)
    row[head.index("Reden van de wijziging")] = "De huizen vroegen meer tijd."
    looked = await look(sheets)
    saved = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": ""})
    assert saved.status_code == 303
    after = row_of((await download())["Mijlpalen"], "Handreiking buurthuizen")
    assert after[head.index("Oplevermoment")] == "eind 2026"
    await noor.post(f"{saved.headers['location']}/terugname", data={})
    undone = row_of((await download())["Mijlpalen"], "Handreiking buurthuizen")
    assert undone[head.index("Oplevermoment")] != "eind 2026"


async def test_a_wrong_cell_is_told_at_its_sheet_line_and_column(download, look):
    sheets = await download()
    row = row_of(sheets["Mijlpalen"], "Handreiking buurthuizen")
    row[sheets["Mijlpalen"][0].index("Trekker")] = "Sinterklaas"
    row_of(sheets["Risico’s"], "Te weinig geld")[sheets["Risico’s"][0].index("Oorzaak")] = "De rente."
    line = sheets["Mijlpalen"].index(row) + 1
    refused = await look(sheets)
    assert refused.status_code == 400
    place = (
        f"<b>Tabblad “Mijlpalen”, regel {line}, kolom G (Trekker):</b> “Sinterklaas” is hier niet bekend. Wie"
    )
    assert place in compact(refused.text)
    assert 'name="sent"' not in refused.text  # what is right is not saved without what is wrong


async def test_every_list_comes_as_excel_and_as_csv_for_dutch_excel(noor, karel):
    csv = await karel.get("/programmas/buurtkracht/lijsten/risicos.csv")
    assert csv.content.startswith(b"\xef\xbb\xbfTitel;Soort;Oorzaak")
    assert "Te weinig geld;Risico" in csv.text
    for name in "mijlpalen beloften besluiten indicatoren metingen raakvlakken toezeggingen".split():
        excel = await karel.get(f"/programmas/buurtkracht/lijsten/{name}.xlsx")
        (rows,) = read(excel.content).values()
        assert len(rows) > 1, name
    assert (await noor.get("/programmas/buurtkracht/lijsten/fietsen.csv")).status_code == 404


async def test_a_reader_downloads_and_sends_nothing_back(karel, download, vera):
    assert "Terugsturen" not in (await karel.get(WHERE)).text
    refused = await karel.post(f"{WHERE}/proef", data={}, files={"file": ("w.xlsx", write(await download()))})
    assert refused.status_code == 403
    assert (await vera.get(f"{WHERE}/bestand.xlsx")).status_code == 404


async def test_a_frequency_that_is_set_is_what_counts_from_then_on(noor, download, look, cast):
    sheets = await download()
    head, row = sheets["Mijlpalen"][0], row_of(sheets["Mijlpalen"], "Onderzoek onder bewoners")
    row[head.index("Ten minste")], row[head.index("Per")] = 2, "jaar"
    looked = await look(sheets)
    refused = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": ""})
    assert "Alleen wat terugkeert, heeft een aantal keren." in refused.text
    row[head.index("Soort")] = "Terugkerend"
    looked = await look(sheets)
    await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": "Twee keer."})
    page = compact((await noor.get(f"/producten/{cast['survey']}")).text)
    assert "“op korte termijn” noemt geen dag. Wat telt is hoe vaak het gebeurt: minstens 2 keer per" in page
    assert "er kan niets over tijd zijn" not in page


def put(sheet, **texts):
    """Add a row without an id."""
    sheet.append([texts.get(heading.replace(" ", "_"), "") for heading in sheet[0]])


async def test_rows_without_an_id_are_made_with_what_they_name_and_taken_back_as_one(
    noor, download, look, cast
):
    sheets = await download()
    put(sheets["Projecten"], Titel="Buurttuinen", Actielijn="Ontmoeten", Trekker="Bram")
    put(sheets["Mijlpalen"], Titel="Tuinplan", Project="Buurttuinen", Trekker="Bram", Oplevermoment="Q2 2025")
    put(
        sheets["Mijlpalen"],
        Titel="Tuindag",
        Project="buurttuinen",
        Status="In uitvoering",
        Oplevermoment="2 x per jaar",
        Heeft_nodig="tuinplan",
    )
    put(
        sheets["Mijlpalen"],
        Titel="Oogst",
        Project="Buurttuinen",
        Oplevermoment="na de droogte",
        Eigen_laatste_dag="1-10-2024",
    )
    put(sheets["Risico’s"], Titel="Droogte", Raakt="Tuinplan")
    put(sheets["Keren"], Mijlpaal="Tuindag", Gehouden_op="2-12-2023")
    looked = await look(sheets)
    assert "6 daarvan zijn nieuw." in looked.text
    assert "<ins>Bram (bram@voorbeeld.nl)</ins>" in compact(looked.text)
    saved = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": ""})
    assert saved.status_code == 303, compact(saved.text.split("<main")[1])[:1500]
    entry = saved.headers["location"]
    assert "6 regels bewaard" in (await noor.get(entry)).text
    after = await download()
    day, harvest = (row_of(after["Mijlpalen"], title) for title in ("Tuindag", "Oogst"))
    head = after["Mijlpalen"][0]
    named = ("Soort", "Status", "Heeft nodig", "Ten minste", "Per", "Oordeel")
    assert [day[head.index(name)] for name in named] == [
        *("Terugkerend", "In uitvoering", "Tuinplan", 2, "jaar", "Nu verwacht")
    ]
    assert [harvest[head.index(name)] for name in ("Eigen laatste dag", "Laatste dag")] == 2 * [
        date(2024, 10, 1)
    ]
    assert row_of(after["Risico’s"], "Droogte")[-2] == "Tuinplan"
    assert row_of(after["Keren"], "Tuindag")[3] == date(2023, 12, 2)
    assert "gelijk aan wat hier staat" in (await look(after)).text

    await noor.post(f"{entry}/terugname", data={})
    assert "Alles is teruggenomen" in (await noor.get(entry)).text
    undone = await download()
    gone = ("Mijlpalen", "Tuinplan"), ("Projecten", "Buurttuinen"), ("Risico’s", "Droogte")
    assert not [title for sheet, title in gone if any(title in row for row in undone[sheet])]
    assert len(undone["Keren"]) == 1


async def test_days_of_an_own_reading_and_days_on_which_it_took_place_are_changed_and_taken_back(
    noor, download, look
):
    async def save(sheets):
        sent = sent_in((await look(sheets)).text)
        saved = await noor.post(WHERE, data={"sent": sent, "reason": "Het regende."})
        return saved.headers["location"]

    sheets = await download()
    head, panel = sheets["Mijlpalen"][0], "Bijeenkomst van het buurtpanel"
    own, last = head.index("Eigen laatste dag"), head.index("Laatste dag")
    put(sheets["Keren"], Mijlpaal=panel, Gehouden_op="2-12-2023")
    row_of(sheets["Mijlpalen"], "Onderzoek onder bewoners")[own] = "1-10-2024"
    await save(sheets)
    sheets = await download()
    row_of(sheets["Keren"], panel)[3] = date(2023, 12, 3)
    row_of(sheets["Mijlpalen"], "Onderzoek onder bewoners")[own] = date(2024, 11, 1)
    entry = await save(sheets)
    for day, moment in ((3, date(2024, 11, 1)), (2, date(2024, 10, 1))):
        now = await download()
        survey = row_of(now["Mijlpalen"], "Onderzoek onder bewoners")
        assert row_of(now["Keren"], panel)[3] == date(2023, 12, day)
        assert [survey[own], survey[last]] == [moment, moment]
        await noor.post(f"{entry}/terugname", data={})


async def test_a_new_row_that_is_refused_keeps_all_others_out(noor, download, look):
    sheets = await download()
    put(sheets["Projecten"], Titel="Buurttuinen", Actielijn="Ontmoeten")
    put(sheets["Mijlpalen"], Titel="Tuinplan", Project="Buurttuinen", Oplevermoment="na de droogte")
    looked = await look(sheets)
    refused = await noor.post(WHERE, data={"sent": sent_in(looked.text), "reason": ""})
    line = len(sheets["Mijlpalen"])
    assert f"<b>Tabblad “Mijlpalen”, regel {line} (Oplevermoment):</b>" in compact(refused.text)
    assert not any("Buurttuinen" in row for row in (await download())["Projecten"])


async def test_a_list_is_downloaded_as_the_filter_of_its_page_leaves_it(noor):
    home, lists = "/programmas/buurtkracht", "/programmas/buurtkracht/lijsten"
    page = (await noor.get(f"{home}?soort=besluit")).text
    (address,) = re.findall(rf'href="({lists}/mijlpalen[.]csv[^"]*)"', page)
    rows = (await noor.get(unescape(address))).text.splitlines()
    every = (await noor.get(f"{lists}/mijlpalen.csv")).text.splitlines()
    assert 1 < len(rows) < len(every)
    assert all("besluit" in row.lower() for row in rows[1:])
    promises = (await noor.get(f"{lists}/beloften.csv?tekst=handreiking")).text.splitlines()
    assert len(promises) == 2
    assert (await noor.get(f"{lists}/mijlpalen.csv?stand=onzin")).status_code == 400
