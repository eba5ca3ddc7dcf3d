"""Who gets what at every address, written by hand from docs/trust.md: one line per address and method.

Everything belongs to team Noord of the trajectory; its stories are Samira's. So Samira is the author, Joost
her own team, Mehmet another team of the same trajectory, Tess another trajectory of the same organisation,
Otto another organisation. A word after a dot picks another object: a draft, or a story shared with the
trajectory. ``in``: on to sign-in. A line with one status holds for everybody who is signed in.
"""

from tests.access import rows_house, rows_sessions, rows_wins

TABLES = (rows_house.ROWS, rows_sessions.ROWS, rows_wins.ROWS)


def rows():
    """(name, method) → what each actor gets, in the order of the heading."""
    found = {}
    for table in TABLES:
        heading, *lines = [line.split() for line in table.splitlines() if line.strip()]
        for name, method, *said in lines:
            cells = said if len(said) > 1 else [*said * (len(heading) - 1), "in"]
            assert len(cells) == len(heading), name
            assert (name, method) not in found, name
            found[name, method] = dict(zip(heading, cells, strict=True))
    return found
