"""From an empty machine to a published first report: what it asks of the office, counted act by act.

An act is one click, one key command or one field that is filled in. The server is a process of its own,
letters leave through a real mail server, and everybody comes in by the link that their letter holds.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app.cli import run
from app.domain.time_zone import AMSTERDAM
from app.settings import settings
from tests.machine.mail import MailServer

pytestmark = pytest.mark.browser

PASSWORD = "zeven groene fietsbellen"
TODAY = datetime.now(AMSTERDAM).date()
YEAR = TODAY.year
NEXT = YEAR + 1
LEADS = ("bram", "iris", "sanne")
LEAD_OF = {"Buurthuizen": "Bram", "Vrijwilligers": "Iris", "Plein": "Sanne"}
PROMISES = "Titel\tActielijn\tProject\tTrekker\tWanneer\n" + "".join(
    f"{title}\tSamen wonen\t{project}\t{LEAD_OF[project]}\t{moment}\n"
    for title, project, moment in (
        ("Handreiking buurthuizen", "Buurthuizen", f"eind {YEAR}"),
        ("Kaart van de wijk", "Buurthuizen", f"Q2 {NEXT}"),
        ("Folder voor bewoners", "Buurthuizen", f"medio {NEXT}"),
        ("Onderzoek naar huur", "Buurthuizen", f"najaar {NEXT}"),
        ("Werkboek voor vrijwilligers", "Vrijwilligers", f"uiterlijk 1 mei {NEXT}"),
        ("Cursus gastvrouw", "Vrijwilligers", f"begin {NEXT}"),
        ("Verzekering", "Vrijwilligers", f"voor de zomer van {NEXT}"),
        ("Plan voor het plein", "Plein", f"H2 {NEXT}"),
        ("Beplanting", "Plein", f"voorjaar {NEXT}"),
        ("Speeltoestel", "Plein", f"Q4 {NEXT}"),
    )
)


@dataclass
class Somebody:
    """A person at a browser, whose acts are counted."""

    page: Page
    acts: list[str] = field(default_factory=list)

    def follow(self, link: str) -> None:
        """Click a link in a letter or a terminal."""
        self.acts.append("follow a link")
        self.page.goto(link)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Click a button, or a link that looks like one."""
        self.acts.append(f"press {name}")
        place = within or self.page.get_by_role("main")
        button = place.get_by_role("button", name=name, exact=True)
        (button.or_(place.get_by_role("link", name=name, exact=True))).first.click()

    def go(self, name: str) -> None:
        """Click a link in the menus."""
        self.acts.append(f"go to {name}")
        self.page.get_by_role("link", name=name).first.click()

    def follow_in(self, place: Locator, name: str) -> None:
        """Click a link that stands in one part of the page."""
        self.acts.append(f"follow {name}")
        place.get_by_role("link", name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        """Fill in a field; text with line ends is pasted."""
        self.acts.append(f"fill in {label}")
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, text: str) -> None:
        """Choose from a list."""
        self.acts.append(f"choose {label}")
        self.page.get_by_label(label).first.select_option(label=text)

    def tick(self, locator: Locator) -> None:
        """Tick a box or a card."""
        self.acts.append("tick")
        locator.check()


@dataclass
class Machine:
    """What stands on it: a server, and a mail server with which letters leave."""

    address: str
    mail: MailServer
    browser: Browser
    opened: list[BrowserContext] = field(default_factory=list)

    def sit_down(self) -> Somebody:
        """Somebody at a browser of their own, who is not known yet."""
        context = self.browser.new_context(base_url=self.address, locale="nl-NL", reduced_motion="reduce")
        context.set_default_timeout(10_000)
        self.opened.append(context)
        return Somebody(context.new_page())

    def send_letters(self) -> None:
        """What waits to be sent leaves now."""
        assert run(("worker", "--once")) == 0

    def link_for(self, name: str, path: str) -> str:
        """The link in the last letter to somebody that leads to such a page."""
        letters = [
            str(letter.get_content()) for letter in self.mail.came if name in str(letter["To"]).lower()
        ]
        links = re.findall(rf"{re.escape(self.address)}{path}\S*", "\n".join(letters))
        assert links, (name, path, letters)
        return str(links[-1])


