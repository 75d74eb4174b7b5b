"""How this installation is known to the provider, and the key with which it proves to be itself."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from app.domain.refusal import Conflict
from app.settings import Settings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384"}
SHORTEST_RSA = 2048
"""Bits."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What the provider and this installation have agreed on."""

    issuer: str
    client_id: str
    key: RSAKey | ECKey
    algorithm: str
    """With which the key signs (RFC 7518)."""
    levels: tuple[str, ...]
    """Of authentication: any of these is good enough, and so is everything where none is named."""
    scopes: str
    label: str


def read_registration(settings: Settings) -> Registration:
    """Return what the settings say.

    Refuses half of it, plain http to another machine, and a key that cannot be used.
    """
    required = {
        "MIJLPAAL_OIDC_ISSUER": settings.oidc_issuer,
        "MIJLPAAL_OIDC_CLIENT_ID": settings.oidc_client_id,
        "MIJLPAAL_OIDC_KEY_FILE": settings.oidc_key_file,
    }
    for name, value in required.items():
        if not value:
            raise Conflict("%(name)s is required too for signing in through the organisation.", name=name)
    assert settings.oidc_issuer is not None
    assert settings.oidc_client_id is not None
    assert settings.oidc_key_file is not None
    for name, address in {
        "MIJLPAAL_OIDC_ISSUER": settings.oidc_issuer,
        "MIJLPAAL_PUBLIC_URL": settings.public_url,
    }.items():
        if not is_safe(address):
            raise Conflict("%(name)s has to be an address with https.", name=name)
    key, algorithm = _load_key(settings.oidc_key_file)
    return Registration(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        key=key,
        algorithm=algorithm,
        levels=tuple(settings.oidc_acr.split()),
        scopes=settings.oidc_scopes,
        label=settings.oidc_label,
    )


def is_safe(address: str) -> bool:
    """Whether what is sent to an address stays between us: by TLS, or on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))


def _load_key(file: Path) -> tuple[RSAKey | ECKey, str]:
    """The key in a file: RSA of 2048 bits or more, or a curve of NIST."""
    try:
        pem = file.read_bytes()
        key = load_pem_private_key(pem, None)
        if isinstance(key, RSAPrivateKey) and key.key_size >= SHORTEST_RSA:
            return RSAKey.import_key(pem), "RS256"
        if isinstance(key, EllipticCurvePrivateKey) and key.curve.name in _CURVES:
            return ECKey.import_key(pem), _CURVES[key.curve.name]
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm, JoseError) as wrong:
        raise Conflict("%(name)s holds no private key.", name="MIJLPAAL_OIDC_KEY_FILE") from wrong
    raise Conflict(
        "%(name)s has to hold an RSA key of %(bits)s bits or more, or one of the curve P-256 or P-384.",
        name="MIJLPAAL_OIDC_KEY_FILE",
        bits=SHORTEST_RSA,
    )
