"""What holds for every report: the same text gives the same, and each quote stands in the text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.promise_extraction import Paragraph, ReportText, propose_promises

ON = date(2025, 7, 1)
PIECES = st.one_of(
    st.sampled_from(
        "de het een nota plan besluit wordt is zijn zal worden opgeleverd vastgesteld gestart in op tot voor "
        "sinds en dat die 2026 mei 2025-2027 Q3 begin eind 31 februari jl. a.s. najaar binnenkort onlangs "
        "per kwartaal van naar ( ) | • - ** : ; , . ? ! # https://x.example/1-mei-2026 opdracht aan om te "
        "’ 14:00".split()
    ),
    st.text(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=20).map(" ".join)
REPORTS = st.lists(st.builds(Paragraph, TEXTS, st.none() | st.integers(1, 9), st.integers(0, 2)), max_size=4)


@settings(deadline=None, max_examples=25)
@given(REPORTS, st.sampled_from([ON, date(2024, 2, 29)]))
def test_any_text_is_read_alike_and_quoted_as_it_stands(paragraphs: list[Paragraph], on: date) -> None:
    report = ReportText("", tuple(paragraphs))
    proposals = propose_promises(report, on)
    assert proposals == propose_promises(report, on)
    for proposal in proposals:
        assert any(proposal.quote in paragraph.text for paragraph in paragraphs)
        assert proposal.title.strip()
        assert proposal.place


def test_a_text_without_sentences_promises_nothing() -> None:
    assert propose_promises(ReportText("", ()), ON) == ()
    assert propose_promises(ReportText("", (Paragraph(""), Paragraph("|---|---|"))), ON) == ()
