"""The command line: pictures in files, and one message and exit code for each kind of failure."""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PIL import Image, PngImagePlugin

from imagelabs_client import read_metadata
from imagelabs_client.cli import main as cli
from imagelabs_client.client import ImageLabs

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage, Service, VirtualClock


ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(service, clock, monkeypatch, tmp_path, capsys):
    """Return a function that runs a command in an empty folder and returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def make(**options):
        return ImageLabs(transport=httpx.MockTransport(service), clock=clock, sleep=clock.sleep, **options)

    monkeypatch.setattr(cli, "ImageLabs", make)

    def call(*arguments, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_prompt_becomes_a_file(run: Any, tmp_path: Path) -> None:
    code, out, err = run("generate", "a cat, asleep", "-o", "out/cat.png", "--seed", "5", "--size", "640x480")
    assert (code, out) == (0, "out/cat.png\n")
    params = read_metadata(tmp_path / "out/cat.png").params
    assert (params.prompt, params.seed, params.width, params.height) == ("a cat, asleep", 5, 640, 480)
    assert "Painting" in err


def test_without_a_name_the_file_is_called_after_prompt_and_seed(run: Any, tmp_path: Path) -> None:
    assert run("generate", "a cat/../of: 'mine'", "--seed", "5", "-q") == (0, "a-cat-of-mine-5.png\n", "")
    assert run("generate", "a cat/../of: 'mine'", "--seed", "5", "-q") == (0, "a-cat-of-mine-5-2.png\n", "")
    assert len(list(tmp_path.iterdir())) == 2


def test_every_parameter_has_its_option(run: Any, service: Service, make_picture: MakeImage, tmp_path: Path) -> None:
    (tmp_path / "ref.png").write_bytes(make_picture())
    code, *_ = run(
        "generate", "a cat", "--negative", "dogs", "--width", 320, "--height", 200, "--seed", 1, "--subseed", 2,
        "--attention", 3, "--tiling", "--model", "other", "--reference", "ref.png", "--reference-type", "style",
        "--reference-strength", 55, "--extra", "cfg_scale=2.5", "--extra", "site=here", "-o", "x.webp",
    )  # fmt: skip
    assert code == 0
    body = service.bodies("/txt2img")[0]
    assert body.pop("reference_image").startswith("data:image/jpeg;base64,")
    assert body == {
        "prompt": "a cat", "negative_prompt": "dogs", "width": 320, "height": 200, "seed": "1", "subseed": "2",
        "attention": 3, "tiling": True, "reference_image_type": "style", "reference_strength": 55, "model": "other",
        "cfg_scale": 2.5, "site": "here",
    }  # fmt: skip


def test_many_prompts_from_a_file_and_from_standard_input(run: Any, tmp_path: Path, service: Service) -> None:
    (tmp_path / "prompts.txt").write_text("\ufeffa cat\n\n  a dog  \n", encoding="utf-8")
    code, out, _ = run("generate", "-", "-f", "prompts.txt", "-o", "{index}-{prompt}.jpg", stdin="a fox\n\n")
    assert code == 0
    assert sorted(out.split()) == ["001-a-fox.jpg", "002-a-cat.jpg", "003-a-dog.jpg"]
    assert read_metadata(tmp_path / "003-a-dog.jpg").params.prompt == "a dog"


def test_several_pictures_never_share_a_name(run: Any, service: Service) -> None:
    code, out, _ = run("generate", "a cat", "-n", 3, "--seed", 7, "-o", "cat.png")
    assert code == 0
    assert sorted(out.split()) == ["cat-001.png", "cat-002.png", "cat-003.png"]
    assert sorted(body["seed"] for body in service.bodies("/txt2img")) == ["7", "8", "9"]


def test_json_for_programs(run: Any) -> None:
    code, out, _ = run("generate", "a cat", "--json", "-o", "cat.png", "--seed", 2**60)
    facts = json.loads(out)
    assert code == 0
    assert facts["path"] == "cat.png"
    assert facts["params"]["seed"] == str(2**60)
    assert facts["task_id"] == "task-1"


@pytest.mark.parametrize(
    ("path", "reply", "code", "message"),
    [
        ("/txt2img", httpx.ConnectError("x"), 3, "cannot be reached"),
        ("/txt2img", httpx.Response(500), 3, "500"),
        ("/txt2img", httpx.Response(403, headers={"cf-mitigated": "challenge"}), 3, "cf_clearance"),
        ("/txt2img", {}, 3, "no task id"),
        ("/progress", {"status": "Error: no paint"}, 4, "no paint"),
        ("/progress", {"status": "thinking"}, 5, "deadline"),
        ("/images/final.png", httpx.Response(404), 6, "404"),
    ],
)
def test_each_failure_has_its_exit_code_and_one_clear_message(
    run: Any, service: Service, path: Any, reply: Any, code: Any, message: Any, tmp_path: Path
) -> None:
    service.script(path, reply)
    found, out, err = run("generate", "a cat", "-q", "--deadline", 30)
    assert found == code
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["a cat", "-o", "x.gif"], [" "], [], ["a", "--seed", "-1"], ["a", "--reference", "none.png"],
     ["a", "--base-url", "nonsense"], ["a", "--deadline", "0"]],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_before_anything_is_sent(run: Any, service: Service, arguments: Any) -> None:
    code, out, err = run("generate", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("imagelabs: ")
    assert service.requests == []


def test_arguments_that_do_not_exist_exit_with_two(run: Any) -> None:
    with pytest.raises(SystemExit) as caught:
        run("generate", "a", "--size", "huge")
    assert caught.value.code == 2


def test_one_failure_among_many_is_reported_and_the_rest_is_saved(run: Any, service: Service) -> None:
    answers = iter(["good", "bad", "good"])
    service.script("/txt2img", lambda _request: {"task_id": next(answers)})
    service.script(
        "/progress",
        lambda request: (
            {"status": "Error: bad"} if b"bad" in request.content else {"final_image_url": "/images/final.png"}
        ),
    )
    code, out, err = run("generate", "a", "b", "c", "-q", "-o", "{index}.png", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 4
    assert sum("path" in line for line in lines) == 2
    assert sum(line.get("error") == "GenerationFailedError" for line in lines) == 1
    assert err.count("\n") == 1


def test_a_job_is_resumed(run: Any, service: Service, tmp_path: Path) -> None:
    code, out, _ = run("resume", "task-7", "-q")
    assert (code, out) == (0, "task-7.png\n")
    assert service.bodies("/progress")[0] == {"task_id": "task-7"}
    assert service.counts["/txt2img"] == 0
    assert read_metadata(tmp_path / "task-7.png").task_id == "task-7"


def test_a_prompt_is_improved(run: Any, service: Service) -> None:
    assert run("upgrade-prompt", "a cat") == (0, "a better cat\n", "")
    assert run("upgrade-prompt", "-", stdin="a dog\n")[0] == 0
    assert service.bodies("/upgrade_prompt")[1] == {"prompt": "a dog\n"}


def test_info_shows_what_a_file_holds(run: Any) -> None:
    run("generate", "a cat\x1b[31m", "-o", "cat.png", "--negative", "dogs", "--seed", 4)
    code, out, _ = run("info", "cat.png")
    assert code == 0
    for words in ("cat.png: PNG, 8×6", "negative prompt: dogs", "seed: 4", "marked as: trainedAlgorithmicMedia"):
        assert words in out
    assert "\x1b" not in out, "a file cannot command the terminal"
    code, out, _ = run("info", "cat.png", "--json")
    assert json.loads(out)["params"]["negative_prompt"] == "dogs"


def test_info_says_what_it_could_not_read(run: Any, tmp_path: Path, make_png: MakeImage) -> None:
    (tmp_path / "plain.png").write_bytes(make_png())
    (tmp_path / "text.png").write_text("hello")
    code, out, err = run("info", "plain.png", "text.png", "missing.png")
    assert code == 1
    assert "no parameters inside" in out
    assert "text.png: The file is not a picture" in err
    assert "missing.png: No such file" in err


def test_a_folder_that_cannot_be_written_is_named(run: Any, tmp_path: Path, service: Service) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("generate", "a cat", "-o", "file/cat.png", "-q")
    assert code == 1
    assert err.startswith("imagelabs: ")
    assert "Traceback" not in err
    assert service.requests == [], "nobody paints a picture that cannot be kept"


def test_ctrl_c_says_how_to_go_on(
    run: Any, service: Service, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_request):
        raise KeyboardInterrupt

    service.script("/progress", {"status": "Painting"}, interrupted)
    code, _, err = run("resume", "task-7", "-q", "--base-url", "http://service.test")
    assert code == 130
    assert "imagelabs resume --base-url http://service.test task-7" in err


@pytest.mark.parametrize(
    ("task_id", "shown"),
    [("task-7", "task-7"), ("-Qx7", "-- -Qx7"), ("a; rm -rf ~", "'a; rm -rf ~'")],
)  # fmt: skip
def test_what_it_says_to_type_is_safe_to_type(run: Any, service: Service, task_id: str, shown: str) -> None:
    def interrupted(_request):
        raise KeyboardInterrupt

    service.script("/txt2img", {"task_id": task_id})
    service.script("/progress", {"status": "Painting"}, interrupted)
    with_password = "http://me:planted-password@service.test"
    code, _, err = run("generate", "a cat", "-q", "--base-url", with_password)
    assert code == 130
    command = err.partition("To fetch it: ")[2].splitlines()[0]
    assert command == f"imagelabs resume --base-url http://service.test {shown}", "no password is shown"
    assert cli.make_parser().parse_args(shlex.split(command)[1:]).task_id == task_id


def test_a_failure_says_how_to_go_on_from_the_shell(run: Any, service: Service) -> None:
    service.script("/progress", {"status": "thinking"})
    code, _, err = run("generate", "a cat", "-q", "--deadline", 5)
    assert code == 5
    assert "imagelabs resume task-1 goes on with it" in err


def test_a_picture_that_cannot_be_saved_is_not_the_end_of_the_rest(run: Any, tmp_path: Path) -> None:
    (tmp_path / "002.png").mkdir()
    code, out, err = run("generate", "a", "b", "c", "-q", "-o", "{index}.png")
    assert code == 1
    assert sorted(out.split()) == ["001.png", "003.png"]
    assert err.startswith("imagelabs: 002.png: ")
    assert "imagelabs resume task-1" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["001.png", "002.png", "003.png"]


def test_names_made_of_prompts_fit_every_file_system(run: Any, tmp_path: Path) -> None:
    code, out, _ = run("generate", "\U00020000" * 100, "-q", "--seed", 2**63 - 1)
    assert code == 0
    assert len(out.strip().encode()) < 200


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "130  interrupted" in capsys.readouterr().out


def test_on_a_terminal_there_are_bars_and_nothing_of_them_stays(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    code, out, _ = run("generate", "a cat", "-o", "cat.png")
    assert (code, out) == (0, "cat.png\n")


def program(*arguments, **options):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IMAGELABS_")}
    return subprocess.Popen(
        [sys.executable, "-m", "imagelabs_client", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"PYTHONPATH": str(ROOT)},
        **options,
    )


def test_as_a_program_a_dead_service_is_reported_within_five_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    with program("generate", "a cat", "--base-url", "http://127.0.0.1:9", cwd=tmp_path) as process:
        out, err = process.communicate(timeout=30)
    assert time.monotonic() - began < 5
    assert (process.returncode, out) == (3, "")
    assert "connection refused" in err
    assert "Traceback" not in err


def test_as_a_program_it_may_be_interrupted(tmp_path: Path) -> None:
    with program("resume", "task-7", "--base-url", "http://127.0.0.1:9", cwd=tmp_path) as process:
        assert "trying again" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "imagelabs resume --base-url http://127.0.0.1:9 task-7" in err
    assert "Traceback" not in err


def test_ctrl_c_before_a_picture_is_saved_says_how_to_fetch_it_again(
    run: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture exists only in memory, so only its id can bring it back."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.GeneratedImage, "save", interrupted)
    code, out, err = run("generate", "a cat", "-q")
    assert (code, out) == (130, "")
    assert "imagelabs resume task-1" in err
    code, _, err = run("resume", "task-7", "-q")
    assert code == 130
    assert "imagelabs resume task-7" in err


def test_ctrl_c_after_a_picture_is_saved_does_not_name_it(
    run: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.script("/txt2img", {"task_id": "task-1"}, {"task_id": "task-2"})
    save = cli.GeneratedImage.save

    def interrupted_at_the_second(image: Any, path: Path) -> None:
        if image.task_id == "task-2":
            raise KeyboardInterrupt
        save(image, path)

    monkeypatch.setattr(cli.GeneratedImage, "save", interrupted_at_the_second)
    code, out, err = run("generate", "a", "b", "-q", "-j", 1, "-o", "{index}.png")
    assert (code, out) == (130, "001.png\n")
    assert "imagelabs resume task-2" in err
    assert "task-1" not in err


def test_ctrl_c_before_the_first_answer_names_a_resumed_job_too(run: Any, service: Service) -> None:
    def interrupted(_request: httpx.Request) -> None:
        raise KeyboardInterrupt

    service.script("/progress", interrupted)
    code, _, err = run("resume", "task-7", "-q")
    assert code == 130
    assert "imagelabs resume task-7" in err


def test_a_file_that_is_no_text_is_named(run: Any, service: Service, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_bytes(b"a cat\n\xff\xe9 dog\n")
    code, _, err = run("generate", "-f", "prompts.txt", "-q")
    assert code == 1
    assert err == "imagelabs: not UTF-8 text (byte 6): prompts.txt\n"
    assert service.requests == []


def test_prompts_are_one_a_line_and_lines_end_where_editors_end_them(
    run: Any, service: Service, tmp_path: Path
) -> None:
    (tmp_path / "prompts.txt").write_bytes("a cat\u2028on a\u0085mat\x0b\r\na dog\r\n".encode())
    assert run("generate", "-f", "prompts.txt", "-q")[0] == 0
    assert sorted(body["prompt"] for body in service.bodies("/txt2img")) == ["a cat\u2028on a\u0085mat", "a dog"]


def test_info_of_a_file_without_seeds_does_not_make_some_up(run: Any, tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a cat\nSteps: 20, Sampler: Euler a, CFG scale: 7, Size: 512x768")
    Image.new("RGB", (4, 3)).save(tmp_path / "theirs.png", pnginfo=info)
    code, out, _ = run("info", "theirs.png", "--json")
    params = json.loads(out)["params"]
    assert (code, params["seed"], params["subseed"]) == (0, None, None)
