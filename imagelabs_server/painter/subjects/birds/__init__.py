"""Birds."""
