"""Sends requests over HTTP, with the standard library."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

from ._errors import refused, unreachable
from ._operations import OPERATIONS

# Seconds without a byte after which a connection is given up: the server sends one each 15 s on a
# stream, and answers a request that waits after 60 s at most.
_SILENCE = 75.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect might take the token elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Transport:
    """Sends the requests of one server."""

    def __init__(self, url: str, token: str | None) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._opener = urllib.request.build_opener(_NoRedirect)

    @contextmanager
    def open(
        self,
        operation: str,
        *,
        params: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        body: Any = None,
        accept: str = "application/json",
    ) -> Iterator[Any]:
        """Sends a request, and closes the answer in the end; raises FormworkError for a refusal."""
        method, path = OPERATIONS[operation]
        request = urllib.request.Request(
            self.url + _address(path, params or {}, query or {}),
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": accept,
                "User-Agent": "formwork-client-python",
                **({} if body is None else {"Content-Type": "application/json"}),
                **({} if self._token is None else {"Authorization": f"Bearer {self._token}"}),
                **{name: str(value) for name, value in (headers or {}).items()},
            },
        )
        try:
            with self._opener.open(request, timeout=_SILENCE) as response:
                yield response
        except urllib.error.HTTPError as error:
            with error:
                raise refused(error.code, error.headers, error.read()) from None
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self.url, getattr(error, "reason", error)) from error

    def call(self, operation: str, **given: Any) -> Any:
        """Sends a request and returns the value of its answer."""
        with self.open(operation, **given) as response:
            text = response.read()
        return json.loads(text) if text else None


def _address(path: str, params: Mapping[str, Any], query: Mapping[str, Any]) -> str:
    segments = [
        _segment(part[1:], params) if part.startswith(":") else part
        for part in path.split("/")
    ]
    search = urlencode([pair for key, value in query.items() for pair in _pairs(key, value)])
    return "/".join(segments) + (f"?{search}" if search else "")


def _segment(name: str, params: Mapping[str, Any]) -> str:
    text = str(params[name])
    # "." and ".." survive quoting, and lead to another operation.
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} is no value for the parameter {name}")
    return quote(text, safe="")


def _pairs(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yields what a parameter is sent as: lists repeat it, and objects name their keys."""
    if value is None:
        return
    if isinstance(value, Mapping):
        for inner, one in value.items():
            yield f"{key}[{inner}]", _text(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield key, _text(one)
    else:
        yield key, _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
