"""The colophon of an adopted report says under which version it was adopted, and who signed it."""

from dataclasses import replace
from datetime import date

from app.domain.report import compose
from app.domain.report.colophon import Approval, adopt_report
from app.domain.round import Verdict
from tests.told import NL, facts, section, texts

ON, LETTER = date(2024, 1, 8), date(2024, 1, 5)


def approval(id, key, *, party="Buurtfonds", verdict=Verdict.AGREES, text="", document="", on=ON):
    return Approval(id, party, key, verdict, text, document, on)


def colophon(*approvals, **values):
    adopted_facts = replace(facts(), version="1.0", path=(("0.1", date(2024, 1, 3)), ("0.2", ON)))
    return section(adopt_report(compose(facts(), NL), adopted_facts, approvals, NL, **values), "colophon")


def test_every_section_but_the_colophon_stays_as_signed():
    before = compose(facts(), NL)
    after = adopt_report(before, replace(facts(), version="1.0"), [], NL)
    assert after.sections[:-1] == before.sections[:-1]
    assert (after.version, after.state) == ("1.0", "adopted")


def test_the_colophon_shows_the_version_the_state_and_earlier_versions():
    lines = texts(colophon())
    assert "Versie | 1.0" in lines
    assert "Staat | vastgesteld" in lines
    assert "Eerdere versies | 0.1 van 3 januari 2024, 0.2 van 8 januari 2024" in lines


def test_agreements_of_a_party_on_one_day_share_a_row_and_each_reservation_has_its_own():
    table = colophon(
        approval(1, "introduction"),
        approval(2, "summary"),
        approval(3, "promises", verdict=Verdict.AGREES_WITH_RESERVATION, text="graag eerder"),
        approval(4, "summary", party="VNG", document="Brief van de VNG", on=LETTER),
    ).blocks[-1]
    assert texts([table])[1:] == [
        "Buurtfonds | 1, 2 | Akkoord | 8 januari 2024",
        "Buurtfonds | 3 | Akkoord met voorbehoud: Graag eerder. | 8 januari 2024",
        "VNG | 2 | Akkoord | 5 januari 2024, in: Brief van de VNG",
    ]
    assert [record.id for record in table.records] == [1, 2, 3, 4]


def test_an_erratum_says_what_it_corrects():
    assert "Erratum. Deze versie staat naast de vorige: een meting was verkeerd overgenomen." in texts(
        colophon(erratum="een meting was verkeerd overgenomen")
    )
