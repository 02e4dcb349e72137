"""Figures: subjects with a place in the picture, measured, lit and brought to the ground."""
