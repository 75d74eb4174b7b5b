"""Asking another organisation who somebody is: OpenID Connect, by the Dutch government profile."""

from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from app.oidc.provider import Provider


def open_provider(settings: Settings) -> "Provider | None":
    """Return the organisation's own provider, none where none is set. Refuses settings that cannot be used.

    The libraries are imported only where there is one: that takes half a second.
    """
    if not (settings.oidc_issuer or settings.oidc_client_id or settings.oidc_key_file):
        return None
    from app.oidc.provider import Provider
    from app.oidc.registration import read_registration

    return Provider(read_registration(settings))
