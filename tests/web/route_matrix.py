"""What each route asks of whoever knocks: a row a route, by its name. A new route has none yet: give it one.

The rules themselves stand in `app/domain/role.py`; here stands only at which door which of them is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.role import MAY, Ability, Role
from tests.cast import SLUG, Cast

Places = Callable[[Cast], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Asks:
    """A door: what it asks, and what it leads to. `path` fills the places in its address."""

    ability: Ability | None = None
    """None: to be signed in is enough. Whoever may not read anything finds nothing of theirs there."""
    own: Ability | None = None
    """What is enough for Bram, who leads what the path names."""
    or_ability: Ability | None = None
    """What is enough as well, for whom the door leads elsewhere."""
    is_open: bool = False
    """For everybody, without account."""
    by_token: bool = False
    """Whoever comes without a token is not known, whatever cookie they have."""
    of_newcomer: bool = False
    """The path names a person and their role; each who knocks finds another one: it is taken once."""
    of_entry: bool = False
    """The path names an entry of the trail of the programme."""
    of_table: bool = False
    """The path names a table that was entered."""
    of_reading: bool = False
    """The path names a report that was read, and one of its proposals."""
    nowhere: bool = False
    """What the path names is nobody's: not to be found by whoever may knock."""
    path: Places = lambda _: {}
    body: Places | None = None
    """What a program sends where the body names the programme: that of a stranger names nothing (400)."""


OPEN = Asks(is_open=True)
SIGNED_IN = Asks()
NOBODYS = Asks(nowhere=True, path=lambda _: {"id": 2**31 - 1})


def _reads(path: Places) -> Asks:
    return Asks(Ability.READ, path=path)


def _programme(_: Cast) -> dict[str, object]:
    return {"slug": SLUG, "code": "1", "half_year": "2023-H2", "format": "json", "step": "redactie"}


def _deliverable(cast: Cast) -> dict[str, object]:
    return {"deliverable_id": cast["handbook"], "id": cast["handbook"]}


def _decision(cast: Cast) -> dict[str, object]:
    return {"deliverable_id": cast["location"], "id": cast["location"]}


def _part(cast: Cast) -> dict[str, object]:
    return {"slug": SLUG, "soort": "projecten", "part_id": cast.houses}


def _risk(cast: Cast) -> dict[str, object]:
    return {"slug": SLUG, "thing_id": cast.risk, "measurement_id": 1}


def _split(cast: Cast) -> dict[str, object]:
    return {"slug": SLUG, "soort": "producten", "part_id": cast["handbook"]}


def _question(cast: Cast) -> dict[str, object]:
    return _deliverable(cast) | {"question": 2**31 - 1}


