"""The code that makes the same picture elsewhere."""
