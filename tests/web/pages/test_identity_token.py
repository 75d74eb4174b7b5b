"""ID tokens of the provider: an invalid one lets nobody in."""

import re

import pytest

pytestmark = pytest.mark.signed_out


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


NOW = 1702897200
"""Eleven in the morning (UTC) of 18 December 2023, where the clock of the tests stands."""
CLAIMS = {
    "iss": {"claims": {"acr": "high", "iss": "https://elders.example"}},
    "aud": {"claims": {"acr": "high", "aud": "another client"}},
    "azp": {"claims": {"acr": "high", "aud": ["mijlpaal", "another"]}},
    "azp of another": {"claims": {"acr": "high", "azp": "another"}},
    "exp": {"claims": {"acr": "high", "exp": NOW - 61}},
    "exp is missing": {"claims": {"acr": "high"}, "omit": ["exp"]},
    "iat": {"claims": {"acr": "high", "iat": NOW + 61}},
    "iat from before": {"claims": {"acr": "high", "iat": NOW - 61}},
    "iat is missing": {"claims": {"acr": "high"}, "omit": ["iat"]},
    "iat is no number": {"claims": {"acr": "high", "iat": "now"}},
    "nonce": {"claims": {"acr": "high", "nonce": "another"}},
    "nonce is missing": {"claims": {"acr": "high"}, "omit": ["nonce"]},
    "at_hash": {"claims": {"acr": "high", "at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "acr": {"claims": {"acr": "low", "amr": ["mfa", "substantial"]}},
    "acr is missing": {"claims": {"amr": ["substantial"]}},
    "acr is a list": {"claims": {"acr": ["substantial"]}},
    "sub": {"claims": {"acr": "high", "sub": ""}},
    "sub is no text": {"claims": {"acr": "high", "sub": 17}},
}
SIGNATURES = {
    "signature of another": {"signs": "stranger"},
    "signature broken": {"signs": "badly"},
    "token without signature": {"signs": "none"},
    "token signed with what is public": {"signs": "secret"},
    "token": {"signs": "nothing"},
}


@pytest.mark.parametrize("tokens", [CLAIMS, SIGNATURES], ids=["claims", "signatures"])
async def test_no_invalid_token_lets_anybody_in(
    client, come_in, organisation, signed_in, last_trace, clock, tokens
):
    met = {}
    for name, token in tokens.items():
        organisation.told(clock(), **token)
        answer = await come_in(client)
        action, result, _, details = last_trace()
        why = re.search(r'"why":"(\w+)', details)
        met[name] = (answer.status_code, action, result, why and why[1])
    assert met == {name: (400, "sign_in.begin", "refused", name.split()[0]) for name in tokens}
    assert signed_in() == []


async def test_a_too_low_assurance_level_has_its_own_message(client, come_in, organisation, clock):
    organisation.told(clock(), claims={"acr": "low"})
    assert "met minder zekerheid dan hier nodig is" in (await come_in(client)).text
