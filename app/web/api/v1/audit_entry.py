"""The audit trail: who did what, for who may see that; the last entry first."""

from app.domain.refusal import Forbidden, Invalid, NotFound
from app.queries.audit_trail import KINDS, TrailFilter, TrailRow, trail_of
from app.tables.columns import LARGEST_ID
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AFTER, AT_ONCE, ID, LIMIT, PROGRAMME, choice, number
from app.web.api.v1.shapes import AuditEntry

NOUN = Noun("audit_entry", "Audit entries")
OBJECT_TYPE = choice("objectType", list(KINDS), "Only of things of this kind.")
OBJECT = number("object", LARGEST_ID, "Only of the thing with this number; give its kind too.")
PERSON = number("person", LARGEST_ID, "Only of what was done by the person with this number.")
LISTED = (PROGRAMME, OBJECT_TYPE, OBJECT, PERSON, LIMIT, AFTER)


@NOUN.get("/audit-entries", LISTED, collection(AuditEntry), kept=False)
def index(door: Door, asked: Asked) -> Made:
    """List the audit entries of the programmes of which you may see who did what."""
    given = asked.values
    narrowed = TrailFilter(given.get("objectType"), given.get("object"), given.get("person"), _cursor(asked))
    limit = given.get("limit", AT_ONCE)
    rows = trail_of(door.session, _auditable(door, asked), narrowed, limit + 1)
    after = str(rows[limit - 1].id) if len(rows) > limit else None
    return many((_shape(door, row) for row in rows[:limit]), after)


@NOUN.get("/audit-entries/{id}", (ID,), AuditEntry, kept=False)
def show(door: Door, asked: Asked) -> Made:
    """Get an audit entry."""
    readable = [programme.id for programme in asked.programmes]
    rows = trail_of(door.session, readable, TrailFilter(before=asked.id + 1), 1)
    if not rows or rows[0].id != asked.id:
        raise NotFound("There is nothing here, or not for you.")
    if rows[0].programme_id not in _auditable(door, asked):
        raise Forbidden("You may not do this.")
    return one(_shape(door, rows[0]))


def _auditable(door: Door, asked: Asked) -> list[int]:
    """The programmes asked for of which the viewer may see the trail."""
    rights = door.viewer.rights
    return [programme.id for programme in asked.programmes if rights.may_audit(programme.id)]


def _cursor(asked: Asked) -> int | None:
    after: str | None = asked.values.get("after")
    if after is None:
        return None
    if not after.isdecimal() or int(after) > LARGEST_ID:
        raise Invalid.because("after", "What this page comes after is not in the list any more. Begin again.")
    return int(after)


def _shape(door: Door, row: TrailRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        programme=door.programme_of(row.programme_id).slug,
        number=row.seq,
        action=row.action,
        object_type=row.object_type,
        object=row.object_id,
        result=row.result,
        origin=row.origin,
        actor=row.actor_id,
        at=row.at,
        was=dict(row.was),
        becomes=dict(row.becomes),
        forgotten=row.is_forgotten,
        hash=row.hash,
    )
