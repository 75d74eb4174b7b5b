"""A round from plan to publication, by all who take part in it, on a day that fits; and each refusal."""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from app.actions import action_line, deliverable, party, person, programme, project
from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.firmness import Firmness
from app.domain.role import Role
from app.domain.status import Status
from app.domain.structure import DeliverableKind, PartyKind
from tests.cast import at
from tests.journeys.conftest import Sit
from tests.machine.markup import accessibility_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]

HOME = "/programmas/wijkwerk"
REPORTS = f"{HOME}/rapportages"
REPORT = f"{REPORTS}/2023-H2"
BEGIN = date(2023, 9, 1)
SPONSORS = ("Gemeente", "Provincie", "Ministerie", "Woningbouw")


@dataclass
class Wijkwerk:
    """A programme that four parties sponsor, with one product that Bram leads and one that is late."""

    sponsors: dict[str, int]
    """The person who acts for each party."""
    guide: int
    map: int


@pytest.fixture
def wijkwerk(database, cast):
    """The programme, with people and promises; nothing was reported yet."""
    with database.writing() as session:
        office = AuditContext(cast.noor, at(BEGIN), "test")
        made = programme.create(session, office, slug="wijkwerk", title="Wijkwerk", starts_on=BEGIN)
        for someone, role in ((cast.noor, Role.OFFICE), (cast.bram, Role.LEAD)):
            person.grant(session, office, someone, role, programme_id=made)
        sponsors = {}
        for name in SPONSORS:
            sponsor = party.get_or_create(session, office, name=name)
            party.involve(session, office, made, sponsor, PartyKind.SPONSOR)
            sponsors[name] = person.add(
                session, office, email=f"{name.lower()}@wijkwerk.nl", name=f"Van {name}"
            )
            person.grant(session, office, sponsors[name], Role.SPONSOR, programme_id=made, party_id=sponsor)
        line = action_line.add(session, office, made, code="1", title="Samen", position=1)
        works = project.add(session, office, line, title="Wijkgids", lead_id=cast.bram)
        titles = ("Gids voor de wijk", "Kaart van de wijk")
        guide, chart = (
            deliverable.add(
                session,
                office,
                deliverable.NewDeliverable(works, BEGIN, n, kind=DeliverableKind.PRODUCT, title=title),
            )
            for n, title in enumerate(titles, start=1)
        )
        for made_id, phrase in ((guide, "eind 2023"), (chart, "Q2 2024")):
            promise = StatusUpdateInput(Status.PLANNED, 1, BEGIN, phrase=phrase, firmness=Firmness.COMMITTED)
            submit(session, office, made_id, promise, today=BEGIN)
    return Wijkwerk(sponsors, guide, chart)


def press(page: Page, *names: str) -> None:
    """Press these, one after the other; each is a button or a link that looks like one."""
    for name in names:
        button = page.get_by_role("button", name=name, exact=True)
        (button if button.count() else page.get_by_role("link", name=name, exact=True)).first.click()


def send_days(page: Page, **days: str) -> None:
    """Fill in days of a round, and save them."""
    for name, day in days.items():
        page.locator(f"#{name}").fill(day)
    page.locator("main form button[type=submit]").click()


def test_a_report_is_made_signed_adopted_and_read(sit_down, wijkwerk, site, browser):
    noor = sit_down("noor")
    plan_and_open(noor)
    answer(sit_down("bram"), wijkwerk)
    edit_and_check(noor)
    sign(sit_down, wijkwerk, noor)
    adopt(noor, sit_down("bram"), wijkwerk)
    assert publish_and_read(noor, browser, site) == {"nl": 200, "en": 404}
    correct(sit_down("bram"), wijkwerk)
    mend(sit_down, wijkwerk, noor)
    assert read_versions(noor) == {"1.0": 200, "1.1": 200, "1.2": 404}


def plan_and_open(noor: Page) -> None:
    """The next half-year cannot open yet; this one can, once."""
    noor.goto(REPORTS)
    press(noor, "Plan een ronde")
    expect(noor.locator("#half_year")).to_have_value("2023-H2")
    expect(noor.locator("#input_deadline")).to_have_value("10-01-2024")
    assert accessibility_faults(noor) == []
    press(noor, "Plan deze ronde")
    expect(noor.get_by_text("moet nog komen").first).to_be_visible()
    noor.goto(f"{REPORTS}/nieuw?halfjaar=2024-H1")
    press(noor, "Plan deze ronde")
    press(noor, "Open de ronde")
    expect(noor.get_by_text("De periode begint op 1 januari 2024")).to_be_visible()
    assert noor.get_by_role("button", name="Open de ronde").count() == 0
    noor.goto(REPORT)
    press(noor, "Open de ronde")
    expect(
        noor.get_by_text("mensen de vraag hoe het ervoor staat").or_(
            noor.get_by_text("persoon de vraag hoe het ervoor staat")
        )
    ).to_be_visible()
    assert accessibility_faults(noor) == []
    press(noor, "Open de ronde")
    noor.wait_for_url(f"**{REPORT}")
    noor.goto(f"{REPORT}/uitvraag")
    press(noor, "Herinner iedereen die niet heeft geantwoord")
    expect(noor.get_by_text("Bram").first).to_be_visible()


