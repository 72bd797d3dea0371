"""Follows a job by its stream of server-sent events."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypedDict, Union

from . import types
from ._errors import FormworkError
from ._repeat import delay_of
from ._transport import Transport


class LogMessage(TypedDict):
    """A line of the log."""

    kind: Literal["log"]
    line: types.LogLine


class StateMessage(TypedDict):
    """How the job stands; at first, after each change and after a cut."""

    kind: Literal["state"]
    state: types.StreamState


class LostMessage(TypedDict):
    """There is no contact; another try follows."""

    kind: Literal["lost"]


class EndMessage(TypedDict):
    """The last message: how the job ended."""

    kind: Literal["end"]
    end: types.StreamEnd


JobMessage = Union[LogMessage, StateMessage, LostMessage, EndMessage]


def follow(transport: Transport, job_id: str, patience: float) -> Iterator[JobMessage]:
    """Yields what happens to a job until its end, over interruptions: each line once."""
    last_id: str | None = None
    failures = 0
    contact_at = time.monotonic()
    while True:
        headers = {} if last_id is None else {"Last-Event-ID": last_id}
        try:
            with transport.open(
                "jobs.log-stream",
                params={"id": job_id},
                headers=headers,
                accept="text/event-stream",
            ) as response:
                for event in _events(response):
                    contact_at = time.monotonic()
                    failures = 0
                    last_id = event.get("id", last_id)
                    message = _message(event)
                    if message is None:
                        continue
                    yield message
                    if message["kind"] == "end":
                        return
            delay = 0.25
        except FormworkError as error:
            failures += 1
            delay = delay_of(failures, error)
            if not error.retryable or time.monotonic() + delay - contact_at > patience:
                raise
        yield {"kind": "lost"}
        time.sleep(delay)


def _events(lines: Iterable[bytes]) -> Iterator[dict[str, str]]:
    """Yields the fields of each event; none of one that only keeps the connection alive."""
    fields: dict[str, str] = {}
    for raw in lines:
        line = raw.decode().rstrip("\r\n")
        if line == "":
            yield fields
            fields = {}
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data" and "data" in fields:
            value = f"{fields['data']}\n{value}"
        if name:
            fields[name] = value


def _message(event: dict[str, str]) -> JobMessage | None:
    kind = event.get("event")
    if kind not in ("log", "state", "end"):
        return None
    data: Any = json.loads(event["data"])
    if kind == "log":
        return {"kind": "log", "line": data}
    if kind == "state":
        return {"kind": "state", "state": data}
    return {"kind": "end", "end": data}
