"""Promising a deliverable in one act, with its words, its source and what it needs."""

from dataclasses import replace
from datetime import date

import pytest

from app.actions import promise
from app.actions.deliverable import DeliverableRevision
from app.actions.deliverable_document import EvidenceInput, OccurrenceInput, SourceInput
from app.actions.promise import NewPromise
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds
from app.queries.deliverable import deliverable_states
from app.queries.need import needs_of
from app.queries.source import evidence_of, sources_of
from tests.cast import TODAY

SAID_ON = date(2023, 3, 1)


@pytest.fixture
def new(cast):
    """What a letter of March promised for the end of that year."""
    facts = DeliverableRevision(
        title="Koffieplan", kind=DeliverableKind.PRODUCT, project_id=cast.houses, lead_id=cast.iris
    )
    return NewPromise(
        facts,
        said_on=SAID_ON,
        phrase="eind dit jaar",
        firmness=Firmness.COMMITTED,
        documents=(SourceInput("Brief van maart", "p. 3"), EvidenceInput("Eerste opzet")),
        inputs=(cast["handbook"],),
    )


def test_one_act_promises_it_as_the_document_said(session, office, cast, new):
    made_id = promise.make(session, office, cast.programme, new, today=TODAY)
    (row,) = [s for s in deliverable_states(session, cast.programme, TODAY) if s.id == made_id]
    (promised,) = row.deadlines
    assert (promised.window.phrase, promised.window.latest) == ("eind dit jaar", date(2023, 12, 31))
    assert (promised.firmness, promised.said_on) == (Firmness.COMMITTED, SAID_ON)
    assert (row.last.status, row.last.said_on) == (Status.PLANNED, SAID_ON)
    (source,) = sources_of(session, [made_id], SAID_ON)[made_id]
    assert (source.document, source.section) == ("Brief van maart", "p. 3")
    assert [shown.title for shown in evidence_of(session, [made_id], SAID_ON)[made_id]] == ["Eerste opzet"]
    assert needs_of(session, cast.programme)[made_id] == (cast["handbook"],)


def test_what_was_promised_may_lack_its_moment(session, office, cast, new):
    made_id = promise.make(
        session, office, cast.programme, replace(new, phrase="", firmness=None), today=TODAY
    )
    (row,) = [s for s in deliverable_states(session, cast.programme, TODAY) if s.id == made_id]
    assert (row.last, row.deadlines) == (None, ())


def test_everything_that_is_wrong_is_refused_at_once(session, office, cast, new):
    wrong = replace(
        new,
        deliverable=replace(new.deliverable, title=" ", project_id=0),
        said_on=date(2099, 1, 1),
        phrase="ooit eens",
        documents=(SourceInput("", "p. 3"), EvidenceInput("", "krant.nl"), OccurrenceInput(SAID_ON)),
    )
    with pytest.raises(Invalid) as refusal:
        promise.make(session, office, cast.programme, wrong, today=TODAY)
    documents = {"source_document", "evidence_title", "evidence_url", "held_on"}
    assert {*refusal.value.fields} == {"title", "project", "said_on", "phrase", *documents}


def test_a_moment_that_had_passed_when_it_was_said_is_refused(session, office, cast, new):
    with pytest.raises(Invalid) as refusal:
        promise.make(session, office, cast.programme, replace(new, phrase="januari 2023"), today=TODAY)
    assert {*refusal.value.fields} == {"phrase"}


def test_firmness_without_words_is_refused(session, office, cast, new):
    with pytest.raises(Invalid) as refusal:
        promise.make(session, office, cast.programme, replace(new, phrase=" "), today=TODAY)
    assert {*refusal.value.fields} == {"phrase"}


def test_days_of_a_person_without_words_are_refused(session, office, cast, new):
    days = replace(new, phrase="", firmness=None, own=OwnBounds(None, date(2024, 3, 31)))
    with pytest.raises(Invalid) as refusal:
        promise.make(session, office, cast.programme, days, today=TODAY)
    assert str(refusal.value.fields["phrase"]) == "Say in words when; the days alone are no promise."


def test_what_recurs_in_words_that_name_no_number_has_no_frequency(session, office, cast, new):
    meeting = replace(new.deliverable, kind=DeliverableKind.RECURRING)
    said = replace(new, deliverable=meeting, phrase="periodiek", documents=(), inputs=())
    made_id = promise.make(session, office, cast.programme, said, today=TODAY)
    (row,) = [s for s in deliverable_states(session, cast.programme, TODAY) if s.id == made_id]
    assert row.frequency is None
