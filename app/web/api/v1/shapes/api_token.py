"""The contract of the tokens of the one who asks."""

from datetime import datetime

from app.domain.api_token import TokenScope
from app.web.api.v1.shapes.values import Moment, Shape, Text


class ApiToken(Shape):
    """A token of your own; without a `programme` it opens every programme that you may read."""

    id: int
    scope: TokenScope
    programme: Text
    created_at: datetime
    expires_at: datetime
    last_used_at: Moment


class ApiTokenMade(ApiToken):
    """A token that was just made: its `secret` is told this once, and only its hash is kept."""

    secret: str
