"""How a report comes to be, over the API: its call, its texts, its review, and what keeps it back."""

from app.actions.report import draft
from app.queries.report.review import hashes_in_review
from tests.rounds import edit, reviewed
from tests.rounds import noor as office


def path(cast, of):
    return f"/api/v1/reporting-periods/{cast.period}/{of}"


async def test_the_call_tells_what_is_missing_and_who_answers_for_it(noor, cast):
    call = (await noor.get(path(cast, "call"))).json()
    missing = {item["deliverable"]: item["person"] for item in call["missing"]}
    assert (call["since"], call["until"]) == ("2023-07-01", "2024-01-12")
    assert (missing[cast["training"]], cast["opening"] in missing) == (cast.bram, False)


async def test_the_texts_of_a_report_are_those_of_its_sections_with_every_version(noor, cast, database):
    with database.writing() as session:
        edit(session, cast)
        place = draft.TextPlace(cast.period, "summary")
        draft.write_section(session, office(cast), place, "Het gaat beter.", read=1)
    texts = {item["section"]: item for item in (await noor.get(path(cast, "section-texts"))).json()["items"]}
    assert (texts["summary"]["text"], texts["introduction"]["version"]) == ("Het gaat beter.", 0)
    answer = await noor.get(path(cast, "section-texts/summary"))
    assert answer.headers["ETag"].startswith('"2-')
    assert answer.json() == texts["summary"]
    versions = (await noor.get(path(cast, "section-texts/summary/versions"))).json()["items"]
    assert [version["text"] for version in versions] == ["Het gaat beter.", "Het gaat goed."]
    assert (await noor.get(path(cast, "section-texts/nergens"))).status_code == 404


async def test_a_finding_names_the_sentence_the_record_and_what_would_be_true(noor, cast, database):
    with database.writing() as session:
        edit(session, cast, text="De handreiking buurthuizen is in maart 2023 opgeleverd.")
    items_there = (await noor.get(path(cast, "findings"), params={"section": "summary"})).json()["items"]
    assert {item["record"]["id"] for item in items_there} == {cast["handbook"]}
    assert {item["answer"] for item in items_there} == {None}
    assert (await noor.get(path(cast, f"findings/{items_there[0]['id']}"))).json() == items_there[0]
    assert (await noor.get(path(cast, "findings"), params={"open": "false"})).json() == {"items": []}


async def test_the_summary_says_of_every_fact_whether_it_is_told(noor, cast):
    answer = await noor.get(path(cast, "summary"))
    facts = {(fact["kind"], fact["id"]): fact for fact in answer.json()["facts"]}
    opening = facts["deliverable", cast["opening"]]
    assert (opening["told"], opening["placement"], opening["version"]) == (True, "by_rule", 0)
    one = await noor.get(path(cast, f"summary/deliverable/{cast['opening']}"))
    assert (one.json(), one.headers["ETag"][:3]) == (opening, '"0-')


async def test_the_review_gives_the_hash_by_which_each_section_is_signed(karel, cast, database, in_review):
    review = (await karel.get(path(cast, "review"))).json()
    with database.reading() as session:
        hashes = hashes_in_review(session, cast.period)
    assert {item["section"]: item["hash"] for item in review["sections"]} == {
        key: digest for key, digest in hashes.items() if key != "colophon"
    }
    assert (review["name"], review["version"], review["open"]) == ("0.1", 1, True)
    assert {tuple(item["open"]) for item in review["sections"]} == {(cast.fund,)}
    assert (await karel.get(path(cast, "comments"))).json() == {"items": []}


async def test_what_keeps_a_report_from_adoption_is_named(noor, cast, database):
    before = (await noor.get(path(cast, "adoption"))).json()
    assert {item["section"] for item in before["missing"] if item["kind"] == "text"} == {"summary"}
    with database.writing() as session:
        reviewed(session, cast)
    after = (await noor.get(path(cast, "adoption"))).json()
    assert (after["ready"], {item["kind"] for item in after["missing"]}) == (False, {"signature"})


async def test_an_adopted_report_names_its_versions_and_has_no_erratum_yet(noor, cast, frozen):
    items = (await noor.get(path(cast, "report/versions"))).json()["items"]
    assert [(item["name"], item["adopted"]) for item in items] == [("0.1", False), ("1.0", True)]
    assert items[1]["hash"] == frozen.hash
    assert (await noor.get(path(cast, "report"), params={"version": "1.0"})).json()["hash"] == frozen.hash
    assert (await noor.get(path(cast, "report"), params={"version": "1.7"})).status_code == 404
    erratum = (await noor.get(path(cast, "erratum"))).json()
    assert (erratum["name"], erratum["changed"], erratum["proposal"]) == ("1.1", [], None)
    assert (await noor.get(path(cast, "drift"))).json()["promises"]


async def test_a_report_that_is_not_adopted_has_no_erratum(noor, cast):
    assert (await noor.get(path(cast, "erratum"))).status_code == 409


async def test_a_report_is_compared_with_today_and_with_none_of_elsewhere(noor, cast, frozen):
    compared = (await noor.get(path(cast, "comparison"))).json()
    assert (compared["before"], compared["after"]) == (cast.period, None)
    assert {item["became"] for item in compared["promises"]} == {"standing"}
    assert (await noor.get(path(cast, "comparison"), params={"with": "999"})).status_code == 404


async def test_a_sponsor_reads_the_review_but_not_how_the_texts_are_written(karel, vera, cast):
    for of in ("call", "section-texts", "findings", "summary", "adoption", "erratum"):
        assert (await karel.get(path(cast, of))).status_code == 403, of
        assert (await vera.get(path(cast, of))).status_code == 404, of
