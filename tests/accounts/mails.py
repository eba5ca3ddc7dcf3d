"""Reading a sign-in code from its mail."""

import re


def code_in(message):
    """The code on a line of its own."""
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})\r?$", message.get_content(), re.MULTILINE).group(1)
