"""A client for ImageLabs services that turns prompts into pictures, blocking or with asyncio.

from imagelabs_client import ImageLabs

with ImageLabs() as client:
    client.generate("a cat sitting on a windowsill at sunset").save("cat.png")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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
        TaskNotFoundError,
        UnexpectedResponseError,
    )
    from imagelabs_client.events import Event, Finished, Queued, Retrying, Running, Submitted
    from imagelabs_client.images import GeneratedImage
    from imagelabs_client.metadata import ImageMetadata, read_metadata
    from imagelabs_client.parameters import GenerationParams, ReferenceImage
    from imagelabs_client.service_info import EngineInfo, ServiceInfo
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
    "ImageMetadata",
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
    "TaskNotFoundError",
    "UnexpectedResponseError",
    "__version__",
    "read_metadata",
]

# Names are imported when they are first used, to keep imports fast: the blocking client does not load asyncio, reading
# metadata does not load httpx, and `import imagelabs_client` loads neither. Names not listed here are in `errors`.
_HOMES: Final = {
    "AsyncImageLabs": "async_client",
    "AsyncTask": "tasks",
    "EngineInfo": "service_info",
    "Event": "events",
    "Finished": "events",
    "GeneratedImage": "images",
    "GenerationParams": "parameters",
    "ImageLabs": "client",
    "ImageMetadata": "metadata",
    "Queued": "events",
    "ReferenceImage": "parameters",
    "Retrying": "events",
    "Running": "events",
    "ServiceInfo": "service_info",
    "Submitted": "events",
    "Task": "tasks",
    "__version__": "_version",
    "read_metadata": "metadata",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
