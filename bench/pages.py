"""Pages and a POST, each against the floor, in this process."""

import uuid

from django.core.handlers.wsgi import WSGIHandler
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from bench import floor
from bench.browser import Browser
from bench.lines import Line
from bench.queries import counted
from bench.race import race
from smallwins.accounts.models import User
from smallwins.when import house_day
from trajectories.models import Team
from trajectories.roles import Role
from wins.demo.data import email_of

PAGE_BOUND = POST_BOUND = 1.5
AS_MANY_BYTES = 0.02


def demo_person(key: str) -> User:
    """Return somebody of the demo data by first name."""
    return User.objects.get(email=email_of(key))


def demo_team() -> Team:
    """Return Samira's team, Noord."""
    return Team.objects.get(memberships__user=demo_person("samira"))


def synthetic_team() -> Team:
    """Return a team of the synthetic teams; all of them have as many wins."""
    return Team.objects.filter(trajectory__name__startswith="Schaalproef").latest("wins__created_at")


def member_of(team: Team) -> User:
    """Return a professional of the team."""
    return User.objects.filter(memberships__team=team, memberships__role=Role.PROFESSIONAL).earliest("email")


def coordinator_of_most() -> User:
    """Return who coordinates most trajectories: in the larger scales five, with a hundred teams."""
    role = Q(memberships__role=Role.COORDINATOR)
    return User.objects.annotate(most=Count("memberships", filter=role)).latest("most")


def page_line(name: str, *, path: str, user: User, rounds: int, bound: float | None = None) -> Line:
    """Measure one page as `user` against a floor page of as many bytes."""
    ours, bare = Browser(WSGIHandler(), user), Browser(floor.application(), user)
    size = len(ours.get(path).body)
    floor_path = _floor_path(bare, size)
    result = race(lambda: ours.get(path), lambda: bare.get(floor_path), rounds=rounds)
    note = f"{size / 1000:.1f} KB, {counted(lambda: ours.get(path))} queries; floor {result.floor:.1f} ms"
    return Line(name, result.ours, "ms", ratio=result.ratio, bound=bound, note=note)


def _floor_path(bare: Browser, size: int) -> str:
    """Return the address of the floor's page with `size` bytes: rows first, then text in them.

    A page smaller than fifty rows shows fewer; it still reads them.
    """

    def path(shown: int, fill: int, rest: int) -> str:
        return f"{reverse('bench_floor')}?shown={shown}&fill={fill}&rest={rest}"

    def length(shown: int) -> int:
        return len(bare.get(path(shown, 0, 0)).body)

    shown = floor.ROWS
    while shown and length(shown) > size:
        shown -= 1
    fill, rest = divmod(size - length(shown), shown) if shown else (0, size - length(0))
    found = len(bare.get(path(shown, fill, rest)).body)
    assert abs(found - size) <= AS_MANY_BYTES * size, f"the floor has {found} bytes, not {size}"
    return path(shown, fill, rest)


def post_line(*, rounds: int) -> Line:
    """Measure sharing a win against a bare ModelForm that saves the same row."""
    samira, team = demo_person("samira"), demo_team()
    ours, bare = Browser(WSGIHandler(), samira), Browser(floor.application(), samira)
    common = {"team": str(team.pk), "kind": "win", "story": "Vanochtend belden we eerst even aan."}
    today = house_day(timezone.now()).isoformat()

    def share() -> None:
        ours.post(reverse("wins:new"), common | {"action": "share", "client_uuid": str(uuid.uuid4())})

    def insert() -> None:
        bare.post(reverse("bench_insert"), common | {"happened_on": today})

    before = team.wins.count()
    result = race(share, insert, rounds=rounds)
    assert team.wins.count() > before + 2 * rounds, "not every POST made a win"
    note = f"{counted(share)} queries, floor {counted(insert)}; floor {result.floor:.1f} ms"
    return Line("POST of a win", result.ours, "ms", ratio=result.ratio, bound=POST_BOUND, note=note)
