"""After a conflict a form compares with what stands now: what it shows is what is saved."""

import pytest

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.web.views.conflict import compare
from tests.cast import SLUG, TODAY, at
from tests.web.forms import posted_forms_of

HERE = f"/programmas/{SLUG}"
FORMS = {
    f"{HERE}/risicos/{{risk}}": "cause",
    f"{HERE}/raakvlakken/{{external}}": "description",
    f"{HERE}/toezeggingen/{{commitment}}": "reference",
    f"{HERE}/indicatoren/{{visitors}}": "definition",
    f"{HERE}/opzet/projecten/{{houses}}": "narrative",
    f"{HERE}/opzet/producten/{{handbook}}": "description",
    f"{HERE}/opzet/actielijnen/{{meet}}": "title",
    f"{HERE}/opzet/programma/{{programme}}": "purpose",
    f"{HERE}/opzet/partijen/{{fund}}": "wording",
    f"{HERE}/opzet/proeftuinen/{{quarter}}": "name",
    "/partijen/{fund}": "abbreviation",
    f"{HERE}/rapportages/2023-H2/dagen": "report_date",
}
DAYS = {"Eerst": "20-01-2024", "Daarna": "25-01-2024"}


def form_of(page, address):
    return next(form for form in posted_forms_of(page.text, address) if form.action == address)


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_each_form_says_beside_the_field_what_stands_there_now(noor, cast, database):
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.noor, Role.ADMIN)
    names = ("risk", "external", "commitment", "visitors", "houses", "meet", "programme", "fund", "quarter")
    places = {name: getattr(cast, name) for name in names} | {"handbook": cast["handbook"]}
    for address, field in ((form.format(**places), field) for form, field in FORMS.items()):
        first, then = (DAYS[words] if field in "report_date" else words for words in ("Eerst", "Daarna"))
        opened = form_of(await noor.get(address), address).filled()
        opened = {name: value for name, value in opened.items() if name != "csrf_token"}
        assert (await noor.post(address, data=opened | {field: first})).status_code == 303, address
        answer = await noor.post(address, data=opened | {field: then})
        assert (answer.status_code, f"Nu staat er: {first}" in answer.text) == (409, True), address
        again = form_of(answer, address).filled()
        assert again[field] == then, address
        saved = await noor.post(address, data=again)
        assert saved.status_code == 303, (address, saved.text)
        assert form_of(await noor.get(address), address).filled()[field] == then, address


def test_a_comparison_speaks_the_words_of_the_form():
    now = {
        "state": "open",
        "owner": "",
        "text": "Een\nregel",
        "in_report": "on",
        "about-3": "on",
        "version": "2",
    }
    typed = {"state": "closed", "owner": "7", "text": "Een\r\nregel", "about-4": "on", "version": "1"}
    told = compare(
        now,
        typed,
        {"state": [("open", "Open"), ("closed", "Gesloten")]},
        {"about": ("deliverables", {"3": "Handreiking"})},
        boxes=("in_report",),
    )
    assert {field: str(message) for field, message in told.items()} == {
        "state": "As it is now: Open",
        "owner": "As it is now: empty.",
        "in_report": "As it is now: ticked.",
        "deliverables": "As it is now: Handreiking",
    }
