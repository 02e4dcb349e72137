"""Strokes: oil paint on a surface, from planning the strokes of a pass to the varnish."""
