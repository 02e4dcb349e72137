"""The result: the picture, what is said about it, and what can be done with it."""
