"""How many statements a page takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements_of(browser, url):
    """The number of SQL statements behind one page, sign-in and session included."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
