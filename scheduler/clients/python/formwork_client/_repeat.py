"""Meets failures that may pass with another try."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from ._errors import FormworkError

T = TypeVar("T")


def delay_of(failures: int, error: FormworkError) -> float:
    """Returns the seconds before the next try: as the server asks, at random at least."""
    return max(error.retry_after or 0.0, random.random() * min(5.0, 0.5 * 2.0 ** min(failures, 10)))


def repeat(call: Callable[[], T], patience: float) -> T:
    """Makes a call until it is answered; raises what does not pass within `patience` seconds."""
    give_up_at = time.monotonic() + patience
    failures = 0
    while True:
        try:
            return call()
        except FormworkError as error:
            failures += 1
            delay = delay_of(failures, error)
            if not error.retryable or time.monotonic() + delay > give_up_at:
                raise
        time.sleep(delay)
