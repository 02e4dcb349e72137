"""Where previews are said to be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.core.flow import Flows
from imagelabs_client.core.settings import Settings
from imagelabs_client.net import addresses

paths = st.from_regex(r"/[A-Za-z0-9_.~/%?#-]{0,30}", fullmatch=True) | st.text(max_size=20).map("/".__add__)


@pytest.mark.parametrize("base", ["http://service.test", "https://service.test:8443/api/v1", "http://[::1]:80/x"])
@given(path=paths)
def test_the_short_way_to_an_address_leads_where_the_long_one_does(base: str, path: str) -> None:
    settings = Settings.gather(base, None, {})
    try:
        resolved = str(addresses.resolve(path, settings.base_url))
    except addresses.ForbiddenAddressError:
        resolved = None
    assert Flows(settings, time.monotonic)._preview(path) == resolved
