"""How somebody signs in, and for how long that holds."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(hours=12)
"""However busy somebody is, after this they sign in again."""
IDLE = timedelta(minutes=60)
"""Who does nothing for so long has walked away."""
NOTED = timedelta(minutes=1)
"""Use is noted this often at most: a note is a write, and looking should cost none."""


class SignInMethod(StrEnum):
    """How somebody came in."""

    DEMO = "demo"
    PASSWORD = "password"  # nosec B105 # the name of a way in
    INVITATION = "invitation"
    OIDC = "oidc"


def is_due(noted_at: datetime | None, now: datetime) -> bool:
    """Whether use at this moment is to be noted."""
    return noted_at is None or now - noted_at >= NOTED


def name_browser(user_agent: str) -> str:
    """The browser and the system, as people call them; the whole header tells more than anybody needs."""
    name = next((called for pattern, called in _BROWSERS if re.search(pattern, user_agent)), "")
    system = next((called for pattern, called in _SYSTEMS if re.search(pattern, user_agent)), "")
    return ", ".join(filter(None, (name, system)))


# In this order: most browsers also carry the names of those that came before them.
_BROWSERS = (
    (r"\bEdg", "Edge"),
    (r"\bOPR/", "Opera"),
    (r"\bFirefox/|\bFxiOS/", "Firefox"),
    (r"\bChrome/|\bCriOS/", "Chrome"),
    (r"\bSafari/", "Safari"),
)
_SYSTEMS = (
    (r"\bAndroid\b", "Android"),
    (r"\biPhone\b|\biPad\b", "iOS"),
    (r"\bWindows\b", "Windows"),
    (r"\bMac OS X\b", "macOS"),
    (r"\bLinux\b|\bX11\b", "Linux"),
)
