"""What belongs to another programme is taken in by no form, whichever field names it.

Every form that anybody of the cast is shown is read from its page. A field that takes an id has a row in
`tests/web/id_fields.py`; the test tells which have none.
"""

import re
import sys

import pytest
import sqlalchemy as sa

from app.actions import decision, person
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput
from app.actions.report import review
from app.domain.role import Role
from app.tables import metadata
from tests.cast import SLUG, TODAY, at
from tests.clients import every_route
from tests.elsewhere import NAMES, begin_elsewhere
from tests.readings import read_report
from tests.rounds import reviewed, signing
from tests.web.forms import posted_forms_of
from tests.web.id_fields import (
    FIELDS,
    IGNORED,
    LEFT_EMPTY,
    NO_IDS,
    NOWHERE,
    OFFICES_OWN,
    SHOWN,
    TOLD_AT,
    TOLD_ON_A_PAGE,
    TYPED,
    TYPED_BY_NAME,
)
from tests.web.route_matrix import DOORS


@pytest.fixture
def elsewhere(database, cast):
    """The other programme."""
    with database.writing() as session:
        return begin_elsewhere(session, cast)


@pytest.fixture
def members(database, cast):
    """Everybody who may see a form here, by id; the reader and the administrator are new."""
    found = {name: cast.person(name) for name in ("noor", "bram", "iris", "karel")}
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        for name, role, where in (("lezer", Role.READER, cast.programme), ("beheer", Role.ADMIN, None)):
            found[name] = person.add(session, act, email=f"{name}@voorbeeld.nl", name=name)
            person.grant(session, act, found[name], role, programme_id=where)
    return found


RUNS = [
    ("sqlite", "open"),
    ("sqlite", "review"),
    pytest.param("postgresql", "open", marks=pytest.mark.postgres),
]
"""A database, and where the round stands: each shows other forms."""
OF_POSTGRESQL = ("noor", "bram", "beheer")
TOO_LARGE = NOWHERE[-1]
"""What only PostgreSQL minds: a number that none of its columns holds. These three see every form."""


@pytest.fixture
def stage(reached, database, cast):
    """The round stands there, and a decision is asked for."""
    with database.writing() as session:
        office = AuditContext(cast.noor, at(TODAY), "test")
        decision.ask(session, office, cast["location"], DecisionInput("Waar komt het huis?", version=0))
        read_report(session, office, cast.programme)
    if reached == "review":
        with database.writing() as session:
            reviewed(session, cast)
            place = signing(session, cast).section
            review.add_comment(
                session, AuditContext(cast.karel, at(TODAY), "test"), place, "Een opmerking van hier."
            )
    return reached


