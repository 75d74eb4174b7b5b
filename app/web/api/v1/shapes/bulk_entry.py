"""The contract of what was made and changed at once."""

from datetime import datetime

from app.web.api.v1.shapes.report import Record
from app.web.api.v1.shapes.values import Shape


class BulkEntry(Shape):
    """What was saved as one: all that was `made`, in the order of the request, and all that was `changed`.

    It can be undone as one, as long as nobody changed any of it.
    """

    id: int
    programme: str
    recorded_at: datetime
    undone: bool
    made: tuple[Record, ...]
    changed: tuple[Record, ...]
    version: int
