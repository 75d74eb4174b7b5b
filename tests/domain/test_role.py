"""The one table of who may do what, and what follows from the roles that a person holds."""

import pytest

from app.domain.role import GIVES, IS, MAY, MEANS, Ability, Grant, Rights, Role

HERE, THERE, FUND = 1, 2, 7
ANA, BEA = 10, 11


def rights(*grants, person=ANA):
    return Rights(person, grants)


def test_the_table_covers_every_role_and_every_ability():
    assert set(MAY) == set(GIVES) == set(IS) == set(Role)
    assert set(MEANS) == set(Ability) == set().union(*MAY.values())


def test_whoever_may_do_anything_may_read():
    assert [role for role in Role if Ability.READ not in MAY[role]] == []


def test_nobody_can_give_a_role_with_more_abilities_than_their_own():
    """But for leading and signing: whoever manages people and does neither themselves says who may."""
    beyond = {(giver, role) for giver in Role for role in GIVES[giver] if MAY[role] - MAY[giver]}
    assert beyond == {
        *((Role.ADMIN, Role.OFFICE), (Role.ADMIN, Role.LEAD), (Role.OFFICE, Role.LEAD)),
        *((Role.ADMIN, Role.SPONSOR), (Role.OFFICE, Role.SPONSOR)),
    }
    assert [role for role in Role if GIVES[role] and Ability.MANAGE_PEOPLE not in MAY[role]] == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_a_role_in_one_programme_is_none_in_another(role):
    held = rights(Grant(role, HERE))
    assert (held.may_read(HERE), held.may_read(THERE)) == (True, False)
    assert held.readable() == {HERE}
    assert not held.may_update(THERE, ANA)
    assert not any(held.may_give(given, where) for given in Role for where in (THERE, None))


def test_a_lead_updates_their_own_and_the_office_updates_all():
    lead, office = rights(Grant(Role.LEAD, HERE)), rights(Grant(Role.OFFICE, HERE))
    assert [who.may_update(HERE, ANA, None) for who in (lead, office)] == [True, True]
    assert [who.may_update(HERE, BEA, None) for who in (lead, office)] == [False, True]


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.READER, Role.ADMIN])
def test_to_be_named_as_lead_is_not_enough(role):
    assert not rights(Grant(role, None if role is Role.ADMIN else HERE)).may_update(HERE, ANA)


def test_the_office_gives_roles_in_its_own_programme_and_makes_no_administrator():
    office = rights(Grant(Role.OFFICE, HERE))
    assert {role for role in Role if office.may_give(role, HERE)} == set(Role) - {Role.ADMIN}
    assert not office.may_give(Role.ADMIN, None)
    assert office.managed() == {HERE}


def test_an_administrator_gives_every_role_everywhere():
    admin = rights(Grant(Role.ADMIN))
    assert all(admin.may_give(role, where) for role in Role for where in (HERE, THERE, None))
    assert (admin.managed(), admin.readable()) == (None, None)


@pytest.mark.parametrize("role", [Role.LEAD, Role.SPONSOR, Role.READER])
def test_other_roles_give_nothing_and_manage_nobody(role):
    held = rights(Grant(role, HERE))
    assert not any(held.may_give(given, HERE) for given in Role)
    assert not held.manages_people


def test_a_sponsor_acts_for_the_party_named_in_that_programme():
    sponsor = rights(Grant(Role.SPONSOR, HERE, FUND), Grant(Role.READER, THERE))
    assert (sponsor.acts_for(HERE), sponsor.acts_for(THERE)) == ({FUND}, frozenset())


def test_several_roles_add_up():
    both = rights(Grant(Role.READER, HERE), Grant(Role.LEAD, THERE))
    assert both.readable() == {HERE, THERE}
    assert (both.may_update(HERE, ANA), both.may_update(THERE, ANA)) == (False, True)


def test_only_an_administrator_of_the_installation_administers_it():
    assert rights(Grant(Role.ADMIN)).administers
    assert not rights(Grant(Role.ADMIN, HERE)).administers
    assert not any(rights(Grant(role, HERE)).administers for role in Role)


def test_sponsors_sign_and_remark_and_the_office_runs_the_round_and_remarks():
    sponsor, office = rights(Grant(Role.SPONSOR, HERE, FUND)), rights(Grant(Role.OFFICE, HERE))
    rows = [(who.may_sign(HERE), who.may_comment(HERE), who.may_run_round(HERE)) for who in (sponsor, office)]
    assert rows == [(True, True, False), (False, True, True)]
    assert not sponsor.may_sign(THERE)


def test_an_office_manages_whom_it_could_give_every_role_and_an_administrator_everybody():
    office, admin = Rights(1, (Grant(Role.OFFICE, 7),)), Rights(2, (Grant(Role.ADMIN),))
    grant_here, elsewhere = Grant(Role.LEAD, 7), Grant(Role.READER, 8)
    assert office.manages_all([grant_here])
    assert not any(
        office.manages_all(held) for held in ([], [grant_here, elsewhere], [grant_here, Grant(Role.ADMIN)])
    )
    assert all(admin.manages_all(held) for held in ([], [elsewhere], [Grant(Role.ADMIN)]))
