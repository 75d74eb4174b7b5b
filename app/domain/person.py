"""What stands in the place of a name and an address that were erased."""

import re


def erased_name(person_id: int) -> str:
    """Return what an erased person is called: their number, so that facts still tell them apart."""
    return f"Oud-medewerker {person_id}"


def erased_address(person_id: int) -> str:
    """Return an address to which no letter can go: `.invalid` is nobody's (RFC 2606)."""
    return f"oud-medewerker-{person_id}@mijlpaal.invalid"


def find_name(name: str) -> re.Pattern[str]:
    """Return what finds a whole name or address: “Noor” is not in “Noordwijk”, “j@x.nl” not in “a.j@x.nl”.

    A name may end in any sign, as in “Jansen jr.”
    """
    if "@" in name:
        return re.compile(rf"(?<![\w.+'-]){re.escape(name)}(?![\w-]|\.\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
