"""Random secrets, their hashes, and tokens that prove a form came from us."""

import hashlib
import hmac
import secrets


def fresh_secret() -> str:
    """A new secret of 256 bits, safe in a cookie or an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is stored of a random secret: SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_token(key: str, cookie: str) -> str:
    """The token that a form carries: an HMAC of the browser's cookie under the installation's key."""
    return hmac.new(key.encode(), b"form:" + cookie.encode(), hashlib.sha256).hexdigest()


def is_form_token(key: str, cookie: str, token: str) -> bool:
    """Whether the token belongs to this cookie, compared in constant time."""
    return hmac.compare_digest(form_token(key, cookie).encode(), token.encode("utf-8", "surrogatepass"))