def pages(app, cast, stage):
    """The address of every page: of each route, of each kind of part, and of each section.

    In review only those of the report: on the others stands what stood there before.
    """
    somebody = {"person_id": cast.bram, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
    for route in every_route():
        is_file = "/bestand." in route.path  # in a file stands no form
        is_shown = stage == "open" or "/rapportages/" in route.path
        if "GET" in route.methods and not route.path.startswith("/api") and is_shown and not is_file:
            yield route.path_format.format(**somebody | DOORS[route.name].path(cast))
    yield f"/programmas/{SLUG}/rapportages/2023-H2/akkoord/promises"
    yield f"/programmas/{SLUG}/inlezen/1?voorstel=1"
    if stage != "open":
        return
    parts = {"programma": cast.programme, "actielijnen": cast.meet, "projecten": cast.houses}
    parts |= {"producten": cast["location"], "partijen": cast.fund, "proeftuinen": cast.quarter}
    for word, part in parts.items():
        yield f"/programmas/{SLUG}/opzet/{word}/nieuw"
        yield f"/programmas/{SLUG}/opzet/{word}/{part}"
    things = {"raakvlakken": cast.external, "toezeggingen": cast.commitment, "indicatoren": cast.share}
    for word, thing in things.items():
        yield f"/programmas/{SLUG}/{word}/{thing}"


async def shown_forms(browser, page, path):
    """The forms of a page, also as they come back with what was searched in them."""
    if page.status_code != 200:
        return []
    forms = posted_forms_of(page.text, path)
    for form in tuple(forms):
        for one in form.fields:
            name = one.name.removesuffix("_query")
            if name != one.name:
                back = await browser.post(form.action, data=form.filled() | {"zoek": f"{name}.1"})
                forms += [again for again in posted_forms_of(back.text, path) if again.action == form.action]
    return forms


def sent_to(action):
    """Where a form is sent to, without the names and numbers in its address."""
    path = action.partition("?")[0].removeprefix("/")
    path = re.sub(r"^programmas/(?!nieuw)[^/]+/|/nieuw$|/2023-H2|/\d+", "", path)
    return re.sub(r"/(promises|summary)", "/één", path)


def is_id_field(one):
    """Whether numbers are offered or sent in it, or stand in its name."""
    if re.search(r"-\d+$", one.name):
        return True
    offered = [value for value in one.choices if value]
    pattern = r"\d+|[a-z]+\.\d*\.\d*"
    return one.kind in ("select", "hidden", "radio") and any(
        re.fullmatch(pattern, value) for value in offered
    )


def id_fields(form):
    """The fields of a form that take an id, each once, by the first part of its name."""
    found = {}
    for one in form.fields:
        prefix = re.sub(r"(-\d+)+$", "", one.name)
        if is_id_field(one) and prefix not in NO_IDS:
            found.setdefault(prefix, one)
    return found


def candidates(noun, cast, elsewhere, name):
    """What to post in a field of this noun: an id of the other programme first, and what is nowhere.

    An administrator gives roles in every programme, but nobody one for a party that takes no part in it.
    """
    if noun == "role":
        there, mixed = elsewhere.programme, f"sponsor.{cast.programme}.{elsewhere.party}"
        own = [f"reader.{there}.", f"office.{there}.", f"sponsor.{there}.{elsewhere.party}"]
        return [mixed, "reader.0.", "reader.999999.", *(own if name != "beheer" else [])]
    if noun == "readable_programme":
        return [*NOWHERE] if name == "beheer" else [str(elsewhere.programme), *NOWHERE]
    return [str(getattr(elsewhere, noun)), *NOWHERE]


def tampered(form, prefix, one, value):
    """The form as it would be sent, valid, but for this value in this field."""
    typed = form.filled()
    named = {field.name for field in form.fields}
    typed |= {name: text for name, text in TYPED_BY_NAME.items() if name in named and not typed.get(name)}
    for field in form.fields:
        if field.kind == "select" and not typed.get(field.name) and field.name not in LEFT_EMPTY:
            typed[field.name] = next((option for option in field.choices if option), "")
    if form.action.endswith("indicatoren/nieuw"):  # two that are not the same are chosen by the other field
        typed |= {"denominator_id": form_options(form, "denominator_id")[-1], "caveat": "Dit is geen deel."}
    if one.name == prefix:
        return typed | {prefix: value}
    rest = "-0" if prefix == "cell" else ""
    return typed | {f"{prefix}-{value}{rest}": "1" if prefix == "kies" else "on"}


def form_options(form, name):
    return next(field.choices for field in form.fields if field.name == name)


def foreign_rows(session, cast, elsewhere):
    """Every row of the programme of the cast that refers to something of the other one."""
    ids = {"person": elsewhere.person, "party": elsewhere.party, "programme": elsewhere.programme}
    ids |= {name: getattr(elsewhere, name) for name in ("pilot_site", "action_line", "project")}
    ids |= {"deliverable": elsewhere.deliverable, "indicator": elsewhere.indicator}
    ids |= {"comment": elsewhere.remark}
    found = []
    for table in metadata.sorted_tables:
        if "programme_id" not in table.c:
            continue
        for key in table.foreign_keys:
            foreign = ids.get(key.column.table.name)
            if foreign is None or key.parent.name == "programme_id":
                continue
            rows = sa.select(sa.func.count()).where(
                table.c.programme_id == cast.programme, key.parent == foreign
            )
            if session.scalar(rows):
                found.append(f"{table.name}.{key.parent.name}")
    return found


def rows_elsewhere(session, elsewhere):
    """How many rows each table has of the other programme; its words for the search are written late."""
    counts = {}
    for table in metadata.sorted_tables:
        if "programme_id" in table.c and not table.name.startswith("search_"):
            rows = sa.select(sa.func.count()).where(table.c.programme_id == elsewhere.programme)
            counts[table.name] = session.scalar(rows)
    return counts


@pytest.mark.parametrize(("backend", "reached"), RUNS)
async def test_no_field_of_any_form_takes_what_is_of_another_programme(
    app, client_as, database, cast, elsewhere, members, stage, backend
):
    tried, unknown, wrong = set(), set(), []
    with database.reading() as session:
        before = rows_elsewhere(session, elsewhere)
    for name in members if backend == "sqlite" else OF_POSTGRESQL:
        browser, seen = await client_as(members[name]), set()
        for path in dict.fromkeys(pages(app, cast, stage)):
            page = await browser.get(path)
            for form in await shown_forms(browser, page, path):
                for prefix, one in id_fields(form).items():
                    key = f"{sent_to(form.action)} {prefix}"
                    if key not in FIELDS:
                        unknown.add(f"{key} on {path}")
                    if key in seen or key not in FIELDS or key in OFFICES_OWN:
                        continue
                    seen.add(key)
                    values = candidates(FIELDS[key], cast, elsewhere, name)
                    for value in _choose(values, is_tried=key in tried, backend=backend):
                        typed = tampered(form, prefix, one, value)
                        answer = await browser.post(form.action, data=typed)
                        tried.add(key)
                        if not _is_refused(answer, key, typed):
                            wrong.append(f"{key}={value} by {name}: {answer.status_code}")
                        if any(text in answer.text for text in NAMES) and name != "beheer":
                            wrong.append(f"{key}={value} told {name} what it is called")
    sys.stdout.write("\n  ".join([f"{stage}:", *sorted(tried)]) + "\n")
    assert wrong == []
    assert unknown == set(), "give these a row in FIELDS, or in NO_IDS"
    assert tried >= SHOWN[stage]
    with database.reading() as session:
        assert foreign_rows(session, cast, elsewhere) == []
        assert rows_elsewhere(session, elsewhere) == before


def _choose(values, *, is_tried, backend):
    """What is of the other programme; where nobody tried the field yet, also what the database could mind."""
    if is_tried:
        return values[:1]
    return values if backend == "sqlite" else [values[0], TOO_LARGE]


def _is_refused(answer, key, typed):
    """Refused beside its field with everything still in the form; or not looked at."""
    if key in IGNORED:
        return answer.status_code < 500
    if answer.status_code not in (400, 403, 404, 409):
        return False
    if answer.status_code != 400 or key in TOLD_ON_A_PAGE:
        return True
    told = re.findall(r'error-message" id="(?:\w+-)?(\w+)-error"', answer.text)
    prefix = key.rpartition(" ")[2]
    is_beside = told == [TOLD_AT.get(key, TOLD_AT.get(prefix, prefix))]
    return is_beside and (TYPED not in typed.values() or TYPED in answer.text)


async def test_a_form_that_is_refused_halfway_changes_nothing(noor, cast, database):
    """What it is was said before what it needs was refused."""
    path = f"/programmas/{SLUG}/opzet/producten/{cast['location']}"
    form = next(one for one in posted_forms_of((await noor.get(path)).text, path) if one.action == path)
    typed = form.filled() | {"title": "Een andere naam", f"input-{cast['location']}": "on"}
    answer = await noor.post(path, data=typed)
    assert answer.status_code == 400
    assert "Een andere naam" in answer.text
    assert "Een andere naam" not in (await noor.get(f"/producten/{cast['location']}")).text
