"""Reading what the provider signed, and checking what it says of whom and for whom."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.domain.identity import (
    LEEWAY,
    SignedOut,
    VouchedIdentity,
    is_sufficient_level,
    read_session,
    read_sign_out,
    read_subject,
    read_verified_email,
)
from app.domain.refusal import Unproven
from app.oidc.registration import Registration

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Only those by which nobody but the provider can sign: never `none`, and never a secret that two know."""


class UnknownKey(Exception):
    """None of the known keys signed this: perhaps the provider has a new one."""


def decode_token(token: object, keys: KeySet, *, offered: Collection[str]) -> jwt.Token:
    """Return a token whose signature holds; `offered` are the algorithms that the provider signs with.

    Raises `UnknownKey` where no key that is known has signed it, and refuses (`Unproven`) what is no token.
    """
    registry = JWSRegistry(
        algorithms=[algorithm for algorithm in ALGORITHMS if algorithm in offered], strict_check_header=False
    )
    if not isinstance(token, str):
        raise Unproven("token")
    try:
        return jwt.decode(token, keys, registry=registry)
    except (InvalidKeyIdError, BadSignatureError) as wrong:
        raise UnknownKey from wrong
    except (JoseError, ValueError, TypeError) as wrong:
        raise Unproven("token") from wrong


def check_identity(
    token: jwt.Token, by: Registration, *, nonce: str, access_token: object, since: datetime, now: datetime
) -> VouchedIdentity:
    """Return for whom a token vouches. OpenID Connect Core 3.1.3.7, and `acr` as OIDC NL GOV wants it.

    Refuses one that is of another issuer, for another, over, from before we asked (`since`), with another
    nonce or access token, or of somebody who was not authenticated well enough.
    """
    required: dict[str, Any] = {
        "iss": {"essential": True, "value": by.issuer},
        "aud": {"essential": True, "value": by.client_id},
    }
    parameters = {"nonce": nonce, "client_id": by.client_id, "access_token": access_token}
    claims = CodeIDToken(token.claims, token.header, required, parameters)
    try:
        claims.validate(now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()))
    except ClaimError as wrong:
        raise Unproven(wrong.claim) from wrong
    except (JoseError, ValueError, TypeError, AttributeError) as wrong:
        raise Unproven("claims") from wrong
    subject = read_subject(claims)
    if claims["iat"] < (since - LEEWAY).timestamp():
        raise Unproven("iat")
    if not is_sufficient_level(claims.get("acr"), by.levels):
        raise Unproven("acr", "Your organisation let you in with less proof than is needed here.")
    if subject is None:
        raise Unproven("sub")
    return VouchedIdentity(by.issuer, subject, read_session(claims), read_verified_email(claims))


def check_sign_out(token: jwt.Token, by: Registration, now: datetime) -> SignedOut:
    """Return who signed out, as the provider tells. Refuses what is no such message, or not for us."""
    sign_out = read_sign_out(token.claims, by.issuer, by.client_id, now)
    if isinstance(sign_out, str):
        raise Unproven(sign_out)
    return sign_out
