"""The limits that client and service define separately are the same."""

from __future__ import annotations

import pytest

from imagelabs_client.parameters import PARAMETERS
from imagelabs_server.wire import schemas
from imagelabs_server.wire.schemas import TextToImage

SHARED = [row for row in PARAMETERS.values() if row.on_wire and row.maximum is not None]


def bounds(name: str) -> tuple[float, float]:
    """Return the minimum and maximum that the service accepts."""
    limits = TextToImage.model_fields[name].metadata
    (least,) = [limit.ge for limit in limits if getattr(limit, "ge", None) is not None]
    (most,) = [limit.le for limit in limits if getattr(limit, "le", None) is not None]
    return least, most


@pytest.mark.parametrize("row", SHARED, ids=lambda row: row.name)
def test_what_the_page_offers_is_what_the_service_accepts(row) -> None:
    assert (row.offered_minimum, row.maximum) == bounds(row.name)


@pytest.mark.parametrize("row", [row for row in PARAMETERS.values() if row.on_wire], ids=lambda row: row.name)
def test_what_is_left_out_is_the_same_to_both(row) -> None:
    default = TextToImage.model_fields[row.key].get_default()
    if row.kind not in ("seed", "image") and row.name != "prompt":
        assert default == row.default


def test_each_row_says_the_range_that_it_has() -> None:
    for row in SHARED:
        if row.kind != "seed":
            least = row.offered_minimum
            assert row.description.endswith(f"{least} to {row.maximum}"), row.name
            assert f"{least} to {row.maximum}" in schemas.RULES[row.name]
