"""The life of a report over the API: planned, opened, written, signed, adopted, published, put right."""

import pytest

from app.actions import risk
from app.actions.audit_log import AuditContext
from app.actions.risk import RiskInput
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.status import Status
from app.domain.structure import RiskKind
from tests.cast import TODAY, at
from tests.rounds import edit, report_on, sign_all


@pytest.fixture
async def sponsor(program_of):
    """A program of Karel's."""
    return await program_of("karel")


def period(cast, of=""):
    return f"reporting-periods/{cast.period}{of}"


async def read(office, path):
    answer = await office.get(path)
    assert answer.status_code == 200, answer.text
    return {"If-Match": answer.headers["ETag"]}, answer.json()


async def step(office, path, name, **sent):
    """Take a step on the version of now."""
    matched, _ = await read(office, path)
    return await office.post(f"{path}/{name}", json=sent or None, headers=matched)


def pointers(answer):
    assert answer.status_code == 400, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


async def test_a_half_year_is_planned_with_days_that_are_proposed_and_can_be_moved(office):
    answer = await office.post("reporting-periods", json={"programme": "buurtkracht", "halfYear": "2024-H1"})
    made = answer.json()
    assert (answer.status_code, made["number"], made["state"]) == (201, 2, "planned")
    assert (made["startsOn"], made["referenceDate"], made["reportDate"]) == (
        *("2024-01-01", "2024-06-30", "2024-07-20"),
    )
    again = await office.post("reporting-periods", json={"programme": "buurtkracht", "halfYear": "2024-H1"})
    assert pointers(again) == ["/halfYear"]
    path = f"reporting-periods/{made['id']}"
    matched = {"If-Match": answer.headers["ETag"]}
    wrong = {"referenceDate": "2024-09-01", "reportDate": None}
    assert pointers(await office.patch(path, json=wrong, headers=matched)) == ["/reportDate"]
    wrong = {"referenceDate": "2024-09-01"}
    assert pointers(await office.patch(path, json=wrong, headers=matched)) == ["/referenceDate"]
    sent = {"inputDeadline": "2024-07-05", "namesLeads": True}
    moved = await office.patch(path, json=sent, headers=matched)
    changed = {name: value for name, value in moved.json().items() if value != made[name]}
    assert changed == sent | {"version": 2}
    assert (await office.patch(path, json={"inEnglish": True}, headers=matched)).status_code == 412
    assert (await step(office, path, "_open")).status_code == 409, "its period has not begun"


async def test_a_report_goes_from_its_texts_to_its_publication(office, sponsor, client, cast):
    path = period(cast)
    matched, _ = await read(office, path)
    days = {"referenceDate": "2023-12-18", "inputDeadline": "2023-12-18", "reportDate": "2023-12-18"}
    assert (await office.patch(path, json=days, headers=matched)).status_code == 200
    assert (await step(office, path, "_edit")).json()["state"] == "editing"
    refused = (await step(office, path, "_review", acceptFindings=False)).json()
    assert refused["type"].endswith("#not-ready")
    assert [(item["kind"], item["section"]) for item in refused["missing"]] == [("text", "summary")]
    text = f"{path}/section-texts/summary"
    matched, _ = await read(office, text)
    written = await office.patch(text, json={"text": "Het gaat goed."}, headers=matched)
    assert (written.json()["version"], written.json()["text"]) == (1, "Het gaat goed.")
    late = await office.patch(text, json={"text": "Het gaat beter."}, headers=matched)
    assert (late.status_code, late.json()["yourVersion"], late.json()["current"]["text"]) == (
        *(412, 0, "Het gaat goed."),
    )
    assert (await step(office, path, "_review", acceptFindings=False)).json()["state"] == "review"
    refused = (await step(office, path, "_adopt")).json()
    assert {item["kind"] for item in refused["missing"]} == {"signature"}
    assert (await step(sponsor, f"{path}/review", "_agree", party=cast.fund)).json()["sections"][0][
        "open"
    ] == []
    assert (await step(office, path, "_adopt")).json()["state"] == "adopted"
    assert (await client.get("/programmas/buurtkracht/rapportages/2023-H2")).status_code == 303
    assert (await step(office, path, "_publish")).json()["state"] == "published"
    assert (await client.get("/programmas/buurtkracht/rapportages/2023-H2")).status_code == 200


