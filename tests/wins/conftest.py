"""What the tests of wins share beside the cast."""

import pytest

from tests.wins.pages import speak_english


@pytest.fixture
def english(cast):
    """The cast, reading English, so that a test can name the words on a page."""
    speak_english()
    return cast
