"""A client for ImageLabs: from a prompt to a picture, blocking or with asyncio.

from imagelabs_client import ImageLabs

with ImageLabs() as client:
    client.generate("a cat sitting on a windowsill at sunset").save("cat.png")
"""

from __future__ import annotations

from imagelabs_client._version import __version__
from imagelabs_client.async_client import AsyncImageLabs
from imagelabs_client.client import ImageLabs
from imagelabs_client.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    GenerationFailedError,
    GenerationTimeoutError,
    ImageLabsError,
    InvalidParams,
    Problem,
    RateLimitError,
    UnexpectedResponseError,
)
from imagelabs_client.events import Event, Finished, Queued, Retrying, Running, Submitted
from imagelabs_client.images import GeneratedImage
from imagelabs_client.params import GenerationParams, ReferenceImage
from imagelabs_client.protocol import EngineInfo, ServiceInfo
from imagelabs_client.tasks import AsyncTask, Task

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncImageLabs",
    "AsyncTask",
    "ChallengeError",
    "DownloadError",
    "EngineInfo",
    "Event",
    "Finished",
    "GeneratedImage",
    "GenerationFailedError",
    "GenerationParams",
    "GenerationTimeoutError",
    "ImageLabs",
    "ImageLabsError",
    "InvalidParams",
    "Problem",
    "Queued",
    "RateLimitError",
    "ReferenceImage",
    "Retrying",
    "Running",
    "ServiceInfo",
    "Submitted",
    "Task",
    "UnexpectedResponseError",
    "__version__",
]
