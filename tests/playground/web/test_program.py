"""The app as a program: what it says, what it leaves behind, and what other programs may ask of it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from gradio import tunneling
from gradio_client import Client, handle_file

from imagelabs_client.metadata import read_metadata


@pytest.fixture(scope="module")
def client(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(app.url, verbose=False, download_files=str(tmp_path_factory.mktemp("downloads")))


def test_a_prompt_alone_is_enough_for_the_generate_endpoint(client: Client) -> None:
    file, told = client.predict("a cat sitting on a windowsill at sunset", api_name="/generate")
    metadata = read_metadata(Path(file))
    assert metadata.params is not None
    assert metadata.params.prompt == "a cat sitting on a windowsill at sunset"
    assert str(metadata.params.seed) == told["seed"]
    assert (told["width"], told["height"]) == (1152, 896)
    assert "cat" in told["recognised"]


def test_the_endpoints_read_back_what_they_wrote(client: Client) -> None:
    file, told = client.predict("кот", "люди", 128, 96, "123", "45", api_name="/generate")
    read = client.predict(handle_file(file), api_name="/read_metadata")
    assert (read["params"]["prompt"], read["params"]["seed"], read["params"]["subseed"]) == ("кот", "123", "45")
    assert told["negative_prompt"] == "люди"


def test_a_better_prompt_is_still_a_prompt(client: Client) -> None:
    assert "cat" in client.predict("a cat", api_name="/upgrade_prompt")


def test_a_bad_request_is_answered_with_every_problem(client: Client) -> None:
    with pytest.raises(Exception, match="prompt is empty") as caught:
        client.predict(" ", width=1, api_name="/generate")
    assert "width" in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_only_the_three_endpoints_are_public(client: Client) -> None:
    api = client.view_api(return_format="dict", print_info=False)
    assert set(api["named_endpoints"]) == {"/generate", "/upgrade_prompt", "/read_metadata"}
    assert api["unnamed_endpoints"] == {}


def test_an_address_of_a_hundred_kilobytes_opens_the_page(app: Any) -> None:
    connection = HTTPConnection("127.0.0.1", app.port, timeout=30)
    connection.request("GET", f"/?prompt={'a' * 50_000}&negative_prompt={'b' * 50_000}")
    answer = connection.getresponse()
    assert answer.status == 200
    assert b"window.gradio_config" in answer.read()
    connection.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_soon_and_cleanly_while_it_paints_and_pages_keep_streams_open(
    how: signal.Signals, start_app: Callable[..., Any]
) -> None:
    app = start_app()
    app.wait_until_it_answers()
    connection = HTTPConnection("127.0.0.1", app.port, timeout=30)
    connection.request("GET", "/gradio_api/heartbeat/a-page")
    answer = connection.getresponse()
    assert answer.readline() == b"data: ALIVE\n"
    Client(app.url, verbose=False).submit("a forest", width=2048, height=2048, api_name="/generate")
    begun = time.monotonic()
    assert app.end(how) == 0
    assert time.monotonic() - begun < 10
    assert answer.read().strip() == b"", "the stream has a proper end"
    connection.close()
    assert len(app.log.splitlines()) == 1, app.log
    pictures = [path for path in app.log_path.parent.rglob("*") if path.suffix in (".png", ".jpg")]
    assert pictures == []


def test_ctrl_c_while_it_starts_is_no_error(start_app: Callable[..., Any]) -> None:
    app = start_app()
    wait_for(lambda: len(app.family()) > 1)  # workers are there, Gradio is still being imported
    assert app.end(signal.SIGINT) == 130
    assert app.log == ""


def test_a_port_in_use_is_one_clear_line(start_app: Callable[..., Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        app = start_app(port=taken.getsockname()[1])
        assert app.process.wait(60) == 1
    assert "is not free" in app.log
    assert "--port" in app.log
    assert len(app.log.splitlines()) == 1


def test_an_outputs_folder_that_cannot_be_is_one_clear_line(start_app: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    app = start_app("--outputs", str(tmp_path / "file"))
    assert app.process.wait(60) == 1
    assert "--outputs" in app.log
    assert len(app.log.splitlines()) == 1


def test_an_unknown_engine_is_one_clear_line(start_app: Callable[..., Any]) -> None:
    app = start_app("--engine", "camera")
    assert app.process.wait(60) == 1
    assert "camera" in app.log
    assert len(app.log.splitlines()) == 1


def test_without_a_tunnel_the_local_page_goes_on(start_app: Callable[..., Any]) -> None:
    nowhere = "http://127.0.0.1:9"
    app = start_app("--share", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere, NO_PROXY="127.0.0.1,localhost")
    app.wait_until_it_answers()
    until_said = 200
    while "No public link" not in app.log and until_said:
        until_said -= 1
        signal.sigtimedwait([], 0.1)
    assert len(app.log.splitlines()) == 2
    app.wait_until_it_answers()
    assert app.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the tunnel is a shell script")
def test_a_tunnel_ends_with_the_app(start_app: Callable[..., Any], tmp_path: Path) -> None:
    """Gradio's program for tunnels is replaced by one that says that it is connected, and stays."""
    program = tmp_path / "gradio" / "frpc" / Path(tunneling.BINARY_PATH).name
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\necho $$ > {tmp_path}/pid\necho "start proxy success: https://abc.test"\nexec sleep 600\n'
    )
    program.chmod(0o755)
    app = start_app("--share", HF_HOME=str(tmp_path), GRADIO_SHARE_SERVER_ADDRESS="127.0.0.1:9")
    app.wait_until_it_answers()
    wait_for(lambda: "Public link, for anyone who knows it: https://abc.test" in app.log)
    tunnel = int((tmp_path / "pid").read_text())
    os.kill(tunnel, 0)
    assert app.end() == 0
    wait_for(lambda: not is_running(tunnel))


def wait_for(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < until
        time.sleep(0.1)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def test_with_a_password_strangers_see_nothing(start_app: Callable[..., Any]) -> None:
    app = start_app(PLAYGROUND_AUTH="me:secret")
    app.wait_until_it_answers()
    with pytest.raises(Exception, match=r"(?i)auth|login|credentials"):
        Client(app.url, verbose=False)
    assert Client(app.url, auth=("me", "secret"), verbose=False)
    assert app.end() == 0
    assert "secret" not in app.log
