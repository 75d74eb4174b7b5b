"""A column says once more to the database what the class says of it."""

from app.tables import metadata


def _text_of(default):
    return str(default.arg).strip("'")


def test_a_default_of_the_database_is_that_of_the_class():
    """Else seals of rows made before would break: only the default of the class is left out of a digest."""
    differ = [
        str(column)
        for table in metadata.sorted_tables
        for column in table.c
        if column.server_default is not None
        and (
            column.default is None
            or _text_of(column.server_default).lower() != str(column.default.arg).lower()
        )
    ]
    assert differ == []
