"""Logging: quiet by default, useful at DEBUG level, and without secrets.

httpx logs complete URLs, whose queries may hold signatures; httpcore logs response headers, which may set cookies and
redirect to such URLs, and the password of a SOCKS proxy. During our exchanges, and only then, these are removed from
their records.
"""

from __future__ import annotations

import logging
from typing import Final

import httpx

from imagelabs_client.net.addresses import shown
from imagelabs_client.net.deadlines import current_limit

logger: Final = logging.getLogger("imagelabs_client")
_TELLING: Final = ("receive_response_headers.complete", "setup_socks5_connection")

logger.addHandler(logging.NullHandler())


def _discreet(record: logging.LogRecord) -> bool:
    if current_limit.get() is None:
        return True  # somebody else's exchange
    if isinstance(record.args, tuple):
        record.args = tuple(shown(value) if isinstance(value, httpx.URL) else value for value in record.args)
    event, _, _ = record.getMessage().partition(" ")
    if event.startswith(_TELLING):
        record.msg, record.args = f"{event} (not shown: it may hold secrets)", ()
    return True


for _name in ("httpx", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks"):
    logging.getLogger(_name).addFilter(_discreet)
