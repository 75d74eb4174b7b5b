"""The pages on which an existing report is read, and each promise in it is judged before it enters."""

import re
from datetime import date
from hashlib import sha256

import pikepdf
import pytest

from app.actions import report_reading
from app.actions.audit_log import AuditContext
from app.domain.proposal import ProposalOutcome
from app.queries.deliverable import deliverable_states
from app.queries.proposal import ProposalFilter, find_read_report, list_proposals, list_read_reports
from app.queries.source import sources_of
from tests.cast import SLUG, TODAY, at
from tests.html import compact
from tests.readings import GUIDE, MAP, SAID_ON, SENTENCES, UNCLEAR, read_report
from tests.web.forms import forms_of, messages_of

WHERE = f"/programmas/{SLUG}/inlezen"
TEXT = "2. Huizen van de wijk\n\n" + "\n\n".join(SENTENCES)

# One database is enough: what the actions write is tried on both elsewhere.


@pytest.fixture
def reading(database, cast):
    """A report that was read: it promises the handbook, a map, and something that nobody can date."""

    class Reading:
        def __init__(self):
            with database.writing() as session:
                self.rows = read_report(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme)
            self.id = self.rows[0].read_report_id
            self.address = f"{WHERE}/{self.id}"
            self.guide, self.map, self.unclear = self.rows

        def of(self, row):
            """The address of a proposal."""
            return f"{self.address}/voorstellen/{row.id}"

        def now(self):
            """Its proposals by now, by title."""
            with database.reading() as session:
                return list_proposals(session, ProposalFilter([cast.programme], self.id), limit=50)

        def report(self):
            """How far it is judged."""
            with database.reading() as session:
                return find_read_report(session, self.id, [cast.programme])

    return Reading()


@pytest.fixture
def open_form(noor):
    """`await open_form(reading, row, title="…")`: the form of a proposal as it opens, some fields typed."""

    async def opened(reading, row, **typed):
        page = await noor.get(reading.address, params={"voorstel": row.id})
        address = reading.of(row)
        form = next(form for form in forms_of(page.text, address) if form.action == address)
        return {name: values[-1] for name, values in form.sent(**typed).items()} | typed

    return opened


def outcomes(reading):
    return [row.outcome.value for row in reading.now()]