def answer(bram: Page, wijkwerk: Wijkwerk) -> None:
    """Bram says that the guide runs."""
    bram.goto(f"/producten/{wijkwerk.guide}/stand-van-zaken")
    bram.get_by_text("In uitvoering", exact=True).first.click()
    bram.get_by_label("Toelichting").fill("De eerste hoofdstukken zijn er.")
    press(bram, "Bewaar stand van zaken")


def edit_and_check(noor: Page) -> None:
    """No review before the days, without a summary, or past a finding unseen."""
    noor.goto(REPORT)
    press(noor, "Begin de redactie")
    expect(noor.get_by_text("nog niet geantwoord")).to_be_visible()
    press(noor, "Begin de redactie")
    press(noor, "Stuur ter beoordeling")
    expect(noor.get_by_text("Deze rapportage kan vanaf 10 januari 2024 ter beoordeling")).to_be_visible()
    assert noor.get_by_role("button", name="Stuur ter beoordeling").count() == 0
    press(noor, "Data aanpassen")
    send_days(noor, reference_date="18-12-2023", input_deadline="18-12-2023", report_date="18-12-2023")
    press(noor, "Stuur ter beoordeling")
    expect(noor.get_by_role("heading", name="Hoofdstukken zonder tekst")).to_be_visible()
    assert noor.get_by_role("button", name="Stuur ter beoordeling").count() == 0
    noor.goto(f"{REPORT}/hoofdstukken/summary")
    noor.locator("textarea").first.fill("De Gids voor de wijk is opgeleverd.")
    noor.locator("form:has(textarea) button[type=submit]").first.click()
    noor.goto(f"{REPORT}/stap/beoordeling")
    expect(noor.get_by_role("button", name="Stuur toch ter beoordeling")).to_be_visible()
    assert accessibility_faults(noor) == []
    noor.goto(f"{REPORT}/hoofdstukken/summary")
    noor.locator("textarea").first.fill("Het werk in de wijk vordert.")
    noor.locator("form:has(textarea) button[type=submit]").first.click()
    noor.goto(f"{REPORT}/stap/beoordeling")
    expect(noor.get_by_text("Gemeente, Provincie, Ministerie, Woningbouw")).to_be_visible()
    press(noor, "Stuur ter beoordeling")
    noor.goto(REPORT)
    expect(noor.get_by_text("Versie 0.1, zoals zij op 18 december 2023")).to_be_visible()
    refused = noor.goto(f"{REPORT}?peildatum=2023-12-01")
    assert refused is not None
    assert refused.status == 409


def sign(sit_down: Sit, wijkwerk: Wijkwerk, noor: Page) -> None:
    """One objects; in the second version every party agrees."""
    pages = {name: sit_down(who) for name, who in wijkwerk.sponsors.items()}
    first = pages["Gemeente"]
    first.goto(f"{REPORT}/akkoord/summary")
    form = first.locator("form", has=first.locator("input[name=verdict]"))
    form.locator("input[value=objects]").check()
    form.locator("textarea[name=text]").fill("Noem ook de kaart.")
    form.locator("button[type=submit]").click()
    for page in list(pages.values())[1:]:
        page.goto(f"{REPORT}/akkoord")
        page.get_by_role("button", name="Akkoord met").click()
    noor.goto(f"{REPORT}/vaststelling")
    expect(noor.get_by_text("“Noem ook de kaart.”")).to_be_visible()
    assert noor.get_by_role("button", name="Stel deze rapportage vast").count() == 0
    noor.goto(f"{REPORT}/stap/terug")
    press(noor, "Neem terug naar de redactie")
    noor.goto(f"{REPORT}/hoofdstukken/summary")
    noor.locator("textarea").first.fill("Het werk in de wijk vordert. De kaart volgt.")
    noor.locator("form:has(textarea) button[type=submit]").first.click()
    noor.goto(f"{REPORT}/stap/beoordeling")
    expect(noor.get_by_role("heading", name="Handtekeningen die vervallen")).to_be_visible()
    press(noor, "Stuur ter beoordeling")
    for page in pages.values():
        page.goto(f"{REPORT}/akkoord")
        page.get_by_role("button", name="Akkoord met").click()


