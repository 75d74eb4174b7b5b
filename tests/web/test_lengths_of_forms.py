"""Every form of the product, found by walking its pages, with texts of every length in every field of it.

What is too long is refused beside its field with the text still in it, and nothing that is typed is a fault
of ours. All fields of a form are typed in at once, and told at once; one that is not told so is tried alone.
`FORMS=all` in the environment tries each alone, and every stage on PostgreSQL too.
"""

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from sqlmodel import Session
from starlette.routing import Match

from app.actions import deadline, decision, invitation, person
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput
from app.actions.report import erratum
from app.domain.firmness import Firmness
from app.domain.role import Role
from app.queries.deliverable import deliverable_states
from tests.cast import SLUG, TODAY, Cast, at
from tests.clients import every_route
from tests.readings import read_report
from tests.rounds import adopted, edit, noor, reviewed
from tests.web.forms import forms_of, links_of, messages_of
from tests.web.route_matrix import DOORS

EVERYWHERE = os.environ.get("FORMS") == "all"
PAGES_OF_A_ROUTE = 2
"""So many addresses of one route are walked to; what another one shows is hardly another form."""
LONG = "woord " * 16_667
"""A hundred thousand characters, and two."""
TOO_LONG = re.compile(r"Gebruik hooguit (\d+) tekens\.")
SECRET = {"password", "again", "current"}
"""What is never sent back to a browser."""
WHILE_TYPING = {
    "draft.create",
    "section_text.preview",
    "status_update.reading",
    "structure.reading",
    "table_entry.check",
}
"""Nothing is said by these yet: what is typed is kept or shown as it is."""
OTHER_KINDS = re.compile(
    r"(\w+_)?on|own_\w+|first|last|year|half_year|reference_date|input_deadline|report_date|place|code|slug|"
    r"frequency_count|value|days|"
    r"target|cell-.*|parts.*|email"
)
"""Days, numbers and codes: a long text is refused beside these too, but in words of their own."""
UNREAD = {
    ("session.create", "email"),
    ("session.create", "password"),
    ("report_reading.create", "text"),
}
"""What is not kept, since who signs in may type anything; and what may be as long as a report."""
DAYS = dict.fromkeys(("made_on", "taken_on", "reference_date", "given_on"), "04-12-2023")
TITLES = dict.fromkeys(("title", "name", "titles", "document"), "Proef")
SENTENCES = dict.fromkeys(("question", "outcome", "reason", "why", "text", "remark"), "Een tekst.")
CODES = {"email": "proef@voorbeeld.nl", "slug": "proef", "code": "9", "unit": "stuks", "value": "5"}
VALID = {**DAYS, **TITLES, **SENTENCES, **CODES, "phrase": "begin 2024"}
"""What is valid in a field that opens empty; any other may stay so."""
VALID_IN = {
    "structure.merge producten": {"target": "2"},
    "structure.withdraw actielijnen": {"with_all": "on"},
    "structure.withdraw projecten": {"with_all": "on"},
    "account.create": {"password": "zeven groene fietsbellen", "again": "zeven groene fietsbellen"},
    "password.update": {"password": "zeven groene fietsbellen", "again": "zeven groene fietsbellen"},
    "measurement.create": {"cell-1-0": "5", "cell-2-0": "5"},
}
"""What a form needs besides, so that nothing but the length stands in its way."""


class Place(NamedTuple):
    """A field: the route and the name under which it is sent, the page, and which of the forms there."""

    route: str
    name: str
    address: str
    number: int


def _mistaken(session, cast):
    """The report was adopted; since then a deadline was corrected, and an erratum is proposed."""
    adopted(session, cast)
    states = deliverable_states(session, cast.programme, TODAY)
    state = next(one for one in states if one.id == cast["handbook"])
    right = deadline.DeadlineCorrection(
        "medio 2024", state.version, "Verkeerd overgenomen.", Firmness.EXPECTED
    )
    deadline.correct(session, noor(cast), state.deadlines[-1].id, right)
    erratum.propose_erratum(session, noor(cast), cast.period)


def _written(session, cast):
    edit(session, cast, text="Het gaat goed. De handreiking buurthuizen komt medio 2024.")


