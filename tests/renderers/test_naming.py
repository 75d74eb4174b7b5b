"""What the file of a report is called, and that a concept says what it is."""

from dataclasses import replace

import pytest

from app.renderers import FORMATS
from app.renderers.naming import name_file, stamp_of
from tests.renderers.example import example

ADOPTED = replace(example(), version="1.0", state="adopted")


def test_by_name_files_lie_in_order_of_half_year_and_version():
    later = replace(ADOPTED, half_year="2024-H1")
    reports = [example(), ADOPTED, replace(ADOPTED, version="1.1"), later]
    names = [name_file(report, "pdf") for report in reports]
    assert names == sorted(names)
    assert names[:2] == ["buurtkracht-2023-H2-concept-0.1.pdf", "buurtkracht-2023-H2-versie-1.0.pdf"]


def test_an_edition_in_another_language_has_a_name_of_its_own():
    assert name_file(replace(ADOPTED, language="en"), "pdf") == "buurtkracht-2023-H2-versie-1.0-en.pdf"


def test_only_a_concept_is_stamped_and_in_its_own_language():
    assert stamp_of(example("nl")) == "CONCEPT 0.1"
    assert stamp_of(example("en")) == "DRAFT 0.1"
    assert stamp_of(ADOPTED) == stamp_of(replace(ADOPTED, state="published")) == ""


@pytest.mark.parametrize("name", ["md"])
def test_the_text_of_a_concept_says_so(name):
    assert "CONCEPT 0.1" in FORMATS[name].write(example(), None).decode()
    assert "CONCEPT" not in FORMATS[name].write(ADOPTED, None).decode()
