"""Parameters inside picture files: written by `GeneratedImage.save`, read by `read_metadata`.

Each file holds them in three forms, for three kinds of readers: the `parameters` text that other tools read (`a1111`),
our own JSON, which is lossless, and XMP that marks the picture as generated (`xmp`). PNG keeps them in
text chunks, JPEG and WebP in EXIF and XMP.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, Literal, Protocol

from imagelabs_client._version import __version__
from imagelabs_client.core.protocol import MAX_TASK_ID, MAX_TEXT, MAX_WORDS, parse_engine
from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.files import containers
from imagelabs_client.files.a1111 import MAX_TEXT as MAX_A1111
from imagelabs_client.files.a1111 import params_of, read_text, write_text
from imagelabs_client.files.atomic import write_atomically
from imagelabs_client.files.bounded import MAX_JSON, parse_object
from imagelabs_client.files.exif import Exif, build_exif, read_exif
from imagelabs_client.files.inspection import MAX_IMAGE_BYTES, BrokenImageError, decode_image, inspect_image
from imagelabs_client.files.xmp import MAX_PACKET, SOURCE_TYPES, build_xmp, read_xmp
from imagelabs_client.parameters import PARAMETERS, GenerationParams, ReferenceImage, params_as_json, parse_value
from imagelabs_client.service_info import EngineInfo

SOFTWARE: Final = f"ImageLabs Playground {__version__}"
TEXT_KEYWORD: Final = "parameters"
OWN_KEYWORD: Final = "imagelabs"
OWN_VERSION: Final = 1
FORMATS: Final[Mapping[str, str]] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
QUALITY: Final = 95  # of JPEG and WebP made from another format
_MOST_STEPS: Final = 2**31  # exclusive, as on the wire
_MOST_SECONDS: Final = 1e9
_SHA256: Final = 64  # hexadecimal digits
_EXIF_ROOM: Final = containers.MAX_SEGMENT - 512  # bytes for the text in a JPEG's EXIF, the rest is structure
_AI_MADE: Final = ("trainedAlgorithmicMedia", "algorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


@dataclass(frozen=True, slots=True)
class ImageMetadata:
    """The metadata of a picture file: how it was generated.

    Attributes:
        format: PNG, JPEG, WEBP or another name that Pillow uses.
        width: pixels.
        height: pixels.
        source: the origin of the metadata: this package, A1111 or a compatible tool, or None if there is none.
        params: the parameters, without the reference image; None if the file has no usable ones.
        text: the A1111 text, verbatim, or None if there is none of reasonable length.
        fields: the key-value pairs of that text's last line.
        digital_source_type: the last part of the IPTC mark, such as "algorithmicMedia", or None.
        software: the program that wrote the file, or None.
        task_id: the service's id of the job, or None.
        engine: the engine that generated it, or None.
        steps: number of steps, or None.
        elapsed: seconds that the generation took, or None.
        recognised: words of the prompt that the engine understood.
        unrecognised: words of the prompt that it did not understand.
        reference_sha256: SHA-256 of the reference image that was sent, in hexadecimal, or None.
    """

    format: str
    width: int
    height: int
    source: Literal["imagelabs", "a1111"] | None = None
    params: GenerationParams | None = None
    text: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    digital_source_type: str | None = None
    software: str | None = None
    task_id: str | None = None
    engine: EngineInfo | None = None
    steps: int | None = None
    elapsed: float | None = None
    recognised: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()
    reference_sha256: str | None = None

    @property
    def is_marked_as_generated(self) -> bool:
        """Whether the file carries IPTC's mark of generated media."""
        return self.digital_source_type in _AI_MADE


class DescribedImage(Protocol):
    """The part of `GeneratedImage` that is written to files."""

    @property
    def content(self) -> bytes: ...
    @property
    def task_id(self) -> str: ...
    @property
    def params(self) -> GenerationParams | None: ...
    @property
    def elapsed(self) -> float: ...
    @property
    def recognised(self) -> tuple[str, ...]: ...
    @property
    def unrecognised(self) -> tuple[str, ...]: ...
    @property
    def engine(self) -> EngineInfo | None: ...
    @property
    def steps(self) -> int | None: ...


