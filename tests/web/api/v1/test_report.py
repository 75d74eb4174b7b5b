"""The composed report over the API."""


async def test_the_report_is_a_tree_whose_blocks_lead_to_records(noor, cast):
    answer = await noor.get(f"/api/v1/reporting-periods/{cast.period}/report")
    assert answer.status_code == 200
    report = answer.json()
    sections = report.pop("sections")
    assert report == {
        "programme": "buurtkracht",
        "halfYear": "2023-H2",
        "language": "nl",
        "version": report["version"],
        "state": "open",
        "hash": None,
    }
    assert {"introduction", "summary", "action-line:1", "action-line:2", "colophon"} <= {
        section["key"] for section in sections
    }
    blocks = [block for section in sections for block in section["blocks"]]
    assert all(set(block) - {"columns", "rows"} == {"kind", "text", "records"} for block in blocks)
    records = [(record["type"], record["id"]) for block in blocks for record in block["records"]]
    assert ("deliverable", cast["handbook"]) in records


async def test_only_tables_have_rows(noor, cast):
    report = (await noor.get(f"/api/v1/reporting-periods/{cast.period}/report")).json()
    blocks = [block for section in report["sections"] for block in section["blocks"]]
    assert {block["kind"] for block in blocks if "rows" in block} == {"table"}
    assert all("rows" in block for block in blocks if block["kind"] == "table")


async def test_the_report_speaks_the_language_that_is_asked_for(noor, cast):
    titles = {}
    for language in ("nl", "en"):
        path = f"/api/v1/reporting-periods/{cast.period}/report"
        report = (await noor.get(path, params={"language": language})).json()
        assert report["language"] == language
        titles[language] = report["sections"][0]["title"]
    assert titles == {"nl": "Inleiding", "en": "Introduction"}


async def test_the_report_is_as_it_would_have_been_on_a_day(noor, cast):
    path = f"/api/v1/reporting-periods/{cast.period}/report"
    now, then = await noor.get(path), await noor.get(path, params={"asOf": "2023-09-01"})
    assert "begin 2024" in now.text
    assert "begin 2024" not in then.text


async def test_an_adopted_report_says_what_it_said_whatever_the_day(noor, cast, frozen):
    path = f"/api/v1/reporting-periods/{cast.period}/report"
    assert (await noor.get(path)).status_code == 200
    assert (await noor.get(path, params={"asOf": "2023-12-01"})).status_code == 409


async def test_a_report_does_not_exist_for_a_stranger(vera, cast):
    assert (await vera.get(f"/api/v1/reporting-periods/{cast.period}/report")).status_code == 404