async def test_a_text_is_read_judged_and_finished_and_only_then_stands_in_the_programme(noor, database, cast):
    assert "Er is nog niets ingelezen" in (await noor.get(WHERE)).text
    sent = {"said_on": "2-10-2023", "title": "Startnota", "text": TEXT}
    made = await noor.post(WHERE, data=sent)
    assert made.status_code == 303
    address = made.headers["location"]
    page = compact((await noor.get(address)).text)
    assert "zijn <b>3 beloften</b> gevonden. Nog <b>3</b> vragen uw oordeel" in page
    assert "Van één is het moment niet begrepen." in page
    assert "Startnota" in (await noor.get(WHERE)).text
    for form in [form for form in forms_of(page, address) if form.action.endswith("/overname")]:
        assert (await noor.post(form.action, data=form.filled())).status_code == 303
    last = f"{address}/voorstellen/{re.findall(r'voorstel-([0-9]+)', page)[-1]}"
    undated = await noor.post(f"{last}/zonder-datum", data={"version": "1"})
    assert undated.status_code == 303
    accepted = await noor.post(f"{last}/overname", data={"version": "2"})
    assert accepted.status_code == 303
    done = compact((await noor.get(address)).text)
    assert "Alles is beoordeeld." in done
    assert "Er komen 3 mijlpalen bij in het programma." in done
    with database.reading() as session:
        before = {state.title for state in deliverable_states(session, cast.programme, TODAY)}
    assert "Buurtkaart" not in before  # nothing enters before the end
    finish = next(form for form in forms_of(done, address) if form.action.endswith("/afronding"))
    assert (await noor.post(finish.action, data=finish.filled())).status_code == 303
    with database.reading() as session:
        states = {state.title: state for state in deliverable_states(session, cast.programme, TODAY)}
        state = states["Buurtkaart"]
        assert (state.deadlines[0].said_on, state.deadlines[0].window.phrase) == (SAID_ON, "begin 2024")
        (source,) = sources_of(session, [state.id], TODAY)[state.id]
        assert (source.document, source.quote) == ("Startnota", MAP)
    end = compact((await noor.get(address)).text)
    assert "Het inlezen is afgerond" in end
    assert f'href="/producten/{state.id}"' in end
    assert not [form for form in forms_of(end, address) if form.action.startswith(address)]
    assert "afgerond op" in (await noor.get(WHERE)).text


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"text": TEXT}, "said_on", "van welke dag"),
        ({"text": TEXT, "said_on": "31-02-2023"}, "said_on", "31-02-2023"),
        ({"said_on": "2-10-2023"}, "file", "Kies een bestand"),
        ({"text": "   \n ", "said_on": "2-10-2023", "title": "Leeg"}, "file", "Kies een bestand"),
        ({"text": TEXT, "said_on": "2-10-2030", "title": "Later"}, "said_on", "moet nog komen"),
        ({"text": TEXT, "said_on": "2-10-2023"}, "title", "titel"),
        ({"text": "woord " * 110_000, "said_on": "2-10-2023", "title": "Lang"}, "text", "600000"),
    ],
)
async def test_what_stands_against_reading_is_told_beside_its_field_and_nothing_typed_is_lost(
    noor, sent, field, message
):
    page = await noor.post(WHERE, data=sent)
    assert page.status_code == 400
    assert message in messages_of(page.text)[field]
    form = next(form for form in forms_of(page.text, WHERE) if form.action == WHERE)
    kept = form.filled()
    assert {name: kept[name].strip() for name in sent} == {name: text.strip() for name, text in sent.items()}


@pytest.fixture
def encrypted(tmp_path):
    """A PDF that asks for a password."""
    path = tmp_path / "dicht.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return path.read_bytes()


async def test_a_file_that_cannot_be_read_is_told_beside_its_field(noor, encrypted):
    for name, content, message in (
        ("dicht.pdf", encrypted, "wachtwoord"),
        ("plaatje.png", b"\x89PNG", "Stuur een .txt, .pdf, .docx of .odt."),
        ("leeg.txt", b"  \n", "In dit bestand staat geen tekst."),
        ("groot.txt", b"x" * (20 * 1024 * 1024 + 1), "Dit bestand is groter dan 20 MB."),
    ):
        sent = {"said_on": "2-10-2023", "title": "Startnota"}
        page = await noor.post(WHERE, data=sent, files={"file": (name, content)})
        assert page.status_code == 400, name
        assert message in messages_of(page.text)["file"], name
        assert 'value="Startnota"' in page.text


async def test_a_file_is_read_under_its_own_name_and_not_twice(noor, database, cast):
    file = {"file": ("Voortgang 2021.txt", TEXT.encode())}
    made = await noor.post(WHERE, data={"said_on": "2-10-2023"}, files=file)
    page = (await noor.get(made.headers["location"])).text
    assert "Voorstellen uit Voortgang 2021" in page
    again = await noor.post(WHERE, data={"said_on": "2-10-2023"}, files=file)
    assert again.status_code == 409
    assert "is al ingelezen, als “Voortgang 2021”" in messages_of(again.text)["file"]
    with database.reading() as session:
        (report,) = list_read_reports(session, [cast.programme])
    assert (report.file_name, report.sha256) == ("Voortgang 2021.txt", sha256(TEXT.encode()).hexdigest())


async def test_a_file_is_called_as_somebody_says(noor):
    sent = {"said_on": "2-10-2023", "title": "Voortgangsrapportage 2021-H2"}
    made = await noor.post(WHERE, data=sent, files={"file": ("scan0001.txt", TEXT.encode())})
    page = (await noor.get(made.headers["location"])).text
    assert "Voorstellen uit Voortgangsrapportage 2021-H2" in page
    assert "scan0001.txt" in page


