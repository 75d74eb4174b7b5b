"""A provider of OpenID Connect in a process of its own, that checks what it is sent and misbehaves when told.

`python -m tests.machine.oidc_provider EAR KEY`: it listens at a socket that it inherits, by the number of its
file, and knows one client, by the public key (JWK) that is given.
"""

import asyncio
import hmac
import json
import secrets
import socket
import sys
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import httpx
import uvicorn
from fastapi import Body, FastAPI, Header, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.util import urlsafe_b64encode

CLIENT = "mijlpaal"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

AS_AGREED: dict[str, Any] = {
    "now": 0,
    "person": {"sub": "b-1", "email": "Bram@voorbeeld.nl", "email_verified": True},
    "claims": {"acr": "substantial", "sid": "s-1"},
    "omit": [],
    "signs": "own",
    "tells_address_apart": False,
    "asks": False,
    "down": [],
    "waits": [],
    "answers": {},
    "described": {},
    "home": "https://mijlpaal.test",
}
"""What it does unless told otherwise; `down` and `waits` name paths, `answers` replaces what they answer."""

app = FastAPI(openapi_url=None)
own, stranger = RSAKey.generate_key(2048, auto_kid=True), RSAKey.generate_key(2048, auto_kid=True)


class Memory:
    """What it was told, who it knows, and what it saw."""

    issuer = ""
    client_key: ECKey
    keys: list[RSAKey]
    told: dict[str, Any]
    codes: dict[str, dict[str, str]]
    assertions: set[str]
    seen: list[str]

    def forget(self) -> None:
        self.keys, self.told = [own], dict(AS_AGREED)
        self.codes, self.assertions, self.seen = {}, set(), []


memory = Memory()


@app.middleware("http")
async def answer(request: Request, go_on: Any) -> Response:
    """Notes what is asked; where told so, it is down, or answers something else."""
    path = request.url.path
    memory.seen.append(path)
    while path in memory.told["waits"]:
        await asyncio.sleep(0.01)
    if path in memory.told["down"]:
        return Response("Bad gateway", 502)
    if path in memory.told["answers"]:
        return Response(memory.told["answers"][path])
    found: Response = await go_on(request)
    return found


@app.put("/told")
def tell(more: Annotated[dict[str, Any], Body()]) -> None:
    """From the beginning, but for this."""
    memory.forget()
    memory.told |= more


@app.patch("/told")
def tell_also(more: Annotated[dict[str, Any], Body()]) -> None:
    """As it was, but for this."""
    memory.told |= more


@app.get("/seen")
def seen() -> list[str]:
    """The paths that were asked for."""
    return memory.seen


@app.post("/rotated")
def rotate() -> None:
    """From now on there is another key."""
    memory.keys = [RSAKey.generate_key(2048, auto_kid=True)]


@app.post("/signed")
def sign_anything(claims: Annotated[dict[str, Any], Body()]) -> str:
    """A token with these claims, signed as it is told to sign."""
    return _signed(claims)


@app.get("/.well-known/openid-configuration")
def describe() -> dict[str, Any]:
    """OpenID Connect Discovery 1.0."""
    here = memory.issuer
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/authorize",
        "token_endpoint": f"{here}/token",
        "jwks_uri": f"{here}/keys",
        "userinfo_endpoint": f"{here}/userinfo",
        "end_session_endpoint": f"{here}/end",
        "id_token_signing_alg_values_supported": ["RS256"],
        **memory.told["described"],
    }


@app.get("/keys")
def keys() -> Any:
    """Public halves only."""
    return KeySet(list(memory.keys)).as_dict(private=False)


@app.get("/authorize")
def authorize(request: Request, consent: str = "") -> Response:
    """Code flow with PKCE S256, `state` and `nonce`, and an exact address to go back to."""
    asked = dict(request.query_params)
    back = f"{memory.told['home']}/aanmelden/organisatie/terug"
    must = {
        "client_id": CLIENT,
        "response_type": "code",
        "redirect_uri": back,
        "code_challenge_method": "S256",
    }
    wrong = [name for name, value in must.items() if asked.get(name) != value]
    wrong += [name for name in ("state", "nonce", "code_challenge") if len(asked.get(name, "")) < 43]
    if wrong or "openid" not in asked["scope"].split():
        raise HTTPException(400, f"wrong: {wrong}")
    if memory.told["asks"] and not consent:
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{value}">' for name, value in asked.items()
        )
        button = '<button name="consent" value="yes">Ja, dat ben ik</button>'
        return HTMLResponse(f"<!DOCTYPE html><title>Provider</title><form>{fields}{button}</form>")
    code = secrets.token_urlsafe(16)
    memory.codes[code] = asked
    sent = {"code": code, "state": asked["state"], "iss": memory.issuer}
    return RedirectResponse(f"{back}?{urlencode(sent)}", 302)


