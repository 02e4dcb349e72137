"""Composition: where every subject stands in a place, how large, and in which order."""