async def test_a_text_without_a_promise_is_kept_and_can_be_removed(noor):
    sent = {"said_on": "2-10-2023", "title": "Menukaart", "text": "Soep met brood."}
    address = (await noor.post(WHERE, data=sent)).headers["location"]
    page = (await noor.get(address)).text
    assert "Er is geen belofte gevonden" in page
    form = next(form for form in forms_of(page, address) if form.action.endswith("/verwijdering"))
    gone = await noor.post(form.action, data=form.filled())
    assert "Verwijderd: Menukaart" in (await noor.get(gone.headers["location"])).text
    assert (await noor.get(address)).status_code == 404


async def test_each_passage_and_its_proposal_lead_to_each_other(noor, reading):
    page = compact((await noor.get(reading.address)).text)
    for row, sentence in zip(reading.rows, SENTENCES, strict=True):
        assert f'>{sentence}<span class="nowrap">' in page
        assert f'href="#voorstel-{row.id}"' in page
        assert f'<li id="voorstel-{row.id}"' in page
        assert f'href="#passage-{row.id}"' in page
        assert f'id="passage-{row.id}"' in page


async def test_what_it_may_belong_to_is_told_with_how_the_moment_would_move(noor, reading):
    page = compact((await noor.get(reading.address, params={"voorstel": reading.guide.id})).text)
    form = page.partition("Hoort dit bij iets dat er al is?")[2].partition("</fieldset>")[0]
    assert "<b>Handreiking buurthuizen</b>" in form
    assert "dezelfde titel, zelfde actielijn" in form
    assert "Wordt dan" in form
    assert "later" in form
    assert "van “begin 2024” naar “in het tweede kwartaal van 2024”, +3 maanden" in form
    assert re.search(r'<input type="radio" name="deliverable" value="\d+" checked', form)


async def test_the_firmness_is_told_with_the_words_that_say_so(noor, reading):
    page = compact((await noor.get(reading.address, params={"voorstel": reading.map.id})).text)
    assert "Naar verwachting, want er staat “naar verwachting”." in page
    page = compact((await noor.get(reading.address, params={"voorstel": reading.guide.id})).text)
    assert "Toegezegd, want de zin maakt geen voorbehoud." in page


async def test_a_proposal_is_merged_with_what_is_there_and_the_next_one_opens(noor, reading, open_form, cast):
    typed = await open_form(reading, reading.guide, reason="Er zijn meer partners.")
    merged = await noor.post(f"{reading.of(reading.guide)}/samenvoeging", data=typed)
    assert merged.status_code == 303
    page = compact((await noor.get(merged.headers["location"])).text)
    assert "Samengevoegd: " in page
    assert "1 van 3 beoordeeld" in page
    assert re.search(rf'<li id="voorstel-{reading.map.id}" class="?open', page)
    row = reading.now()[0]
    assert (row.outcome, row.deliverable_id) == (ProposalOutcome.MERGED, cast["handbook"])
    assert row.reason == "Er zijn meer partners."


async def test_what_is_typed_in_the_form_is_taken_over_with_it(noor, reading, open_form):
    typed = await open_form(
        reading, reading.map, title="Kaart van de buurt", phrase="medio 2024", kind="research"
    )
    assert (await noor.post(f"{reading.of(reading.map)}/overname", data=typed)).status_code == 303
    row = reading.now()[1]
    assert (row.title, row.window.phrase, row.kind) == ("Kaart van de buurt", "medio 2024", "research")
    assert row.outcome is ProposalOutcome.ACCEPTED


async def test_a_change_is_saved_without_a_judgement_and_the_form_stays_open(noor, reading, open_form):
    typed = await open_form(reading, reading.map, title="Kaart")
    saved = await noor.post(reading.of(reading.map), data=typed)
    assert saved.status_code == 303
    assert 'value="Kaart"' in (await noor.get(saved.headers["location"])).text
    assert outcomes(reading) == ["open", "open", "open"]


