"""The temporary public link of `--share`, through Gradio's tunnel.

Gradio documents the tunnel as `launch(share=True)`, which cannot be had with a server of our own, and which serves a
page whose scripts come from another host. `networking.setup_tunnel` is the function behind it. It registers the end of
the tunnel with `atexit`, so there is nothing to keep hold of.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from gradio import networking


def open_tunnel(host: str, port: int, *, on_open: Callable[[str], object]) -> str:
    """Open a tunnel to a local server; this can take half a minute.

    Args:
        host: where the server listens.
        port: the same.
        on_open: told the name under which the page is open to everybody, before anybody else is.

    Returns:
        one line on how it went.
    """
    try:
        address = networking.setup_tunnel(
            local_host=host,
            local_port=port,
            share_token=secrets.token_urlsafe(32),
            share_server_address=None,
            share_server_tls_certificate=None,
        )
    except Exception as error:  # noqa: BLE001 - whatever keeps the tunnel away, the local page goes on
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return f"No public link could be made ({reason.rstrip('.')}). The page above goes on without it."
    on_open(urlsplit(address).hostname or "")
    return f"Public link, for anyone who knows it: {address}"
