"""Collections: a walk gives each row once whatever happens meanwhile, in any order, of what was asked."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.actions import risk
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.actions.risk import RiskInput
from app.domain.refusal import Invalid
from app.domain.structure import RiskKind
from app.tables.tracked import RISK
from app.web.api.v1.pagination import cut_page
from tests.cast import TODAY, at


class Row:
    """A row with a weight that may be lacking."""

    def __init__(self, id, weight, title):
        self.id, self.weight, self.title = id, weight, title


ORDERS = {
    "weight": lambda row: row.weight,
    "title": lambda row: (row.title.lower(), row.title),
    "id": lambda row: row.id,
}


class Question:
    """A question for a page."""

    def __init__(self, sort, limit, after=None):
        self.sort, self.limit, self.after = sort, limit, after

    def question(self):
        return self.sort


ACCESS: Any = SimpleNamespace(
    request=SimpleNamespace(scope={"path": "/api/v1/risks"}), app_state=SimpleNamespace(key="sleutel")
)
"""What a cursor is signed with: where was asked, and the key of the installation."""

weights = st.one_of(st.none(), st.integers(0, 3))
titles = st.sampled_from(["a", "B", "b", "Č", ""])
rows = st.builds(lambda weight, title: (weight, title), weights, titles)
sorts = st.lists(
    st.tuples(st.sampled_from(["", "-"]), st.sampled_from(list(ORDERS))),
    min_size=1,
    max_size=3,
    unique_by=lambda pair: pair[1],
).map(lambda pairs: ",".join(sign + name for sign, name in pairs))
meanwhile = st.lists(st.one_of(rows, st.integers(0, 30)), max_size=4)
"""Between two pages: rows that come, and places of rows that go."""


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rows, max_size=12), sorts, st.integers(1, 4), st.lists(meanwhile, max_size=12))
def test_a_walk_skips_nothing_and_repeats_nothing_while_rows_come_and_go(first, sort, limit, changes):
    there = [Row(number, *row) for number, row in enumerate(first, 1)]
    always, number, walked, after = {row.id for row in there}, len(there), [], None
    for between in [*changes, *[[]] * 100]:
        page = cut_page(ACCESS, there, Question(sort, limit, after), ORDERS)
        walked += page.rows
        after = page.after
        if after is None:
            break
        for change in between:
            if isinstance(change, int):
                gone = there.pop(change % len(there)) if there else None
                always -= {gone.id} if gone else set()
            else:
                number += 1
                there.append(Row(number, *change))
    ids = [row.id for row in walked]
    assert len(ids) == len(set(ids)), "nothing twice"
    assert always <= set(ids), "nothing skipped"
    whole = cut_page(ACCESS, walked, Question(sort, 200), ORDERS).rows
    assert [row.id for row in whole] == ids, "in the order that was asked"


def test_what_has_no_value_comes_last_also_where_the_order_is_turned_round():
    there = [Row(1, None, "a"), Row(2, 3, "b"), Row(3, 1, "a"), Row(4, 3, "a")]
    for sort, ids in (
        ("weight", [3, 2, 4, 1]),
        ("-weight", [2, 4, 3, 1]),
        ("-weight,title", [4, 2, 3, 1]),
        ("title,-weight", [4, 3, 1, 2]),
        ("-title,-id", [2, 4, 3, 1]),
    ):
        assert [row.id for row in cut_page(ACCESS, there, Question(sort, 9), ORDERS).rows] == ids


def test_a_cursor_is_of_one_question_and_of_us():
    there = [Row(1, 1, "a"), Row(2, 2, "b")]
    after = cut_page(ACCESS, there, Question("weight", 1), ORDERS).after
    forged = f"{'x' if after[0] != 'x' else 'y'}{after[1:]}"
    for question in (Question("title", 1, after), Question("weight", 1, forged), Question("weight", 1, "1")):
        with pytest.raises(Invalid):
            cut_page(ACCESS, there, question, ORDERS)
    assert [row.id for row in cut_page(ACCESS, there, Question("weight", 9, after), ORDERS).rows] == [2]


PATH = "/api/v1/risks"


@pytest.fixture
def risks(database, cast):
    """Three risks, entered at ten, eleven and twelve; the one of ten was taken back at one."""

    def act(hour):
        return AuditContext(cast.noor, at(TODAY) + timedelta(hours=hour - 9), "test")

    with database.writing() as session:
        ids = [
            risk.add(session, act(hour), cast.programme, RiskInput(RiskKind.RISK, title))
            for hour, title in ((10, "Personeel"), (11, "Vergunning"), (12, "Alleen geld"))
        ]
        statement = StatementInput(1, "Dit is geen risico.")
        retract_entity(session, act(13), RISK, ids[0], statement)
    return ids


async def get(client, **params):
    return await client.get(PATH, params=params)


async def test_several_orders_decide_one_after_the_other(noor, risks):
    answer = await get(noor, sort="-weight,title")
    assert [item["title"] for item in answer.json()["items"]] == [
        "Te weinig geld",
        "Alleen geld",
        "Vergunning",
    ]
    for wrong in ("title,title", "-", "title,", "kleur", "title,-title"):
        answer = await get(noor, sort=wrong)
        assert [error["parameter"] for error in answer.json()["errors"]] == ["sort"]
        assert "weight" in answer.json()["errors"][0]["message"]


async def test_only_the_properties_that_are_asked_are_given(noor, risks):
    answer = await get(noor, fields="title,id", sort="-id", limit="1")
    assert answer.json()["items"] == [{"id": risks[2], "title": "Alleen geld"}]
    single = await noor.get(f"{PATH}/{risks[1]}", params={"fields": "title"})
    assert single.json() == {"title": "Vergunning"}
    assert single.headers["ETag"].startswith('"1-')
    known = {"If-None-Match": single.headers["ETag"]}
    assert (await noor.get(f"{PATH}/{risks[1]}?fields=title", headers=known)).status_code == 304
    assert (await noor.get(f"{PATH}/{risks[1]}", headers=known)).status_code == 200
    for wrong in ("kleur,titel", "", "title,"):
        answer = await get(noor, fields=wrong, asOf="gisteren")
        assert {error["parameter"] for error in answer.json()["errors"]} == {"fields", "asOf"}


async def test_what_changed_since_a_moment_is_given_and_what_is_gone_is_named(noor, risks):
    for since, items, gone in (
        ("2023-12-18T09:30:00Z", risks[1:], [risks[0]]),
        ("2023-12-18T12:30:00+01:00", [risks[2]], [risks[0]]),
        ("2023-12-18T12:30:00Z", [], [risks[0]]),
        ("2023-12-18T13:30:00Z", [], []),
    ):
        body = (await get(noor, changedSince=since)).json()
        assert ([item["id"] for item in body["items"]], body["gone"]) == (items, gone)
    first = await get(noor, changedSince="2023-12-18T09:30:00Z", limit="1")
    then = (await noor.get(first.links["next"]["url"])).json()
    assert [item["id"] for item in then["items"]] == [risks[2]]
    assert "gone" not in then, "only the first page names them"
    assert "gone" not in (await get(noor)).json()


async def test_a_moment_names_its_offset(noor):
    for wrong in ("2023-12-18", "2023-12-18T09:30:00", "gisteren", "2023-13-18T09:30:00Z", ""):
        answer = await get(noor, changedSince=wrong)
        assert [error["parameter"] for error in answer.json()["errors"]] == ["changedSince"]


async def test_a_history_tells_what_was_recorded_after_a_moment(noor, cast):
    path = f"/api/v1/deliverables/{cast['handbook']}/deadlines"
    every = (await noor.get(path)).json()["items"]
    since = every[0]["recordedAt"]
    later = (await noor.get(path, params={"changedSince": since})).json()["items"]
    assert later == [item for item in every if item["recordedAt"] > since] != every
