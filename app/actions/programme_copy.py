"""Beginning a programme with the structure of another, and with nothing that was said of it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.actions import action_line, party, project
from app.actions.audit_log import AuditContext
from app.domain.structure import PartyKind
from app.queries.party import party_places
from app.queries.programme import action_lines, projects


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """What of the parties comes along; action lines and projects always do."""

    with_parties: bool = True
    with_sponsors: bool = True

    def takes(self, kind: PartyKind) -> bool:
        """Whether a party that stands so to the programme comes along."""
        return self.with_sponsors if kind is PartyKind.SPONSOR else self.with_parties


def copy_structure(
    session: Session, act: AuditContext, source_id: int, programme_id: int, choice: CopyChoice
) -> None:
    """Give a new programme the action lines, projects and parties that still run in another, in their order.

    Nothing that was promised or said comes along, and no leads: they get their roles in each programme anew.
    """
    lines = {}
    for line in action_lines(session, source_id, date.max):
        if not line.withdrawn and line.merged_into_id is None:
            lines[line.id] = action_line.add(
                session,
                act,
                programme_id,
                code=line.code,
                title=line.title,
                kind=line.kind,
                position=line.position,
            )
    for each in projects(session, source_id, date.max):
        if each.action_line_id in lines and not each.withdrawn and each.merged_into_id is None:
            line_id = lines[each.action_line_id]
            project.add(session, act, line_id, title=each.title, position=each.position)
    for place in party_places(session, source_id):
        if choice.takes(place.kind):
            party.involve(session, act, programme_id, place.id, place.kind, position=place.position)
            if place.wording:
                party.set_wording(session, act, programme_id, place.id, 1, place.wording)
