"""What was typed in the forms of a review, as it was typed, and what is read from it."""

from dataclasses import dataclass

from fastapi import Request

from app.actions.section_in_review import Place
from app.actions.sign_off import Elsewhere, Signing
from app.domain.refusal import Invalid
from app.domain.round import Verdict
from app.web.deps.session import day_from
from app.web.forms import number, one_of, read_fields


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """What a sponsor says of a section, or the office on their behalf; `hash` is that of what was read."""

    hash: str = ""
    party_id: str = ""
    verdict: str = ""
    text: str = ""
    document: str = ""
    given_on: str = ""


@dataclass(frozen=True, slots=True)
class TypedRemark:
    """A remark, perhaps in answer to another."""

    hash: str = ""
    answers: str = ""
    remark: str = ""


async def typed_signature(request: Request) -> TypedSignature:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedSignature(**{name: sent[name] for name in TypedSignature.__slots__ if name in sent})


async def typed_remark(request: Request) -> TypedRemark:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedRemark(**{name: sent[name] for name in TypedRemark.__slots__ if name in sent})


def signing_from(typed: TypedSignature, period_id: int, key: str) -> Signing:
    """What is said. Refuses a verdict that is none or was not chosen."""
    verdict = one_of(Verdict, typed.verdict, "verdict")
    if verdict is None:
        raise Invalid.because("verdict", "Choose what you say of this section.")
    return Signing(Place(period_id, key, typed.hash), number(typed.party_id), verdict, typed.text)


def elsewhere_from(typed: TypedSignature) -> Elsewhere:
    """Where it was given. Refuses a day that is none."""
    return Elsewhere(typed.document, day_from(typed.given_on, "given_on"))