async def test_everything_wrong_in_a_form_is_told_and_nothing_typed_is_lost(noor, reading, open_form):
    typed = await open_form(reading, reading.map, title="", phrase="ooit misschien", project="")
    refused = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    assert refused.status_code == 400
    assert {"title", "phrase"} <= messages_of(refused.text).keys()
    assert 'value="ooit misschien"' in refused.text
    typed |= {"title": "Kaart", "phrase": "medio 2024"}
    refused = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    assert "Kies bij welke actielijn en welk project" in messages_of(refused.text)["project"]


async def test_merging_asks_with_what_and_any_other_deliverable_is_searched(noor, reading, open_form, cast):
    typed = await open_form(reading, reading.map)
    refused = await noor.post(f"{reading.of(reading.map)}/samenvoeging", data=typed)
    assert refused.status_code == 400
    assert "Kies waar dit bij hoort" in refused.text
    searched = typed | {"deliverable_query": "plaats", "zoek": "deliverable.1"}
    page = await noor.post(reading.of(reading.map), data=searched)
    assert page.status_code == 200
    assert f'value="{cast["location"]}"' in page.text
    chosen = typed | {"deliverable": str(cast["location"])}
    await noor.post(f"{reading.of(reading.map)}/samenvoeging", data=chosen)
    assert reading.now()[1].deliverable_id == cast["location"]


async def test_words_that_were_typed_and_never_searched_are_searched_before_anything_is_judged(
    noor, reading, open_form
):
    typed = await open_form(reading, reading.map, deliverable_query="plaats")
    page = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    assert "Besluit: plaats van het tweede buurthuis" in page.text
    assert outcomes(reading) == ["open", "open", "open"]


async def test_a_rejection_asks_why_and_shows_it(noor, reading):
    where = f"{reading.of(reading.map)}/afwijzing"
    refused = await noor.post(where, data={"version": "1", "why": " ", "open": "on"})
    assert refused.status_code == 400
    assert "Zeg in een paar woorden waarom" in messages_of(refused.text)["why"]
    assert (await noor.post(where, data={"version": "1", "why": "Dat is al gedaan."})).status_code == 303
    assert "Afgewezen: Dat is al gedaan." in (await noor.get(reading.address)).text


async def test_one_sentence_becomes_several_proposals(noor, reading):
    where = f"{reading.of(reading.map)}/splitsing"
    refused = await noor.post(where, data={"version": "1", "titles": "Kaart", "open": "on"})
    assert "Geef minstens twee titels" in messages_of(refused.text)["titles"]
    assert (await noor.post(where, data={"version": "1", "titles": "Kaart\nApp"})).status_code == 303
    page = compact((await noor.get(reading.address)).text)
    assert "<b>4 beloften</b>" in page
    assert [row.title for row in reading.now()][1:3] == ["Kaart", "App"]


async def test_a_moment_that_is_not_understood_is_filled_in_or_left_without_a_date(noor, reading, open_form):
    page = compact((await noor.get(reading.address, params={"oordeel": "onbekend"})).text)
    assert "Moment niet begrepen:" in page
    assert "“na de verkiezingen”. Er wordt niets geraden." in page
    where = f"{reading.of(reading.unclear)}/overname"
    as_it_is = await open_form(reading, reading.unclear)
    refused = await noor.post(where, data=as_it_is)
    assert "is niet begrepen als moment" in messages_of(refused.text)["phrase"]
    assert (await noor.post(where, data=as_it_is | {"phrase": "mei 2024"})).status_code == 303
    assert reading.now()[2].window.latest == date(2024, 5, 31)


async def test_a_judgement_is_put_back_as_long_as_the_reading_is_not_finished(noor, reading):
    await noor.post(f"{reading.of(reading.map)}/afwijzing", data={"version": "1", "why": "Nee."})
    back = await noor.post(f"{reading.of(reading.map)}/terugzetting", data={"version": "2"})
    assert back.status_code == 303
    assert outcomes(reading) == ["open", "open", "open"]
    assert re.search(
        rf'<li id="voorstel-{reading.map.id}" class="?open', (await noor.get(back.headers["location"])).text
    )


