"""Bram goes in through his ministry, in two browsers; he signs out of it in one, and so in the other."""

import pytest
from playwright.sync_api import expect

from tests.machine.markup import accessibility_faults, cut_off, html_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


@pytest.fixture
def ministry(organisation, app, site, clock):
    """The provider, which asks who one is and sends people back to the site of this test."""
    app.state.app_state.settings.public_url = site
    organisation.told(clock(), home=site, asks=True)
    return organisation


@pytest.fixture
def visit(browser, site):
    """`visit(script=False)`: a page in a browser of its own in which nobody is signed in."""
    opened, faults = [], []

    def somebody(*, script=True, width=1280):
        context = browser.new_context(
            base_url=site,
            locale="nl-NL",
            java_script_enabled=script,
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )
        opened.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: faults.extend([message.text] if "Content Security" in message.text else []),
        )
        return page

    yield somebody
    for context in opened:
        context.close()
    assert faults == []


def go_in(page, cast):
    """From a page that asks who one is, by the ministry, to that page."""
    page.goto(f"/projecten/{cast.houses}")
    page.get_by_role("link", name="Aanmelden via Ministerie van Buurten").click()
    page.get_by_role("button", name="Ja, dat ben ik").click()
    expect(page.get_by_role("heading", name="Huizen van de wijk")).to_be_visible()
    expect(page.get_by_role("link", name="Bram, projectleider")).to_be_visible()


def test_signing_out_at_the_ministry_ends_every_session_that_it_let_in(ministry, visit, cast, site):
    first_page, elsewhere = visit(), visit(script=False)
    go_in(first_page, cast)
    go_in(elsewhere, cast)
    expect(first_page).to_have_url(f"{site}/projecten/{cast.houses}")

    first_page.get_by_role("button", name="Afmelden").click()
    expect(first_page.get_by_role("heading", name="U bent afgemeld")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_role("link", name="Bram, projectleider")).to_be_visible()

    first_page.get_by_role("link", name="Ook afmelden bij Ministerie van Buurten").click()
    expect(first_page).to_have_url(f"{site}/aanmelden")
    elsewhere.reload()
    expect(elsewhere.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_whoever_is_refused_may_try_again_at_once(ministry, visit, cast):
    page = visit()
    ministry.told_also(claims={"acr": "low"})
    page.goto(f"/projecten/{cast.houses}")
    page.get_by_role("link", name="Aanmelden via Ministerie van Buurten").click()
    page.get_by_role("button", name="Ja, dat ben ik").click()
    expect(page.get_by_role("alert")).to_contain_text("met minder zekerheid dan hier nodig is")
    page.reload()  # the way back works once
    expect(page.get_by_role("alert")).to_contain_text("Probeer het opnieuw.")

    ministry.told_also(claims={"acr": "high"})
    page.get_by_role("link", name="Aanmelden via Ministerie van Buurten").click()
    page.get_by_role("button", name="Ja, dat ben ik").click()
    expect(page.get_by_role("link", name="Bram, projectleider")).to_be_visible()


def test_the_way_through_the_organisation_is_for_everybody(ministry, visit):
    page, faults, html = visit(), {}, {}
    for path in ("/aanmelden", "/aanmelden/organisatie/terug", "/afmelden/organisatie"):
        html[path] = page.goto(path).text()
        faults[path] = accessibility_faults(page)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert cut_off(page) == []
    assert faults == {path: [] for path in faults}
    assert html_faults(html) == []
