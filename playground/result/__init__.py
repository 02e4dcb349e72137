"""The result: the picture, its progress and facts, and what can be done with it."""
