"""The packet is read as ElementTree reads it, but as a stream."""

from __future__ import annotations

import functools
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_client.files.containers import XMP_KEYWORD, read_png_texts
from imagelabs_client.files.xmp import MAX_PACKET, MAX_TAGS, build_xmp, read_xmp
from tests.hostile import files
from tests.hostile.measures import MIB, lines_run_by, peak_of

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TIFF = "http://ns.adobe.com/tiff/1.0/"
SPACES = {"rdf": RDF, "tiff": TIFF, "xmp": "http://ns.adobe.com/xap/1.0/", "other": "urn:other"}
DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
WANTED = ["tiff:Software", "xmp:CreatorTool"]


def by_tree(packet: str) -> str | None:
    """The software, as the tree has it."""
    found: dict[str, str] = {}
    for element in ElementTree.fromstring(packet).iter(f"{{{RDF}}}Description"):
        for name, value in [*element.attrib.items(), *((child.tag, child.text or "") for child in element)]:
            found.setdefault(name, value)
    software = found.get(f"{{{TIFF}}}Software") or found.get("{http://ns.adobe.com/xap/1.0/}CreatorTool")
    return software.strip() or None if software else None


names = st.sampled_from([*WANTED, "rdf:Description", "rdf:Description", "other:x", "x"])
texts = st.sampled_from(["", " ", "one", "two", "<!-- c -->", "a&lt;b", "<![CDATA[x]]>", "\n"])
elements = st.recursive(
    st.tuples(names, st.sampled_from(["", ' tiff:Software="three"', ' Software="no"', ' xmlns:tiff="urn:x"']), texts),
    lambda inner: st.tuples(names, st.just(""), st.lists(inner | texts, max_size=4)),
    max_leaves=12,
)


def written(element: object) -> str:
    if isinstance(element, str):
        return element
    name, attributes, content = element  # type: ignore[misc]
    return f"<{name}{attributes}>{''.join(map(written, content))}</{name}>"


@given(st.lists(elements, max_size=4))
@settings(max_examples=200, deadline=None)
def test_it_is_read_as_by_a_tree(content: list[object]) -> None:
    packet = f"<x {DECLARED}>{''.join(map(written, content))}</x>"
    assert read_xmp(packet).get("software") == by_tree(packet)


def test_namespaces_are_those_in_force() -> None:
    inner = '<d:Software xmlns:d="urn:x">no</d:Software><d:Software>yes</d:Software>'
    assert read_xmp(f'<Description xmlns="{RDF}" xmlns:d="{TIFF}">{inner}</Description>') == {"software": "yes"}
    assert read_xmp(f"<Description xmlns:d='{TIFF}'>{inner}</Description>") == {}


def test_what_is_built_is_read_in_any_encoding_of_bytes() -> None:
    packet = build_xmp("a & b", "algorithmicMedia", '{"ü": "<x>"}')
    assert read_xmp(packet) == read_xmp(packet.decode())
    assert read_xmp(packet)["own"] == '{"ü": "<x>"}'
    assert read_xmp(packet[:-60]) == {}


@pytest.mark.parametrize(
    "make",
    [files.xmp_of_many_elements, files.xmp_of_long_namespace, files.xmp_of_deep_elements, files.xmp_of_packed_bomb],
)
def test_a_packet_that_is_hard_to_read_is_not(make) -> None:
    packet = read_png_texts(make())[XMP_KEYWORD]
    assert read_xmp(packet) == {}
    assert peak_of(functools.partial(read_xmp, packet)) < 8 * MIB


def test_a_long_address_is_not_repeated_in_front_of_each_name() -> None:
    """A tree would hold as many copies of it as there are elements."""
    packet = f"<r xmlns:a='{'u' * (MIB // 4)}'>{''.join(f'<a:b{number}/>' for number in range(MAX_TAGS // 2))}</r>"
    assert peak_of(functools.partial(read_xmp, packet)) < 8 * MIB
    assert lines_run_by(functools.partial(read_xmp, packet)) < 20 * MAX_TAGS


def test_bounds_are_those_of_the_packet_as_a_whole() -> None:
    packet = build_xmp("x", "algorithmicMedia").decode()
    assert read_xmp(packet + " " * (MAX_PACKET - len(packet)))["software"] == "x"
    assert read_xmp(packet + " " * MAX_PACKET) == {}
    assert read_xmp(packet.replace("<rdf:RDF", f"<!--{'<' * MAX_TAGS}--><rdf:RDF")) == {}
