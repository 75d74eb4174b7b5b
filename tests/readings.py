"""An existing report that was read into the programme of the cast, and that nobody has judged yet."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from app.actions import report_reading
from app.actions.audit_log import AuditContext
from app.actions.report_reading import NewReading
from app.domain.promise_extraction import Paragraph, ReportText, propose_promises
from app.queries.proposal import ProposalFilter, ProposalRow, list_proposals

SAID_ON = date(2023, 10, 2)
HEADING = "2. Huizen van de wijk"
GUIDE = "De handreiking buurthuizen is in het tweede kwartaal van 2024 gereed."
MAP = "De buurtkaart verschijnt naar verwachting begin 2024."
UNCLEAR = "Het bureau komt na de verkiezingen met een voorstel."
SENTENCES = (GUIDE, MAP, UNCLEAR)
"""One that may belong to what is there, one that is new, and one whose moment nobody can date."""


def read_report(
    session: Session,
    act: AuditContext,
    programme_id: int,
    *,
    heading: str = HEADING,
    sentences: Sequence[str] = SENTENCES,
) -> list[ProposalRow]:
    """Read it; returns its proposals in the order of the text."""
    paragraphs = (Paragraph(HEADING, 3, 1), *(Paragraph(sentence, 3) for sentence in sentences))
    report = ReportText("Startnota", paragraphs)
    proposals = propose_promises(report, SAID_ON)
    new = NewReading(report, SAID_ON, "startnota.pdf")
    reading = report_reading.start_reading(session, act, programme_id, new, proposals)
    return list_proposals(session, ProposalFilter([programme_id], reading), limit=1000)


def places_of(rows: list[ProposalRow]) -> dict[str, int]:
    """What fills the places in the addresses of the reading, and of the first proposal."""
    return {"report_id": rows[0].read_report_id, "proposal_id": rows[0].id}
