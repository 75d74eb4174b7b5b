"""What is sent of a token."""

from typing import Annotated

from pydantic import Field

from app.domain.api_token import TokenScope
from app.web.api.v1.bodies.values import Body
from app.web.api.v1.filters import ProgrammeSlug


class NewApiToken(Body):
    """A token of your own; without days it lasts as long as usual, without a programme it is for all."""

    scope: TokenScope = TokenScope.READ
    days: Annotated[int, Field(strict=True)] | None = None
    programme: ProgrammeSlug | None = None
