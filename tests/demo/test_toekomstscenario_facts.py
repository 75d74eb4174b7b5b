"""The facts of the real programme hold together: names, references, inputs, sums and words of time."""

import tomllib
from collections import Counter
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from app.domain.firmness import Firmness
from app.domain.role import Role
from app.domain.status import Status
from app.domain.structure import (
    ActionLineKind,
    DeliverableKind,
    Direction,
    Frequency,
    PartyKind,
    PeriodState,
    ProgrammeKind,
)
from app.domain.vague_date import read

DEMO = Path(__file__).parents[2] / "app" / "demo"
FACTS = tomllib.loads((DEMO / "toekomstscenario.toml").read_text("utf-8"))
PEOPLE = tomllib.loads((DEMO / "people.toml").read_text("utf-8"))["person"]
SAID_ON: date = FACTS["said_on"]
DELIVERABLES = {d["key"]: d for d in FACTS["deliverable"]}
KEYED = ("party", "pilot_site", "project", "deliverable", "indicator", "risk", "external_dependency")

KNOWN = {
    "deliverable": {
        "key", "project", "kind", "title", "description", "aliases", "executing_party", "parties",
        "pilot_sites", "inputs", "frequency", "status", "text", "deadline", "delivered_on", "question",
        "decided_by", "outcome", "options", "adopts", "sources", "evidence",
    },
    "project": {"key", "action_line", "title", "lead", "narrative"},
    "risk": {"key", "title", "cause", "consequence", "measure", "state", "deliverables", "sources"},
    "external_dependency": {"key", "title", "owner", "window", "confirmed_on", "deliverables", "sources"},
    "measurement": {"indicator", "value", "reference_date", "breakdown", "note"},
}  # fmt: skip


def keys(kind: str) -> set[str]:
    return {fact["key"] for fact in FACTS[kind]}


def names(enumeration: type[StrEnum]) -> set[str]:
    return {str(member) for member in enumeration}


@pytest.mark.parametrize("kind", KEYED)
def test_no_two_things_of_a_kind_have_the_same_key(kind):
    assert [key for key, n in Counter(fact["key"] for fact in FACTS[kind]).items() if n > 1] == []


@pytest.mark.parametrize("kind", KNOWN)
def test_no_fact_stands_under_a_name_that_nobody_reads(kind):
    assert {field for fact in FACTS[kind] for field in fact} - KNOWN[kind] == set()


def test_everything_was_said_on_the_day_of_the_report():
    assert date(2023, 12, 18) == SAID_ON == FACTS["source_document"]["dated_on"]


def test_every_kind_and_status_is_one_of_the_glossary():
    assert FACTS["programme"]["kind"] in names(ProgrammeKind)
    assert FACTS["reporting_period"]["state"] in names(PeriodState)
    assert {line["kind"] for line in FACTS["action_line"]} == names(ActionLineKind)
    assert {party["kind"] for party in FACTS["party"]} == names(PartyKind)
    assert {d["kind"] for d in FACTS["deliverable"]} == names(DeliverableKind)
    assert {d["status"] for d in FACTS["deliverable"]} <= names(Status)
    assert {i["direction"] for i in FACTS["indicator"]} <= names(Direction)
    assert {d["frequency"]["per"] for d in DELIVERABLES.values() if "frequency" in d} <= names(Frequency)
    assert {role["role"] for person in PEOPLE for role in person["roles"]} <= names(Role)


def test_the_programme_has_four_lines_the_work_across_them_and_its_governance():
    codes = [line["code"] for line in FACTS["action_line"]]
    assert codes == ["1", "2", "3", "4", "overkoepelend", "governance"]


def test_every_action_line_has_projects_and_every_project_deliverables():
    codes = {line["code"] for line in FACTS["action_line"]}
    assert {p["action_line"] for p in FACTS["project"]} == codes
    assert {d["project"] for d in FACTS["deliverable"]} == keys("project")


def test_every_project_is_led_by_who_leads_its_action_line():
    leads = {(p["action_line"], p["lead"]) for p in FACTS["project"]}
    bram = {(code, "bram") for code in ("1", "2", "governance")}
    iris = {(code, "iris") for code in ("3", "4", "overkoepelend")}
    assert leads == bram | iris


@pytest.mark.parametrize("field", ["parties", "decided_by"])
def test_every_party_that_is_named_exists(field):
    named = {party for d in DELIVERABLES.values() for party in d.get(field, [])}
    assert named <= keys("party")


def test_every_executing_party_owner_and_pilot_site_exists():
    assert {d["executing_party"] for d in DELIVERABLES.values() if "executing_party" in d} <= keys("party")
    assert {x["owner"] for x in FACTS["external_dependency"]} <= keys("party")
    assert {s for d in DELIVERABLES.values() for s in d.get("pilot_sites", [])} == keys("pilot_site")


def test_every_input_and_everything_that_is_touched_is_a_deliverable():
    inputs = {i for d in DELIVERABLES.values() for i in d.get("inputs", [])}
    touched = {d for x in FACTS["risk"] + FACTS["external_dependency"] for d in x["deliverables"]}
    assert inputs | touched <= DELIVERABLES.keys()


def test_nothing_waits_in_the_end_for_itself():
    waiting = {key: set(d.get("inputs", [])) for key, d in DELIVERABLES.items()}
    while ready := {key for key, inputs in waiting.items() if not inputs & waiting.keys()}:
        waiting = {key: inputs for key, inputs in waiting.items() if key not in ready}
    assert waiting == {}


