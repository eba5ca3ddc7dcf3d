"""JSON log lines that carry a request id, and never a body, query string, address or name."""

import contextvars
import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")


def _add_request_id(_logger: Any, _method: str, event: Event) -> Event:
    event["request_id"] = request_id.get()
    return event


def _drop_query_string(_logger: Any, _method: str, event: Event) -> Event:
    """Django's own lines name the path; what follows a question mark may be somebody's words."""
    message = event.get("event")
    if isinstance(message, str) and "?" in message:
        event["event"] = message.split("?", 1)[0]
    return event


def json_formatter() -> logging.Formatter:
    """The formatter of the console handler in production."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _add_request_id,
            _drop_query_string,
        ],
    )
