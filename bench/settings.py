"""The production settings, with the floor's pages beside the product's own."""

from smallwins.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
