"""A file that is written in a process of its own: the same bytes, and an end to what takes too long."""

from datetime import date

import pytest

from app.renderers import FORMATS
from app.renderers.apart import RenderingFailed, typeset_apart, write_apart, write_here
from tests.renderers.example import example


def test_what_takes_too_long_is_ended():
    with pytest.raises(RenderingFailed, match="more than"):
        write_apart("pdf", example(), None, seconds=0.01)
    with pytest.raises(RenderingFailed, match="more than"):
        typeset_apart("brief.typ", {}, date(2023, 12, 18), seconds=0.01)


def test_what_goes_wrong_in_there_is_told():
    with pytest.raises(RenderingFailed, match="pdf"):
        write_here("pdf", None, None)


def test_what_is_quick_needs_no_process():
    assert write_apart("md", example(), None) == FORMATS["md"].write(example(), None)
