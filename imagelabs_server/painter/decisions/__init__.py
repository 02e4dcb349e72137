"""Decisions: who and what is painted, where and when, as far as the words leave that open."""
