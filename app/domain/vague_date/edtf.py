"""Writes days and stretches as EDTF (ISO 8601-2): only what the `edtf` library reads alike."""

from datetime import date


def day(when: date, soft: bool = False) -> str:
    """2024-03-21, or 2024-03-21~ for about that day."""
    return when.isoformat() + "~" * soft


def month(when: date, soft: bool = False) -> str:
    """2024-03, or 2024-03~ for about that month."""
    return when.isoformat()[:7] + "~" * soft


def season(year: int, which: int) -> str:
    """2024-21 to 2024-23 for spring, summer and autumn; winter has months of its own."""
    return f"{year:04}-{20 + which}"


def quarter(year: int, which: int) -> str:
    """2024-33 to 2024-36."""
    return f"{year:04}-{32 + which}"


def half(year: int, which: int) -> str:
    """2024-40 and 2024-41."""
    return f"{year:04}-{39 + which}"


def until(latest: date) -> str:
    """Open before: ../2024-06-20."""
    return f"../{day(latest)}"


def since(earliest: date) -> str:
    """Open after: 2024-01-01/..."""
    return f"{day(earliest)}/.."
