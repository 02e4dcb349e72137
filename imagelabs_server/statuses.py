"""All status texts of the service; clients and pages may translate exactly these.

The protocol gives a meaning to `Done`, to texts that contain "error", and to texts that contain "queue".
"""

from __future__ import annotations

QUEUED = "In the queue"
STARTING = "Preparing the easel"
READING = "Reading the prompt"
COMPOSING = "Composing the scene"
BLOCKING_IN = "Blocking in the big shapes"
PAINTING = "Painting the forms"
DETAILING = "Adding the details"
VARNISHING = "Varnishing"
DONE = "Done"
CANCELLED = "Error: the task was cancelled"
UNKNOWN_TASK = "Error: unknown or expired task"
WORKER_DIED = "Error: the worker that drew this picture stopped unexpectedly; please submit it again"
ENGINE_FAILED = "Error: the engine could not draw this picture"

RUNNING = (STARTING, READING, COMPOSING, BLOCKING_IN, PAINTING, DETAILING, VARNISHING)
