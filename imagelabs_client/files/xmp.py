"""The XMP packet: how the picture was made, in the vocabulary of IPTC, and our own JSON where needed."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAX_PACKET: Final = 4 << 20  # bytes
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
        f"<xmp:CreatorTool>{escape(software)}</xmp:CreatorTool>",
        f"<tiff:Software>{escape(software)}</tiff:Software>",
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPES}{source_type}</Iptc4xmpExt:DigitalSourceType>",
    ]
    if own is not None and compressed:
        packed = base64.b64encode(zlib.compress(own.encode(), 9)).decode()
        fields.append(f"<imagelabs:packed>{packed}</imagelabs:packed>")
    elif own is not None:
        fields.append(f"<imagelabs:metadata>{escape(own.translate(_NOT_IN_XML))}</imagelabs:metadata>")
    return (_PACKET % "".join(fields)).encode()


def read_xmp(packet: bytes | str | None) -> dict[str, str]:
    """Return the values `software`, `source_type` and `own` of a packet, if present; nothing if it is damaged."""
    if not packet or len(packet) > MAX_PACKET:
        return {}
    text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else packet
    # Packets need no document type, and without one there are no entities that could expand endlessly.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}
    try:
        root = ElementTree.fromstring(text.strip("\0 \r\n\t\ufeff"))  # noqa: S314 - no document type, see above
    except (ElementTree.ParseError, ValueError):
        return {}
    found: dict[str, str] = {}
    for element in root.iter(f"{{{_RDF}}}Description"):
        for name, value in [*element.attrib.items(), *((child.tag, child.text or "") for child in element)]:
            found.setdefault(name, value)
    named = {
        "software": found.get(f"{{{_TIFF}}}Software") or found.get(f"{{{_XMP}}}CreatorTool"),
        "source_type": found.get(f"{{{_IPTC}}}DigitalSourceType"),
        "own": found.get(f"{{{_OWN}}}metadata") or _unpacked(found.get(f"{{{_OWN}}}packed")),
    }
    return {name: value.strip() for name, value in named.items() if value and value.strip()}


def _unpacked(text: str | None) -> str | None:
    try:
        inflater = zlib.decompressobj()
        unpacked = inflater.decompress(base64.b64decode(text or "", validate=True), MAX_PACKET)
        return unpacked.decode()
    except (binascii.Error, ValueError, zlib.error):
        return None