async def test_finishing_is_refused_with_a_link_to_what_still_waits(noor, reading):
    page = compact((await noor.get(reading.address)).text)
    assert "3 voorstellen wachten op uw oordeel" in page
    assert "/afronding" not in page
    version = reading.report().version
    refused = await noor.post(f"{reading.address}/afronding", data={"version": str(version)})
    assert refused.status_code == 409
    assert "Er zijn nog voorstellen te beoordelen: 3." in refused.text


async def test_what_cannot_enter_any_more_is_named_with_the_way_to_it(
    noor, reading, open_form, database, cast
):
    typed = await open_form(reading, reading.guide)
    await noor.post(f"{reading.of(reading.guide)}/samenvoeging", data=typed)
    for row in (reading.map, reading.unclear):
        await noor.post(f"{reading.of(row)}/afwijzing", data={"version": "1", "why": "Nee."})
    state = (await noor.get(f"/programmas/{SLUG}/opzet/producten/{cast['handbook']}")).text
    version = re.search(r'name="version" value="(\d+)"', state)[1]
    taken = await noor.post(
        f"/programmas/{SLUG}/opzet/producten/{cast['handbook']}/samenvoeging",
        data={"version": version, "target": str(cast["location"]), "reason": "Dubbel."},
    )
    assert taken.status_code == 303, taken.text
    finish = {"version": str(reading.report().version)}
    refused = await noor.post(f"{reading.address}/afronding", data=finish)
    assert refused.status_code == 400
    assert f"gedaan={reading.guide.id}#voorstel-{reading.guide.id}" in refused.text
    assert reading.report().finished_at is None


async def test_who_judges_after_somebody_else_sees_both_and_loses_nothing(
    noor, reading, open_form, cast, database
):
    typed = await open_form(reading, reading.map, title="Kaart van Noor")
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        report_reading.reject_proposal(session, act, reading.map.id, 1, "Staat er dubbel in.")
    refused = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    page = compact(refused.text)
    assert refused.status_code == 409
    assert "Iemand anders heeft dit gewijzigd terwijl u typte" in page
    assert "Dit voorstel is intussen beoordeeld" in page
    assert "Afgewezen: Staat er dubbel in." in page
    assert 'value="Kaart van Noor"' in page
    assert f"Nu staat er: {reading.map.title}" in messages_of(refused.text)["title"]
    form = next(form for form in forms_of(refused.text, "/") if form.action == reading.of(reading.map))
    back = await noor.post(f"{form.action}/terugzetting", data=form.filled())
    assert 'value="Kaart van Noor"' in back.text
    form = next(form for form in forms_of(back.text, "/") if form.action == reading.of(reading.map))
    assert (await noor.post(f"{form.action}/overname", data=form.filled())).status_code == 303
    assert reading.now()[1].title == "Kaart van Noor"


async def test_who_finishes_has_seen_every_judgement(noor, reading):
    version = reading.report().version
    for row in reading.rows:
        await noor.post(f"{reading.of(row)}/afwijzing", data={"version": "1", "why": "Nee."})
    refused = await noor.post(f"{reading.address}/afronding", data={"version": str(version)})
    assert refused.status_code == 409
    assert "Iemand heeft een voorstel beoordeeld" in refused.text
    assert reading.report().finished_at is None


async def test_what_is_finished_is_judged_and_removed_no_more(noor, reading, open_form):
    typed = await open_form(reading, reading.map, title="Kaart van Noor")
    for row in reading.rows:
        await noor.post(f"{reading.of(row)}/afwijzing", data={"version": "1", "why": "Nee."})
    finish = {"version": str(reading.report().version)}
    assert (await noor.post(f"{reading.address}/afronding", data=finish)).status_code == 303
    refused = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    assert refused.status_code == 409
    assert "Het inlezen is afgerond. Wijzig wat in het programma staat daar." in refused.text
    assert 'value="Kaart van Noor"' in refused.text
    for where, sent in (
        (f"{reading.of(reading.map)}/terugzetting", {"version": "2"}),
        (f"{reading.address}/verwijdering", {"version": str(reading.report().version)}),
        (f"{reading.address}/afronding", {"version": str(reading.report().version)}),
    ):
        again = await noor.post(where, data=sent)
        assert again.status_code == 409, where
        assert "Het inlezen is afgerond." in again.text
    assert outcomes(reading) == ["rejected", "rejected", "rejected"]


