"""The error of a call, and when it may be tried again."""

from __future__ import annotations

import json
import time
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, cast

from .types import Problem

# A proxy answers with these for a server that it cannot reach, or that is busy.
_PASSING = (0, 408, 429, 500, 502, 503, 504)


class FormworkError(Exception):
    """A call that was refused, or that did not reach the server (`status` 0)."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem["detail"])
        self.problem = problem
        self.status = problem["status"]
        self.code = problem["code"]
        self.retryable = problem["retryable"]
        # Seconds after which the same call may be tried again, where the server said so.
        self.retry_after = retry_after


def unreachable(url: str, cause: object) -> FormworkError:
    """Makes the error of a request without an answer."""
    return _transport("unreachable", 0, f"No answer from {url}: {cause}")


def refused(status: int, headers: Message, body: bytes) -> FormworkError:
    """Makes the error of an answer that is no success."""
    retry_after = _retry_after(headers.get("Retry-After"))
    try:
        value: Any = json.loads(body)
    except ValueError:
        value = None
    if isinstance(value, dict) and {"code", "detail", "status", "retryable"} <= value.keys():
        return FormworkError(cast(Problem, value), retry_after)
    text = body[:200].decode("utf-8", "replace")
    return _transport("unexpected-reply", status, f"{status} {text}", retry_after)


def _transport(
    code: str, status: int, detail: str, retry_after: float | None = None
) -> FormworkError:
    problem: Problem = {
        "type": "about:blank",
        "title": "The server cannot be reached, or its answer cannot be read",
        "status": status,
        "detail": detail,
        "code": code,
        "retryable": status in _PASSING,
        "traceId": "",
    }
    return FormworkError(problem, retry_after)


def _retry_after(text: str | None) -> float | None:
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