@pytest.fixture
def machine(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    free_tcp_port_factory: Callable[[], int],
    mail_server: MailServer,
    browser: Browser,
) -> Iterator[Machine]:
    """A machine on which nothing was ever begun, but for the settings of its mail."""
    port = free_tcp_port_factory()
    address = f"http://127.0.0.1:{port}"
    given = {"DATA_FOLDER": str(tmp_path / "var"), "PUBLIC_URL": address}
    given |= {name.upper(): str(value) for name, value in mail_server.settings.items()}
    for name in ("DATABASE_URL", "SECRET_KEY", "AUDIT_KEY"):
        monkeypatch.delenv(f"MIJLPAAL_{name}", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(f"MIJLPAAL_{name}", value)
    settings.cache_clear()
    made = Machine(address, mail_server, browser)
    yield made
    for context in made.opened:
        context.close()
    settings.cache_clear()


@pytest.fixture
def begin(machine: Machine, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """`begin()`: sets the machine up and starts its server; returns the link for the administrator."""
    running: list[subprocess.Popen[str]] = []

    def set_up() -> str:
        assert run(("setup", "--email", "anna@bureau.example", "--name", "Anna")) == 0
        link = re.search(rf"{re.escape(machine.address)}/\S+", capsys.readouterr().out)
        assert link
        port = machine.address.rpartition(":")[2]
        server = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", port],
            env=dict(os.environ),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        running.append(server)
        assert server.stderr
        assert any("Uvicorn running on" in line for line in server.stderr)
        return link[0]

    yield set_up
    for server in running:
        server.terminate()
        server.communicate(timeout=20)


def come_in(somebody: Somebody, link: str) -> None:
    """Choose a password behind the link of an invitation."""
    somebody.follow(link)
    somebody.fill("Wachtwoord", PASSWORD)
    somebody.fill("Nog eens hetzelfde wachtwoord", PASSWORD)
    somebody.press("Bewaar dit wachtwoord en meld aan")


def test_an_empty_machine_leads_to_a_published_first_report_in_sixty_acts_of_the_office(machine, begin):
    office = machine.sit_down()
    office.acts.append("mijlpaal setup")
    come_in(office, begin())
    make_programme(office)
    invite_people(office)
    paste_promises(office)
    open_round(office)
    machine.send_letters()
    people = {name: machine.sit_down() for name in (*LEADS, "karel")}
    for name, somebody in people.items():
        come_in(somebody, machine.link_for(name, "/uitnodiging/"))
    assert machine.link_for("vera", "/uitnodiging/")
    assert all(letter["Date"] for letter in machine.mail.came)
    deliver_with_evidence(people["bram"])
    for name in LEADS:
        answer(people[name])
    edit(office)
    sign(people["karel"])
    adopt_and_publish(office)
    read_without_account(machine)
    assert len(office.acts) <= 60, office.acts
    assert run(("verify",)) == 0


def make_programme(office: Somebody) -> None:
    """A programme with one action line and one sponsor."""
    office.press("Nieuw programma")
    office.fill("Titel", "Wijkwerk")
    office.press("Bewaar")
    office.press("Nieuwe actielijn")
    office.fill("Titel", "Samen wonen")
    office.press("Bewaar")
    office.press("Nieuwe partij")
    office.fill("Naam", "Gemeente")
    office.press("Bewaar")


def invite_people(office: Somebody) -> None:
    """Three leads, a sponsor and a reader; their invitations leave by mail."""
    office.go("Mensen")
    roles = dict.fromkeys(LEADS, "Wijkwerk: projectleider")
    roles |= {"karel": "Wijkwerk: opdrachtgever namens Gemeente", "vera": "Wijkwerk: lezer"}
    for name, role in roles.items():
        office.fill("E-mailadres", f"{name}@wijkwerk.example")
        office.fill("Naam", name.capitalize())
        if name not in LEADS[1:]:  # the form keeps the role that was given last
            office.choose("Rol (verplicht)", role)
        office.press("Toevoegen")
        expect(office.page.get_by_role("row", name=name.capitalize())).to_be_visible()


def paste_promises(office: Somebody) -> None:
    """Ten deliverables in at most six acts, as the document of an earlier day promised them."""
    office.go("Mijlpaal")
    before = len(office.acts)
    office.press("Tabel invoeren")
    office.fill("Plak hier de tabel", PROMISES)
    office.fill("Gezegd op", f"{TODAY - timedelta(days=60):%d-%m-%Y}")
    office.fill("Beloofd in", "Startnotitie")
    office.press("Bekijk wat het wordt")
    office.press("Bewaar 10 mijlpalen")
    expect(office.page.get_by_role("heading", name="10 mijlpalen ingevoerd")).to_be_visible()
    assert len(office.acts) - before <= 6


def open_round(office: Somebody) -> None:
    """The round of this half-year, which asks for today, since nothing can be adopted before its days."""
    office.go("Rapportages")
    office.press("Plan een ronde")
    for label in ("Peildatum", "Inleverdatum", "Rapportagedatum"):
        office.fill(label, f"{TODAY:%d-%m-%Y}")
    office.press("Plan deze ronde")
    office.press("Open de ronde")
    office.press("Open de ronde")


def deliver_with_evidence(lead: Somebody) -> None:
    """The first product is there, and the form of the update takes what shows it, too: no other form.

    What shows it was called wrong, and so was what was said with it: a correction asks three acts.
    """
    lead.press("Bijwerken voor Handreiking buurthuizen")
    lead.tick(lead.page.get_by_role("radio", name="Opgeleverd"))
    lead.fill("Opgeleverd op", f"{TODAY:%d-%m-%Y}")
    lead.page.get_by_role("textbox", name="Bewijs").fill("De handreking")
    lead.press("Bewaar stand van zaken")
    expect(lead.page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    lead.page.get_by_role("link", name="Handreiking buurthuizen", exact=True).first.click()
    before = len(lead.acts)
    lead.follow_in(lead.page.locator("#evidence"), "Corrigeer")
    lead.fill("Titel", "De handreiking")
    lead.press("Bewaar de correctie")
    expect(lead.page.locator("#evidence")).to_contain_text("De handreiking")
    assert len(lead.acts) - before == 3
    lead.follow_in(lead.page.locator("#updates"), "Corrigeer")
    lead.fill("Toelichting", "De handreiking ligt in elk buurthuis.")
    lead.press("Bewaar de correctie")
    expect(lead.page.locator("#updates")).to_contain_text("in elk buurthuis")
    assert len(lead.acts) - before == 6
    lead.go("Mijn stand van zaken")


def answer(lead: Somebody) -> None:
    """Everything else runs as it was promised."""
    boxes = lead.page.get_by_role("checkbox", name="Kies ")
    for box in boxes.all():
        lead.tick(box)
    lead.press("Geen wijziging voor alles wat is gekozen")
    expect(lead.page.get_by_role("status").filter(has_text="Geen wijziging").first).to_be_visible()


def edit(office: Somebody) -> None:
    """The summary is written, and the report goes to its sponsor."""
    office.press("Begin de redactie")
    office.press("Begin de redactie")
    office.press("Teksten bewerken")
    office.fill("Tekst van dit hoofdstuk", "De handreiking buurthuizen is opgeleverd. De rest ligt op koers.")
    office.press("Bewaar")
    office.press("Stuur ter beoordeling")
    office.press("Stuur ter beoordeling")


def sign(sponsor: Somebody) -> None:
    """The sponsor agrees with every section."""
    sponsor.go("Wacht op u")
    sponsor.page.get_by_role("link", name="Lees en onderteken").click()
    sponsor.page.get_by_role("button", name="Akkoord met").first.click()
    expect(sponsor.page.get_by_role("button", name="Akkoord met")).to_have_count(0)


def read_without_account(machine: Machine) -> None:
    """Whoever comes by reads it."""
    reader = machine.sit_down()
    reader.page.goto("/")
    reader.page.get_by_role("link", name="Rapportage 1").click()
    expect(reader.page.get_by_text("De rest ligt op koers.")).to_be_visible()


def adopt_and_publish(office: Somebody) -> None:
    """Frozen, and then to be read by everybody."""
    office.press("Naar vaststelling")
    office.press("Stel deze rapportage vast")
    office.press("Publiceer deze rapportage")
    office.press("Publiceer deze rapportage")
    expect(office.page.get_by_role("link", name="Erratum")).to_be_visible()
