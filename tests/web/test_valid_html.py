"""Every page and fragment is valid HTML, in one run of the validator."""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.actions import invitation, person
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.role import Role
from app.security import form_token
from app.web.auth import COOKIE
from tests.cast import TODAY, Cast, at
from tests.clients import KEY
from tests.machine.markup import html_faults
from tests.readings import read_report
from tests.rounds import reviewed

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def doors(cast: Cast) -> list[str]:
    """A path for every page of the programme."""
    handbook = cast["handbook"]
    return [
        "/",
        "/toegankelijkheid",
        "/aanmelden",
        "/mijn-sessies",
        "/uitnodiging/niets",
        "/stand-van-zaken",
        "/nergens",
        "/rollen",
        "/mensen",
        f"/mensen/{cast.bram}",
        "/programmas/buurtkracht",
        "/programmas/buurtkracht?soort=draak&peildatum=x",
        "/programmas/buurtkracht?tekst=niets-van-dit-al",
        "/programmas/buurtkracht/actielijnen/1",
        "/programmas/buurtkracht/rapportages",
        "/programmas/buurtkracht/rapportages/2023-H2",
        "/programmas/buurtkracht/rapportages/2023-H2/bestand.html",
        "/programmas/buurtkracht/rapportages/2023-H2/akkoord",
        "/programmas/buurtkracht/rapportages/2023-H2/akkoord/action-line:1",
        "/programmas/buurtkracht/rapportages/2023-H2/vaststelling",
        "/programmas/buurtkracht/rapportages/2023-H2/dagen",
        "/programmas/buurtkracht/rapportages/nieuw",
        "/programmas/buurtkracht/rapportages/2023-H2/hoofdstukken/summary",
        "/programmas/buurtkracht/rapportages/2023-H2/hoofdstukken/summary/versies",
        f"/projecten/{cast.houses}",
        *(f"/producten/{number}" for number in cast.deliverables.values()),
        f"/producten/{handbook}/stand-van-zaken",
        "/programmas/buurtkracht/besluiten",
        f"/producten/{cast['location']}/besluit",
        f"/producten/{cast['location']}/besluit/genomen",
        "/api",
        "/api/naslag/risks",
        "/mijn-agenda",
        "/partijen",
        f"/partijen/{cast.fund}",
        f"/programmas/buurtkracht/opzet/partijen/{cast.fund}",
        "/programmas/buurtkracht/inlezen",
        "/programmas/buurtkracht/inlezen/1",
        "/programmas/buurtkracht/inlezen/1?voorstel=1",
        "/programmas/buurtkracht/inlezen/1?voorstel=3&doe=wijs-af",
    ]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_every_page_is_valid_html(noor: AsyncClient, cast: Cast, database: Database) -> None:
    with database.writing() as session:
        reviewed(session, cast)
        read_report(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme)
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.noor, Role.ADMIN)
    pages = {}
    for path in doors(cast):
        answer = await noor.get(path)
        assert answer.status_code < 500, path
        pages[path] = answer.text
    assert html_faults(pages) == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_every_fragment_is_valid_html(bram: AsyncClient, cast: Cast) -> None:
    form = f"/producten/{cast['handbook']}/stand-van-zaken"
    wrong = {"status": "delivered", "version": "4", "phrase": "ooit een keer", "delivered_on": "x"}
    pages = {
        "overview": (await bram.get("/programmas/buurtkracht", headers=PARTIAL)).text,
        "form": (await bram.get(form, headers=PARTIAL)).text,
        "refused form": (await bram.post(form, data=wrong, headers=PARTIAL)).text,
        "refusal": (await bram.get("/producten/999999", headers=PARTIAL)).text,
    }
    assert html_faults(pages) == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_every_fragment_about_people_is_valid_html(noor: AsyncClient, cast: Cast) -> None:
    person = f"/mensen/{cast.bram}"
    pages = {
        "people": (await noor.get("/mensen", headers=PARTIAL)).text,
        "roles": (await noor.get(person, headers=PARTIAL)).text,
        "refused person": (await noor.post("/mensen", data={"email": "x"}, headers=PARTIAL)).text,
        "refused role": (await noor.post(f"{person}/rollen", data={"role": "x"}, headers=PARTIAL)).text,
        "refused successor": (await noor.post(f"{person}/overdracht", headers=PARTIAL)).text,
    }
    assert html_faults(pages) == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_every_page_before_signing_in_is_valid_html(
    client: AsyncClient, app: FastAPI, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        secret = invitation.issue(session, AuditContext(cast.noor, datetime.now(UTC), "test"), cast.vera)
    path = invitation.PATH.format(secret=secret)
    pages = {"sign in": (await client.get("/aanmelden")).text, "invitation": (await client.get(path)).text}
    client.headers["X-CSRF-Token"] = form_token(KEY, client.cookies[COOKIE])
    pages["refused"] = (await client.post("/aanmelden", data={"email": "x", "password": "y"})).text
    pages["too weak"] = (await client.post(path, data={"password": "kort"})).text
    app.state.app_state.is_demo, client.base_url = True, "https://127.0.0.1"
    pages["demonstration"] = (await client.get("/aanmelden")).text
    assert "Kies een wachtwoord" in pages["too weak"]
    assert html_faults(pages) == []
