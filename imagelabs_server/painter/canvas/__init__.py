"""The canvas: the lit picture that strokes will copy, and the tools that everything on it is made with."""

from __future__ import annotations

from imagelabs_server.painter.canvas.canvas import Canvas
from imagelabs_server.painter.canvas.dice import Dice
from imagelabs_server.painter.canvas.light import Light

__all__ = ["Canvas", "Dice", "Light"]