class Stage(NamedTuple):
    """Who walks through the pages when, and in how many fields at the least a text can be too long.

    `nouns` are those whose pages are walked through and whose forms are tried: a form stands on a page of its
    noun, or on that of the report.
    """

    who: str | None
    reach: Callable[[Session, Cast], object]
    least: int
    nouns: str = ".*"

    def walks(self, route):
        """Whether the pages of this route are looked at."""
        return re.fullmatch(f"({self.nouns}|report)[.].*", route) is not None

    def tries(self, route):
        """Whether the forms that lead to this route are tried."""
        return re.fullmatch(f"({self.nouns})[.].*", route) is not None


STAGES = {
    "open": Stage("noor", lambda *_: None, 95),
    "open, what it is made of": Stage("noor", lambda *_: None, 33, "structure"),
    "of a lead": Stage("bram", lambda *_: None, 3, "status_update|my_updates|deliverable|draft|evidence"),
    "being edited": Stage("noor", _written, 2, "section_text|finding"),
    "in review": Stage("noor", reviewed, 3, "sign_off|comment"),
    "to be signed": Stage("karel", reviewed, 2, "sign_off|comment"),
    "put right": Stage("noor", _mistaken, 1, "erratum"),
    "signed out": Stage(None, lambda *_: None, 0),
}

ON_POSTGRESQL = STAGES if EVERYWHERE else ("open, what it is made of", "in review", "put right")
"""The columns themselves are held to their lengths on both (tests/tables/test_lengths.py), and the forms ask
the same rules on both: PostgreSQL sees all of them where everything is tried."""
RUNS = [
    *(("sqlite", stage) for stage in STAGES if EVERYWHERE or stage != "open, what it is made of"),
    *(pytest.param("postgresql", stage, marks=pytest.mark.postgres) for stage in ON_POSTGRESQL),
]


@pytest.fixture
async def walker(stage, database, cast, client_as):
    """Somebody at a stage of the round, and where they begin; Noor is an administrator too."""
    moment = STAGES[stage]
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.noor, Role.ADMIN)
        decision.ask(
            session, noor(cast), cast["location"], DecisionInput("Waar komt het tweede buurthuis?", 0)
        )
        moment.reach(session, cast)
        read_report(session, noor(cast), cast.programme)
        link = invitation.PATH.format(secret=invitation.issue(session, noor(cast), cast.vera))
        entry = session.scalar(sa.text("SELECT max(id) FROM audit_entry WHERE programme_id IS NOT NULL"))
    places = {
        "person_id": cast.bram,
        "grant_id": 1,
        "token_id": 1,
        "id": entry,
        "role": 1,
        "token": 1,
        "finding": "0" * 64,
    }
    return await client_as(moment.who), {"secret": link.rpartition("/")[2], **places}, moment


def route_at(app, method, address):
    """The name of the route at an address, and of which kind of thing its form is."""
    scope = {"type": "http", "method": method, "path": address.partition("?")[0]}
    for route in every_route():
        match, found = route.matches(scope)
        if match is Match.FULL:
            return f"{route.name} {found['path_params'].get('soort', '')}".strip()
    return None


def _is_file(address):
    """Whether an address is that of a file: no form stands in it, and some take long to make."""
    return PurePosixPath(urlsplit(address).path).suffix != ""


async def pages(app, browser, begin, stage):
    """Every page to which links lead from where one begins: some of each route."""
    waiting, seen, walked = [*begin], set(begin), Counter()
    while waiting:
        address = waiting.pop(0)
        route = route_at(app, "GET", address)
        if route is None or walked[route] >= PAGES_OF_A_ROUTE or not stage.walks(route) or _is_file(address):
            continue
        walked[route] += 1
        answer = await browser.get(address)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            yield address, answer.text
            for link in links_of(answer.text, address):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)


async def fields_of(app, browser, cast, places, stage):
    """Where each field stands in which somebody types: the page, and which of the forms there."""
    begin = [
        route.path_format.format(**{**places, **DOORS[route.name].path(cast)} | {"secret": places["secret"]})
        for route in every_route()
        if "GET" in route.methods
        and "/api/" not in route.path_format
        and "/bestand." not in route.path_format
    ]
    fields = {}
    begin = ["/", f"/programmas/{SLUG}/inlezen/1?voorstel=1", *begin]
    async for address, html in pages(app, browser, begin, stage):
        for number, form in enumerate(forms_of(html, address)):
            route = route_at(app, "POST", form.action) if form.method == "post" else None
            for one in form.typed if route and stage.tries(route) else ():
                fields.setdefault((route, one.name), Place(route, one.name, address, number))
    return [*fields.values()]


