"""The door to one's own organisation: it is there only where a provider is set."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from app.domain.refusal import NotFound
from app.web.deps import AppStateDep
from app.web.state import AppState

if TYPE_CHECKING:  # loaded with the provider itself: it takes long
    from app.oidc.provider import Provider


@dataclass(frozen=True, slots=True)
class OrganisationDoor:
    """An opened door: a provider that can be asked."""

    request: Request
    app_state: AppState
    provider: "Provider"

    def address(self, name: str) -> str:
        """One of our own addresses as the provider knows it: from the settings, never from a request."""
        path: str = self.request.app.state.paths(name)
        return self.app_state.settings.public_url.rstrip("/") + path


async def organisation(request: Request, app_state: AppStateDep) -> OrganisationDoor:
    """The organisation's own provider. There is no such page without one."""
    if app_state.provider is None:
        raise NotFound("There is no organisation to sign in through.")
    return OrganisationDoor(request, app_state, app_state.provider)


Organisation = Annotated[OrganisationDoor, Depends(organisation)]
