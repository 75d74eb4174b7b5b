"""A sign-in that ends while somebody types: nothing is lost, and nobody sends what another typed."""

import pytest
import sqlalchemy as sa

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.queries.draft import draft
from app.tables import ApiToken, Draft, Invitation, Risk
from app.web.auth import COOKIE
from app.web.unsaved_form import draft_place
from tests.cast import SLUG
from tests.web.forms import forms_of, posted_forms_of
from tests.web.test_sent_twice import FORMS, count, fill_in

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def sign_in_beside(database, clock):
    """`sign_in_beside(noor, cast.noor)`: in another tab of the same browser."""

    def begin(browser, person_id):
        with database.writing() as session:
            cookie = sign_in.begin(session, AuditContext(person_id, clock(), "test"), person_id)
        browser.cookies.set(COOKIE, cookie)
        browser.headers.pop("X-CSRF-Token", None)  # the page that is still open has its own

    return begin


async def test_a_form_sent_too_late_comes_back_whole_and_the_same_person_saves_it(
    noor, cast, database, clock, sign_in_beside
):
    action, sent, table = await fill_in(noor, cast, "risk")
    before = count(database, table)
    clock.wait(hours=2)
    answer = await noor.post(action, data=sent)
    assert (answer.status_code, "Daarom is er niets bewaard" in answer.text) == (401, True)
    (waiting,) = [form for form in posted_forms_of(answer.text, action) if form.action == action]
    assert waiting.filled() == sent
    sign_in_beside(noor, cast.noor)
    assert (await noor.post(action, data=waiting.filled())).status_code == 303
    assert (await noor.post(action, data=sent)).status_code == 303  # the tab that was open all the while
    assert count(database, table) == before + 1


async def test_nobody_saves_what_another_person_typed(noor, cast, database, clock, sign_in_beside):
    action, sent, table = await fill_in(noor, cast, "evidence")
    before = count(database, table)
    sign_in_beside(noor, cast.bram)  # who may add evidence himself
    answer = await noor.post(action, data=sent)
    assert (answer.status_code, "nu iemand anders aangemeld" in answer.text) == (403, True)
    assert count(database, table) == before
    sign_in_beside(noor, cast.noor)
    assert (await noor.post(action, data=sent)).status_code == 303


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_comes_back_as_it_was_typed_and_nothing_is_saved_by_that(noor, cast, database, name):
    action, sent, table = await fill_in(noor, cast, name)
    before = count(database, table)
    answer = await noor.post(f"{action}?herneem=1", data=sent)
    again = next(form for form in posted_forms_of(answer.text, action) if form.action == action)
    ours = {field: value for field, value in sent.items() if field != "csrf_token"}
    assert {field: again.filled().get(field, "") for field in ours} == ours
    assert "Nog niet bewaard" in answer.text
    assert count(database, table) == before
    assert (await noor.post(action, data=again.filled())).status_code == 303
    assert count(database, table) == before + 1


async def test_a_part_of_a_page_stays_as_it_is_with_a_message_beside_it(bram, cast, clock):
    action = f"/producten/{cast['handbook']}/stand-van-zaken"
    form = posted_forms_of((await bram.get(action)).text, action)[-1]
    clock.wait(hours=2)
    answer = await bram.post(form.action, data=form.filled(), headers=PARTIAL)
    assert answer.status_code == 401
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#toasts", "innerHTML")
    assert ("Niet bewaard." in answer.text, 'target="_blank"' in answer.text) == (True, True)


async def test_a_password_never_travels_back(noor, clock):
    form = posted_forms_of((await noor.get("/mijn-wachtwoord")).text, "/mijn-wachtwoord")[-1]
    clock.wait(hours=2)
    answer = await noor.post(form.action, data=form.filled() | {"password": "een geheim woord"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden")


async def test_what_is_typed_is_kept_offered_again_and_gone_once_it_was_saved(noor, cast, database):
    action, sent, _ = await fill_in(noor, cast, "risk")
    here = {"voor": action}
    answer = await noor.post("/concepten", params=here, data=sent, headers=PARTIAL)
    assert "Concept bewaard om" in answer.text
    kept = draft(_reading(database), cast.noor, draft_place(action)).typed
    assert kept == {field: value for field, value in sent.items() if field != "csrf_token"}
    offer = (await noor.get("/concepten", params=here, headers=PARTIAL)).text
    (taken_up, *_) = forms_of(offer, action)
    page = (await noor.post(taken_up.action, data=taken_up.filled())).text
    again = next(form for form in posted_forms_of(page, action) if form.action == action)
    assert again.filled()["cause"] == sent["cause"]
    assert (await noor.post(action, data=again.filled())).status_code == 303
    assert (count(database, Draft), (await noor.get("/concepten", params=here)).text.strip()) == (0, "")


async def test_a_draft_is_for_its_writer_alone(noor, iris, cast):
    action, sent, _ = await fill_in(noor, cast, "risk")
    await noor.post("/concepten", params={"voor": action}, data=sent)
    assert sent["cause"] not in (await iris.get("/concepten", params={"voor": action})).text
    assert (await iris.get("/concepten", params={"voor": "//elders.example"})).status_code == 400


def _reading(database):
    with database.reading() as session:
        session.execute(sa.select(Risk.id))
        return session


async def test_no_page_tells_of_what_was_only_to_be_shown_again(noor, cast, database):
    answers = {
        path: await noor.post(f"{path}?herneem=1", data=sent)
        for path, sent in {
            "/mijn-sessies/tokens": {"days": "5"},
            f"/mensen/{cast.bram}/uitnodiging": {},
            f"/mensen/{cast.bram}/uitnodiging/mail": {},
            f"/programmas/{SLUG}/opzet/meerdere/ongedaan": {"kies-1": "1"},
            f"/programmas/{SLUG}/werkmap": {"sent": "[]"},
            "/mensen": {
                "email": "a@b.nl",
                "name": "A",
                "role": f"reader.{cast.programme}.",
                "invite": "link",
            },
        }.items()
    }
    told = [path for path, answer in answers.items() if 'class="secret"' in answer.text]
    assert told == []
    assert [path for path, answer in answers.items() if answer.is_redirect or answer.status_code >= 500] == []
    assert (count(database, ApiToken), count(database, Invitation)) == (0, 0)
