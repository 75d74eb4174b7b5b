"""Random secrets, their hashes, passwords, and tokens that prove a form came from us."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.password import normalise

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class Cost(NamedTuple):
    """What one guess at a password costs: KiB of memory, walked through so many times."""

    memory: int
    passes: int


COST = Cost(memory=19 * 1024, passes=2)
"""Of argon2id, as OWASP's cheat sheet on storing passwords advises at the least."""


def fresh_secret() -> str:
    """A new secret of 256 bits, safe in a cookie or an address."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is stored of a random secret: SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def password_hashed(password: str, cost: Cost = COST) -> str:
    """What is stored of a password: argon2id with its own salt."""
    hasher = PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=1)
    return hasher.hash(normalise(password))


def nobodys(cost: Cost = COST) -> str:
    """The hash of a random password that nobody has, verified where an account has none."""
    salt_and_hash = "aoxCF0kBUxUif4KEnUPAaw$Z2DDEB1KBkTH+o4HPU9dVa5viMI8sJfiKDICTxCdxQA"
    return f"$argon2id$v=19$m={cost.memory},t={cost.passes},p=1${salt_and_hash}"


def is_password(stored: str | None, password: str, cost: Cost = COST) -> bool:
    """Whether this is the password; takes as long where none is stored, so that time tells nothing."""
    try:
        PasswordHasher().verify(stored or nobodys(cost), normalise(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_loopback(host: str) -> bool:
    """Whether an address or the name of a host is that of this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def derive_secret(key: str, purpose: str, secret: str) -> str:
    """Another secret made from this one under the installation's key, for one purpose: 43 characters."""
    digest = hmac.new(
        key.encode(), f"{purpose}:{secret}".encode("utf-8", "surrogatepass"), hashlib.sha256
    ).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def is_same(secret: str, other: str) -> bool:
    """Whether two secrets are the same, compared in constant time."""
    return hmac.compare_digest(
        secret.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def form_token(key: str, cookie: str, person_id: int | None = None) -> str:
    """A fresh token for a form: a random part, proof of the browser's cookie, and of who it was made for.

    The random part makes every form another, so that one that is sent twice is known.
    """
    nonce = secrets.token_urlsafe(12)
    owner = "" if person_id is None else derive_secret(key, "form-person", f"{nonce}:{person_id}")
    return f"{nonce}.{derive_secret(key, 'form', f'{nonce}:{cookie}')}.{owner}"


def is_form_token(key: str, cookie: str, token: str) -> bool:
    """Whether the token was made for the browser with this cookie."""
    nonce, _, proofs = token.partition(".")
    return is_same(proofs.partition(".")[0], derive_secret(key, "form", f"{nonce}:{cookie}"))


def is_form_token_of(key: str, person_id: int, token: str) -> bool:
    """Whether the token was made for this person, in whatever browser or sign-in."""
    nonce, _, proofs = token.partition(".")
    return is_same(proofs.partition(".")[2], derive_secret(key, "form-person", f"{nonce}:{person_id}"))


def names_person(token: str) -> bool:
    """Whether the token says that it was made for somebody who was signed in."""
    return bool(token.partition(".")[2].partition(".")[2])


class UnreadableSecret(Exception):
    """Something was encrypted under another key than that of now, or was changed since."""


def encrypt(key: str, purpose: str, secret: str) -> str:
    """Return a secret as it is stored where it must be read again: under the installation's key."""
    return _cipher(key, purpose).encrypt(secret.encode()).decode()


def decrypt(key: str, purpose: str, encrypted: str) -> str:
    """Return the secret. Raises `UnreadableSecret`."""
    from cryptography.fernet import InvalidToken

    try:
        return _cipher(key, purpose).decrypt(encrypted.encode()).decode()
    except InvalidToken as wrong:
        raise UnreadableSecret from wrong


def _cipher(key: str, purpose: str) -> "Fernet":
    from cryptography.fernet import Fernet  # slow to import, and rarely used

    return Fernet(derive_secret(key, f"encrypt:{purpose}", "") + "=")
