"""Indicators beside their measurement before, ratios computed, breakdowns told."""

from datetime import date
from decimal import Decimal

from app.domain.indicator import MeasuredValue
from app.domain.report import Record, compose
from app.domain.report.later_saying import find_later_sayings
from app.domain.structure import DeliverableKind, Direction
from app.renderers.kept_facts import plain_facts
from tests.told import (
    NL,
    facts,
    indicator,
    section,
    texts,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


def told(key, *deliverables, words=NL, **values):
    return texts(section(compose(facts(*deliverables, **values), words), key))


def test_indicators_show_their_last_two_measurements():
    parts = (("ondertoezichtstelling", Decimal(10)), ("huisverbod", Decimal(9)))
    found = (
        indicator(1, ("273", MARCH), ("513", SEPTEMBER), definition="Gezinnen die hulp kregen"),
        indicator(
            2,
            ("11", MARCH),
            MeasuredValue(7, Decimal(19), SEPTEMBER, "verschilt per regio", parts),
            name="Maatregelen",
            unit="keer",
        ),
        indicator(3, name="Per gezin", unit="%", numerator_id=2, denominator_id=1),
        indicator(4, name="Zonder meting"),
        indicator(5, ("10", SEPTEMBER), name="Eén meting"),
    )
    assert told("indicators", indicators=found) == [
        "Alle indicatoren, met de peildatum van elke meting",
        "Gezinnen | 513 (peildatum 30 september 2023) | 273 (peildatum 31 maart 2023) | gezinnen",
        "Maatregelen | 19 (peildatum 30 september 2023) | 11 (peildatum 31 maart 2023) | keer",
        "Per gezin | 19 van 513, 3,7% (peildatum 30 september 2023) | 11 van 273, 4,0% "
        "(peildatum 31 maart 2023) | %",
        "Zonder meting | – | – | gezinnen",
        "Eén meting | 10 (peildatum 30 september 2023) | – | gezinnen",
        "Gezinnen",
        "Gezinnen die hulp kregen.",
        "Verloop van Gezinnen",
        "30 september 2023 | 513",
        "31 maart 2023 | 273",
        "Maatregelen",
        "De 19 op 30 september 2023 zijn als volgt verdeeld: ondertoezichtstelling (10) en huisverbod (9). "
        "Verschilt per regio.",
        "Verloop van Maatregelen",
        "30 september 2023 | 19 | Verschilt per regio.",
        "31 maart 2023 | 11 | ",
        "Per gezin",
        "Per gezin: 19 van 513, 3,7% (peildatum 30 september 2023). De vorige meting gaf 11 van 273, 4,0% "
        "(peildatum 31 maart 2023).",
        "Verloop van Per gezin",
        "30 september 2023 | 3,7% | 19 van 513.",
        "31 maart 2023 | 4,0% | 11 van 273.",
    ]


def test_a_ratio_of_one_day_has_no_previous_value_and_one_without_a_day_is_not_computed():
    once = (
        indicator(1, ("11", SEPTEMBER)),
        indicator(2, ("10", SEPTEMBER)),
        indicator(3, name="Deel", numerator_id=2, denominator_id=1),
    )
    assert (
        told("indicators", indicators=once)[3]
        == "Deel | 10 van 11, 90,9% (peildatum 30 september 2023) | – | gezinnen"
    )
    never = (indicator(1), indicator(2), indicator(3, name="Deel", numerator_id=2, denominator_id=1))
    assert told("indicators", indicators=never)[3] == "Deel | – | – | gezinnen"
    half = (indicator(3, name="Deel", numerator_id=2, denominator_id=1),)
    assert not [line for line in told("summary", indicators=half) if line.startswith("Deel")]


def test_a_programme_without_indicators_says_so():
    assert told("indicators") == ["Er zijn geen indicatoren bepaald."]


def test_a_note_of_the_measurement_before_stands_beside_it():
    before = MeasuredValue(1, Decimal(11), MARCH, "Dit zijn gezinnen.")
    now = MeasuredValue(2, Decimal(27), SEPTEMBER, "Dit zijn maatregelen.")
    table, *below = section(compose(facts(indicators=(indicator(1, before, now),)), NL), "indicators").blocks
    cells = [cell.text for cell in table.rows[0].cells]
    assert cells[1] == "27 (peildatum 30 september 2023)"
    assert cells[2] == "11 (peildatum 31 maart 2023). Dit zijn gezinnen."
    assert "Dit zijn maatregelen." in "".join(block.text for block in below)


def test_the_caveat_of_a_ratio_stands_wherever_the_ratio_does():
    part = indicator(1, ("11", MARCH), ("27", SEPTEMBER), name="Maatregelen")
    whole = indicator(2, ("273", MARCH), ("513", SEPTEMBER))
    caveat = "Een gezin kan er meer hebben."
    ratio = indicator(3, name="Aandeel", unit="%", numerator_id=1, denominator_id=2, caveat=caveat)
    report = compose(facts(indicators=(part, whole, ratio)), NL)
    for each in report.sections:
        for text in texts(each):
            assert "27 van 513" not in text or caveat in text, each.key


def test_a_series_is_drawn_with_its_target_the_measurement_before_and_what_it_must_not_be_taken_for():
    part = indicator(1, ("11", MARCH), ("27", SEPTEMBER), name="Maatregelen")
    whole = indicator(2, ("273", MARCH), ("513", SEPTEMBER))
    aim = {"target": Decimal(4), "direction": Direction.DOWN, "caveat": "Een gezin kan er meer hebben."}
    ratio = indicator(3, name="Aandeel", unit="%", numerator_id=1, denominator_id=2, **aim)
    *_, drawn = section(compose(facts(indicators=(part, whole, ratio)), NL), "indicators").blocks
    picture = drawn.series
    assert picture is not None
    assert [(point.value, point.text) for point in picture.points] == [("4.0", "4,0%"), ("5.3", "5,3%")]
    assert (picture.target_text, picture.direction, picture.caveat) == ("4%", "down", aim["caveat"])
    assert picture.description == (
        "2 metingen. De laatste gaf 5,3% (30 september 2023), die daarvoor 4,0% (31 maart 2023). "
        "De streefwaarde is 4% of minder. Een gezin kan er meer hebben."
    )


def test_one_measurement_is_no_series():
    once = compose(facts(indicators=(indicator(1, ("11", MARCH), definition="Wat telt."),)), NL)
    assert not any(block.picture for block in section(once, "indicators").blocks)


def test_no_address_of_a_person_stands_in_a_picture():
    part = indicator(
        1, ("11", MARCH), ("27", SEPTEMBER), caveat="Vraag het Bram@voorbeeld.nl of info@voorbeeld.nl."
    )
    told_of = facts(indicators=(part,), private_addresses=frozenset({"bram@voorbeeld.nl"}))
    drawn = section(compose(told_of, NL), "indicators").blocks[-1]
    assert drawn.series is not None
    for text in (drawn.series.caveat, drawn.series.description, drawn.rows[0].cells[-1].text):
        assert "ram@voorbeeld.nl" not in text
        assert "info@voorbeeld.nl" in text


def test_a_target_that_moved_after_the_version_in_review_was_stored_is_named_and_a_new_field_is_not():
    def told_of(**values):
        return facts(indicators=(indicator(1, ("11", MARCH), ("27", SEPTEMBER), **values),))

    stored = plain_facts(told_of(target=Decimal(4)))
    now = told_of(target=Decimal(5), direction=Direction.UP)
    (saying,) = find_later_sayings(stored, plain_facts(now), now)
    assert saying.record == Record("indicator", 1)
    del stored["indicators"][0]["direction"]  # an earlier release did not keep it
    same = told_of(target=Decimal(4), direction=Direction.UP)
    assert find_later_sayings(stored, plain_facts(same), same) == ()
