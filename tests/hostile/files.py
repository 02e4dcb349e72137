"""Picture files that strangers could send to keep a reader busy or fill its memory; `HOSTILE` lists them.

Each function returns the bytes of a whole file of about `size` bytes, by default small enough for unit tests; what
attacks by its number of parts grows with it. Most are harmless to look at: none runs anything.
"""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

MIB = 1 << 20
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PREFIX = b"Exif\0\0"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of PNG with its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def png_with(*chunks: bytes) -> bytes:
    """A small PNG with chunks after its header."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0\0\0\0\0" * 3))
    return b"".join([SIGNATURE, header, *chunks, pixels, png_chunk(b"IEND", b"")])


def png_with_text(keyword: str, text: str) -> bytes:
    """A small PNG with one text."""
    return png_with(png_chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode()))


def png_with_packed_text(keyword: str, text: str) -> bytes:
    """A small PNG with one text, compressed."""
    return png_with(png_chunk(b"zTXt", keyword.encode() + b"\0\0" + zlib.compress(text.encode(), 9)))


def encoded(form: str) -> bytes:
    """A small picture as Pillow writes it."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, form)
    return file.getvalue()


def jpeg_with(segments: bytes, before: bytes = b"") -> bytes:
    """A small JPEG with segments after its start, or in front of one of its markers, such as that of the scan."""
    content = encoded("JPEG")
    at = content.index(before) if before else 2
    return content[:at] + segments + content[at:]


def jpeg_segment(marker: int, data: bytes) -> bytes:
    """A segment of JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def webp_with(chunks: bytes) -> bytes:
    """A small WebP with chunks at its end."""
    body = encoded("WEBP")[8:] + chunks
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_with_exif(data: bytes) -> bytes:
    """A small WebP with EXIF data."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, "WEBP", exif=data)
    return file.getvalue()


