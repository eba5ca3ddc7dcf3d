"""The demo, loaded."""

import pytest

from tests.wins.demo.rows import NOW, TODAY
from trajectories.models import (
    Trajectory,
)
from wins.demo.load import load_demo


@pytest.fixture
def demo(db: None) -> Trajectory:
    return load_demo(today=TODAY, now=NOW)
