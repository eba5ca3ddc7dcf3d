"""The settings of every program in a campaign: the product's, with a clock to be moved and less patience."""

import os

from smallwins.settings_test import *  # noqa: F403

TESTING = True
CLOCK_OFFSET_FILE = os.environ["FAULTS_CLOCK"]
# Seconds for one answer of the mail server, in proportion to a lease of three.
EMAIL_TIMEOUT = 1