def valid_in(form, route):
    """Something valid for every field that opens empty and may not stay so."""
    besides = VALID_IN.get(route, {})
    more = {**besides}
    for one in form.fields:
        is_empty = not "".join(one.values).strip()
        if one.name in besides:
            continue
        if one.is_typed and is_empty and one.name in VALID:
            more[one.name] = VALID[one.name]
        elif one.kind == "select" and is_empty and one.is_required and len(one.choices) > 1:
            more[one.name] = next(choice for choice in one.choices if choice)
        elif one.kind == "radio" and not any(other.values for other in form.fields if other.name == one.name):
            more.setdefault(one.name, one.choices[0])
    return more


@pytest.fixture
async def send(walker):
    """`await send({field: text})`: a form as it opens, with this in these fields of it and the rest valid.

    What is refused changes nothing: until something else is sent, the page need not be opened again.
    """
    browser, opened = walker[0], {}

    async def send_form(texts):
        route, _, address, number = next(iter(texts))
        if address not in opened:
            opened[address] = forms_of((await browser.get(address)).text, address)
        forms = opened[address]
        typed = {place.name: text for place, text in texts.items()}
        if number >= len(forms) or not typed.keys() <= {one.name for one in forms[number].fields}:
            return None  # what was sent before has closed this form
        form = forms[number]
        answer = await browser.post(form.action, data=form.sent(**valid_in(form, route) | typed))
        if answer.status_code != 400:
            opened.clear()
        assert answer.status_code in (200, 204, 303, 400, 403, 409, 429), (route, typed, answer.status_code)
        return answer

    return send_form


@pytest.fixture
def refusals(send):
    """`async for place, answer, message in refusals({field: text})`: what each gets that is sent at once.

    What a form says only when nothing else is wrong is asked once more, with this field alone.
    """

    async def send_together(texts):
        answer = await send(texts)
        messages = messages_of(answer.text)
        for place, text in texts.items():
            if place.name in messages or len(texts) == 1:
                yield place, answer, messages.get(place.name, "")
            else:
                alone = await send({place: text})
                yield place, alone, messages_of(alone.text).get(place.name, "")

    return send_together


@pytest.mark.parametrize(("backend", "stage"), RUNS)
async def test_no_length_of_any_text_in_any_form_is_a_fault_of_ours(app, cast, walker, send, refusals):
    browser, places, stage = walker
    every_field = await fields_of(app, browser, cast, places, stage)
    fields = [place for place in every_field if not is_said_later(place)]
    most = {}
    for form in in_forms(fields):
        async for place, answer, message in refusals(dict.fromkeys(form, LONG)):
            if (place.route, place.name) not in UNREAD:
                assert_refused(answer, message, place, LONG)
                limit = TOO_LONG.search(message)
                assert limit or place.name in SECRET or OTHER_KINDS.fullmatch(place.name), (place, message)
                most |= {place: int(limit[1])} if limit else {}
    assert len(most) >= stage.least, sorted(most)

    refused_together = {}
    for form in in_forms(most):
        texts = {place: "x" * (most[place] + 1) for place in form}
        async for place, answer, message in refusals(texts):
            assert_refused(answer, message, place, texts[place])
            assert f"Gebruik hooguit {most[place]} tekens." in message, place
            refused_together.setdefault(answer, []).append(place)
    # Fields whose lengths are judged at once are filled at once; whether the rest is right changes nothing.
    for form in refused_together.values():
        answer = await send({place: "x" * most[place] for place in form})
        assert answer is None or not TOO_LONG.search(answer.text), form
    for form in in_forms(fields):
        await send(dict.fromkeys(form, ""))
        await send(dict.fromkeys(form, "x"))
    for form in in_forms([place for place in every_field if is_said_later(place)]):
        for text in ("", "x", LONG):
            await send(dict.fromkeys(form, text))


def in_forms(places):
    """The fields that are sent together: those of one form, or each alone where everything is tried."""
    if EVERYWHERE:
        return [[place] for place in places]
    forms = {}
    for place in places:
        forms.setdefault((place.route, place.address, place.number), []).append(place)
    return [*forms.values()]


def is_said_later(place):
    """Whether what is typed in it is only searched, kept or shown."""
    return place.route in WHILE_TYPING or place.name.endswith("_query")


def assert_refused(answer, message, place, text):
    """Beside the field, with what was typed still in it."""
    assert answer.status_code == 400, (place, answer.status_code)
    assert message, place
    assert place.name in SECRET or text.strip() in answer.text, place