IN_PROGRAMME = _reads(_programme)
OF_DRAFT = Asks(Ability.SEE_DRAFTS, path=_programme)
"""The report of the cast has not been adopted."""
OF_DELIVERABLE = _reads(_deliverable)
OF_DECISION = _reads(_decision)
STEERED = ("indicator", "risk", "external_dependency", "parliamentary_commitment")
STEERING = Asks(Ability.MANAGE_STEERING, path=_risk)
STRUCTURE = Asks(Ability.MANAGE_STRUCTURE, path=_part)
MANAGE_TABLES = Asks(Ability.MANAGE_STRUCTURE, path=_programme)
OF_TABLE = Asks(Ability.MANAGE_STRUCTURE, of_table=True, path=lambda _: {"slug": SLUG, "entry_id": 1})
OF_READING = Asks(
    Ability.MANAGE_STRUCTURE,
    of_reading=True,
    path=lambda _: {"slug": SLUG, "report_id": 1, "proposal_id": 1},
)
MANAGE_DECISION = Asks(Ability.MANAGE_DECISIONS, path=_decision)
CORRECT = Asks(
    Ability.UPDATE_ALL,
    own=Ability.UPDATE_OWN,
    path=lambda cast: {"deliverable_id": cast["handbook"], "soort": "stand-van-zaken", "row_id": 1},
)
"""The first thing that was said is how the handbook stood."""
UPDATE = Asks(Ability.UPDATE_ALL, own=Ability.UPDATE_OWN, path=_deliverable)
SAID: Mapping[str, Asks] = {
    said: Asks(
        Ability.UPDATE_ALL,
        own=Ability.UPDATE_OWN,
        nowhere=True,
        path=lambda cast: (
            _deliverable(cast)
            | dict.fromkeys(("deadline", "update", "source", "evidence", "occurrence"), 2**31 - 1)
        ),
    )
    for said in ("deadline", "status_update", "source", "evidence", "occurrence")
}
"""What was said of a deliverable, each with a row that nobody said."""
MANAGE_PEOPLE = Asks(Ability.MANAGE_PEOPLE, of_newcomer=True)
AUDIT = Asks(Ability.AUDIT, path=lambda _: {"slug": SLUG, "form": "csv"})
ADMINISTER = Asks(Ability.ADMINISTER, of_newcomer=True)
OF_INSTALLATION = Asks(Ability.ADMINISTER, path=lambda _: {"form": "csv"})
PART_CHANGES = ("update", "merge", "withdraw", "resume", "retract", "undo")
OF_INDICATOR = _reads(lambda cast: {"id": cast.visitors})
OF_MEASUREMENT = _reads(lambda cast: {"id": cast.visitors, "measurement": 2})
"""What was measured second; the first was taken back at a door before."""
OF_SECTION = _reads(lambda cast: _programme(cast) | {"key": "summary"})
RUN_ROUND = Asks(Ability.RUN_ROUND, path=OF_SECTION.path)
OF_FINDING = Asks(Ability.RUN_ROUND, path=lambda cast: OF_SECTION.path(cast) | {"finding": "0" * 64})
OF_FACT = Asks(
    Ability.RUN_ROUND,
    path=lambda cast: (
        _programme(cast)
        | {"kind": "deliverable", "fact_id": cast["handbook"], "deliverable_id": cast["handbook"]}
    ),
)
SIGN = Asks(Ability.SIGN, path=OF_SECTION.path)
COMMENT = Asks(Ability.COMMENT, path=OF_SECTION.path)
OF_PERIOD = _reads(lambda cast: {"id": cast.period})
RUN_PERIOD = Asks(
    Ability.RUN_ROUND,
    path=lambda cast: {
        "id": cast.period,
        "section": "summary",
        "finding": "0" * 64,
        "kind": "deliverable",
        "fact": cast["handbook"],
    },
)

MANAGE_WEBHOOKS = Asks(Ability.MANAGE_WEBHOOKS, path=_programme)
NO_WEBHOOK = Asks(nowhere=True, path=lambda _: {"webhook_id": 2**31 - 1, "event_id": 1})
"""The cast has none; who manages one is told in `tests/web/pages/test_webhook.py`."""

