"""What the page's scripts learn of a picture is text that loses nothing."""

from __future__ import annotations

import json

from imagelabs_client import GeneratedImage, GenerationParams
from playground.result.record import as_json, done_record, params_as_text


def test_parameters_are_spoken_as_text_that_javascript_cannot_spoil() -> None:
    spoken = params_as_text(GenerationParams("a cat", seed=2**63 - 1, subseed=0, tiling=True))
    assert spoken["seed"] == str(2**63 - 1)
    assert spoken["tiling"] == "true"
    assert "model" not in spoken
    assert "reference_image" not in spoken
    assert all(isinstance(value, str) for value in spoken.values())
    assert json.loads(as_json(spoken)) == spoken
    assert as_json(None) == ""


def test_a_record_tells_whether_there_was_a_reference_image_but_not_which() -> None:
    for reference in (None, b"secret"):
        params = GenerationParams("a cat", reference_image=reference)
        image = GeneratedImage(url="u", task_id="t", params=params, content=b"", content_type="image/png", elapsed=1.0)
        record = done_record(image, params, "url", "name.png", ())
        assert record["reference"] is (reference is not None)
        assert "secret" not in as_json(record)
