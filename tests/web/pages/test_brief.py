"""The briefs of pages: what they tell, and the way to them."""

import pypdfium2


async def test_each_brief_tells_what_its_page_tells(iris):
    day = {"peildatum": "2023-11-01"}
    overview = await iris.get("/programmas/buurtkracht/overzicht/bestand.pdf", params=day)
    portfolio = await iris.get("/portfolio/bestand.pdf")
    waiting = await iris.get("/wacht-op-u/bestand.pdf")
    assert {answer.headers["content-type"] for answer in (overview, portfolio, waiting)} == {
        "application/pdf"
    }
    assert 'filename="overzicht-buurtkracht-2023-11-01.pdf"' in overview.headers["content-disposition"]
    ((told,), (board,), (asked,)) = (_pages(answer.content) for answer in (overview, portfolio, waiting))
    assert "1 november 2023" in told
    assert "Buurtkracht" in told
    assert "Buurtkracht" in board
    assert "Bijeenkomst van het buurtpanel" in asked
    for page in ("/programmas/buurtkracht?peildatum=2023-11-01", "/portfolio", "/wacht-op-u"):
        assert "/bestand.pdf" in (await iris.get(page)).text


async def test_no_file_is_given_of_another_day_than_was_asked_for(noor, iris):
    program = "/programmas/buurtkracht"
    for client, file in (
        (iris, "/portfolio/bestand.pdf"),
        (iris, f"{program}/overzicht/bestand.pdf"),
        (iris, f"{program}/werkmap/bestand.xlsx"),
        (iris, f"{program}/lijsten/mijlpalen.csv"),
        (noor, f"{program}/rapportages/2023-H2/bestand.md"),
    ):
        for day in ("2999-01-01", "ooit"):
            answer = await client.get(file, params={"peildatum": day})
            assert (answer.status_code, "content-disposition" in answer.headers) == (400, False), file
            assert "bewaard" not in answer.text.partition("<main")[2], "nothing was filled in"


async def test_a_filter_that_cannot_be_read_is_refused_and_not_left_out(iris):
    answer = await iris.get("/programmas/buurtkracht/overzicht/bestand.pdf", params={"stand": "rommel"})
    assert answer.status_code == 400


async def test_a_brief_that_cannot_be_set_is_told_in_words_and_no_session_waits_for_it(app, iris):
    app_state, open_sessions = app.state.app_state, []

    def fail(template, values, day):
        open_sessions.append(app_state.readers.is_full or app_state.database.engine.pool.checkedout())
        raise ValueError("no font shows this")

    app_state.typeset = fail
    for file in ("/portfolio/bestand.pdf", "/wacht-op-u/bestand.pdf"):
        answer = await iris.get(file)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "kan nu niet worden gemaakt" in answer.text
    assert open_sessions == [0, 0]


def _pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