def read_metadata(source: str | os.PathLike[str] | bytes | IO[bytes]) -> ImageMetadata:
    """Read the metadata of a picture file.

    Reads the metadata of this package, that of A1111 and compatible tools, and IPTC's mark of generated media, in PNG,
    JPEG and WebP. Of other formats it reads only the name and the size.

    Args:
        source: a path, the file's bytes or a binary file.

    Raises:
        InvalidParams: the file is not a picture.
        OSError: the file cannot be read.
    """
    content = _content(source)
    try:
        info = inspect_image(content)
    except BrokenImageError as error:
        message = f"The file is not a picture that can be read: {error}."
        raise InvalidParams(message, problems=[Problem("path", "unreadable", str(error))]) from error
    texts: dict[str, str] = {}
    exif, packet = Exif(), None
    if info.format == "PNG":
        texts = containers.read_png_texts(content)
        marks = read_xmp(texts.get(containers.XMP_KEYWORD))
    else:
        readers = {"JPEG": containers.read_jpeg, "WEBP": containers.read_webp}
        if info.format in readers:
            tiff, packet = readers[info.format](content)
            exif = read_exif(tiff)
        marks = read_xmp(packet)
    text = texts.get(TEXT_KEYWORD) or exif.comment
    if text and len(text) > MAX_A1111:
        text = None
    params, fields = read_text(text) if text else (None, {})
    own = _own(texts.get(OWN_KEYWORD) or marks.get("own"))
    common: dict[str, Any] = {
        "text": text,
        "fields": fields,
        "digital_source_type": marks.get("source_type", "").removeprefix(SOURCE_TYPES)[:MAX_TEXT] or None,
        "software": (texts.get("Software") or marks.get("software") or exif.software or "")[:MAX_TEXT] or None,
    }
    if own is not None:
        return ImageMetadata(info.format, info.width, info.height, "imagelabs", **common | own)
    return ImageMetadata(
        info.format, info.width, info.height, "a1111" if fields else None, params if fields else None, **common
    )


def encode_image(image: DescribedImage, format: str = "PNG") -> bytes:  # noqa: A002 - as `GeneratedImage.encode`
    """Return the picture as a file with its metadata inside; see `GeneratedImage.encode`."""
    if format not in FORMATS.values():
        raise _refused(format)
    info = inspect_image(image.content)
    content = image.content if info.format == format else _converted(image.content, format)
    own = json.dumps(_own_values(image), ensure_ascii=False, separators=(",", ":"))
    if len(own.encode()) > MAX_JSON:
        raise _too_long(f"Parameters of more than {MAX_JSON >> 20} MB cannot be read back from a picture.")
    kind = image.engine.kind if image.engine else None
    # An engine of unknown kind is assumed to be a trained model, as that of ImageLabs is.
    mark = "algorithmicMedia" if kind == "procedural" else "trainedAlgorithmicMedia"
    engine = str(image.engine) if image.engine else None
    text = write_text(image.params, engine=engine, steps=image.steps, software=SOFTWARE) if image.params else None
    if format == "PNG":
        texts = {TEXT_KEYWORD: text} if text else {}
        texts |= {OWN_KEYWORD: own, "Software": SOFTWARE, containers.XMP_KEYWORD: build_xmp(SOFTWARE, mark).decode()}
        return containers.write_png_texts(content, texts)
    if format == "WEBP":
        orientation = read_exif(containers.read_webp(content)[0]).orientation
        exif = build_exif(Exif(text, SOFTWARE, orientation))
        packet = build_xmp(SOFTWARE, mark, own)
        if len(packet) > MAX_PACKET:
            packet = build_xmp(SOFTWARE, mark, own, compressed=True)
        return containers.write_webp(content, exif, packet)
    return _encoded_jpeg(content, text, own, mark)


def save_image(image: DescribedImage, path: str | os.PathLike[str]) -> None:
    """Write the picture with its metadata inside, whole or not at all; see `GeneratedImage.save`."""
    target = Path(path)
    format_ = FORMATS.get(target.suffix.lower())
    if format_ is None:
        raise _refused(target.suffix or "a file without an ending")
    write_atomically(target, encode_image(image, format_))


def _refused(name: str) -> InvalidParams:
    message = f"{name} cannot hold the parameters of a picture: use .png, .jpg or .webp. Nothing was written."
    return InvalidParams(message, problems=[Problem("path", "type", message)])


