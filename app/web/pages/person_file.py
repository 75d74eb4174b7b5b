"""Who has which right, as a file for the yearly review."""

from fastapi import APIRouter
from fastapi.responses import Response

from app.domain.role import MAY, MEANS, Role
from app.queries.role_grant import Holder, holders
from app.templating import translator
from app.templating.vocabulary import say, word
from app.web.deps.people import ManagedPeople
from app.web.views.spreadsheet import write_line

router = APIRouter(include_in_schema=False)


@router.get("/mensen/bestand.csv", name="person.file")
def show(access: ManagedPeople) -> Response:
    """Return CSV with a row for each role of each person, and one for people without any. Two queries."""
    lines = [write_line(translator().gettext(name) for name in _COLUMNS)]
    lines += [
        write_line(row) for person in holders(access.session, access.managed) for row in _list_rows(person)
    ]
    name = f"mensen-{access.app_state.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # Without a byte order mark a spreadsheet misreads an é.
    return Response("".join(lines).encode("utf-8-sig"), headers=headers, media_type="text/csv")


_COLUMNS = ("Name", "E-mail address", "Role", "Programme", "On behalf of", "May")


def _list_rows(person: Holder) -> list[tuple[str, ...]]:
    person_cells = (person.name, person.email)
    if not person.grants:
        return [(*person_cells, "", "", "", "")]
    return [
        (
            *person_cells,
            word(translator(), grant.role),
            grant.programme or "",
            grant.party or "",
            _describe_abilities(grant.role),
        )
        for grant in person.grants
    ]


def _describe_abilities(role: Role) -> str:
    return " ".join(say(translator(), meaning) for ability, meaning in MEANS.items() if ability in MAY[role])
