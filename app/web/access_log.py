"""What stands in an address and opens something stays out of the log of requests."""

import logging
import re

_SECRET = re.compile(r"(?<=/uitnodiging/)[^/?]+|(?<=[?&]code=)[^&]+|(?<=[?&]state=)[^&]+")


class Hide(logging.Filter):
    """Puts dots in place of secrets in whatever uvicorn logs of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the arguments of the record; every record is kept."""
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(a) if isinstance(a, str) else a for a in record.args)
        return True


def hidden(address: str) -> str:
    """The address with its secrets taken out."""
    return _SECRET.sub("…", address)


def install() -> None:
    """Hide from now on, once in a process."""
    log = logging.getLogger("uvicorn.access")
    if not any(isinstance(known, Hide) for known in log.filters):
        log.addFilter(Hide())