async def test_who_removes_a_reading_has_seen_every_judgement(noor, reading):
    version = str(reading.report().version)
    await noor.post(f"{reading.of(reading.map)}/afwijzing", data={"version": "1", "why": "Nee."})
    refused = await noor.post(f"{reading.address}/verwijdering", data={"version": version})
    assert refused.status_code == 409
    assert "Iemand heeft een voorstel beoordeeld" in refused.text
    assert outcomes(reading) == ["open", "rejected", "open"]


async def test_a_button_of_an_old_page_judges_nothing_that_somebody_else_judged(noor, reading):
    await noor.post(f"{reading.of(reading.map)}/afwijzing", data={"version": "1", "why": "Nee."})
    refused = await noor.post(f"{reading.of(reading.map)}/overname", data={"version": "1"})
    assert refused.status_code == 409
    assert "Dit voorstel is intussen beoordeeld" in refused.text
    assert outcomes(reading) == ["open", "rejected", "open"]


async def test_each_number_of_the_summary_lists_its_own(noor, reading):
    await noor.post(f"{reading.of(reading.map)}/afwijzing", data={"version": "1", "why": "Nee."})
    for word, rows in (
        ("weg", [reading.map]),
        ("open", [reading.guide, reading.unclear]),
        ("onbekend", [reading.unclear]),
        ("samen", []),
        ("iets", reading.rows),
    ):
        page = (await noor.get(reading.address, params={"oordeel": word})).text
        assert re.findall(r'<li id="voorstel-(\d+)"', page) == [str(row.id) for row in rows], word


async def test_who_judges_what_still_waits_goes_on_with_what_still_waits(noor, reading, open_form):
    typed = await open_form(reading, reading.map, oordeel="open")
    judged = await noor.post(f"{reading.of(reading.map)}/overname", data=typed)
    assert "oordeel=open" in judged.headers["location"]
    page = compact((await noor.get(judged.headers["location"])).text)
    assert re.findall(r'<li id="voorstel-(\d+)"', page) == [str(reading.guide.id), str(reading.unclear.id)]
    assert re.search(rf'<li id="voorstel-{reading.unclear.id}" class="?open', page)
    assert "Overgenomen: Buurtkaart." in page


async def test_a_proposal_opens_though_the_list_that_was_shown_has_it_not(noor, reading):
    address = {"oordeel": "onbekend", "voorstel": str(reading.map.id)}
    page = compact((await noor.get(reading.address, params=address)).text)
    assert re.search(rf'<li id="voorstel-{reading.map.id}" class="?open', page)


async def test_the_project_that_was_chosen_is_offered_for_what_follows_in_the_same_section(noor, cast):
    text = "1. Iets anders\n\nHet plan verschijnt in mei 2024. De brief verschijnt in juni 2024."
    sent = {"said_on": "2-10-2023", "title": "Brief", "text": text}
    address = (await noor.post(WHERE, data=sent)).headers["location"]
    first, second = re.findall(r'<li id="voorstel-(\d+)"', (await noor.get(address)).text)
    opened = await noor.get(address, params={"voorstel": first})
    form = next(f for f in forms_of(opened.text, address) if f.action.endswith(f"/voorstellen/{first}"))
    assert form.filled()["project"] == ""  # nothing is guessed
    typed = form.filled() | {"project": str(cast.houses)}
    judged = await noor.post(f"{form.action}/overname", data=typed)
    opened = await noor.get(judged.headers["location"])
    form = next(f for f in forms_of(opened.text, address) if f.action.endswith(f"/voorstellen/{second}"))
    assert form.filled()["project"] == str(cast.houses)
    assert "Zoals bij het vorige voorstel uit dit hoofdstuk." in opened.text


