"""Things that stand for something."""
