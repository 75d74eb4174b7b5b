"""What is kept of secrets and passwords."""

from argon2 import extract_parameters

from app.security import COST, is_loopback, is_password, nobodys, password_hashed


def test_a_password_is_known_again_however_its_accents_are_typed():
    stored = password_hashed("één lange zin met é")
    assert stored.startswith("$argon2id$")
    assert is_password(stored, "e\u0301e\u0301n lange zin met e\u0301")
    assert not is_password(stored, "een lange zin met e")
    assert stored != password_hashed("één lange zin met é")


def test_where_no_password_is_kept_none_is_right_and_it_costs_as_much():
    assert not is_password(None, "wat dan ook")
    assert not is_password("geen hash", "wat dan ook")
    assert extract_parameters(nobodys()) == extract_parameters(password_hashed("wat dan ook"))


def test_a_guess_costs_what_is_advised_at_the_least():
    kept = extract_parameters(password_hashed("wat dan ook"))
    assert (kept.memory_cost, kept.time_cost) == COST
    assert COST.memory >= 19 * 1024
    assert COST.passes >= 2


def test_this_machine_is_known_by_its_addresses():
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.0.2.1", "mijlpaal.example", "localhost.example", "")))