def _too_long(reason: str) -> InvalidParams:
    message = f"{reason} Nothing was written."
    return InvalidParams(message, problems=[Problem("path", "too_large", message)])


def _content(source: str | os.PathLike[str] | bytes | IO[bytes]) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | os.PathLike):
        with open(source, "rb") as file:
            return file.read(MAX_IMAGE_BYTES)
    return source.read(MAX_IMAGE_BYTES)


def _converted(content: bytes, format_: str) -> bytes:
    from PIL import Image

    picture = decode_image(content)
    file = io.BytesIO()
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if format_ == "JPEG" and picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    if format_ == "JPEG" or picture.mode not in ("RGB", "RGBA", "L"):
        picture = picture.convert("RGBA" if format_ != "JPEG" and picture.has_transparency_data else "RGB")
    if format_ != "PNG":
        options["quality"] = QUALITY
    picture.save(file, format_, **options)
    return file.getvalue()


def _encoded_jpeg(content: bytes, text: str | None, own: str, mark: str) -> bytes:
    """Fit everything into segments of 64 KB: compress the JSON if needed, and truncate the text for other tools."""
    orientation = read_exif(containers.read_jpeg(content)[0]).orientation
    shortened = text
    if text and len(text.encode("utf-16-be")) > _EXIF_ROOM:
        head, _, settings = text.rpartition("\n")
        room = _EXIF_ROOM - len(f"…\n{settings}".encode("utf-16-be"))
        shortened = head.encode("utf-16-be")[: room // 4 * 4].decode("utf-16-be", "ignore") + f"…\n{settings}"
    exif = build_exif(Exif(shortened, SOFTWARE, orientation))
    for compressed in (False, True):
        try:
            return containers.write_jpeg(content, exif, build_xmp(SOFTWARE, mark, own, compressed=compressed))
        except containers.TextTooLongError:
            continue
    raise _too_long("A JPEG has no room for parameters this long: use .png or .webp.")


def _own_values(image: DescribedImage) -> dict[str, Any]:
    """Return the content of our JSON. Seeds are text, since JavaScript rounds numbers above 2**53."""
    values: dict[str, Any] = {"version": OWN_VERSION, "task_id": image.task_id, "elapsed": round(image.elapsed, 3)}
    if image.params is not None:
        values["params"] = params_as_json(image.params)
        reference = image.params.reference_image
        if isinstance(reference, ReferenceImage):
            values["reference_sha256"] = reference.sha256
    if image.engine is not None:
        values["engine"] = dataclasses.asdict(image.engine)
    values |= {"steps": image.steps, "recognised": list(image.recognised), "unrecognised": list(image.unrecognised)}
    return values


def _own(text: str | None) -> dict[str, Any] | None:
    """Read our JSON as fields of `ImageMetadata`; None if it is not ours. A file may hold anything."""
    values = parse_object(text)
    if values is None or values.get("version") != OWN_VERSION:
        return None
    params = values.get("params")
    if isinstance(params, dict):
        params = params_of({name: _from_json(name, value) for name, value in params.items()})
    return {
        "params": params if isinstance(params, GenerationParams) else None,
        "task_id": _short(values.get("task_id"), MAX_TASK_ID),
        "engine": parse_engine(values.get("engine")),
        "steps": _number(values.get("steps"), _MOST_STEPS, int),
        "elapsed": _number(values.get("elapsed"), _MOST_SECONDS, int, float),
        "recognised": _words(values.get("recognised")),
        "unrecognised": _words(values.get("unrecognised")),
        "reference_sha256": _short(values.get("reference_sha256"), _SHA256),
    }


def _from_json(name: str, value: Any) -> Any:
    row = PARAMETERS.get(name)
    return parse_value(row, value) if row is not None and row.kind == "seed" else value


def _short(value: Any, most: int) -> str | None:
    return value if isinstance(value, str) and len(value) <= most else None


def _number(value: Any, limit: float, *kinds: type[int] | type[float]) -> Any:
    # JSON has no NaN, but Python accepts it, and would write it again into invalid JSON.
    return value if isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value < limit else None


def _words(value: Any) -> tuple[str, ...]:
    words = value[:MAX_WORDS] if isinstance(value, list) else []
    return tuple(word[:MAX_TEXT] for word in words if isinstance(word, str))
