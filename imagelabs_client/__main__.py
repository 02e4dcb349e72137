"""`python -m imagelabs_client` is `imagelabs`."""

from __future__ import annotations

from imagelabs_client.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
