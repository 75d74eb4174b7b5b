"""A page is cut by the database behind a cursor; what has no value in the order comes last."""

import pytest

from app.actions import project
from app.actions.audit_log import AuditContext
from app.domain.refusal import Invalid
from app.queries.paging import PageRequest
from app.queries.programme import project_page
from tests.cast import TODAY, at


@pytest.fixture
def walk(database, cast):
    """`walk(order)`: the projects of the programme, page by page of one; two are led by nobody."""
    office = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        line = project_page(session, [cast.programme], TODAY, PageRequest(1)).rows[0].action_line_id
        for title in ("Zonder trekker", "Nog een zonder"):
            project.add(session, office, line, title=title)

    def pages(order, *, is_reversed=False):
        rows, after = [], None
        with database.reading() as session:
            while True:
                request = PageRequest(1, after, order, is_reversed)
                page = project_page(session, [cast.programme], TODAY, request)
                rows += page.rows
                if page.after is None:
                    return rows
                after = int(page.after)

    return pages


@pytest.mark.parametrize("is_reversed", [False, True])
def test_what_has_no_value_in_the_order_comes_last_in_both_directions(walk, is_reversed):
    rows = walk("lead_id", is_reversed=is_reversed)
    leads = [row.lead_id for row in rows if row.lead_id is not None]
    assert leads == sorted(leads, reverse=is_reversed)
    assert [row.title for row in rows if row.lead_id is None] == ["Zonder trekker", "Nog een zonder"]
    assert [row.lead_id for row in rows[-2:]] == [None, None]
    assert len({row.id for row in rows}) == len(rows)


def test_what_is_equal_in_the_order_stands_in_the_own_order_of_the_list(walk):
    own = [row.id for row in walk(None)]
    assert [row.id for row in walk("merged_into_id")] == own
    assert [row.id for row in walk("merged_into_id", is_reversed=True)] == own


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_page_may_end_among_rows_that_are_equal_in_the_order(walk, is_reversed):
    own = walk(None)
    rows = walk("action_line_id", is_reversed=is_reversed)
    assert len({row.action_line_id for row in rows}) < len(rows)
    assert rows == sorted(own, key=lambda row: row.action_line_id, reverse=is_reversed)


def test_a_cursor_of_another_programme_is_refused(session, cast):
    with pytest.raises(Invalid):
        project_page(session, [cast.programme], TODAY, PageRequest(1, after=10_000))
