"""Deliverables as parts of a programme, with the inputs that they need."""

from sqlmodel import Session

from app.actions import deliverable, deliverable_closing, promise
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.promise import NewPromise
from app.domain.deliverable import TEXTS
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.structure import DeliverableKind, Frequency
from app.queries.lead import possible_leads
from app.queries.need import needs_of
from app.queries.party import parties_involved, party_places
from app.queries.structure import projects_now
from app.tables.tracked import DELIVERABLE
from app.templating import translator
from app.templating.vocabulary import word
from app.web.forms import Choices, Typed, prepend_empty_choice, read_member
from app.web.pages.structure_part import PartKind, PartValues, open_own, say_of, take_back
from app.web.views.deliverable_document import read_documents
from app.web.views.related import INPUTS, TARGET


def _open_deliverable(session: Session, programme_id: int, deliverable_id: int) -> PartValues | None:
    row = open_own(session, DELIVERABLE, programme_id, deliverable_id)
    if row is None:
        return None
    needed = needs_of(session, programme_id).get(deliverable_id, ())
    values = {
        **{name: row[name] for name in TEXTS},
        **{name: str(row[f"{name}_id"] or "") for name in ("project", "lead", "executing_party")},
        "kind": row["kind"].value,
        "frequency_count": str(row["frequency_count"] or ""),
        "frequency_per": row["frequency_per"].value if row["frequency_per"] else "",
        "version": str(row["version"]),
        **{f"party-{id}": "on" for id in parties_involved(session, [deliverable_id]).get(deliverable_id, ())},
        **{f"input-{id}": "on" for id in needed},
    }
    return PartValues(row["title"], values, False, row["merged_into_id"])


def _list_choices(session: Session, programme_id: int, deliverable_id: int | None) -> Choices:
    parties = [(party.id, party.words) for party in party_places(session, programme_id)]
    return {
        "kind": [(kind.value, word(translator(), kind)) for kind in DeliverableKind],
        "frequency_per": [("", "–"), *((per.value, word(translator(), per)) for per in Frequency)],
        "firmness": [
            ("", translator().gettext("choose")),
            *((firmness.value, word(translator(), firmness)) for firmness in Firmness),
        ],
        "project": prepend_empty_choice(projects_now(session, programme_id)),
        "lead": prepend_empty_choice(possible_leads(session, [programme_id])),
        "executing_party": prepend_empty_choice(parties),
        "parties": [(str(key), name) for key, name in parties],
    }


def _read_revision(typed: Typed) -> DeliverableRevision:
    count = typed["frequency_count"].strip()
    return DeliverableRevision(
        **{name: typed[name] for name in TEXTS},
        kind=typed.word("kind", DeliverableKind),
        project_id=typed.id("project") or 0,
        lead_id=typed.id("lead"),
        executing_party_id=typed.id("executing_party"),
        frequency_count=(int(count) if count.isdecimal() and len(count) < 4 else 0) if count else None,
        frequency_per=read_member(Frequency, typed["frequency_per"], "frequency_per"),
        parties=typed.ticked_ids("party"),
        place=typed.place(),
    )


def _revise_deliverable(
    session: Session, act: AuditContext, programme_id: int, deliverable_id: int, typed: Typed
) -> None:
    statement = typed.statement
    inputs = INPUTS.read_chosen(typed)
    deliverable.revise(
        session, act, deliverable_id, statement, _read_revision(typed), is_correction=typed.is_correction
    )
    if set(inputs) != set(needs_of(session, programme_id).get(deliverable_id, ())):
        deliverable.need(session, act, deliverable_id, inputs, statement.without_version)


def _add_deliverable(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    errors: dict[str, Message] = {}
    documents = read_documents(typed, errors)
    if errors:
        raise Invalid(errors)
    new = NewPromise(
        _read_revision(typed),
        said_on=typed.day("said_on") or act.on,
        phrase=typed["phrase"],
        own=typed.own_bounds(),
        firmness=read_member(Firmness, typed["firmness"], "firmness"),
        documents=documents,
        inputs=INPUTS.read_chosen(typed),
    )
    return promise.make(session, act, programme_id, new, today=act.on)


def _merge_deliverable(
    session: Session, act: AuditContext, programme_id: int, deliverable_id: int, typed: Typed
) -> None:
    if not typed["target"]:
        raise Invalid.because("target", "Say into which one.")
    deliverable_closing.merge(session, act, deliverable_id, typed.id("target"), typed.statement)


DELIVERABLES = PartKind(
    word="producten",
    noun="deliverable",
    fields="structure/_deliverable.html",
    open=_open_deliverable,
    choices=_list_choices,
    revise=_revise_deliverable,
    add=_add_deliverable,
    related=(INPUTS, TARGET),
    keeps={
        "onder": "project",
        "vorm": "kind",
        "trekker": "lead",
        "gezegd": "said_on",
        "bron": "source_document",
    },
    merge=_merge_deliverable,
    resume=say_of(deliverable_closing.unmerge),
    split=lambda session, act, _, id, typed: deliverable.split(
        session, act, id, typed["titles"].splitlines(), typed.statement
    ),
    retract=take_back(DELIVERABLE),
)
