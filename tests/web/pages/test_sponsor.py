"""A sponsor's home: the lists of all programmes are one list each, in one order, cut once."""

import re

from app.queries.deliverable import deliverable_states
from app.queries.programme import programme_by_id
from app.web.views.sponsor import SponsoredProgramme, merge_lists
from tests.cast import TODAY


def test_each_list_is_in_one_order_over_all_programmes(database, cast):
    """What stands in two programmes comes in the order in which it would in one."""
    with database.reading() as session:
        states = deliverable_states(session, cast.programme, TODAY)
        programme = programme_by_id(session, cast.programme)

    def view(*of):
        return SponsoredProgramme(programme, of, (), (), TODAY)

    whole = merge_lists([view(*states)])
    apart = merge_lists([view(*states[1::2]), view(*states[::2])])
    for name in ("late", "moved", "coming", "delivered"):
        assert {row.state.id for row in getattr(apart, name)} == {s.state.id for s in getattr(whole, name)}
    last_days = [row.state.assessment.deadline.window.latest for row in apart.coming]
    assert len(last_days) > 1
    assert last_days == sorted(last_days)


async def test_the_counts_are_those_of_the_lists(karel):
    page = (await karel.get("/opdrachtgever")).text
    coming = page[page.index('id="komend"') :]
    assert len(re.findall(r'<th scope="row">', coming[: coming.index("</section>")])) > 1
