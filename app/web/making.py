"""Making a file for a request: apart, in limited places, once for all who ask; a failure told in words."""

import logging
from collections.abc import Callable, Hashable
from typing import TypeVar

from app.domain.language import _
from app.domain.refusal import NotMade
from app.renderers.apart import RenderingFailed
from app.web.flights import REST
from app.web.state import AppState

T = TypeVar("T")

CANNOT_BE_MADE = _(
    "This file cannot be made now. Try again in a few minutes. If it still fails then, ask the "
    "administrator to look at it."
)
CANNOT_BE_MADE_SO = _(
    "This file cannot be made now. Try again in a few minutes, or take the report in another form. If it "
    "still fails then, ask the administrator to look at it."
)
"""Of a report, which there is in other forms too."""

_LOG = logging.getLogger("mijlpaal.files")


async def make_file(
    app_state: AppState, key: Hashable, make: Callable[[], T], *, is_slow: bool, words: str = CANNOT_BE_MADE
) -> T:
    """Return what `make` makes, where no session may be open. Refuses (`NotMade`) where it cannot be made."""
    limiter = app_state.slow_files if is_slow else app_state.quick_files
    try:
        return await app_state.flights.make(key, make, limiter, app_state.now)
    except RenderingFailed as failed:
        _LOG.warning("a file cannot be made: %s", failed)
        raise NotMade(words, wait=int(REST.total_seconds())) from failed
