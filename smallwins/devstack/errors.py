"""The one error of this package."""

import errno


class StackError(Exception):
    """Something a person has to put right; the message says what, in one line."""


def explain(error: OSError) -> StackError:
    """Turn an operating system error into the one line that is shown."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StackError(
            f"The disk is full: {error.filename or error.strerror}. Free some space and start again."
        )
    return StackError(f"{error.strerror}: {error.filename or ''}".rstrip(": "))
