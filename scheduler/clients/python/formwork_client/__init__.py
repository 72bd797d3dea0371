"""Submits jobs to Formwork, waits for them and follows them."""

from . import types
from ._client import Formwork
from ._errors import FormworkError
from ._stream import EndMessage, JobMessage, LogMessage, LostMessage, StateMessage

__all__ = [
    "EndMessage",
    "Formwork",
    "FormworkError",
    "JobMessage",
    "LogMessage",
    "LostMessage",
    "StateMessage",
    "types",
]
