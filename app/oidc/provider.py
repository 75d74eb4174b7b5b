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

from app.domain.identity import SignedOut, VouchedIdentity
from app.domain.refusal import Unproven
from app.oidc.provider_facts import ProviderFacts
from app.oidc.registration import Registration
from app.oidc.token import OtherKey, read, told, verified_email, vouched

ASSERTION_LASTS = timedelta(minutes=2)


class Provider:
    """One per process. Every call that asks the network is awaited outside any transaction."""

    def __init__(self, registration: Registration) -> None:
        self._us = registration
        self._facts = ProviderFacts(registration.issuer)

    @property
    def issuer(self) -> str:
        """By what the provider calls itself."""
        return self._us.issuer

    @property
    def label(self) -> str:
        """What people call the organisation, empty where nobody said."""
        return self._us.label

    async def entrance(self, back: str, *, state: str, nonce: str, verifier: str, now: datetime) -> str:
        """The address at which somebody shows who they are; from there they are sent `back`."""
        facts = await self._facts.described(now)
        address: str = prepare_grant_uri(
            facts.authorization,
            self._us.client_id,
            "code",
            redirect_uri=back,
            scope=self._us.scopes,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            acr_values=" ".join(self._us.levels) or None,
        )
        return address

    async def redeem(
        self, code: str, back: str, *, nonce: str, verifier: str, since: datetime, now: datetime
    ) -> tuple[VouchedIdentity, str | None]:
        """For whom a code vouches; and with what their address can still be asked, where it is not told yet.

        Refuses what does not hold.
        """
        given = await self._exchange(code, back, verifier, now)
        token = await self._read(given.get("id_token"), now)
        access = given.get("access_token")
        found = vouched(token, self._us, nonce=nonce, access_token=access, since=since, now=now)
        is_told = "email" in token.claims or not isinstance(access, str)
        return found, None if is_told else access

    async def with_email(self, found: VouchedIdentity, access: str, now: datetime) -> VouchedIdentity:
        """The same with their address: a provider need not put it in the token, and tells it apart."""
        facts = await self._facts.described(now)
        if facts.userinfo is None:
            return found
        claims = await self._facts.wire.get(facts.userinfo, access)
        if claims.get("sub") != found.subject:
            raise Unproven("userinfo")
        return replace(found, email=verified_email(claims))

    async def ended(self, logout_token: str, now: datetime) -> SignedOut:
        """Who signed out, as the provider tells. Refuses whatever it did not sign, or not for us."""
        return told(await self._read(logout_token, now), self._us, now)

    async def exit(self, onward: str, now: datetime) -> str | None:
        """The address at which one signs out at the organisation too, where it has one."""
        facts = await self._facts.described(now)
        if facts.end_session is None:
            return None
        asked = {"client_id": self._us.client_id, "post_logout_redirect_uri": onward}
        address: str = add_params_to_uri(facts.end_session, list(asked.items()))
        return address

    async def is_sender(self, named: str | None, now: datetime) -> bool:
        """Whether somebody who comes back was sent by the provider, where it names itself (RFC 9207)."""
        if named is None:
            return not (await self._facts.described(now)).names_itself
        return named == self._us.issuer

    async def _exchange(self, code: str, back: str, verifier: str, now: datetime) -> dict[str, Any]:
        """What the provider gives for a code, to whoever proves to be us (`private_key_jwt`)."""
        facts = await self._facts.described(now)
        made = int(now.timestamp())
        assertion = private_key_jwt_sign(
            self._us.key,
            self._us.client_id,
            facts.token,
            alg=self._us.algorithm,
            header={"kid": self._us.key.thumbprint()},
            issued_at=made,
            expires_in=int(ASSERTION_LASTS.total_seconds()),
        )
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": self._us.client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
        }
        status, given = await self._facts.wire.post(facts.token, form)
        if status != 200:
            raise Unproven("code")
        return given

    async def _read(self, token: object, now: datetime) -> Token:
        """A token that the provider signed; its keys are asked again where none of those known did."""
        facts = await self._facts.described(now)
        try:
            return read(token, await self._facts.keys(now), offered=facts.algorithms)
        except OtherKey:
            newer = await self._facts.newer_keys(now)
        if newer is None:
            raise Unproven("signature")
        try:
            return read(token, newer, offered=facts.algorithms)
        except OtherKey as wrong:
            raise Unproven("signature") from wrong
