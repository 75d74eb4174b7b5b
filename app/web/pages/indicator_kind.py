"""Indicators as they are defined in a form: what is counted, in what, which way, and of which two."""

from datetime import date

from sqlmodel import Session

from app.actions import indicator
from app.actions.audit_log import AuditContext
from app.actions.indicator import NewIndicator
from app.actions.structure import last_place, row_or_none
from app.domain.structure import Direction
from app.queries.indicator import indicators
from app.queries.structure import lines_now
from app.tables.tracked import INDICATOR
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.programme import ProgrammeDoor
from app.web.forms import Choices, Typed, with_nothing
from app.web.pages.steering_kind import Kind, StoredEntity
from app.web.responses import LANGUAGE

_WORDS = translator(LANGUAGE)
_ALWAYS = date.max


def _open(door: ProgrammeDoor, id: int) -> StoredEntity | None:
    row = row_or_none(door.session, INDICATOR, id)
    if row is None or row["programme_id"] != door.programme.id:
        return None
    names = ("name", "definition", "unit", "caveat", "numerator_id", "denominator_id", "action_line_id")
    values = {name: str(row[name] or "") for name in names}
    values |= {
        "direction": row["direction"].value,
        "target": f"{row['target'].normalize():f}".replace(".", ",") if row["target"] is not None else "",
        "withdrawn": "on" if row["withdrawn"] else "",
        "version": str(row["version"]),
    }
    return StoredEntity(row["name"], values)


def _choices(session: Session, programme_id: int) -> Choices:
    asked = indicators(session, [programme_id], _ALWAYS)
    counted = with_nothing([(one.id, one.name) for one in asked if one.numerator_id is None])
    return {
        "direction": [(direction.value, word(_WORDS, direction)) for direction in Direction],
        "action_line_id": with_nothing(lines_now(session, programme_id)),
        "numerator_id": counted,
        "denominator_id": counted,
    }


def _new(typed: Typed, position: int) -> NewIndicator:
    return NewIndicator(
        name=typed["name"].strip(),
        unit=typed["unit"].strip(),
        position=position,
        definition=typed["definition"].strip(),
        direction=typed.word("direction", Direction),
        target=typed.amount("target"),
        action_line_id=typed.id("action_line_id"),
        numerator_id=typed.id("numerator_id"),
        denominator_id=typed.id("denominator_id"),
        caveat=typed["caveat"].strip(),
        withdrawn=bool(typed["withdrawn"]),
    )


def _add(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    place = last_place(session, INDICATOR, {"programme_id": programme_id})
    return indicator.define(session, act, programme_id, _new(typed, place))


def _change(session: Session, act: AuditContext, programme_id: int, id: int, typed: Typed) -> None:
    row = row_or_none(session, INDICATOR, id)
    assert row is not None
    new = _new(typed, row["position"])
    indicator.change(session, act, id, new, typed.saying)


KIND = Kind(
    word="indicatoren",
    thing="indicator",
    fields="indicator/_fields.html",
    open=_open,
    choices=_choices,
    add=_add,
    change=_change,
    begins={"direction": Direction.NONE.value},
)
