"""Every kind of part of a programme by its word in the address, with its form and its actions."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from app.actions import action_line, party, pilot_site, programme, project
from app.actions.audit_log import AuditContext
from app.actions.structure import get_row
from app.domain.structure import ActionLineKind, PartyKind
from app.queries.lead import possible_leads
from app.queries.party import party_places, pilot_site_places
from app.queries.structure import lines_now, projects_now
from app.tables.tracked import ACTION_LINE, PROGRAMME, PROJECT
from app.templating import translator
from app.templating.vocabulary import word
from app.web.forms import Choice, Choices, Typed, prepend_empty_choice, read_number
from app.web.pages.structure_deliverable import DELIVERABLES
from app.web.pages.structure_part import (
    PartKind,
    PartValues,
    merge_into,
    open_own,
    say_of,
    take_back,
    withdraw_with_choice,
)


def _open_line(session: Session, programme_id: int, line_id: int) -> PartValues | None:
    row = open_own(session, ACTION_LINE, programme_id, line_id)
    if row is None:
        return None
    values = {"code": row["code"], "title": row["title"], "kind": row["kind"].value}
    return PartValues(
        row["title"], values | {"version": str(row["version"])}, row["withdrawn"], row["merged_into_id"]
    )


def _list_line_choices(session: Session, programme_id: int, line_id: int | None) -> Choices:
    return {
        "kind": [(kind.value, word(translator(), kind)) for kind in ActionLineKind],
        "target": _offer_others(lines_now(session, programme_id), line_id),
    }


def _offer_others(choices: Sequence[tuple[int, str]], part_id: int | None) -> Sequence[Choice]:
    """Return into which others a part can be merged."""
    return prepend_empty_choice([choice for choice in choices if choice[0] != part_id])


def _revise_line(session: Session, act: AuditContext, programme_id: int, line_id: int, typed: Typed) -> None:
    action_line.revise(
        session,
        act,
        line_id,
        typed.statement,
        code=typed["code"],
        title=typed["title"],
        kind=typed.word("kind", ActionLineKind),
        place=typed.place(),
        is_correction=typed.is_correction,
    )


def _add_line(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return action_line.make(
        session,
        act,
        programme_id,
        code=typed["code"],
        title=typed["title"],
        kind=typed.word("kind", ActionLineKind),
        said_on=typed.day("said_on"),
    )


LINE = PartKind(
    word="actielijnen",
    noun="action_line",
    fields="structure/_action_line.html",
    open=_open_line,
    choices=_list_line_choices,
    revise=_revise_line,
    add=_add_line,
    keeps={"vorm": "kind"},
    merge=merge_into(action_line.merge),
    withdraw=withdraw_with_choice(action_line.withdraw),
    resume=say_of(action_line.resume),
    retract=take_back(ACTION_LINE),
)


def _open_project(session: Session, programme_id: int, project_id: int) -> PartValues | None:
    row = open_own(session, PROJECT, programme_id, project_id)
    if row is None:
        return None
    values = {
        "title": row["title"],
        "narrative": row["narrative"],
        "lead": str(row["lead_id"] or ""),
        "action_line": str(row["action_line_id"]),
        "version": str(row["version"]),
    }
    return PartValues(row["title"], values, row["withdrawn"], row["merged_into_id"])


def _list_project_choices(session: Session, programme_id: int, project_id: int | None) -> Choices:
    return {
        "action_line": prepend_empty_choice(lines_now(session, programme_id)),
        "lead": prepend_empty_choice(possible_leads(session, [programme_id])),
        "target": _offer_others(projects_now(session, programme_id), project_id),
    }


def _revise_project(
    session: Session, act: AuditContext, programme_id: int, project_id: int, typed: Typed
) -> None:
    project.revise(
        session,
        act,
        project_id,
        typed.statement,
        title=typed["title"],
        narrative=typed["narrative"],
        lead_id=typed.id("lead"),
        action_line_id=typed.id("action_line") or 0,
        place=typed.place(),
        is_correction=typed.is_correction,
    )


def _add_project(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return project.make(
        session,
        act,
        programme_id,
        typed.id("action_line"),
        title=typed["title"],
        narrative=typed["narrative"],
        lead_id=typed.id("lead"),
        said_on=typed.day("said_on"),
    )


PROJECTS = PartKind(
    word="projecten",
    noun="project",
    fields="structure/_project.html",
    open=_open_project,
    choices=_list_project_choices,
    revise=_revise_project,
    add=_add_project,
    keeps={"onder": "action_line", "trekker": "lead"},
    merge=merge_into(project.merge),
    withdraw=withdraw_with_choice(project.withdraw),
    resume=say_of(project.resume),
    retract=take_back(PROJECT),
)


def _open_programme(session: Session, programme_id: int, id: int) -> PartValues | None:
    if id != programme_id:
        return None
    row = get_row(session, PROGRAMME, id)
    days = {name: f"{row[name]:%d-%m-%Y}" if row[name] else "" for name in ("starts_on", "ends_on")}
    values = {"title": row["title"], "purpose": row["purpose"], **days, "version": str(row["version"])}
    return PartValues(row["title"], values)


def _revise_programme(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    programme.revise(
        session,
        act,
        id,
        typed.statement,
        title=typed["title"],
        purpose=typed["purpose"],
        starts_on=typed.day("starts_on"),
        ends_on=typed.day("ends_on"),
        is_correction=typed.is_correction,
    )


def _open_party(session: Session, programme_id: int, id: int) -> PartValues | None:
    party_place = next(
        (candidate for candidate in party_places(session, programme_id) if candidate.id == id), None
    )
    if party_place is None:
        return None
    values = {
        "wording": party_place.wording or "",
        "kind": party_place.kind.value,
        "place": str(party_place.position or ""),
    }
    shared = {"shared_name": party_place.name, "abbreviation": party_place.abbreviation}
    return PartValues(party_place.words, values | {"version": str(party_place.version)}, beside=shared)


def _revise_party(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    kind, place = typed.word("kind", PartyKind), typed.place() or 0
    party.set_wording(session, act, programme_id, id, read_number(typed["version"]), typed["wording"])
    party.revise_involvement(session, act, programme_id, id, kind, position=place)


def _add_party(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return party.introduce(
        session,
        act,
        programme_id,
        typed.word("kind", PartyKind),
        name=typed["name"],
        abbreviation=typed["abbreviation"].strip() or None,
    )


def _open_site(session: Session, programme_id: int, id: int) -> PartValues | None:
    site = next(
        (candidate for candidate in pilot_site_places(session, programme_id) if candidate.id == id), None
    )
    if site is None:
        return None
    withdrawn_on = f"{site.withdrawn_on:%d-%m-%Y}" if site.withdrawn_on else ""
    return PartValues(
        site.name, {"name": site.name, "withdrawn_on": withdrawn_on, "version": str(site.version)}
    )


def _revise_site(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    pilot_site.revise(
        session,
        act,
        id,
        read_number(typed["version"]),
        name=typed["name"],
        place=typed.place(),
        withdrawn_on=typed.day("withdrawn_on"),
    )


def _add_site(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    name = pilot_site.check_name(session, typed["name"], programme_id)
    return pilot_site.add(session, act, programme_id, name=name)


PARTS: Mapping[str, PartKind] = {
    part.word: part
    for part in (
        PartKind(
            word="programma",
            noun="programme",
            fields="structure/_programme.html",
            open=_open_programme,
            choices=lambda *_: {},
            revise=_revise_programme,
        ),
        LINE,
        PROJECTS,
        DELIVERABLES,
        PartKind(
            word="partijen",
            noun="party",
            fields="structure/_party.html",
            open=_open_party,
            choices=lambda *_: {"kind": [(kind.value, word(translator(), kind)) for kind in PartyKind]},
            revise=_revise_party,
            add=_add_party,
            keeps={"vorm": "kind"},
            is_said=False,
        ),
        PartKind(
            word="proeftuinen",
            noun="pilot_site",
            fields="structure/_pilot_site.html",
            open=_open_site,
            choices=lambda *_: {},
            revise=_revise_site,
            add=_add_site,
            is_said=False,
        ),
    )
}
