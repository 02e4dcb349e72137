"""The XMP packet: how the picture was made, in the vocabulary of IPTC, and our own JSON where needed.

Packets are read as a stream, without building a tree, and names are resolved here: expat and ElementTree repeat the
address of a namespace in front of every name, so that a long address in a packet of many elements takes minutes.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from html import escape
from typing import Final
from xml.parsers import expat

from imagelabs_client.files.bounded import MAX_JSON, inflate

MAX_PACKET: Final = 1 << 20  # bytes
MAX_TAGS: Final = 50_000  # opening and closing ones together
SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_TIFF: Final = "http://ns.adobe.com/tiff/1.0/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_OWN: Final = "urn:x-imagelabs-playground:metadata:1.0/"
_PACKET: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    f'<rdf:RDF xmlns:rdf="{_RDF}">'
    f'<rdf:Description rdf:about="" xmlns:xmp="{_XMP}" xmlns:tiff="{_TIFF}" xmlns:Iptc4xmpExt="{_IPTC}"'
    f' xmlns:imagelabs="{_OWN}">'
    "%s"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)
_SPACES: Final = frozenset({_RDF, _XMP, _TIFF, _IPTC, _OWN})
_NOT_IN_XML: Final = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})


def build_xmp(software: str, source_type: str, own: str | None = None, *, compressed: bool = False) -> bytes:
    """Return the packet.

    Args:
        software: name and version.
        source_type: last part of an IPTC digital source type, such as "algorithmicMedia".
        own: our JSON, or None.
        compressed: whether to compress the JSON, for containers with little room.
    """
    fields = [
        f"<xmp:CreatorTool>{_escaped(software)}</xmp:CreatorTool>",
        f"<tiff:Software>{_escaped(software)}</tiff:Software>",
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPES}{source_type}</Iptc4xmpExt:DigitalSourceType>",
    ]
    if own is not None and compressed:
        packed = base64.b64encode(zlib.compress(own.encode(), 9)).decode()
        fields.append(f"<imagelabs:packed>{packed}</imagelabs:packed>")
    elif own is not None:
        fields.append(f"<imagelabs:metadata>{_escaped(own.translate(_NOT_IN_XML))}</imagelabs:metadata>")
    return (_PACKET % "".join(fields)).encode()


def read_xmp(packet: bytes | str | None) -> dict[str, str]:
    """Return the values `software`, `source_type` and `own` of a packet, if present; nothing if it is damaged."""
    if not packet or len(packet) > MAX_PACKET:
        return {}
    text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else packet
    # Packets need no document type, and without one there are no entities that could expand endlessly.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}
    # Tags are counted roughly: in values the sign is written as &lt;.
    if text.count("<") > MAX_TAGS:
        return {}
    found = _Descriptions()
    try:
        found.parse(text.strip("\0 \r\n\t\ufeff"))
    except (expat.ExpatError, ValueError):
        return {}
    named = {
        "software": found.get(_TIFF + "Software") or found.get(_XMP + "CreatorTool"),
        "source_type": found.get(_IPTC + "DigitalSourceType"),
        "own": found.get(_OWN + "metadata") or _unpacked(found.get(_OWN + "packed")),
    }
    return {name: value.strip() for name, value in named.items() if value and value.strip()}


class _Descriptions:
    """The values of all `rdf:Description` of a packet, each an attribute or the text of a child."""

    def __init__(self) -> None:
        self._spaces: dict[str, list[str]] = {}  # addresses by prefix, the one in force last
        self._open: list[tuple[int, list[str]]] = []  # per element: number of the description or 0, and its prefixes
        self._number = 0
        self._child: tuple[int, str] | None = None  # the one whose text is being read
        self._text: list[str] = []
        self._values: dict[str, tuple[int, str]] = {}

    def parse(self, text: str) -> None:
        """Read a packet.

        Raises:
            ExpatError: it is not well-formed.
            ValueError: it is no text.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(text, True)

    def get(self, name: str) -> str | None:
        """Return the value with a name, that of the first description that has one; None if none has."""
        return self._values[name][1] if name in self._values else None

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_text()
        prefixes = [name for name in attributes if name.partition(":")[0] == "xmlns"]
        for name in prefixes:
            address = attributes[name]
            self._spaces.setdefault(name, []).append(address if address in _SPACES else "")
        parent = self._open[-1][0] if self._open else 0
        name = self._full_name(tag)
        if parent and name:
            self._child = parent, name
        number = 0
        if name == _RDF + "Description":
            self._number = number = self._number + 1
            for attribute, value in attributes.items():
                self._keep(number, self._full_name(attribute) if ":" in attribute else "", value)
        self._open.append((number, prefixes))

    def _end(self, _tag: str) -> None:
        self._end_text()
        for name in self._open.pop()[1]:
            self._spaces[name].pop()

    def _characters(self, text: str) -> None:
        if self._child is not None:
            self._text.append(text)

    def _end_text(self) -> None:
        if self._child is not None:
            self._keep(*self._child, "".join(self._text))
        self._child, self._text = None, []

    def _keep(self, number: int, name: str, value: str) -> None:
        # Descriptions can stand inside others, so the first one to begin may be the last one to be read.
        if name and (name not in self._values or number < self._values[name][0]):
            self._values[name] = number, value

    def _full_name(self, name: str) -> str:
        """Return the address and the local name; nothing if the namespace is none of those that are read."""
        prefix, colon, local = name.rpartition(":")
        spaces = self._spaces.get("xmlns" + colon + prefix)
        return spaces[-1] + local if spaces and spaces[-1] else ""


def _unpacked(text: str | None) -> str | None:
    try:
        return inflate(base64.b64decode(text or "", validate=True), MAX_JSON).decode()
    except ValueError:
        return None


def _escaped(text: str) -> str:
    """Return text as it stands between tags; `xml.sax.saxutils` would load half of the standard library for this."""
    return escape(text, quote=False)
