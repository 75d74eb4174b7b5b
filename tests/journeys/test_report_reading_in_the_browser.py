"""Noor judges the promises of an old report: by keyboard alone, while she types, and without script."""

import re

import pytest
from playwright.sync_api import expect

from app.actions.audit_log import AuditContext
from tests.cast import SLUG, TODAY, at
from tests.machine.markup import accessibility_faults, cut_off
from tests.readings import SENTENCES, read_report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]

WHERE = f"/programmas/{SLUG}/inlezen"


@pytest.fixture
def reading(database, cast):
    """Its proposals: the handbook, a map, and something at words that nobody can date."""
    with database.writing() as session:
        return read_report(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme)


def test_everything_is_judged_by_keyboard_alone_and_then_finished(sit_down, reading, cast):
    guide, card, unclear = (f"#voorstel-{row.id}" for row in reading)
    page = sit_down("noor")
    page.goto(f"{WHERE}/{reading[0].read_report_id}")
    page.evaluate("document.querySelector('header').dataset.mark = 'still here'")

    page.keyboard.press("j")
    expect(
        page.locator(guide).get_by_role("link", name="Handreiking buurthuizen", exact=True)
    ).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(guide).get_by_role("heading")).to_be_focused()
    expect(page.locator(guide)).to_contain_text("naar “in het tweede kwartaal van 2024”, +3 maanden")
    assert accessibility_faults(page) == []
    page.keyboard.press("s")
    expect(page.get_by_role("status").filter(has_text="Samengevoegd")).to_contain_text("1 van 3 beoordeeld.")
    expect(page.locator(card).get_by_role("heading")).to_be_focused()

    page.keyboard.press("o")
    expect(page.get_by_role("status").filter(has_text="Overgenomen")).to_contain_text("2 van 3 beoordeeld.")
    expect(page.locator(unclear).get_by_role("heading")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(card).get_by_role("heading")).to_be_focused()
    expect(page.locator("progress")).to_have_attribute("value", "1")
    page.keyboard.press("o")
    expect(page.locator(unclear).get_by_role("heading")).to_be_focused()

    page.keyboard.press("x")
    reason = page.locator(unclear).get_by_label("Waarom is dit geen belofte van dit programma?")
    expect(reason).to_be_focused()
    page.keyboard.type("ok, geen belofte")  # in a field these are letters
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Afgewezen")).to_contain_text("3 van 3 beoordeeld.")
    assert page.evaluate("document.querySelector('header').dataset.mark") == "still here"

    page.get_by_role("button", name="Afronden").press("Enter")
    expect(page.locator(".lead")).to_contain_text("Het inlezen is afgerond")
    page.get_by_role("link", name="Buurtkaart").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Buurtkaart")


def test_shortcuts_that_are_off_do_nothing_and_stay_off(sit_down, reading):
    page = sit_down("noor")
    address = f"{WHERE}/{reading[0].read_report_id}"
    page.goto(address)
    page.get_by_role("button", name="Sneltoetsen uitzetten").click()
    for _ in range(2):
        page.locator("main").focus()
        page.keyboard.press("j")
        expect(page.locator("main")).to_be_focused()
        page.goto(address)
        expect(page.get_by_role("button", name="Sneltoetsen uitzetten")).to_have_attribute(
            "aria-pressed", "true"
        )


def test_the_moment_is_read_while_it_is_typed_and_a_search_offers_others(sit_down, reading):
    page = sit_down("noor")
    page.goto(f"{WHERE}/{reading[0].read_report_id}")
    proposal = page.locator(f"#voorstel-{reading[1].id}")
    proposal.get_by_role("link", name="Bewerken").click()
    moment = proposal.get_by_label("Moment, in de woorden van de tekst")
    moment.fill("eind 2024")
    expect(proposal.locator("output")).to_contain_text("1 oktober tot en met 31 december 2024")
    proposal.get_by_label("Zoek een ander product of besluit").fill("plaats")
    other = proposal.get_by_role("radio", name="Besluit: plaats van het tweede buurthuis")
    merge = proposal.get_by_role("button", name="Samenvoegen en volgende")
    expect(merge).not_to_have_class(re.compile("primary"))
    other.check()
    expect(merge).to_have_class(re.compile("primary"))
    expect(proposal).to_contain_text("naar “eind 2024”")
    expect(moment).to_have_value("eind 2024")
    expect(other).to_be_checked()
    proposal.get_by_label("Titel", exact=True).fill("")
    proposal.get_by_role("button", name="Samenvoegen en volgende").click()
    expect(proposal.get_by_role("alert")).to_be_focused()
    expect(proposal.get_by_role("alert")).to_contain_text("Geef het een titel.")
    expect(other).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)


def test_without_script_the_same_is_done_on_whole_pages(sit_down):
    page = sit_down("noor", script=False, width=320)
    page.goto(WHERE)
    page.get_by_label("Dag van de rapportage").fill("2-10-2023")
    page.get_by_label("Naam van de rapportage").fill("Startnota")
    page.get_by_label("Of plak de tekst").fill("2. Huizen van de wijk\n\n" + "\n\n".join(SENTENCES))
    page.get_by_role("button", name="Lees in").click()
    expect(page.locator(".lead")).to_contain_text("3 beloften")
    assert cut_off(page) == []

    page.get_by_role("link", name="Moment invullen").click()
    page.get_by_label("Moment, in de woorden van de tekst").fill("mei 2024")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("output")).to_contain_text("1 mei tot en met 31 mei 2024")
    assert cut_off(page) == []

    page.get_by_text("Splitsen").first.click()
    page.get_by_label("Titels van de delen").fill("Voorstel\nBrief erbij")
    page.get_by_role("button", name="Splitsen").click()
    expect(page.locator(".lead")).to_contain_text("4 beloften")
    page.get_by_label("Titel", exact=True).fill("")
    page.get_by_role("button", name="Overnemen als nieuw").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Geef het een titel.")