@app.post("/token")
async def redeem(request: Request) -> Response:
    """Who redeems is the client, by its own key and no secret, and the one who asked, by the verifier."""
    form = dict(parse_qsl((await request.body()).decode()))
    asked = memory.codes.pop(form.get("code", ""), None)
    if wrong := _wrong_client(request, form):
        return JSONResponse({"error": "invalid_client", "error_description": wrong}, 401)
    challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).decode()
    if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
        return JSONResponse({"error": "invalid_grant"}, 400)
    access = secrets.token_urlsafe(16)
    half = sha256(access.encode()).digest()[:16]
    claims = {"iss": memory.issuer, "aud": CLIENT, "nonce": asked["nonce"], "iat": memory.told["now"]}
    claims |= {"exp": memory.told["now"] + 300, "at_hash": urlsafe_b64encode(half).decode()}
    person = memory.told["person"]
    claims |= {"sub": person["sub"]} if memory.told["tells_address_apart"] else person
    claims |= memory.told["claims"]
    told = {name: value for name, value in claims.items() if name not in memory.told["omit"]}
    memory.told["access"] = access
    return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": _signed(told)})


@app.get("/userinfo")
def userinfo(authorization: Annotated[str, Header()] = "") -> Any:
    """What it knows of whom this access is."""
    if authorization != f"Bearer {memory.told['access']}":
        raise HTTPException(401)
    return memory.told["person"] | memory.told.get("userinfo", {})


@app.get("/end")
async def end(client_id: str, post_logout_redirect_uri: str) -> Response:
    """Sign out here, and tell the client that every session of this person has ended."""
    home = memory.told["home"]
    if client_id != CLIENT or post_logout_redirect_uri != f"{home}/aanmelden":
        raise HTTPException(400)
    claims = {
        "iss": memory.issuer,
        "aud": CLIENT,
        "sub": memory.told["person"]["sub"],
        "events": {LOGOUT: {}},
    }
    claims |= {"iat": memory.told["now"], "exp": memory.told["now"] + 120, "jti": secrets.token_urlsafe(16)}
    async with httpx.AsyncClient() as client:
        form = {"logout_token": _signed(claims)}
        await client.post(f"{home}/afmelden/organisatie/bericht", data=form)
    return RedirectResponse(post_logout_redirect_uri, 302)


def _wrong_client(request: Request, form: dict[str, str]) -> str:
    """What is wrong with how the client proves to be itself (RFC 7523), empty where nothing is."""
    if "client_secret" in form or "authorization" in request.headers:
        return "a secret was sent"
    if form.get("client_assertion_type") != BEARER or form.get("grant_type") != "authorization_code":
        return "no assertion"
    try:
        token = jwt.decode(form["client_assertion"], memory.client_key, algorithms=["ES256"])
    except (JoseError, ValueError, KeyError) as wrong:
        return f"no signature: {wrong}"
    claims, now = token.claims, memory.told["now"]
    expected = {"iss": CLIENT, "sub": CLIENT, "aud": f"{memory.issuer}/token", "iat": now, "exp": now + 120}
    if {name: claims.get(name) for name in expected} != expected:
        return "other claims"
    if token.header.get("kid") != memory.client_key.thumbprint() or claims["jti"] in memory.assertions:
        return "another key, or used before"
    memory.assertions.add(claims["jti"])
    return ""


def _signed(claims: dict[str, Any]) -> str:
    key = memory.keys[0]
    match memory.told["signs"]:
        case "stranger":  # under the name of its own key
            return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, stranger)
        case "none":
            return f"{_unsigned({'alg': 'none'}, claims)}."
        case "secret":  # the public key that everybody knows, as if it were a secret
            text = _unsigned({"alg": "HS256", "kid": key.kid}, claims)
            made = hmac.digest(key.as_pem(private=False), text.encode(), "sha256")
            return f"{text}.{urlsafe_b64encode(made).decode()}"
        case "badly":
            return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)[:-8] + "AAAAAAAA"
        case "nothing":
            return "no token at all"
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def _unsigned(*parts: dict[str, Any]) -> str:
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts)


if __name__ == "__main__":
    ear, public_key = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    memory.issuer = f"http://127.0.0.1:{ear.getsockname()[1]}"
    memory.client_key = ECKey.import_key(json.loads(public_key))
    memory.forget()
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[ear])