async def test_texts_of_several_sections_are_saved_together_or_not_at_all(office, cast, database):
    with database.writing() as session:
        edit(session, cast)
    path = period(cast, "/section-texts")
    items = [
        {"section": "summary", "text": "Het gaat beter.", "version": 1},
        {"section": "outlook", "text": "Straks meer.", "version": 0},
    ]
    wrong = [items[1], items[0] | {"section": "nergens"}, items[0] | {"version": 0}]
    assert pointers(await office.post(path, json={"items": wrong})) == [
        "/items/1/section",
        "/items/2/version",
    ]
    stale = await office.post(path, json={"items": [items[1], items[0] | {"version": 0}]})
    assert (stale.status_code, [text["text"] for text in stale.json()["current"]]) == (
        409,
        ["Het gaat goed."],
    )
    assert (await office.get(f"{path}/outlook")).json()["version"] == 0
    saved = await office.post(path, json={"items": items})
    assert [(text["section"], text["version"]) for text in saved.json()["items"]] == [
        *(("summary", 2), ("outlook", 1)),
    ]


async def test_a_finding_is_answered_and_then_keeps_nothing_back(office, cast, database):
    with database.writing() as session:
        edit(session, cast, text="De handreiking buurthuizen is in maart 2023 opgeleverd.")
        report_on(session, cast)
    path = period(cast, "/findings")
    (items_there,) = (await office.get(path)).json()["items"]
    refused = (await step(office, period(cast), "_review", acceptFindings=False)).json()
    assert [(item["kind"], item["text"]) for item in refused["missing"]] == [
        ("finding", items_there["sentence"])
    ]
    own = f"{path}/{items_there['id']}"
    assert (await step(office, own, "_mend")).status_code == 409, "nothing is certain"
    assert pointers(await step(office, own, "_answer", reason=" ")) == ["/reason"]
    answered = (await step(office, own, "_answer", reason="Dat klopt.")).json()
    assert (answered["answer"]["reason"], answered["version"]) == ("Dat klopt.", 1)
    assert (await step(office, period(cast), "_review", acceptFindings=False)).status_code == 200


async def test_a_finding_is_mended_as_its_fix_says(office, cast, database):
    with database.writing() as session:
        edit(session, cast, text="Medio 2024 volgt de handreiking buurthuizen.")
    path = period(cast, "/findings")
    (items_there,) = (await office.get(path)).json()["items"]
    assert items_there["fix"] == {"replace": "Medio 2024", "by": "Begin 2024"}
    assert (await step(office, f"{path}/{items_there['id']}", "_mend")).status_code == 204
    text = (await office.get(period(cast, "/section-texts/summary"))).json()
    assert text["text"] == "Begin 2024 volgt de handreiking buurthuizen."


async def test_the_summary_tells_what_is_chosen_in_the_words_and_the_order_that_are_chosen(
    office, cast, database
):
    path = period(cast, "/summary")
    fact = f"{path}/deliverable/{cast['opening']}"
    matched, _ = await read(office, fact)
    chosen = await office.patch(
        fact, json={"placement": "pinned", "text": "Het huis is er."}, headers=matched
    )
    assert (chosen.json()["placement"], chosen.json()["sentences"]) == ("pinned", "Het huis is er.")
    assert (await office.patch(fact, json={"text": None}, headers=matched)).status_code == 412
    matched, _ = await read(office, fact)
    emptied = (await office.patch(fact, json={"text": None, "placement": "left_out"}, headers=matched)).json()
    assert (emptied["text"], emptied["told"]) == ("", False)
    matched, _ = await read(office, fact)
    assert (await office.patch(fact, json={"placement": "by_rule"}, headers=matched)).json()["told"]
    with database.writing() as session:
        office_now = AuditContext(cast.noor, at(TODAY), "test")
        new = RiskInput(RiskKind.RISK, "Te weinig uren", likelihood=3, impact=4, in_report=True)
        of_risk = f"{path}/risk/{risk.add(session, office_now, cast.programme, new)}"
    matched, _ = await read(office, of_risk)
    assert pointers(await office.patch(of_risk, json={"text": "Pas op."}, headers=matched)) == ["/text"]
    threads = [
        f["id"] for f in (await office.get(path)).json()["facts"] if f["sentences"] and f["actionLine"] == "1"
    ]
    assert len(threads) > 1
    assert pointers(await step(office, path, "_arrange", deliverables=threads[:1])) == ["/deliverables"]
    arranged = (await step(office, path, "_arrange", deliverables=threads[::-1])).json()
    positions = {f["id"]: f["position"] for f in arranged["facts"] if f["kind"] == "deliverable"}
    assert [positions[id] for id in threads[::-1]] == list(range(1, len(threads) + 1))