async def test_what_is_partly_called_the_same_is_chosen_for_who_presses_merge(noor, cast):
    sentence = "De handreiking buurthuizen en wijkcentra voor gemeenten verschijnt in mei 2024."
    sent = {"said_on": "2-10-2023", "title": "Brief", "text": f"Huizen van de wijk\n\n{sentence}"}
    address = (await noor.post(WHERE, data=sent)).headers["location"]
    page = (await noor.get(address)).text
    assert "Lijkt op “Handreiking buurthuizen”" in page

    def is_chosen(text):
        return f'name="deliverable" value="{cast["handbook"]}" checked' in compact(text)

    edit, merge = (re.search(rf'<a[^>]*href="([^"#]*)#[^"]*"[^>]*data-key="{key}"', page)[1] for key in "es")
    assert not is_chosen((await noor.get(edit)).text)
    assert is_chosen((await noor.get(merge.replace("&amp;", "&"))).text)


async def test_the_words_are_read_while_they_are_typed_and_nothing_is_saved(noor, reading):
    where = f"{reading.of(reading.guide)}/duiding"
    typed = {"phrase": "eind 2024", "firmness": "aimed", "title": reading.guide.title, "kind": "product"}
    partial = {"HX-Request-Type": "partial"}
    part = compact((await noor.get(where, params=typed, headers=partial)).text)
    assert "<b>eind 2024</b> = 1 oktober tot en met 31 december 2024" in part
    assert "U kiest: het streven is." in part
    assert "naar “eind 2024”" in part
    unread = compact((await noor.get(where, params=typed | {"phrase": "ooit"}, headers=partial)).text)
    assert "niet begrepen" in unread
    assert (await noor.get(where)).status_code == 303
    assert reading.now()[0].version == 1


async def test_more_than_ten_proposals_stand_on_several_pages(noor, database, cast):
    with database.writing() as session:
        rows = read_report(
            session,
            AuditContext(cast.noor, at(TODAY), "test"),
            cast.programme,
            sentences=[f"Het plan voor wijk {n} verschijnt in mei 2024." for n in range(1, 24)],
        )
    address = f"{WHERE}/{rows[0].read_report_id}"
    page = (await noor.get(address, params={"bladzijde": "3"})).text
    assert "21 tot en met 23 van 23" in page
    assert re.findall(r'<li id="voorstel-(\d+)"', page) == [str(row.id) for row in rows[20:]]
    assert "Het plan voor wijk 21" in page
    assert "20 andere alinea’s" in page
    opened = (await noor.get(address, params={"voorstel": str(rows[14].id)})).text
    assert "11 tot en met 20 van 23" in opened


async def test_only_the_office_finds_the_way_to_it(noor, bram, reading):
    assert f'href="{WHERE}"' in (await noor.get(f"/programmas/{SLUG}")).text
    assert f'href="{WHERE}"' in (await noor.get(f"/programmas/{SLUG}/opzet")).text
    assert f'href="{WHERE}"' in (await noor.get(f"/programmas/{SLUG}/rapportages")).text
    assert f'href="{WHERE}"' not in (await bram.get(f"/programmas/{SLUG}")).text
    assert (await bram.get(WHERE)).status_code == 403


async def test_what_is_of_another_report_is_not_found(noor, reading):
    sent = {"said_on": "2-10-2023", "title": "Brief", "text": MAP}
    other = (await noor.post(WHERE, data=sent)).headers["location"]
    for address in (other, f"{WHERE}/999999999"):
        wrong = f"{address}/voorstellen/{reading.map.id}/overname"
        assert (await noor.post(wrong, data={"version": "1"})).status_code == 404
    assert outcomes(reading) == ["open", "open", "open"]
    assert (await noor.get(reading.address, params={"voorstel": "999999999"})).status_code == 200
    assert GUIDE in (await noor.get(reading.address, params={"bladzijde": "99"})).text
    assert UNCLEAR in (await noor.get(reading.address, params={"bladzijde": "geen"})).text
