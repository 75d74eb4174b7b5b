"""The organisation's own provider: where it sends people, what a code is worth, and who signed out."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7523.client import ASSERTION_TYPE
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwt import Token

from app.domain.identity import SignedOut, VouchedIdentity, read_verified_email
from app.domain.refusal import Unproven
from app.oidc.discovery import Discovery
from app.oidc.registration import Registration
from app.oidc.token import UnknownKey, check_identity, check_sign_out, decode_token

ASSERTION_LASTS = timedelta(minutes=2)


class Provider:
    """The provider, one object per process. Await its calls over the network outside any transaction."""

    def __init__(self, registration: Registration) -> None:
        self._registration = registration
        self._discovery = Discovery(registration.issuer)

    @property
    def issuer(self) -> str:
        """By what the provider calls itself."""
        return self._registration.issuer

    @property
    def label(self) -> str:
        """What people call the organisation, empty where nobody said."""
        return self._registration.label

    async def build_sign_in_address(
        self, back: str, *, state: str, nonce: str, verifier: str, now: datetime
    ) -> str:
        """Return the address at which somebody shows who they are; from there they are sent `back`."""
        metadata = await self._discovery.get_metadata(now)
        address: str = prepare_grant_uri(
            metadata.authorization,
            self._registration.client_id,
            "code",
            redirect_uri=back,
            scope=self._registration.scopes,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            acr_values=" ".join(self._registration.levels) or None,
        )
        return address

    async def redeem(
        self, code: str, back: str, *, nonce: str, verifier: str, since: datetime, now: datetime
    ) -> tuple[VouchedIdentity, str | None]:
        """Return for whom a code vouches, and the token with which their address can be asked where it lacks.

        Refuses what does not hold.
        """
        tokens = await self._exchange(code, back, verifier, now)
        token = await self._read(tokens.get("id_token"), now)
        access = tokens.get("access_token")
        identity = check_identity(
            token, self._registration, nonce=nonce, access_token=access, since=since, now=now
        )
        is_told = "email" in token.claims or not isinstance(access, str)
        return identity, None if is_told else access

    async def add_email(self, identity: VouchedIdentity, access: str, now: datetime) -> VouchedIdentity:
        """Return the same with their address, which a provider need not put in the token."""
        metadata = await self._discovery.get_metadata(now)
        if metadata.userinfo is None:
            return identity
        claims = await self._discovery.client.get(metadata.userinfo, access)
        if claims.get("sub") != identity.subject:
            raise Unproven("userinfo")
        return replace(identity, email=read_verified_email(claims))

    async def read_sign_out(self, logout_token: str, now: datetime) -> SignedOut:
        """Return who signed out, as the provider tells. Refuses what it did not sign, or not for us."""
        return check_sign_out(await self._read(logout_token, now), self._registration, now)

    async def build_sign_out_address(self, onward: str, now: datetime) -> str | None:
        """Return the address at which one signs out at the organisation too, none where it has none."""
        metadata = await self._discovery.get_metadata(now)
        if metadata.end_session is None:
            return None
        parameters = {"client_id": self._registration.client_id, "post_logout_redirect_uri": onward}
        address: str = add_params_to_uri(metadata.end_session, list(parameters.items()))
        return address

    async def is_sender(self, named: str | None, now: datetime) -> bool:
        """Whether somebody who comes back was sent by the provider, where it names itself (RFC 9207)."""
        if named is None:
            return not (await self._discovery.get_metadata(now)).names_itself
        return named == self._registration.issuer

    async def _exchange(self, code: str, back: str, verifier: str, now: datetime) -> dict[str, Any]:
        """What the provider gives for a code, to whoever proves to be us (`private_key_jwt`)."""
        metadata = await self._discovery.get_metadata(now)
        issued_at = int(now.timestamp())
        assertion = private_key_jwt_sign(
            self._registration.key,
            self._registration.client_id,
            metadata.token,
            alg=self._registration.algorithm,
            header={"kid": self._registration.key.thumbprint()},
            issued_at=issued_at,
            expires_in=int(ASSERTION_LASTS.total_seconds()),
        )
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": self._registration.client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
        }
        status, tokens = await self._discovery.client.post(metadata.token, form)
        if status != 200:
            raise Unproven("code")
        return tokens

    async def _read(self, token: object, now: datetime) -> Token:
        """A token that the provider signed; its keys are asked again where none of those known did."""
        metadata = await self._discovery.get_metadata(now)
        try:
            return decode_token(token, await self._discovery.get_keys(now), offered=metadata.algorithms)
        except UnknownKey:
            newer = await self._discovery.refetch_keys(now)
        if newer is None:
            raise Unproven("signature")
        try:
            return decode_token(token, newer, offered=metadata.algorithms)
        except UnknownKey as wrong:
            raise Unproven("signature") from wrong
