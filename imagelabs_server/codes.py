"""Failure codes: the `code` of a failed task and of an error response.

Texts are for people and may change; codes are stable. Clients translate codes and base decisions on them.
"""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """All failure codes of the protocol."""

    UNKNOWN_TASK = "unknown_task"  # the id is wrong, or the result has expired
    INVALID = "invalid"
    QUEUE_FULL = "queue_full"
    RATE_LIMITED = "rate_limited"  # too many requests at once; retry later
    CANCELLED = "cancelled"
    ENGINE_FAILED = "engine_failed"
    ENGINE_MISSING = "engine_missing"  # the engine cannot be reached
    REFUSED = "refused"  # the engine refuses to draw this
    UNAUTHORIZED = "unauthorized"  # the engine does not accept the service's key
    OUT_OF_MEMORY = "out_of_memory"
    TIME_LIMIT = "time_limit"
    CLOSING = "closing"  # the service is shutting down
