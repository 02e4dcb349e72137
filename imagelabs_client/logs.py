"""Logging: quiet by default, useful at DEBUG, and never a place where secrets end up.

httpx logs whole addresses, whose queries may hold signatures, and httpcore logs headers that set cookies. During our
exchanges, and only then, both are cut out of their records.
"""

from __future__ import annotations

import logging
from typing import Final

import httpx

from imagelabs_client.addresses import shown
from imagelabs_client.deadlines import current_limit

logger: Final = logging.getLogger("imagelabs_client")
logger.addHandler(logging.NullHandler())


def _discreet(record: logging.LogRecord) -> bool:
    if current_limit.get() is None:
        return True  # somebody else's exchange
    if isinstance(record.args, tuple):
        record.args = tuple(shown(value) if isinstance(value, httpx.URL) else value for value in record.args)
    if "set-cookie" in record.getMessage().lower():
        record.msg, record.args = "headers received, with cookies that are not shown", ()
    return True


for _name in ("httpx", "httpcore.http11", "httpcore.http2"):
    logging.getLogger(_name).addFilter(_discreet)
