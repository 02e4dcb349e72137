"""Whatever is sent, by whoever reads the protocol or breaks it on purpose, the service and the page answer in a sentence.

The two documents in `openapi/` say what is taken and what is answered; schemathesis makes requests that fit them, and
requests that just do not. `SCHEMA_EXAMPLES=300` asks for more of them than the few that every run draws.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

DOCUMENTS: Final = Path(__file__).parent / "openapi"
ROOT: Final = Path(__file__).resolve().parents[2]
ENGINES: Final = ROOT / "tests" / "imagelabs_server" / "engines_for_tests"
PATIENCE: Final = 15  # seconds in which everything is answered
EXAMPLES: Final = int(os.environ.get("SCHEMA_EXAMPLES", "15"))


def described(name: str) -> Any:
    config = schemathesis.Config.from_dict(
        {
            "generation": {"deterministic": "SCHEMA_EXAMPLES" not in os.environ, "max-examples": EXAMPLES},
        }
    )
    return schemathesis.openapi.from_path(DOCUMENTS / name, config=config)


SERVICE = described("service.json")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from tests.conftest import free_port

    log, port = tmp_path_factory.mktemp("service") / "log", free_port()
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--engine", "scripted_engine:ScriptedEngine", "--queue-size", "1000"],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ENGINES)}, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    while True:
        assert process.poll() is None, log.read_text()
        try:
            httpx.get(url, trust_env=False); break
        except httpx.TransportError:
            time.sleep(0.05)
    session = requests.Session()
    session.trust_env = False
    yield url, session, log
    process.terminate()
    process.wait(20)
    print(log.read_text())

import collections
SEEN = collections.Counter()
@SERVICE.parametrize()
@settings(max_examples=EXAMPLES, deadline=None)
def test_service(case: Case, service) -> None:
    url, session, log = service
    t=time.monotonic()
    response = case.call(base_url=url, session=session, timeout=PATIENCE)
    SEEN[case.operation.label, response.status_code]+=1
    dt=time.monotonic()-t
    if dt>0.3: print("SLOW", dt, case.as_curl_command()[:300])
    if response.status_code not in (503,):
        case.validate_response(response)

def test_print():
    for k,v in sorted(SEEN.items()): print(k,v)
