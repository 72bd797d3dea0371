"""The client of one Formwork."""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from . import types
from ._operations import Calls
from ._repeat import repeat
from ._stream import JobMessage, follow
from ._transport import Transport

# Seconds that one request waits: less than proxies do.
_WAIT = 25.0
# Rows that one request reads.
_PAGE = 200
_FINAL = ("succeeded", "failed", "cancelled")


class Formwork(Calls):
    """What programs do with jobs, with the retries that every one of them needs.

    `token` is an API key or the token of a session. `patience` is for how many seconds failures that
    may pass are met with another try; `call` alone tries once.
    """

    def __init__(self, url: str, token: str | None = None, *, patience: float = 60.0) -> None:
        self._transport = Transport(url, token)
        self._patience = patience

    def submit(
        self,
        job: types.SubmitJob,
        *,
        idempotency_key: str | None = None,
        wait: str | None = None,
    ) -> types.Job:
        """Submits a job, once however often the answer is lost: every try has the same key.

        With `wait`, such as "30s" and at most "60s", answers when the job has ended, or after that
        time.
        """
        key = str(uuid.uuid4()) if idempotency_key is None else idempotency_key
        made: types.Job = self._repeat(
            "jobs.create",
            query={"wait": wait},
            headers={"Idempotency-Key": key},
            body=job,
        )
        return made

    def wait(self, job_id: str, *, timeout: float = math.inf) -> types.Job:
        """Waits until a job has ended, or `timeout` seconds, and returns it as it is then."""
        until = time.monotonic() + timeout
        while True:
            left = max(0.0, min(_WAIT, until - time.monotonic()))
            job: types.Job = self._repeat(
                "jobs.get",
                params={"id": job_id},
                query={"wait": f"{math.ceil(left * 1000)}ms"},
            )
            if job["state"] in _FINAL or time.monotonic() >= until:
                return job

    def stream(self, job_id: str) -> Iterator[JobMessage]:
        """Yields log lines and states of a job until its end, over interruptions.

        No line is missing, and none comes twice.
        """
        return follow(self._transport, job_id, self._patience)

    def verify(self, template: str, payload: Mapping[str, Any]) -> types.TemplatesValidateReply:
        """Checks a payload against a template, and returns it with defaults. Makes no job."""
        checked: types.TemplatesValidateReply = self._repeat(
            "templates.validate", params={"name": template}, body={"payload": payload}
        )
        return checked

    def _send(self, operation: str, **given: Any) -> Any:
        return self._transport.call(operation, **given)

    def _pages(
        self, operation: str, params: Mapping[str, Any] | None, query: Mapping[str, Any]
    ) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            paging = {"limit": _PAGE, **query, "cursor": cursor or query.get("cursor")}
            page = self._repeat(operation, params=params, query=paging)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _repeat(self, operation: str, **given: Any) -> Any:
        return repeat(lambda: self._transport.call(operation, **given), self._patience)