async def test_a_sponsor_signs_and_comments_on_a_section_as_it_reads(office, sponsor, cast, in_review):
    review = (await sponsor.get(period(cast, "/review"))).json()
    section = {"section": "promises", "sectionHash": review["sections"][2]["hash"]}
    assert review["sections"][2]["section"] == "promises"
    own = section | {"party": cast.fund, "verdict": "objects"}
    assert pointers(await sponsor.post(period(cast, "/sign-offs"), json=own)) == ["/text"]
    signed = await sponsor.post(period(cast, "/sign-offs"), json=own | {"text": "Dit klopt niet."})
    assert (signed.status_code, signed.json()["holds"]) == (201, True)
    assert (await sponsor.get(signed.headers["Location"].removeprefix("/api/v1/"))).json() == signed.json()
    withdrawn = own | {"verdict": "agrees"}
    assert (await sponsor.post(period(cast, "/sign-offs"), json=withdrawn)).status_code == 201
    stale = await sponsor.post(period(cast, "/sign-offs"), json=withdrawn | {"sectionHash": "0" * 64})
    assert (stale.status_code, stale.json()["type"].rpartition("#")[2]) == (409, "changed-meanwhile")
    remark = section | {"text": "Wanneer horen bewoners dit?"}
    comment = (await sponsor.post(period(cast, "/comments"), json=remark)).json()
    reply = section | {"text": "In januari.", "answers": comment["id"]}
    assert (await office.post(period(cast, "/comments"), json=reply)).json()["answers"] == comment["id"]
    assert pointers(await office.post(period(cast, "/comments"), json=reply | {"answers": 99})) == [
        "/answers"
    ]


async def test_the_office_records_what_was_signed_elsewhere_and_signs_for_nobody(
    office, sponsor, cast, in_review
):
    (section, *_) = (await office.get(period(cast, "/review"))).json()["sections"]
    sent = {"section": section["section"], "sectionHash": section["hash"], "party": cast.fund}
    sent |= {"verdict": "agrees"}
    path = period(cast, "/sign-offs")
    assert (await office.post(path, json=sent)).status_code == 403
    elsewhere = sent | {"document": "Brief 7"}
    assert pointers(await office.post(path, json=elsewhere)) == ["/givenOn"]
    made = await office.post(path, json=elsewhere | {"givenOn": "2023-12-18"})
    assert (made.status_code, made.json()["document"]) == (201, "Brief 7")
    assert (await sponsor.post(path, json=elsewhere | {"givenOn": "2023-12-18"})).status_code == 403


async def test_what_was_said_since_the_review_is_left_for_the_next_report(office, cast, database, in_review):
    with database.writing() as session:
        lead = AuditContext(cast.bram, at(TODAY), "test")
        update = StatusUpdateInput(Status.IN_PROGRESS, 1, TODAY, text="De training is begonnen.")
        submit(session, lead, cast["training"], update, today=TODAY)
    path = period(cast, "/adoption")
    _, adoption = await read(office, path)
    (saying,) = adoption["sayings"]
    assert (saying["record"]["id"], saying["deferred"]) == (cast["training"], False)
    assert pointers(await step(office, path, "_defer", sayings=[saying["id"]], reason=" ")) == ["/reason"]
    left = (await step(office, path, "_defer", sayings=[saying["id"]], reason="Te laat.")).json()
    assert (left["sayings"][0]["deferred"], left["sayings"][0]["reason"]) == (True, "Te laat.")


async def test_an_adopted_report_is_put_right_by_an_erratum_that_is_signed(office, cast, database, frozen):
    text, path = period(cast, "/section-texts/summary"), period(cast, "/erratum")
    assert (await step(office, path, "_propose")).status_code == 409, "nothing reads otherwise"
    matched, _ = await read(office, text)
    await office.patch(text, json={"text": "Het gaat goed, en dat blijft zo."}, headers=matched)
    proposed = (await step(office, path, "_propose")).json()
    assert (proposed["changed"], proposed["proposal"]) == (["summary"], "1.0.1")
    refused = (await step(office, path, "_adopt", reason="Een zin ontbrak.")).json()
    assert [item["kind"] for item in refused["missing"]] == ["signature"]
    with database.writing() as session:
        sign_all(session, cast)
    adopted = await step(office, path, "_adopt", reason="Een zin ontbrak.")
    assert (adopted.status_code, adopted.json()["name"]) == (200, "1.2")
    names = [item["name"] for item in (await office.get(period(cast, "/report/versions"))).json()["items"]]
    assert names == ["0.1", "1.0", "1.0.1", "1.1"]


async def test_who_has_not_answered_is_reminded_once_a_day(office, cast):
    path = period(cast, "/call")
    assert pointers(await step(office, path, "_remind", people=[cast.vera])) == ["/people"]
    reminded = (await step(office, path, "_remind", people=[cast.bram])).json()["missing"]
    days = {item["person"]: item["lastRemindedOn"] for item in reminded}
    assert (days[cast.bram], days[cast.iris]) == ("2023-12-18", None)


async def test_a_sponsor_runs_no_round_and_the_office_agrees_for_nobody(office, sponsor, cast, in_review):
    for of in ("_open", "_edit", "_review", "_adopt", "_publish", "adoption/_defer", "erratum/_adopt"):
        assert (await sponsor.post(f"{period(cast)}/{of}", json={})).status_code == 403, of
    assert (await step(office, period(cast, "/review"), "_agree", party=cast.fund)).status_code == 403