def riff_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of WebP."""
    return struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)


def tiff(entries: int, size: int, tag: int | None = None, kind: int = 7) -> bytes:
    """EXIF data whose entries all have the same value of that size, under one tag or each under its own."""
    tags = range(0x9000, 0x9000 + entries) if tag is None else [tag] * entries
    start = 8 + 2 + 12 * entries + 4
    directory = b"".join(struct.pack("<HHII", tag, kind, size, start) for tag in tags)
    return struct.pack("<2sHIH", b"II", 42, 8, entries) + directory + b"\0\0\0\0" + b"\0" * size


def many_png_texts(size: int = MIB // 3) -> bytes:
    """Compressed texts, each 8 MiB long after decompression, that is a thousand times as long as before."""
    text = zlib.compress(b"a" * (8 * MIB - 1), 9)
    return png_with(*(png_chunk(b"zTXt", b"text %d\0\0" % number + text) for number in range(size // len(text))))


def many_broken_png_texts(size: int = MIB) -> bytes:
    """Compressed texts that turn out to be damaged only after 8 MiB."""
    text = zlib.compress(b"a" * (8 * MIB - 1), 9)[:-4] + b"\0\0\0\0"
    return png_with(*(png_chunk(b"zTXt", b"text %d\0\0" % number + text) for number in range(size // len(text))))


def many_plain_png_texts(size: int = 12 * MIB) -> bytes:
    """Thousands of plain texts."""
    return png_with(*(png_chunk(b"tEXt", b"text %d\0" % number + b"a" * 1000) for number in range(size // 1024)))


def long_png_text(size: int = 12 * MIB) -> bytes:
    """A plain text of megabytes under the keyword of A1111."""
    return png_with(png_chunk(b"tEXt", b"parameters\0" + b"a" * size))


def png_of_long_keywords(size: int = MIB) -> bytes:
    """Texts whose keywords are as long as a text."""
    return png_with(*(png_chunk(b"tEXt", b"%d" % number + b"k" * 60_000) for number in range(size // 60_000)))


def png_of_tiny_chunks(size: int = 2 * MIB) -> bytes:
    """Chunks without any data, each of which has a checksum to check."""
    return png_with(png_chunk(b"teSt", b"") * (size // 12))


def jpeg_of_tiny_segments(size: int = MIB) -> bytes:
    """Segments of four bytes."""
    return jpeg_with(jpeg_segment(0xEF, b"") * (size // 4))


def jpeg_of_padding(size: int = MIB) -> bytes:
    """Padding between two segments."""
    return jpeg_with(b"\xff" * size)


def jpeg_of_junk(size: int = MIB) -> bytes:
    """Junk after the size and before the pixels, which Pillow skips byte by byte."""
    return jpeg_with(b"\0" * size, before=b"\xff\xda")


def jpeg_of_many_exifs(size: int = 8 * MIB) -> bytes:
    """EXIF in hundreds of segments, which Pillow joins one by one, copying all of them each time."""
    return jpeg_with(jpeg_segment(0xE1, PREFIX + b"\0" * 65_000) * (size // 65_000))


def jpeg_of_overlapping_values(size: int = 65_000) -> bytes:
    """EXIF in one segment whose values are all the same 30 kB, of which Pillow makes 70 MiB when it opens the file."""
    data = tiff(2500, 30_000)
    return jpeg_with(jpeg_segment(0xE1, PREFIX + data[:size]))


def jpeg_of_overlapping_pictures(size: int = 65_000) -> bytes:
    """The same in the index of a file with several pictures, which Pillow reads too when it opens the file."""
    return jpeg_with(jpeg_segment(0xE2, b"MPF\0" + tiff(2500, 30_000)[:size]))


def exif_of_overlapping_values(size: int = 3 * MIB) -> bytes:
    """EXIF of WebP, with a thousand values that are all the same megabytes."""
    return webp_with_exif(tiff(1000, size))


def exif_of_long_comment(size: int = 3 * MIB) -> bytes:
    """EXIF of WebP with a comment of megabytes, which takes a look at each of its bytes."""
    comment = b"UNICODE\0" + b"\0a" * (size // 2)
    data = bytearray(tiff(1, len(comment), tag=0x9286))
    data[-len(comment) :] = comment
    return webp_with_exif(bytes(data))


def exif_of_far_pointer(size: int = 64) -> bytes:
    """EXIF whose pointer to more is a number of hundreds of digits."""
    data = tiff(1, size, tag=0x8769, kind=4)
    return webp_with_exif(data[: -size or None] + b"\xff" * 4 * size)


def exif_of_prefixes(size: int = MIB // 2) -> bytes:
    """EXIF that begins with its prefix again and again, which Pillow removes one by one."""
    return webp_with_exif(PREFIX * (size // 6))


def webp_of_tiny_chunks(size: int = MIB) -> bytes:
    """Chunks without any data."""
    chunks = b"".join(riff_chunk(b"%04d" % number, b"") for number in range(10_000))
    return webp_with((chunks * (size // len(chunks) + 1))[: size // 8 * 8])


def gif_of_tiny_comments(size: int = MIB) -> bytes:
    """Comments of one letter, which Pillow joins one by one."""
    content = encoded("GIF")
    at = content.index(b"\x2c")
    return content[:at] + b"\x21\xfe\1a\0" * (size // 5) + content[at:]


def gif_of_long_comment(size: int = 4 * MIB) -> bytes:
    """One comment in thousands of parts, which Pillow joins one by one."""
    content = encoded("GIF")
    at = content.index(b"\x2c")
    return content[:at] + b"\x21\xfe" + (b"\xff" + b"a" * 255) * (size // 256) + b"\0" + content[at:]


def bmp_of_short_lines(size: int = 3000) -> bytes:
    """A compressed BMP whose lines end after one pixel; Pillow fills each of them up byte by byte."""
    lines = b"\1\0\0\0" * size
    head = struct.pack("<2sIHHI", b"BM", 0, 0, 0, 54 + 1024)
    head += struct.pack("<IiiHHIIiiII", 40, size, size, 1, 8, 1, len(lines), 0, 0, 256, 0)
    return head + bytes(range(256)) * 4 + lines


def avif_of_overlapping_values(size: int = MIB // 2) -> bytes:
    """EXIF of AVIF, with a hundred values that are all the same; Pillow copies them when it opens the file."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, "AVIF", exif=tiff(200, size))
    return file.getvalue()


