"""An engine's own parameters: validated like the protocol's, and passed to the engine by name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from imagelabs_server import create_app

from .conftest import Wire

pytestmark = pytest.mark.anyio


@pytest.fixture
def app(scripted_engine: str) -> Iterator[Any]:
    app = create_app(scripted_engine.replace("ScriptedEngine", "EngineWithParameters"), workers=1)
    yield app
    app.state.service.close()


@pytest.fixture
async def wire(app: Any) -> AsyncIterator[Wire]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service.invalid") as http:
        yield Wire(http)


async def test_what_is_not_given_has_the_engine_s_default(wire: Wire) -> None:
    end = await wire.end(await wire.submit("quick"))
    assert end["recognised"] == ["brushes=3", "pressure=None", "is_varnished=False", "medium=oil"]


async def test_what_is_given_reaches_the_engine(wire: Wire) -> None:
    given = {"brushes": "5", "pressure": 0.25, "is_varnished": True, "medium": "ink", "unheard_of": 1}
    end = await wire.end(await wire.submit("quick", **given))
    assert end["recognised"] == ["brushes=5", "pressure=0.25", "is_varnished=True", "medium=ink"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("brushes", 10, "brushes must be a whole number from 1 to 9."),
        ("brushes", True, "brushes must be a whole number from 1 to 9."),
        ("brushes", None, "brushes must be a whole number from 1 to 9."),
        ("pressure", "much", "pressure must be a number from 0.0 to 1.0."),
        ("pressure", True, "pressure must be a number from 0.0 to 1.0."),
        ("pressure", -0.5, "pressure must be a number from 0.0 to 1.0."),
        ("is_varnished", "perhaps", "is_varnished must be true or false."),
        ("medium", "x" * 1001, "medium must be a text of at most 1000 characters without NUL."),
        ("medium", "a\0", "medium must be a text of at most 1000 characters without NUL."),
    ],
)
async def test_what_cannot_be_used_is_refused_in_a_sentence(wire: Wire, field: str, value: Any, sentence: str) -> None:
    answer = await wire.http.post("/txt2img", json={"prompt": "quick", field: value})
    assert answer.status_code == 422
    assert [(problem["loc"], problem["msg"]) for problem in answer.json()["detail"]] == [(["body", field], sentence)]


async def test_the_protocol_s_own_sentences_stay(wire: Wire) -> None:
    answer = await wire.http.post("/txt2img", json={"prompt": "quick", "width": 1})
    assert [problem["loc"] for problem in answer.json()["detail"]] == [["body", "width"]]
    assert "pixels" in answer.json()["detail"][0]["msg"]


def test_an_engine_cannot_claim_a_name_of_the_protocol(scripted_engine: str) -> None:
    with pytest.raises(ValueError, match="cannot have a parameter called width"):
        create_app(scripted_engine.replace("ScriptedEngine", "EngineWithAProtocolName"))
