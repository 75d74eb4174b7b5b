"""A picture of a report as a file of its own, for formats that know no style sheet."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from app.domain.report import Run
from app.renderers.picture import draw_picture
from tests.renderers.example import CHAIN, OVERVIEW, SERIES, TREND, example

SVG = "{http://www.w3.org/2000/svg}"


PICTURED = {"overview": OVERVIEW, "trend": TREND, "chain": CHAIN, "series": SERIES}


@pytest.mark.parametrize("block", PICTURED.values(), ids=PICTURED)
def test_a_picture_stands_on_its_own_and_has_words_for_who_cannot_see_it(block):
    picture = draw_picture(block, "nl")
    assert picture is not None
    drawing = ElementTree.fromstring(picture.svg)
    assert [drawing[0].text, drawing[1].text] == [block.text, picture.description]
    assert picture.legend.endswith(".")
    assert not re.search(r"class=|var\(|http(?!://www.w3.org/2000/svg)", picture.svg)
    names = {element.get("id") for element in drawing.iter()}
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', picture.svg)) <= names
    for shape in drawing.iter():
        if shape.tag in (f"{SVG}line", f"{SVG}polyline"):
            assert shape.get("stroke"), "a line without a colour is not seen"
        if shape.tag == f"{SVG}text":
            assert shape.get("font-size") == "12"


def test_what_no_xml_may_hold_shows_as_a_gap_and_stops_no_picture():
    picture = draw_picture(replace(OVERVIEW, runs=(Run("Een\x00twee\x0b & <b>\ud800"),)), "nl")
    assert picture is not None
    assert ElementTree.fromstring(picture.svg)[0].text == "Een\ufffdtwee\ufffd & <b>\ufffd"


def test_a_table_that_is_not_drawn_has_no_picture():
    assert [draw_picture(block, "nl") for block in example().sections[1].blocks] == [None] * 5
