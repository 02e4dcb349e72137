"""An engine whose module cannot be imported."""

raise RuntimeError("no device is there")
