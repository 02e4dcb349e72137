"""What can go wrong, for programs: the `code` of a failed task and of an answer that is not a success.

Texts are for people and may change; a code never does. Clients translate codes and decide by them.
"""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """Every code that the protocol has."""

    UNKNOWN_TASK = "unknown_task"  # the id is wrong, or the result has expired
    INVALID = "invalid"  # the request cannot be used as it is
    QUEUE_FULL = "queue_full"
    RATE_LIMITED = "rate_limited"  # too much at once; later it will do
    CANCELLED = "cancelled"
    ENGINE_FAILED = "engine_failed"
    ENGINE_MISSING = "engine_missing"  # what draws cannot be reached
    REFUSED = "refused"  # the engine does not draw such a thing
    UNAUTHORIZED = "unauthorized"  # the engine does not accept the service's key
    OUT_OF_MEMORY = "out_of_memory"
    TIME_LIMIT = "time_limit"  # the task took longer than a task may
    CLOSING = "closing"  # the service is ending
