"""What stands in the cell of a table, in the words in which it is read back."""

from datetime import date, datetime, time

import pytest

from app.domain.sheet import cell_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "ja"),
        (date(2023, 12, 8), "08-12-2023"),
        (datetime.combine(date(2023, 12, 8), time()), "08-12-2023"),
        (datetime.combine(date(2023, 12, 8), time(9, 30)), "08-12-2023 09:30"),
        (4.0, "4"),
        (4.5, "4,5"),
        (" twee \r\nregels ", "twee\n\nregels"),
    ],
)
def test_a_cell_says_what_people_write(value, text):
    assert cell_text(value) == text
