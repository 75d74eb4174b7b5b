"""Asking another organisation who somebody is: OpenID Connect, as the Dutch government profile wants it."""

from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from app.oidc.provider import Provider


def provider_of(given: Settings) -> "Provider | None":
    """The organisation's own provider, none where none is set. Refuses settings that cannot be used.

    What speaks its language is loaded only where it is spoken: it takes half a second.
    """
    if not (given.oidc_issuer or given.oidc_client_id or given.oidc_key_file):
        return None
    from app.oidc.provider import Provider
    from app.oidc.registration import registration_of

    return Provider(registration_of(given))
