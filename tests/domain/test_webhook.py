"""Which change is which event, where events may go, and when one is tried again."""

import re
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from app.domain.webhook.address import find_address_fault, is_allowed, read_networks
from app.domain.webhook.event import (
    KIND_BY_TYPE,
    TEST_TYPE,
    TYPES_BY_ACTION,
    UNTOLD,
    EventFilter,
    EventKind,
    name_subject,
)
from app.domain.webhook.retry import (
    MOST_ATTEMPTS,
    TIMEOUT,
    compute_pause,
    compute_rest,
    explain_failure,
    judge_answer,
)
from app.domain.wording.trace import ACTIONS
from app.settings import ROOT

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
RISK, RISK_ADDED = "risk", "nl.mijlpaal.risk.added.v1"


def test_every_action_of_the_trail_is_an_event_or_says_that_it_is_none():
    assert set(TYPES_BY_ACTION) | UNTOLD == set(ACTIONS) | {"report_file.keep"}
    assert not set(TYPES_BY_ACTION) & UNTOLD
    text = "".join(file.read_text() for file in sorted((ROOT / "app/actions").rglob("*.py")))
    named = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', text))
    assert named <= set(TYPES_BY_ACTION) | UNTOLD


def test_a_type_is_a_reverse_domain_name_with_one_version_and_names_what_it_is_of():
    for type in (*KIND_BY_TYPE, TEST_TYPE):
        assert re.fullmatch(r"nl\.mijlpaal\.[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v1", type), type
        assert len(re.findall(r"\bv\d", type)) == 1
    assert set(KIND_BY_TYPE.values()) == set(EventKind)
    assert [name_subject(kind, 1, "kust") for kind in ("action_line", "programme")] == [
        *("action-lines/1", "programmes/kust")
    ]


@pytest.mark.parametrize(
    ("wanted", "given", "is_wanted"),
    [
        (EventFilter(), (1, RISK_ADDED), True),
        (EventFilter(), (None, "nl.mijlpaal.party.added.v1"), True),
        (EventFilter(1), (1, RISK_ADDED), True),
        (EventFilter(1), (2, RISK_ADDED), False),
        (EventFilter(1), (None, "nl.mijlpaal.party.added.v1"), False),
        (EventFilter(kinds=frozenset({RISK})), (1, RISK_ADDED), True),
        (EventFilter(kinds=frozenset({RISK})), (1, "nl.mijlpaal.project.added.v1"), False),
        (EventFilter(types=frozenset({RISK_ADDED})), (1, RISK_ADDED), True),
        (EventFilter(types=frozenset({RISK_ADDED})), (1, "nl.mijlpaal.risk.changed.v1"), False),
        (EventFilter(kinds=frozenset({"project"}), types=frozenset({RISK_ADDED})), (1, RISK_ADDED), False),
    ],
)
def test_a_webhook_gets_what_its_filters_all_let_through(wanted, given, is_wanted):
    assert wanted.wants(*given) is is_wanted


INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::"),
    *("2002:a00:1::1", "2001:0:5ef5:79fb:0:0:80ff:fffe"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_no_form_of_an_address_inside_a_network_is_allowed(address):
    assert not is_allowed(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    assert find_address_fault(f"https://{host}/hook") is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_allowed_in_whatever_form(address):
    assert is_allowed(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://0177.0.0.1/",
        ),
        *("https://localhost/", "https://LOCALHOST./x", "https://server/", "https://db.internal/"),
        *("https://printer.local/", "https://a.localhost/", "https://metadata.google.internal/"),
        *("http://ontvanger.voorbeeld.nl/", "ftp://ontvanger.voorbeeld.nl/", "ontvanger.voorbeeld.nl", ""),
        *("https://u:p@ontvanger.voorbeeld.nl/", "https://@ontvanger.voorbeeld.nl/", "https://a.nl/#deel"),
        *(
            "https://a.nl:99999/",
            "https://a.nl:0/",
            "https://a.nl/ b",
            "https://a.nl\\@127.0.0.1/",
            "https://[::1/",
        ),
        *("https:///pad", "https://exämple.nl/", "https://a.nl/\n", "https://a.nl/" + "x" * 1000),
    ],
)
def test_an_address_to_which_nothing_may_be_sent_is_refused_when_it_is_filled_in(url):
    assert find_address_fault(url) is not None


def test_an_address_of_a_receiver_is_taken_as_it_is_written():
    for url in (
        "https://ontvanger.voorbeeld.nl",
        "https://ontvanger.voorbeeld.nl:8443/a?b=c",
        "https://8.8.8.8/",
        "https://3dprinten.nl/",  # begins with a digit, and is no number of an address
    ):
        assert find_address_fault(url) is None, url


def test_a_network_that_the_deployer_allows_is_open_and_no_other():
    allowed = read_networks("10.1.0.0/16 ::1/128")
    assert is_allowed(ip_address("10.1.2.3"), allowed)
    assert is_allowed(ip_address("::ffff:10.1.2.3"), allowed)
    assert not is_allowed(ip_address("10.2.0.1"), allowed)
    assert find_address_fault("http://10.1.2.3:9000/", allowed) is None
    assert find_address_fault("http://8.8.8.8/", allowed) is not None  # what leaves the network is encrypted
    assert find_address_fault("https://127.0.0.1/", allowed) is not None
    with pytest.raises(ValueError, match="nonsense"):
        read_networks("10.0.0.0/8 nonsense")


def test_pauses_grow_five_times_and_the_last_attempt_comes_within_three_days():
    pauses = [compute_pause(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=25), timedelta(seconds=125)]
    assert pauses == sorted(pauses)
    assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(days=3)
    assert max(compute_rest(failures) for failures in range(1, 50)) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 15 Jan 2024 09:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 15 Jan 2024 08:00:00 GMT", timedelta(seconds=5)),
        ("1", timedelta(seconds=5)),
        ("99999999999999", timedelta(hours=24)),
        ("straks", timedelta(seconds=5)),
        ("", timedelta(seconds=5)),
    ],
)
def test_a_receiver_says_how_long_to_wait_within_bounds(retry_after, waits):
    outcome = judge_answer(503, retry_after, NOW)
    assert compute_pause(1, outcome.retry_after) == waits


@pytest.mark.parametrize(
    ("status", "judged"),
    [
        *((200, (True, False, False)), (204, (True, False, False))),
        *((301, (False, False, False)), (308, (False, False, False)), (400, (False, False, False))),
        *((410, (False, False, True)), (429, (False, True, False)), (500, (False, False, False))),
        (503, (False, True, False)),
    ],
)
def test_only_a_2xx_delivers_and_an_outage_is_told_from_an_event_that_is_refused(status, judged):
    outcome = judge_answer(status, "", NOW)
    assert (outcome.is_delivered, outcome.is_outage, outcome.is_gone) == judged


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (TIMEOUT, "did not answer in time"),
        ("status 302", "refers to another address (302)"),
        ("status 500", "an error (500)"),
    ],
)
def test_why_an_event_did_not_arrive_is_told_in_words(failure, words):
    assert words in str(explain_failure(failure))
