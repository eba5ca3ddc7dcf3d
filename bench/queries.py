"""How many SQL statements something takes."""

from collections.abc import Callable
from typing import Any

from django.db import connection


def counted(work: Callable[[], object]) -> int:
    """Run `work` and return its number of SQL statements."""
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return len(statements)