def xmp_of_many_elements(size: int = MIB - 100) -> bytes:
    """XMP of a quarter of a million elements."""
    return png_with_text("XML:com.adobe.xmp", f"<a>{'<a/>' * (size // 4)}</a>")


def xmp_of_long_namespace(size: int = MIB - 1000) -> bytes:
    """XMP whose names are short, but belong to a namespace with an address of half a megabyte."""
    half = size // 2
    return png_with_text("XML:com.adobe.xmp", f"<r xmlns:a='{'u' * half}'>{'<a:b/>' * (half // 6)}</r>")


def xmp_of_deep_elements(size: int = MIB - 1000) -> bytes:
    """XMP whose elements are all inside each other."""
    return png_with_text("XML:com.adobe.xmp", "<a>" * (size // 7) + "</a>" * (size // 7))


def xmp_of_many_attributes(size: int = MIB - 1000) -> bytes:
    """XMP of one element with more than a hundred thousand attributes."""
    names = (f"{number:x}".translate(_LETTERS) for number in range(size // 9))
    return png_with_text("XML:com.adobe.xmp", "<a " + " ".join(f"{name}=''" for name in names) + "/>")


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def xmp_of_packed_bomb(size: int = 64 * MIB) -> bytes:
    """XMP with our own JSON, compressed a thousandfold."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MIB) for _ in range(size // MIB)) + packer.flush()
    text = base64.b64encode(packed).decode()
    return png_with_text(
        "XML:com.adobe.xmp",
        "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:own="
        f"'urn:x-imagelabs-playground:metadata:1.0/'><own:packed>{text}</own:packed></rdf:Description>",
    )


def a1111_letters(size: int = MIB - 100) -> bytes:
    """A settings line of a kilobyte that unpacks to letters without any colon: each of them could begin a key."""
    return png_with_packed_text("parameters", "a cat\n" + "a" * size)


def a1111_more_letters(size: int = 8 * MIB - 10_000) -> bytes:
    """The same, as long as a text can be."""
    return a1111_letters(size)


def a1111_pairs(size: int = MIB - 100) -> bytes:
    """A settings line of a hundred thousand settings."""
    return png_with_text("parameters", "a cat\n" + ",".join(f"k{number}:" for number in range(size // 9)))


def a1111_quotes(size: int = MIB - 100) -> bytes:
    """A settings line whose values begin with quotes that are not closed."""
    return png_with_text("parameters", "a cat\n" + 'a1:"\\"b\\",' * (size // 10))


def a1111_spaces(size: int = MIB - 100) -> bytes:
    """Settings with a size, a seed and a key that consist of spaces and digits."""
    part = size // 4
    line = f'Steps: 1, Size: "1{" " * part}2", Seed: {"7" * part}, {" -" * (part // 2)}: 1, {":" * part}, Sampler: x'
    return png_with_text("parameters", "a cat\n" + line)


def a1111_long_text(size: int = 7 * MIB) -> bytes:
    """A prompt of megabytes of empty lines."""
    return png_with_text("parameters", "a cat" + "\n" * size + "Steps: 1, Sampler: x, Seed: 1")


def a1111_long_prompt(size: int = MIB - 100) -> bytes:
    """A prompt that no form takes."""
    return png_with_text("parameters", "a" * size + "\nSteps: 1, Sampler: x, Seed: 1")


def comfy_graph_of_samplers(size: int = MIB) -> bytes:
    """Samplers that all lead to the same chain of nodes with hundreds of inputs."""
    chain = {
        str(number): {
            "class_type": "x",
            "inputs": {f"i{key}": [str((number * 7 + key) % 64), 0] for key in range(150)},
        }
        for number in range(64)
    }
    inputs = {"positive": ["0", 0], "negative": ["1", 0], "latent_image": ["2", 0]}
    one = {"class_type": "KSampler", "inputs": inputs}
    room = size - len(json.dumps(chain))
    number = min(4900, max(100, room // (len(json.dumps(one)) + 10)))
    return png_with_text("prompt", json.dumps({f"s{index}": one for index in range(number)} | chain))


def comfy_node_of_inputs(size: int = MIB) -> bytes:
    """A node with tens of thousands of inputs, all of which lead back to it."""
    inputs = {f"i{key}": ["1", 0] for key in range(size // 18)}
    sampler = {"class_type": "KSampler", "inputs": {"positive": ["1", 0], "latent_image": ["1", 0]} | inputs}
    return png_with_text("prompt", json.dumps({"1": sampler}))


def json_of_deep_lists(size: int = MIB) -> bytes:
    """JSON whose lists are all inside each other."""
    return png_with_text("imagelabs", '{"version":1,"params":' + "[" * size)


def json_nested_to_the_limit(size: int = 900) -> bytes:
    """JSON that can just be parsed, and is too deep for whoever writes it again."""
    deep = "[" * size + "]" * size
    return png_with_text(
        "parameters", f'{{"base_model": "x", "prompt": "a cat", "resolution": {deep}, "steps": {deep}}}'
    )


def json_of_digits(size: int = MIB - 100) -> bytes:
    """Our own JSON with a number of a million digits."""
    return png_with_text("imagelabs", f'{{"version":1,"steps":{"9" * size}}}')


def json_of_empty_lists(size: int = MIB - 100) -> bytes:
    """Our own JSON with hundreds of thousands of empty lists, each of which takes thirty times its size."""
    return png_with_text("imagelabs", f'{{"version":1,"recognised":[{"[]," * (size // 3)}0]}}')


def json_of_words(size: int = MIB - 100) -> bytes:
    """Our own JSON with a hundred thousand words that were understood, and a long one that was not."""
    words = ["word"] * (size // 16)
    return png_with_text(
        "imagelabs", json.dumps({"version": 1, "recognised": words, "unrecognised": ["w" * (size // 2)]})
    )


def fooocus_of_fields(size: int = MIB) -> bytes:
    """Fooocus's JSON with tens of thousands of keys."""
    fields = {f"key {number}": "value" for number in range(size // 24)}
    return png_with_text("parameters", json.dumps({"base_model": "x", "prompt": "a cat"} | fields))


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        many_png_texts, many_broken_png_texts, many_plain_png_texts, long_png_text, png_of_long_keywords,
        png_of_tiny_chunks, jpeg_of_tiny_segments, jpeg_of_padding, jpeg_of_junk, jpeg_of_many_exifs,
        jpeg_of_overlapping_values, jpeg_of_overlapping_pictures, exif_of_overlapping_values,
        exif_of_long_comment, exif_of_far_pointer, exif_of_prefixes, webp_of_tiny_chunks, gif_of_tiny_comments,
        gif_of_long_comment, bmp_of_short_lines, avif_of_overlapping_values, xmp_of_many_elements,
        xmp_of_long_namespace, xmp_of_deep_elements, xmp_of_many_attributes, xmp_of_packed_bomb, a1111_letters,
        a1111_more_letters, a1111_pairs, a1111_quotes, a1111_spaces, a1111_long_text, a1111_long_prompt,
        comfy_graph_of_samplers, comfy_node_of_inputs, json_of_deep_lists, json_nested_to_the_limit,
        json_of_digits, json_of_empty_lists, json_of_words, fooocus_of_fields,
    )
}  # fmt: skip