def test_every_fact_says_where_the_report_tells_it():
    chapters = {"Inleiding", "Managementsamenvatting", "1", "2", "3", "4", "5", "6"}
    for thing in FACTS["deliverable"] + FACTS["risk"] + FACTS["external_dependency"]:
        assert {source["section"] for source in thing["sources"]} <= chapters, thing["key"]
        assert thing["sources"], thing["key"]


def test_a_promise_has_its_firmness_and_what_is_done_has_none():
    for key, d in DELIVERABLES.items():
        if "deadline" in d:
            done = d["status"] in ("delivered", "adopted")
            firmness = d["deadline"].get("firmness")
            assert firmness is None if done else firmness in names(Firmness), key


def test_only_what_is_delivered_has_a_day_of_delivery_and_it_lies_in_its_moment():
    for key, d in DELIVERABLES.items():
        if "delivered_on" in d:
            moment = read(d["deadline"]["phrase"], on=SAID_ON)
            assert d["status"] == "delivered", key
            assert moment.earliest == moment.latest == d["delivered_on"], key


@pytest.mark.parametrize("key", sorted(k for k, d in DELIVERABLES.items() if "deadline" in d))
def test_the_promised_words_are_understood(key):
    phrase = DELIVERABLES[key]["deadline"]["phrase"]
    assert read(phrase, on=SAID_ON).phrase == phrase


def test_the_windows_of_others_are_understood_and_agree_with_what_they_will_bring():
    promised = {"raakvlak_adviescommissie": "advies_rechtsbescherming", "raakvlak_cbs": "cbs_onderzoek"}
    windows = {x["key"]: x["window"] for x in FACTS["external_dependency"] if "window" in x}
    assert windows == {other: DELIVERABLES[ours]["deadline"] for other, ours in promised.items()}


def test_recurring_things_have_a_frequency_and_others_have_none():
    assert {d["key"] for d in DELIVERABLES.values() if "frequency" in d} == {
        d["key"] for d in DELIVERABLES.values() if d["kind"] == "recurring"
    }


def test_only_a_decision_has_a_question_and_every_decision_has_one():
    for key, d in DELIVERABLES.items():
        assert ("question" in d) is (d["kind"] == "decision"), key
        assert d["kind"] == "decision" or not {"decided_by", "outcome"} & d.keys(), key


def test_what_is_adopted_was_adopted_by_a_decision_that_is_taken():
    decisions = [d for d in DELIVERABLES.values() if d["kind"] == "decision"]
    taken = {key for d in decisions if "delivered_on" in d for key in d["inputs"]}
    assert {key for key, d in DELIVERABLES.items() if d["status"] == "adopted"} == taken == {"programmaplan"}


def test_the_guideline_is_made_but_not_yet_adopted():
    decision = DELIVERABLES["vaststelling_leidraad"]
    assert DELIVERABLES["leidraad"]["status"] == "delivered"
    assert (decision["status"], decision["inputs"]) == ("planned", ["leidraad"])
    assert decision["decided_by"] == ["vng_commissie"]


def test_the_monitor_gives_the_figures_of_the_report():
    figures = {(m["indicator"], m["reference_date"].isoformat(), m["value"]) for m in FACTS["measurement"]}
    assert figures == {
        ("gezinnen", "2023-03-31", 273),
        ("gezinnen", "2023-09-30", 513),
        ("maatregelen", "2023-03-31", 11),
        ("maatregelen", "2023-09-30", 27),
        ("betrokkenheid_gestopt", "2023-09-30", 156),
        ("proeftuinen_met_gezinnen", "2023-09-30", 10),
        ("proeftuinen_totaal", "2023-09-30", 11),
    }


def test_a_breakdown_adds_up_to_its_measurement():
    broken_down = [m for m in FACTS["measurement"] if "breakdown" in m]
    assert [[part["value"] for part in m["breakdown"]] for m in broken_down] == [[10, 1, 9, 2, 5]]
    for m in broken_down:
        assert sum(part["value"] for part in m["breakdown"]) == m["value"]


def test_a_ratio_names_two_others_and_is_never_measured_itself():
    counted = {m["indicator"] for m in FACTS["measurement"]}
    ratios = {i["key"]: (i["numerator"], i["denominator"]) for i in FACTS["indicator"] if "numerator" in i}
    assert ratios == {
        "aandeel_maatregelen": ("maatregelen", "gezinnen"),
        "aandeel_proeftuinen": ("proeftuinen_met_gezinnen", "proeftuinen_totaal"),
    }
    assert counted == keys("indicator") - ratios.keys()


def test_nobody_is_confident_of_anything_and_no_sentence_is_quoted():
    assert not any({"confidence", "quote"} & deliverable.keys() for deliverable in DELIVERABLES.values())
    assert not any("quote" in source for d in DELIVERABLES.values() for source in d["sources"])


def test_every_sponsor_of_the_programme_is_played_by_somebody():
    played = {
        role["party"]: person["key"]
        for person in PEOPLE
        for role in person["roles"]
        if role["role"] == "sponsor" and role["programme"] == "toekomstscenario"
    }
    sponsors = {party["key"] for party in FACTS["party"] if party["kind"] == "sponsor"}
    assert played == {key: key for key in sponsors} == {"jenv": "jenv", "vws": "vws", "vng": "vng"}


def test_the_cast_is_complete_and_the_stranger_has_no_role():
    cast = ["noor", "bram", "iris", "jenv", "vws", "vng", "karel", "vera", "beheer"]
    assert [person["email"] for person in PEOPLE] == [f"{key}@voorbeeld.nl" for key in cast]
    assert [person["key"] for person in PEOPLE if not person["roles"]] == ["vera"]
