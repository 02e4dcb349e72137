"""Finished pictures."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imagelabs_client.core.reprs import DiscreetRepr
from imagelabs_client.files.inspection import (
    MAX_IMAGE_BYTES,
    MAX_PIXELS,
    PNG_SIGNATURE,
    BrokenImageError,
    ImageInfo,
    decode_image,
    inspect_image,
)
from imagelabs_client.parameters import GenerationParams
from imagelabs_client.service_info import EngineInfo

if TYPE_CHECKING:
    from PIL import Image

# Most of these are defined in `files.inspection`; other packages import them from here.
__all__ = [
    "MAX_IMAGE_BYTES",
    "MAX_PIXELS",
    "PNG_SIGNATURE",
    "BrokenImageError",
    "GeneratedImage",
    "ImageInfo",
    "inspect_image",
]


@dataclass(frozen=True, slots=True, repr=False)
class GeneratedImage(DiscreetRepr):
    """A finished picture, byte for byte as the service sent it.

    Attributes:
        url: where it was downloaded from.
        task_id: the service's id of the job.
        params: the parameters that it was generated with, including the seeds; None after `resume` without params.
        content: the file's bytes.
        content_type: media type, determined from the bytes.
        elapsed: seconds from the submit (or from `resume`) until it was downloaded.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
        engine: the engine that generated it, or None if unknown.
        steps: number of steps, or None if unknown.
    """

    url: str
    task_id: str
    params: GenerationParams | None
    content: bytes = field(repr=False)
    content_type: str
    elapsed: float
    recognised: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()
    engine: EngineInfo | None = None
    steps: int | None = None

    def pil(self) -> Image.Image:
        """Decode the picture with Pillow.

        Raises:
            OSError: Pillow cannot decode it.
        """
        return decode_image(self.content)

    def encode(self, format: str = "PNG") -> bytes:  # noqa: A002 - Pillow's own name for it
        """Return the file that `save` writes: the picture with its parameters embedded.

        A picture that already has the format is not encoded again: only the metadata is added.

        Args:
            format: PNG, JPEG or WEBP.

        Raises:
            ValueError: the format cannot hold the parameters, or `content` is not a picture.
            OSError: Pillow cannot decode it to convert it.
        """
        from imagelabs_client.metadata import encode_image

        return encode_image(self, format)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture with its parameters embedded, in the format that the extension of `path` names.

        The file is written atomically.

        Args:
            path: with the extension .png, .jpg, .jpeg or .webp.

        Raises:
            ValueError: the format cannot hold the parameters, or `content` is not a picture; nothing was written.
            OSError: the file cannot be written.
        """
        from imagelabs_client.metadata import save_image

        save_image(self, path)
