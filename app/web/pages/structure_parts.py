"""Every kind of part of a programme by its word; here also the programme itself, parties, pilot sites."""

from collections.abc import Mapping

from sqlmodel import Session

from app.actions import party, pilot_site, programme
from app.actions.audit_log import AuditContext
from app.actions.structure import row_of
from app.domain.refusal import Invalid
from app.domain.structure import PartyKind
from app.queries.party import party_places, pilot_site_places
from app.tables.tracked import PROGRAMME
from app.templating import translator
from app.templating.vocabulary import word
from app.web.forms import Typed, number
from app.web.pages.structure_deliverable import DELIVERABLES
from app.web.pages.structure_line import LINE
from app.web.pages.structure_part import Opened, Part
from app.web.pages.structure_project import PROJECTS
from app.web.responses import LANGUAGE

_WORDS = translator(LANGUAGE)


def _open_programme(session: Session, programme_id: int, id: int) -> Opened | None:
    if id != programme_id:
        return None
    row = row_of(session, PROGRAMME, id)
    days = {name: f"{row[name]:%d-%m-%Y}" if row[name] else "" for name in ("starts_on", "ends_on")}
    values = {"title": row["title"], "purpose": row["purpose"], **days, "version": str(row["version"])}
    return Opened(row["title"], values)


def _revise_programme(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    programme.revise(
        session,
        act,
        id,
        typed.saying,
        title=typed["title"],
        purpose=typed["purpose"],
        starts_on=typed.day("starts_on"),
        ends_on=typed.day("ends_on"),
        is_correction=typed.is_correction,
    )


def _open_party(session: Session, programme_id: int, id: int) -> Opened | None:
    found = next((one for one in party_places(session, programme_id) if one.id == id), None)
    if found is None:
        return None
    values = {"wording": found.wording or "", "kind": found.kind.value, "place": str(found.position or "")}
    shared = {"shared_name": found.name, "abbreviation": found.abbreviation}
    return Opened(found.words, values | {"version": str(found.version)}, more=shared)


def _revise_party(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    kind, place = typed.word("kind", PartyKind), typed.place() or 0
    party.set_wording(session, act, programme_id, id, number(typed["version"]), typed["wording"])
    party.stand(session, act, programme_id, id, kind, position=place)


def _add_party(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    kind, there = typed.word("kind", PartyKind), party_places(session, programme_id)
    name = typed["name"].strip()
    if not name:
        raise Invalid.because("name", "Give it a name.")
    made = party.know(session, act, name=name, abbreviation=typed["abbreviation"].strip() or None)
    if any(one.id == made for one in there):
        raise Invalid.because("name", "There is one of this name already.")
    last = max((one.position for one in there), default=0)
    party.involve(session, act, programme_id, made, kind, position=last + 1)
    return made


def _open_site(session: Session, programme_id: int, id: int) -> Opened | None:
    found = next((one for one in pilot_site_places(session, programme_id) if one.id == id), None)
    if found is None:
        return None
    gone = f"{found.withdrawn_on:%d-%m-%Y}" if found.withdrawn_on else ""
    return Opened(found.name, {"name": found.name, "withdrawn_on": gone, "version": str(found.version)})


def _revise_site(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    pilot_site.revise(
        session,
        act,
        id,
        number(typed["version"]),
        name=typed["name"],
        place=typed.place(),
        withdrawn_on=typed.day("withdrawn_on"),
    )


def _add_site(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    name = pilot_site.free_name(session, typed["name"], programme_id)
    return party.add_pilot_site(session, act, programme_id, name=name)


PARTS: Mapping[str, Part] = {
    part.word: part
    for part in (
        Part(
            word="programma",
            thing="programme",
            fields="structure/_programme.html",
            open=_open_programme,
            choices=lambda *_: {},
            revise=_revise_programme,
        ),
        LINE,
        PROJECTS,
        DELIVERABLES,
        Part(
            word="partijen",
            thing="party",
            fields="structure/_party.html",
            open=_open_party,
            choices=lambda *_: {"kind": [(kind.value, word(_WORDS, kind)) for kind in PartyKind]},
            revise=_revise_party,
            add=_add_party,
            is_said=False,
        ),
        Part(
            word="proeftuinen",
            thing="pilot_site",
            fields="structure/_pilot_site.html",
            open=_open_site,
            choices=lambda *_: {},
            revise=_revise_site,
            add=_add_site,
            is_said=False,
        ),
    )
}
