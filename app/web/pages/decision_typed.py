"""What was typed in the forms of a decision, as it was typed, and what is read from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import Request

from app.actions.decision import Asked, Wanted
from app.actions.decision_taking import Taking
from app.domain.refusal import Invalid, Message
from app.queries.decision import DecisionState
from app.web.deps.session import day_from
from app.web.forms import number, read_fields

NEW_AT_ONCE = 3
"""So many empty rows wait for options to add; after saving there are as many again."""
MOST = 60
"""More options than this are no choice any more."""


@dataclass(frozen=True, slots=True)
class TypedOption:
    """One row: an option that is there by its number, or a new one."""

    number: str = ""
    title: str = ""
    description: str = ""
    withdrawn: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether it is an empty row for a new option."""
        return not self.number and not self.title.strip() and not self.description.strip()


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """What is asked."""

    question: str = ""
    options: tuple[TypedOption, ...] = ()
    decided_by: tuple[str, ...] = ()
    adopts_id: str = ""
    reason: str = ""
    version: str = ""

    def placed(self, errors: Mapping[str, Message]) -> dict[str, Message]:
        """Messages about options beside the rows as they stand in the form, empty ones counted."""
        rows = [n for n, option in enumerate(self.options, start=1) if not option.is_left_out]
        kinds = ("option", "description")
        names = {f"{kind}-{at}": f"{kind}-{n}" for kind in kinds for at, n in enumerate(rows, start=1)}
        return {names.get(name, name): message for name, message in errors.items()}

    def renewed(self, found: DecisionState) -> "TypedDecision":
        """The same, over what is asked now."""
        return replace(self, version=str(found.version))


@dataclass(frozen=True, slots=True)
class TypedTaking:
    """What was decided; `corrects` is what was recorded before, where that is put right."""

    option: str = ""
    outcome: str = ""
    taken_on: str = ""
    reason: str = ""
    why: str = ""
    version: str = ""
    corrects: str = ""

    def renewed(self, found: DecisionState) -> "TypedTaking":
        """The same, over how it stands now."""
        corrects = str(found.taking.id) if found.is_taken and found.taking else ""
        return replace(self, version=str(found.state.version), corrects=corrects)


def beginning(found: DecisionState) -> TypedDecision:
    """The form as it opens: what is asked now, and empty rows for more."""
    rows = (
        TypedOption(str(o.number), o.title, o.description, "on" if o.is_withdrawn else "")
        for o in found.options
    )
    return TypedDecision(
        question=found.question,
        options=(*rows, *([TypedOption()] * NEW_AT_ONCE)),
        decided_by=tuple(str(party.id) for party in found.deciders),
        adopts_id=str(found.adopts_id or ""),
        version=str(found.version),
    )


def taking_beginning(found: DecisionState) -> TypedTaking:
    """The form as it opens: empty, or what was recorded where it was taken before."""
    taking = found.taking
    if not found.is_taken or taking is None:
        return TypedTaking(version=str(found.state.version))
    return TypedTaking(
        option=str(taking.option_number or ""),
        outcome=taking.outcome,
        taken_on=f"{taking.taken_on:%d-%m-%Y}",
        reason=taking.reason,
        version=str(found.state.version),
        corrects=str(taking.id),
    )


async def typed_decision(request: Request) -> TypedDecision:
    """The form that was sent; a field that is not there counts as empty, each party has one of its own."""
    sent = await read_fields(request)
    rows = sorted({int(n[1]) for name in sent if (n := re.fullmatch(r"option-([0-9]{1,3})", name))})
    parts = {"number": "number", "title": "option", "description": "description", "withdrawn": "withdrawn"}
    return TypedDecision(
        options=tuple(
            TypedOption(**{part: sent.get(f"{field}-{row}", "") for part, field in parts.items()})
            for row in rows[:MOST]
        ),
        decided_by=tuple(name.removeprefix("party-") for name in sent if name.startswith("party-")),
        **{name: sent.get(name, "") for name in ("question", "adopts_id", "reason", "version")},
    )


async def typed_taking(request: Request) -> TypedTaking:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedTaking(**{name: sent[name] for name in TypedTaking.__slots__ if name in sent})


def asked_from(typed: TypedDecision) -> Asked:
    """What is asked. Numbers of ours that cannot be read are numbers of nothing."""
    return Asked(
        question=typed.question,
        version=number(typed.version),
        options=[
            Wanted(o.title, number(o.number) if o.number else None, o.description, bool(o.withdrawn))
            for o in typed.options
            if not o.is_left_out
        ],
        decided_by=[number(party) for party in typed.decided_by],
        adopts_id=number(typed.adopts_id) if typed.adopts_id else None,
        reason=typed.reason,
    )


def taking_from(typed: TypedTaking) -> Taking:
    """What was decided. Refuses a day that is none or is missing."""
    taken_on = day_from(typed.taken_on, "taken_on")
    if taken_on is None:
        raise Invalid.because("taken_on", "Say on which day it was taken.")
    return Taking(
        taken_on=taken_on,
        version=number(typed.version),
        outcome=typed.outcome,
        option_number=number(typed.option) if typed.option else None,
        reason=typed.reason,
    )
