"""What the API says where it refuses: of which kind it is, where that is explained, and in which language."""

import re

import pytest
from starlette.requests import Request

from app.domain import refusal
from app.domain.refusal import Message, Refusal
from app.templating import translator
from app.web.problem import Fault, preferred_language
from app.web.problem_kinds import KINDS, find_kind

PAGE = "/api/problemen"


@pytest.fixture
def site(app):
    """Where the installation says that it stands."""
    return app.state.app_state.settings.public_url


def _below(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind, *(below for direct in kind.__subclasses__() for below in _below(direct))}


def test_every_refusal_is_of_a_kind_that_is_explained():
    names = {name for name in vars(refusal) if not name.startswith("_")}
    assert {kind.__name__ for kind in _below(Refusal)} >= names & {"Invalid", "Stale", "NotMade"}
    for kind in _below(Refusal):
        assert find_kind(kind.__new__(kind)) in KINDS
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_kind_is_explained_in_both_languages():
    dutch = translator("nl").gettext
    for kind in KINDS:
        for text in (kind.title, kind.meaning, kind.remedy):
            assert dutch(text) != text


async def test_the_type_of_a_problem_leads_to_where_it_is_explained(noor, client, site):
    page = (await client.get(PAGE)).text
    anchors = set(re.findall(r'id="([a-z-]+)"', page))
    refused = {
        "/api/v1/deliverables?limit=0": "invalid",
        "/api/v1/nergens": "not-found",
        "/api/v1/named-moments/1": "forbidden",
    }
    for path, name in refused.items():
        address = (await noor.get(path)).json()["type"]
        assert address == f"{site}{PAGE}#{name}"
        assert name in anchors
        assert address in page
    for kind in KINDS:
        assert kind.name in anchors


async def test_a_problem_of_a_method_and_of_who_is_not_known_has_its_own_type(client, noor):
    assert (await client.get("/api/v1/deliverables")).json()["type"].endswith("#not-signed-in")
    assert (await noor.put("/api/v1/deliverables")).json()["type"].endswith("#method-not-allowed")


async def test_a_problem_says_in_which_language_it_speaks(noor):
    for wanted, language, title in (
        ("nl", "nl", "Er klopt iets niet in het verzoek"),
        ("de, nl;q=0.4, en;q=0.7", "en", "Something in the request cannot be taken in"),
    ):
        answer = await noor.get("/api/v1/deliverables?limit=0", headers={"Accept-Language": wanted})
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]
        assert answer.json()["title"] == title


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "en"),
        ("nl", "nl"),
        ("NL-be", "nl"),
        ("fr, de;q=0.9", "en"),
        ("fr, nl;q=0.1", "nl"),
        ("en;q=0.5, nl;q=0.6", "nl"),
        ("nl;q=0.5, en", "en"),
        ("nl, en", "en"),
        ("en;q=0, *", "nl"),
        ("nl;q=0", "en"),
        ("nl;q=zeer, ;;,", "en"),
    ],
)
def test_the_language_is_the_one_that_the_client_likes_best(wanted, language):
    headers = [(b"accept-language", wanted.encode())]
    assert preferred_language(Request({"type": "http", "headers": headers})) == language


def test_a_place_in_the_body_is_told_by_its_pointer():
    message = Message("Give it a title.")
    assert Fault.in_body(message).pointer == ""
    assert Fault.in_body(message, "deadline", "phrase").pointer == "/deadline/phrase"
    assert Fault.in_body(message, 3, "a/b~c").pointer == "/3/a~1b~0c"


async def test_the_documentation_under_api_is_pages(client):
    for path in (PAGE, "/api/nergens"):
        answer = await client.get(path)
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "API-Version" not in answer.headers
        assert re.findall(r'(?:src|href)="(?:https?:)?//(?!127)', answer.text) == []
