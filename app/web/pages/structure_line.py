"""Action lines, as parts of a programme that can be changed."""

from sqlmodel import Session

from app.actions import action_line, programme
from app.actions.audit_log import AuditContext
from app.actions.structure import last_place, row_or_none, titled
from app.domain.structure import ActionLineKind
from app.queries.structure import lines_now
from app.tables.tracked import ACTION_LINE
from app.templating import translator
from app.templating.vocabulary import word
from app.web.forms import Choices, Typed, with_nothing
from app.web.pages.structure_part import Opened, Part
from app.web.responses import LANGUAGE

_WORDS = translator(LANGUAGE)


def _open(session: Session, programme_id: int, line_id: int) -> Opened | None:
    row = row_or_none(session, ACTION_LINE, line_id)
    if row is None or row["programme_id"] != programme_id:
        return None
    values = {"code": row["code"], "title": row["title"], "kind": row["kind"].value}
    return Opened(
        row["title"], values | {"version": str(row["version"])}, row["withdrawn"], row["merged_into_id"]
    )


def _choices(session: Session, programme_id: int, line_id: int | None) -> Choices:
    return {
        "kind": [(kind.value, word(_WORDS, kind)) for kind in ActionLineKind],
        "target": with_nothing([one for one in lines_now(session, programme_id) if one[0] != line_id]),
    }


def _revise(session: Session, act: AuditContext, programme_id: int, line_id: int, typed: Typed) -> None:
    action_line.revise(
        session,
        act,
        line_id,
        typed.saying,
        code=typed["code"],
        title=typed["title"],
        kind=typed.word("kind", ActionLineKind),
        place=typed.place(),
        is_correction=typed.is_correction,
    )


def _add(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    return programme.add_action_line(
        session,
        act,
        programme_id,
        code=action_line.free_code(session, typed["code"], programme_id),
        title=titled(ACTION_LINE, typed["title"]),
        kind=typed.word("kind", ActionLineKind),
        position=last_place(session, ACTION_LINE, {"programme_id": programme_id}),
    )


LINE = Part(
    word="actielijnen",
    thing="action_line",
    fields="structure/_action_line.html",
    open=_open,
    choices=_choices,
    revise=_revise,
    add=_add,
    merge=lambda session, act, _, line, typed: action_line.merge(
        session, act, line, typed.id("target"), typed.saying
    ),
    withdraw=lambda session, act, _, line, typed: action_line.withdraw(
        session, act, line, typed.saying, with_all=bool(typed["with_all"])
    ),
    resume=lambda session, act, _, line, typed: action_line.resume(session, act, line, typed.saying),
)
