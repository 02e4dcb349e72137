"""The command line: `imagelabs`, or `python -m imagelabs_client`."""
