"""The forms about people: which roles can be given, and what was typed."""

from dataclasses import dataclass

from app.domain.refusal import Invalid, Message
from app.domain.role import Role
from app.domain.structure import PartyKind
from app.queries.party import PartyRow, parties
from app.queries.programme import ProgrammeRow, programmes
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.people import PeopleDoor
from app.web.forms import TypedDep
from app.web.responses import LANGUAGE


@dataclass(frozen=True, slots=True)
class Choice:
    """One role that can be given, in words as it stands in the list."""

    role: Role
    programme_id: int | None
    party_id: int | None
    text: str

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{self.role}.{self.programme_id or ''}.{self.party_id or ''}"


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """What was typed of somebody to add, as it was typed."""

    email: str = ""
    name: str = ""
    role: str = ""


async def typed_person(typed: TypedDep) -> TypedPerson:
    """The form that was sent."""
    return TypedPerson(typed["email"], typed["name"], typed["role"])


def choices(door: PeopleDoor) -> list[Choice]:
    """Every role that the viewer may give, by programme. Two queries."""
    where = programmes(door.session, door.managed)
    sponsors = parties(door.session, [programme.id for programme in where])
    found = [choice for programme in where for choice in _of_programme(programme, sponsors)]
    words = translator(LANGUAGE)
    found.append(Choice(Role.ADMIN, None, None, words.gettext("administrator of this installation")))
    return [one for one in found if door.viewer.rights.may_give(one.role, one.programme_id)]


def chosen(offered: list[Choice], value: str) -> Choice:
    """The choice with this value; refuses, beside the field, what is not offered to this viewer."""
    found = next((one for one in offered if one.value == value), None)
    if found is None:
        raise Invalid({"role": Message("Choose one of the given values.") if value else _NOTHING_CHOSEN})
    return found


_NOTHING_CHOSEN = Message("Choose a role.")


def _of_programme(programme: ProgrammeRow, sponsors: list[PartyRow]) -> list[Choice]:
    """An administrator is one of the whole installation; a sponsor speaks for a party of the programme."""
    words = translator(LANGUAGE)
    plain = [
        Choice(role, programme.id, None, f"{programme.title}: {word(words, role)}")
        for role in (Role.LEAD, Role.OFFICE, Role.READER)
    ]
    said = words.gettext("%(programme)s: sponsor on behalf of %(party)s")
    return plain + [
        Choice(
            Role.SPONSOR,
            programme.id,
            party.id,
            said % {"programme": programme.title, "party": party.short_in(programme.id)},
        )
        for party in sponsors
        if (programme.id, PartyKind.SPONSOR) in party.roles
    ]
