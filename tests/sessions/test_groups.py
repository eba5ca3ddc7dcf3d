"""Groups of a session: who is dealt, moving by hand, latecomers, and two hosts at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from sessions.models import Attendance, GroupMember, Run
from sessions.services import groups as services
from tests import factories
from trajectories.roles import Role


@pytest.fixture
def session(cast):
    cast.nanda = factories.user("Nanda Kreugel")
    factories.member(cast.nanda, Role.PROFESSIONAL, cast.zuid)
    return factories.learning_session(cast.trajectory, cast.noord, cast.zuid)


def deal(session, size=2, *, mixed=True):
    return services.deal_groups(learning_session=session, size=size, mixed=mixed, now=timezone.now())


def seats(session):
    """Group number → names."""
    found = {group.number: set() for group in session.breakout_groups.all()}
    for member in GroupMember.objects.filter(learning_session=session).select_related("group", "user"):
        found[member.group.number].add(member.user.first_name)
    return found


def group_of(person):
    return GroupMember.objects.select_related("group").get(user=person).group


def test_while_nobody_is_ticked_everybody_who_takes_part_is_dealt(session):
    assert deal(session) == 2
    dealt = seats(session)
    assert set.union(*dealt.values()) == {"Samira", "Joost", "Mehmet", "Nanda"}
    assert all(group & {"Samira", "Joost"} and group & {"Mehmet", "Nanda"} for group in dealt.values())


def test_within_teams_teams_stay_together(session):
    deal(session, mixed=False)
    assert sorted(map(sorted, seats(session).values())) == [["Joost", "Samira"], ["Mehmet", "Nanda"]]


def test_whoever_is_here_is_dealt_and_whoever_is_not_is_not(session, cast):
    for person, fields in {
        cast.samira: {"presence": "present"},
        cast.joost: {"presence": "late"},
        cast.mehmet: {"checked_in_at": timezone.now()},
        cast.nanda: {"presence": "excused", "checked_in_at": timezone.now()},
        cast.ruben: {"presence": "present"},
    }.items():
        Attendance.objects.create(learning_session=session, user=person, **fields)
    deal(session)
    assert list(seats(session).values()) == [{"Samira", "Joost", "Mehmet"}]


def test_of_one_person_no_group_is_made_and_what_there_was_stays(session, cast):
    deal(session)
    before = seats(session)
    Attendance.objects.create(learning_session=session, user=cast.samira, presence="present")
    with pytest.raises(services.TooFew):
        deal(session)
    assert seats(session) == before


def test_dealing_again_replaces_and_screens_follow(session):
    run = Run.objects.create(
        learning_session=session, item_started_at=timezone.now(), started_at=timezone.now()
    )
    deal(session)
    first = set(session.breakout_groups.values_list("pk", flat=True))
    deal(session, 4)
    assert [len(group) for group in seats(session).values()] == [4]
    assert not first & set(session.breakout_groups.values_list("pk", flat=True))
    run.refresh_from_db()
    assert run.version == 3


def move(session, *moves):
    return services.move_people(
        learning_session=session, moves=[services.Move(*each) for each in moves], now=timezone.now()
    )


def test_people_move_and_an_empty_group_goes(session, cast):
    deal(session, mixed=False)
    ours, theirs = str(group_of(cast.samira).pk), str(group_of(cast.mehmet).pk)
    assert move(session, (cast.samira.pk, ours, theirs), (cast.joost.pk, ours, ours)) == 1
    assert group_of(cast.samira).pk == group_of(cast.mehmet).pk
    assert move(session, (cast.joost.pk, ours, theirs)) == 1
    assert [len(group) for group in seats(session).values()] == [4]


def test_two_go_to_a_new_group_under_the_first_free_number(session, cast):
    deal(session, 4)
    old = str(group_of(cast.samira).pk)
    move(session, (cast.samira.pk, old, services.NEW_GROUP), (cast.mehmet.pk, old, services.NEW_GROUP))
    assert seats(session) == {1: {"Joost", "Nanda"}, 2: {"Samira", "Mehmet"}}


def test_a_move_from_a_stale_page_moves_nobody(session, cast):
    deal(session)
    old = {person: str(group_of(person).pk) for person in (cast.samira, cast.joost)}
    deal(session)
    before = seats(session)
    for stale in (
        [(cast.samira.pk, old[cast.samira], services.NOWHERE)],
        [(cast.samira.pk, str(group_of(cast.samira).pk), old[cast.joost])],
        [
            (cast.joost.pk, str(group_of(cast.joost).pk), services.NEW_GROUP),
            (cast.samira.pk, old[cast.samira], services.NEW_GROUP),
        ],
    ):
        with pytest.raises(services.GroupsChanged):
            move(session, *stale)
    assert seats(session) == before


def test_who_takes_no_part_is_not_moved_in(session, cast):
    deal(session)
    with pytest.raises(services.GroupsChanged):
        move(session, (cast.otto.pk, services.NOWHERE, str(group_of(cast.samira).pk)))
    assert not GroupMember.objects.filter(user=cast.otto).exists()


def test_who_left_the_team_can_be_taken_out(session, cast):
    deal(session)
    cast.joost.memberships.update(ends_on=factories.days(-1))
    move(session, (cast.joost.pk, str(group_of(cast.joost).pk), services.NOWHERE))
    assert not GroupMember.objects.filter(user=cast.joost).exists()


def test_a_latecomer_joins_the_smallest_group_once(session, cast):
    Attendance.objects.create(learning_session=session, user=cast.samira, presence="present")
    Attendance.objects.create(learning_session=session, user=cast.joost, presence="present")
    Attendance.objects.create(learning_session=session, user=cast.mehmet, presence="present")
    deal(session, 2)
    move(session, (cast.mehmet.pk, str(group_of(cast.mehmet).pk), services.NEW_GROUP))
    for _ in range(2):
        services.add_to_smallest(learning_session=session, user=cast.nanda)
    assert seats(session) == {1: {"Samira", "Joost"}, 2: {"Mehmet", "Nanda"}}


def test_without_groups_a_latecomer_waits(session, cast):
    assert services.add_to_smallest(learning_session=session, user=cast.nanda) is None


@pytest.mark.django_db(transaction=True)
def test_of_hosts_dealing_at_once_one_whole_dealing_stays(transactional_db):
    trajectory = factories.trajectory(factories.organisation())
    team = factories.team(trajectory)
    for number in range(7):
        factories.member(factories.user(f"Persoon{number} Proef"), Role.PROFESSIONAL, team)
    session = factories.learning_session(trajectory, team)
    hosts = 4
    start = Barrier(hosts)

    def host(number):
        try:
            start.wait(timeout=10)
            return services.deal_groups(
                learning_session=session, size=2 + number % 3, mixed=True, now=timezone.now()
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(hosts) as pool:
        numbers = list(pool.map(host, range(hosts)))
    dealt = seats(session)
    assert len(dealt) in numbers
    assert sorted(dealt) == list(range(1, len(dealt) + 1))
    assert len([name for group in dealt.values() for name in group]) == 7
    assert min(map(len, dealt.values())) >= 2