def adopt(noor: Page, bram: Page, wijkwerk: Wijkwerk) -> None:
    """What Bram says meanwhile is shown at the gate, and left for the next report with a reason."""
    bram.goto(f"/producten/{wijkwerk.map}/stand-van-zaken")
    bram.get_by_text("In uitvoering", exact=True).first.click()
    bram.get_by_label("Toelichting").fill("De kaart is getekend.")
    press(bram, "Bewaar stand van zaken")
    noor.goto(f"{REPORT}/vaststelling")
    expect(noor.get_by_role("heading", name="Sinds versie 0.2 is nog gemeld:")).to_be_visible()
    expect(noor.get_by_text("“De kaart is getekend.”")).to_be_visible()
    assert noor.get_by_role("button", name="Stel deze rapportage vast").count() == 0
    assert accessibility_faults(noor) == []
    press(noor, "Laat liggen voor de volgende rapportage")
    expect(noor.get_by_text("Schrijf in één zin waarom").first).to_be_visible()
    noor.get_by_label("Waarom dit wacht").fill("Dit kwam na de handtekeningen.")
    press(noor, "Laat liggen voor de volgende rapportage")
    expect(noor.get_by_role("heading", name="Blijft liggen voor de volgende rapportage")).to_be_visible()
    noor.goto(f"{REPORT}/nu-anders")
    expect(noor.get_by_text("Versie 0.2 blijft zoals zij is.")).to_be_visible()
    noor.goto(f"{REPORT}/vaststelling")
    press(noor, "Stel deze rapportage vast")
    expect(noor.get_by_text("Deze rapportage is vastgesteld op 18 december 2023")).to_be_visible()
    assert noor.get_by_text("De kaart is getekend.").count() == 0


def publish_and_read(noor: Page, browser: Browser, site: str) -> dict[str, int]:
    """Everybody reads it without an account, in the language that there is; returns status by language."""
    reader = browser.new_context(base_url=site, locale="nl-NL").new_page()
    reader.goto(REPORT)
    expect(reader.get_by_role("heading", name="Aanmelden")).to_be_visible()
    press(noor, "Publiceer deze rapportage")
    expect(noor.get_by_text("zonder account")).to_be_visible()
    press(noor, "Publiceer deze rapportage")
    reader.goto(REPORT)
    expect(reader.get_by_text("Gids voor de wijk").first).to_be_visible()
    assert accessibility_faults(reader) == []
    answers = {code: reader.request.get(f"{REPORT}/bestand.html?taal={code}").status for code in ("nl", "en")}
    reader.context.close()
    return answers


def correct(bram: Page, wijkwerk: Wijkwerk) -> None:
    """The guide was delivered after all; that a report printed it is said before it is saved."""
    bram.goto(f"/producten/{wijkwerk.guide}")
    bram.locator("a[href*='/stand-van-zaken/'][href$='/correctie']").first.click()
    expect(bram.get_by_text("rapportage").first).to_be_visible()
    assert accessibility_faults(bram) == []
    bram.locator("input[name=status][value=delivered]").check()
    bram.locator("#delivered_on").fill("15-12-2023")
    bram.locator("#reason").fill("De gids was er al.")
    press(bram, "Bewaar de correctie")


def mend(sit_down: Sit, wijkwerk: Wijkwerk, noor: Page) -> None:
    """The erratum is proposed, signed again by every party where it changed, and adopted."""
    noor.goto(f"{REPORT}/erratum")
    press(noor, "Leg het erratum voor")
    assert accessibility_faults(noor) == []
    for who in wijkwerk.sponsors.values():
        page = sit_down(who)
        page.goto(f"{REPORT}/akkoord")
        page.get_by_role("button", name="Akkoord met").click()
    noor.goto(f"{REPORT}/erratum")
    noor.locator("#reason").fill("De gids voor de wijk was op tijd opgeleverd.")
    press(noor, "Stel het erratum vast")
    expect(noor.get_by_text("De gids voor de wijk was op tijd opgeleverd.").first).to_be_visible()


def read_versions(noor: Page) -> dict[str, int]:
    """The status of each version of the report."""
    return {
        version: noor.request.get(f"{REPORT}?versie={version}").status for version in ("1.0", "1.1", "1.2")
    }