DOORS: Mapping[str, Asks] = {
    "assistant.exchange": Asks(by_token=True),
    # pages
    "static": OPEN,
    "accessibility.show": OPEN,
    "api_docs.show": OPEN,
    "webhook_docs.show": OPEN,
    "api_docs.reference": Asks(is_open=True, path=lambda _: {"resource": "risks"}),
    "api_problems.index": OPEN,
    "probe.live": OPEN,
    "probe.ready": OPEN,
    "session.new": OPEN,
    "session.create": OPEN,
    "session.done": SIGNED_IN,
    **dict.fromkeys(("form_draft.show", "form_draft.create", "form_draft.delete"), SIGNED_IN),
    "session.delete": SIGNED_IN,
    "session.index": SIGNED_IN,
    "session.end": NOBODYS,
    "session.end_others": SIGNED_IN,
    "session.issue": SIGNED_IN,
    "session.revoke": NOBODYS,
    "account.new": Asks(is_open=True, nowhere=True, path=lambda _: {"secret": "niets"}),
    "account.create": Asks(is_open=True, nowhere=True, path=lambda _: {"secret": "niets"}),
    "calendar_feed.show": Asks(is_open=True, nowhere=True, path=lambda _: {"secret": "niets"}),
    **dict.fromkeys(("calendar_link.index", "calendar_link.create"), SIGNED_IN),
    **dict.fromkeys(("calendar_link.renew", "calendar_link.revoke"), NOBODYS),
    "password.edit": SIGNED_IN,
    "password.update": SIGNED_IN,
    # without a provider there is no organisation to go through
    "identity.new": Asks(is_open=True, nowhere=True),
    "identity.back": Asks(is_open=True, nowhere=True),
    "identity.left": Asks(is_open=True, nowhere=True),
    "identity.ended": Asks(is_open=True, nowhere=True),
    "role.index": SIGNED_IN,
    "home.show": OPEN,
    "waiting.index": SIGNED_IN,
    "waiting.count": SIGNED_IN,
    "waiting.brief": SIGNED_IN,
    "sponsor.show": SIGNED_IN,
    "letter_choice.edit": SIGNED_IN,
    "letter_choice.update": SIGNED_IN,
    "portfolio.index": SIGNED_IN,
    "portfolio.brief": SIGNED_IN,
    "search.show": SIGNED_IN,
    "overview.show": IN_PROGRAMME,
    "overview.brief": IN_PROGRAMME,
    "action_line.show": IN_PROGRAMME,
    "promise_ledger.show": IN_PROGRAMME,
    "change.index": IN_PROGRAMME,
    "report.index": IN_PROGRAMME,
    "report.show": OF_DRAFT,
    "report.file": OF_DRAFT,
    "report.files": OF_DRAFT,
    "sign_off.index": OF_DRAFT,
    "sign_off.show": Asks(Ability.SEE_DRAFTS, nowhere=True, path=OF_SECTION.path),
    "sign_off.create": SIGN,
    "sign_off.create_all": SIGN,
    "sign_off.record": RUN_ROUND,
    "comment.create": COMMENT,
    "adoption.show": RUN_ROUND,
    "adoption.create": RUN_ROUND,
    "deferral.create": RUN_ROUND,
    "round_step.show": RUN_ROUND,
    "report_drift.show": OF_DRAFT,
    "review.create": RUN_ROUND,
    "erratum.new": RUN_ROUND,
    "erratum.create": RUN_ROUND,
    "erratum.propose": RUN_ROUND,
    "comparison.show": Asks(Ability.SEE_DRAFTS, path=lambda cast: _programme(cast) | {"other": "nu"}),
    "home.gate": RUN_ROUND,
    "chase.show": RUN_ROUND,
    "chase.remind": RUN_ROUND,
    "section_text.edit": RUN_ROUND,
    "section_text.update": RUN_ROUND,
    "section_text.preview": RUN_ROUND,
    "section_text.history": RUN_ROUND,
    "section_texts.show": RUN_ROUND,
    "section_texts.file": RUN_ROUND,
    "section_texts.check": RUN_ROUND,
    "section_texts.update": RUN_ROUND,
    "summary_choice.edit": RUN_ROUND,
    "summary_choice.place": OF_FACT,
    "summary_choice.word": OF_FACT,
    "summary_choice.move": OF_FACT,
    "finding.answer": OF_FINDING,
    "finding.mend": OF_FINDING,
    "reporting_period.new": RUN_ROUND,
    "reporting_period.create": RUN_ROUND,
    "reporting_period.edit": RUN_ROUND,
    "reporting_period.update": RUN_ROUND,
    "call.create": RUN_ROUND,
    "editing.create": RUN_ROUND,
    "review.delete": RUN_ROUND,
    "publication.create": RUN_ROUND,
    "audit_entry.index": AUDIT,
    "audit_entry.file": AUDIT,
    "audit_entry.installation": OF_INSTALLATION,
    "audit_entry.installation_file": OF_INSTALLATION,
    "audit_entry.person": MANAGE_PEOPLE,
    "project.show": _reads(lambda cast: {"project_id": cast.houses}),
    "deliverable.show": OF_DELIVERABLE,
    "deliverable.row": OF_DELIVERABLE,
    "status_update.index": SIGNED_IN,
    "call.confirm": SIGNED_IN,
    "call.undo": SIGNED_IN,
    "status_update.new": UPDATE,
    "draft.create": UPDATE,
    "draft.delete": UPDATE,
    "status_update.reading": UPDATE,
    "status_update.create": UPDATE,
    "status_update.take_over": UPDATE,
    "status_update.confirm": UPDATE,
    "person.index": MANAGE_PEOPLE,
    "person.file": MANAGE_PEOPLE,
    "person.create": MANAGE_PEOPLE,
    "person.show": MANAGE_PEOPLE,
    "person.grant": MANAGE_PEOPLE,
    "person.revoke": MANAGE_PEOPLE,
    "person.hand_over": MANAGE_PEOPLE,
    **dict.fromkeys(("person.leave", "person.end_access", "person.revise"), MANAGE_PEOPLE),
    **dict.fromkeys(("person.invite", "person.mail_invitation"), MANAGE_PEOPLE),
    "decision.index": IN_PROGRAMME,
    "related.show": _reads(lambda cast: {"slug": SLUG, "veld": "input"}),
    **dict.fromkeys(
        (f"structure.{name}" for name in ("index", "new", "create", "edit", "update")), STRUCTURE
    ),
    **dict.fromkeys((f"structure.{name}" for name in ("merge", "withdraw", "resume", "reading")), STRUCTURE),
    **{f"{thing}.index": IN_PROGRAMME for thing in STEERED},
    **{f"{thing}.{name}": STEERING for thing in STEERED for name in ("new", "create", "edit", "update")},
    "external_dependency.confirm": STEERING,
    **{f"measurement.{name}": STEERING for name in ("new", "create", "edit", "update")},
    **dict.fromkeys(("structure.retract", "structure.undo"), STRUCTURE),
    **{f"{thing}.{name}": STEERING for thing in STEERED for name in ("retract", "undo")},
    **{f"several_deliverables.{name}": STRUCTURE for name in ("index", "preview", "update", "undo")},
    "workbook.show": IN_PROGRAMME,
    "workbook.file": IN_PROGRAMME,
    "workbook.list": _reads(lambda _: {"slug": SLUG, "lijst": "risicos", "form": "csv"}),
    "workbook.check": MANAGE_TABLES,
    "workbook.change": MANAGE_TABLES,
    "table_entry.new": MANAGE_TABLES,
    "table_entry.check": MANAGE_TABLES,
    "table_entry.create": MANAGE_TABLES,
    "table_entry.show": OF_TABLE,
    "table_entry.undo": OF_TABLE,
    **dict.fromkeys((f"report_reading.{name}" for name in ("index", "create")), MANAGE_TABLES),
    **dict.fromkeys((f"report_reading.{name}" for name in ("show", "finish", "discard")), OF_READING),
    **dict.fromkeys(
        (
            f"proposal.{name}"
            for name in ("reading", "update", "accept", "merge", "reject", "split", "undate", "put_back")
        ),
        OF_READING,
    ),
    "structure.split": Asks(Ability.MANAGE_STRUCTURE, path=_split),
    "decision.edit": MANAGE_DECISION,
    "decision.ask": MANAGE_DECISION,
    "decision_taking.new": MANAGE_DECISION,
    "decision_taking.undo": MANAGE_DECISION,
    "correction.edit": CORRECT,
    "correction.update": CORRECT,
    "correction.retract": CORRECT,
    "correction.undo": CORRECT,
    "measurement.retract": STEERING,
    "measurement.undo": STEERING,
    "evidence.new": UPDATE,
    "evidence.create": UPDATE,
    "source.new": UPDATE,
    "source.create": UPDATE,
    "occurrence.new": UPDATE,
    "occurrence.create": UPDATE,
    "decision_taking.create": MANAGE_DECISION,
    **dict.fromkeys(("programme.new", "programme.create", "party.index"), Asks(Ability.ADMINISTER)),
    **dict.fromkeys(
        ("party.edit", "party.update"), Asks(Ability.ADMINISTER, path=lambda cast: {"party_id": cast.fund})
    ),
    "question.index": Asks(Ability.SEE_DRAFTS, path=_deliverable),
    "question.create": Asks(Ability.COMMENT, path=_deliverable),
    "question.answer": Asks(
        Ability.UPDATE_ALL,
        own=Ability.UPDATE_OWN,
        nowhere=True,
        path=lambda cast: _deliverable(cast) | {"question_id": 2**31 - 1},
    ),
    **dict.fromkeys(("named_moment.index", "named_moment.create"), Asks(Ability.ADMINISTER)),
    **dict.fromkeys(("programme_file.index", "programme_file.create"), Asks(Ability.ADMINISTER)),
    "programme_file.show": Asks(Ability.ADMINISTER, path=lambda _: {"slug": SLUG}),
    **dict.fromkeys(
        ("webhook.all", "webhook.new_for_all", "webhook.create_for_all"), Asks(Ability.ADMINISTER)
    ),
    **dict.fromkeys(("webhook.index", "webhook.new", "webhook.create"), MANAGE_WEBHOOKS),
    **dict.fromkeys(("webhook.show", "webhook.edit", "webhook.update", "webhook.pause"), NO_WEBHOOK),
    **dict.fromkeys(("webhook.resume", "webhook.rotate", "webhook.test", "webhook.remove"), NO_WEBHOOK),
    **dict.fromkeys(("webhook.replay", "webhook.drop"), NO_WEBHOOK),
    **dict.fromkeys(
        ("named_moment.edit", "named_moment.update", "named_moment.remove"),
        Asks(Ability.ADMINISTER, nowhere=True, path=lambda _: {"moment_id": 2**31 - 1}),
    ),
    **dict.fromkeys(("person.erasure", "person.erase"), ADMINISTER),
    "person.end_sessions": ADMINISTER,
    "person.unlink": ADMINISTER,
    "person.revoke_token": ADMINISTER,
    # operations of the API; a list holds what one may read, and is empty for a stranger
    "api.description.show": OPEN,
    "api.programme.index": SIGNED_IN,
    "api.programme.show": IN_PROGRAMME,
    "api.programme.counts": IN_PROGRAMME,
    "api.programme.create": Asks(Ability.ADMINISTER),
    "api.programme.update": MANAGE_TABLES,
    "api.programme.undo": MANAGE_TABLES,
    "api.action_line.create": Asks(
        Ability.MANAGE_STRUCTURE, body=lambda _: {"programme": SLUG, "title": "Wonen"}
    ),
    **dict.fromkeys(
        (f"api.action_line.{name}" for name in PART_CHANGES),
        Asks(Ability.MANAGE_STRUCTURE, path=lambda cast: {"id": cast.meet}),
    ),
    "api.project.create": Asks(
        Ability.MANAGE_STRUCTURE,
        body=lambda _: {"programme": SLUG, "actionLine": "1", "title": "Buurttuinen"},
    ),
    **dict.fromkeys(
        (f"api.project.{name}" for name in PART_CHANGES),
        Asks(Ability.MANAGE_STRUCTURE, path=lambda cast: {"id": cast.houses}),
    ),
    "api.bulk_entry.create": Asks(Ability.MANAGE_STRUCTURE, body=lambda _: {"programme": SLUG}),
    "api.bulk_entry.show": Asks(Ability.MANAGE_STRUCTURE, of_table=True),
    "api.bulk_entry.undo": Asks(Ability.MANAGE_STRUCTURE, of_table=True),
    "api.action_line.index": SIGNED_IN,
    "api.action_line.show": _reads(lambda cast: {"id": cast.meet}),
    "api.project.index": SIGNED_IN,
    "api.project.show": _reads(lambda cast: {"id": cast.houses}),
    "api.deliverable.index": SIGNED_IN,
    "api.deliverable.show": OF_DELIVERABLE,
    "api.deliverable.create": Asks(
        Ability.MANAGE_STRUCTURE,
        body=lambda cast: {"project": cast.houses, "title": "Wijkwijzer", "kind": "product"},
    ),
    **dict.fromkeys(
        (f"api.deliverable.{name}" for name in ("update", "merge", "unmerge", "split", "retract", "undo")),
        Asks(Ability.MANAGE_STRUCTURE, path=_deliverable),
    ),
    "api.deadline.index": OF_DELIVERABLE,
    "api.status_update.index": OF_DELIVERABLE,
    **{f"api.{said}.{name}": row for said, row in SAID.items() for name in ("correct", "retract", "undo")},
    **{f"api.{said}.show": Asks(Ability.READ, nowhere=True, path=row.path) for said, row in SAID.items()},
    **dict.fromkeys((f"api.{said}.create" for said in SAID), UPDATE),
    "api.status_update.confirm": UPDATE,
    # What is not one's own is refused with its item: 400 where it is not even there.
    "api.status_update.create_several": Asks(
        Ability.UPDATE_ALL,
        own=Ability.UPDATE_OWN,
        body=lambda cast: {"items": [{"deliverable": cast["handbook"], "version": 4, "status": "planned"}]},
    ),
    **dict.fromkeys(
        (f"api.{beside}.index" for beside in ("source", "evidence", "occurrence")), OF_DELIVERABLE
    ),
    "api.question.index": Asks(Ability.SEE_DRAFTS, path=_deliverable),
    "api.question.show": Asks(Ability.SEE_DRAFTS, nowhere=True, path=_question),
    "api.question.create": Asks(Ability.COMMENT, path=_deliverable),
    "api.question.answer": Asks(Ability.UPDATE_ALL, own=Ability.UPDATE_OWN, nowhere=True, path=_question),
    "api.decision.index": SIGNED_IN,
    "api.decision.show": OF_DECISION,
    "api.promise.index": OF_DELIVERABLE,
    "api.reporting_period.index": SIGNED_IN,
    "api.reporting_period.show": OF_PERIOD,
    "api.report.show": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.report_file.index": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.report_file.show": Asks(Ability.SEE_DRAFTS, path=lambda cast: {"id": cast.period, "format": "json"}),
    "api.schema.report": OPEN,
    "api.schema.frozen_report": OPEN,
    "api.schema.programme": OPEN,
    "api.sign_off.index": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.reporting_period.create": Asks(
        Ability.RUN_ROUND, body=lambda _: {"programme": SLUG, "halfYear": "2024-H1"}
    ),
    **dict.fromkeys(
        (f"api.round.{name}" for name in ("open", "edit", "review", "adopt", "publish")), RUN_PERIOD
    ),
    **dict.fromkeys(("api.reporting_period.update", "api.call.remind", "api.adoption.defer"), RUN_PERIOD),
    **dict.fromkeys(("api.section_text.update", "api.section_text.create_several"), RUN_PERIOD),
    **dict.fromkeys(("api.summary.choose", "api.summary.arrange"), RUN_PERIOD),
    **dict.fromkeys(("api.erratum.propose", "api.erratum.adopt"), RUN_PERIOD),
    **dict.fromkeys(("api.finding.answer", "api.finding.mend"), RUN_PERIOD),
    "api.review.agree": Asks(Ability.SIGN, path=OF_PERIOD.path),
    "api.sign_off.create": Asks(Ability.SIGN, or_ability=Ability.RUN_ROUND, path=OF_PERIOD.path),
    "api.sign_off.show": Asks(
        Ability.SEE_DRAFTS, nowhere=True, path=lambda cast: {"id": cast.period, "signoff": 1}
    ),
    "api.comment.create": Asks(Ability.COMMENT, path=OF_PERIOD.path),
    "api.comment.show": Asks(
        Ability.SEE_DRAFTS, nowhere=True, path=lambda cast: {"id": cast.period, "comment": 1}
    ),
    "api.report_version.index": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.call.show": RUN_PERIOD,
    "api.section_text.index": RUN_PERIOD,
    "api.section_text.show": RUN_PERIOD,
    "api.section_text.versions": RUN_PERIOD,
    "api.finding.index": RUN_PERIOD,
    "api.finding.show": Asks(Ability.RUN_ROUND, nowhere=True, path=RUN_PERIOD.path),
    "api.summary.show": RUN_PERIOD,
    "api.summary.fact": RUN_PERIOD,
    "api.review.show": Asks(Ability.SEE_DRAFTS, nowhere=True, path=OF_PERIOD.path),
    "api.comment.index": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.adoption.show": RUN_PERIOD,
    "api.erratum.show": RUN_PERIOD,
    "api.comparison.show": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.drift.show": Asks(Ability.SEE_DRAFTS, path=OF_PERIOD.path),
    "api.programme_file.show": Asks(Ability.ADMINISTER, path=lambda _: {"slug": SLUG}),
    "api.programme_file.create": Asks(Ability.ADMINISTER),
    "api.party.index": SIGNED_IN,
    "api.party.show": _reads(lambda cast: {"id": cast.fund}),
    "api.party.create": Asks(
        Ability.MANAGE_STRUCTURE, body=lambda _: {"programme": SLUG, "name": "Gemeente", "kind": "partner"}
    ),
    "api.party.update": Asks(Ability.ADMINISTER, path=lambda cast: {"id": cast.fund}),
    "api.involvement.index": IN_PROGRAMME,
    "api.involvement.update": Asks(
        Ability.MANAGE_STRUCTURE, path=lambda cast: {"slug": SLUG, "id": cast.fund}
    ),
    "api.pilot_site.create": Asks(
        Ability.MANAGE_STRUCTURE, body=lambda _: {"programme": SLUG, "name": "De Eikenwijk"}
    ),
    "api.pilot_site.update": Asks(Ability.MANAGE_STRUCTURE, path=lambda cast: {"id": cast.quarter}),
    "api.involvement.show": _reads(lambda cast: {"slug": SLUG, "id": cast.fund}),
    "api.pilot_site.index": SIGNED_IN,
    "api.pilot_site.show": _reads(lambda cast: {"id": cast.quarter}),
    **{f"api.{thing}.index": SIGNED_IN for thing in STEERED[1:]},
    "api.risk.show": _reads(lambda cast: {"id": cast.risk}),
    "api.risk.create": Asks(
        Ability.MANAGE_STEERING, body=lambda _: {"programme": SLUG, "kind": "risk", "title": "Weer"}
    ),
    **dict.fromkeys(
        (f"api.risk.{name}" for name in ("update", "retract", "undo")),
        Asks(Ability.MANAGE_STEERING, path=lambda cast: {"id": cast.risk}),
    ),
    "api.indicator.create": Asks(
        Ability.MANAGE_STEERING, body=lambda _: {"programme": SLUG, "name": "Klachten", "unit": "stuks"}
    ),
    "api.external_dependency.create": Asks(
        Ability.MANAGE_STEERING,
        body=lambda cast: {"programme": SLUG, "title": "Vergunning", "party": cast.fund},
    ),
    "api.parliamentary_commitment.create": Asks(
        Ability.MANAGE_STEERING,
        body=lambda _: {
            "programme": SLUG,
            "kind": "motion",
            "text": "De Kamer krijgt een brief.",
            "madeOn": "2023-11-02",
        },
    ),
    **{
        f"api.{noun}.{name}": Asks(Ability.MANAGE_STEERING, path=path)
        for noun, path in (
            ("indicator", lambda cast: {"id": cast.visitors}),
            ("external_dependency", lambda cast: {"id": cast.external}),
            ("parliamentary_commitment", lambda cast: {"id": cast.commitment}),
        )
        for name in ("update", "retract", "undo")
    },
    "api.external_dependency.confirm": Asks(Ability.MANAGE_STEERING, path=lambda cast: {"id": cast.external}),
    "api.measurement.show": OF_MEASUREMENT,
    "api.measurement.create_several": Asks(
        Ability.MANAGE_STEERING,
        body=lambda cast: {
            "programme": SLUG,
            "items": [{"indicator": cast.volunteers, "value": 1, "referenceDate": "2023-11-30"}],
        },
    ),
    **dict.fromkeys(
        (f"api.measurement.{name}" for name in ("create", "correct", "retract", "undo")),
        Asks(Ability.MANAGE_STEERING, path=OF_MEASUREMENT.path),
    ),
    **dict.fromkeys(
        (f"api.decision.{name}" for name in ("update", "take", "correct", "revoke")),
        Asks(Ability.MANAGE_DECISIONS, path=_decision),
    ),
    "api.external_dependency.show": _reads(lambda cast: {"id": cast.external}),
    "api.parliamentary_commitment.show": _reads(lambda cast: {"id": cast.commitment}),
    "api.indicator.index": SIGNED_IN,
    "api.indicator.show": OF_INDICATOR,
    "api.measurement.index": OF_INDICATOR,
    "api.person.index": SIGNED_IN,
    "api.person.show": Asks(Ability.MANAGE_PEOPLE, path=lambda cast: {"id": cast.bram}),
    **dict.fromkeys(
        (f"api.person.{name}" for name in ("update", "invite", "hand_over", "departure", "end_access")),
        MANAGE_PEOPLE,
    ),
    "api.person.create": Asks(Ability.MANAGE_PEOPLE),
    **dict.fromkeys((f"api.person.{name}" for name in ("erase", "unlink", "end_sessions")), ADMINISTER),
    **dict.fromkeys((f"api.person_token.{name}" for name in ("index", "revoke")), ADMINISTER),
    **dict.fromkeys((f"api.person_role.{name}" for name in ("index", "show", "revoke")), MANAGE_PEOPLE),
    "api.person_role.create": Asks(Ability.MANAGE_PEOPLE, path=lambda cast: {"id": cast.bram}),
    "api.api_token.index": SIGNED_IN,
    "api.api_token.create": SIGNED_IN,
    "api.api_token.show": NOBODYS,
    "api.api_token.revoke": NOBODYS,
    "api.named_moment.index": SIGNED_IN,
    "api.named_moment.create": Asks(Ability.ADMINISTER),
    "api.named_moment.update": Asks(Ability.ADMINISTER, path=NOBODYS.path),
    "api.named_moment.remove": Asks(Ability.ADMINISTER, path=NOBODYS.path),
    "api.named_moment.show": Asks(Ability.ADMINISTER, nowhere=True, path=NOBODYS.path),
    "api.webhook.index": SIGNED_IN,
    "api.webhook.create": Asks(
        Ability.MANAGE_WEBHOOKS,
        body=lambda _: {"programme": SLUG, "name": "Archief", "address": "https://ontvanger.voorbeeld.nl"},
    ),
    **{
        f"api.webhook.{name}": Asks(nowhere=True, path=NOBODYS.path)
        for name in ("show", "update", "remove", "pause", "resume", "rotate", "test")
    },
    **{
        f"api.webhook_delivery.{name}": Asks(nowhere=True, path=lambda _: {"id": 2**31 - 1, "delivery": 1})
        for name in ("index", "show", "replay", "drop")
    },
    "api.calendar_link.index": SIGNED_IN,
    "api.calendar_link.create": Asks(
        Ability.READ, path=_programme, body=lambda _: {"kind": "programme", "programme": SLUG}
    ),
    **dict.fromkeys((f"api.calendar_link.{name}" for name in ("show", "renew", "revoke")), NOBODYS),
    **dict.fromkeys(("api.read_report.index", "api.proposal.index"), SIGNED_IN),
    "api.read_report.create": Asks(
        Ability.MANAGE_STRUCTURE,
        body=lambda _: {
            "programme": SLUG,
            "title": "Startnota",
            "saidOn": "2023-10-02",
            "paragraphs": [{"text": "De visie komt begin 2024."}],
        },
    ),
    **dict.fromkeys((f"api.read_report.{name}" for name in ("show", "finish", "remove")), NOBODYS),
    **dict.fromkeys(
        (
            f"api.proposal.{name}"
            for name in ("show", "update", "accept", "merge", "reject", "put_back", "split")
        ),
        NOBODYS,
    ),
    "api.audit_entry.index": SIGNED_IN,
    "api.audit_entry.show": Asks(Ability.AUDIT, of_entry=True),
}

ACTORS: Mapping[str, Role | None] = {
    "noor": Role.OFFICE,
    "bram": Role.LEAD,
    "iris": Role.LEAD,
    "karel": Role.SPONSOR,
    "reader": Role.READER,
    "admin": Role.ADMIN,
    "vera": None,
}
"""Who knocks at every door, beside nobody at all; Iris leads, but nothing that a path names."""


def expected(door: Asks, actor: str | None, *, is_api: bool) -> str:
    """How somebody is answered, by the table of the rules: `in`, `to sign in`, `401`, `403` or `404`.

    `actor` is none for whoever is not signed in.
    """
    if door.is_open:
        return "404" if door.nowhere else "in"
    if door.by_token:
        return "401"
    if actor is None:
        return "401" if is_api else "to sign in"
    role = ACTORS[actor]
    may = MAY[role] if role else frozenset()
    enough = {door.ability, door.or_ability, door.own if actor == "bram" else None} - {None}
    if door.ability is None or may & enough:
        return "404" if door.nowhere else "in"
    if door.body is not None and Ability.READ not in may:
        return "in"
    return "403" if Ability.READ in may else "404"
