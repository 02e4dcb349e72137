"""The service behind the endpoints: workers that die, hang or block."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imagelabs_server import statuses
from imagelabs_server.engine import Job
from imagelabs_server.engines import make_engine
from imagelabs_server.executors.worker import _log_message
from imagelabs_server.executors.worker_process import WorkerProcess, worker_environment
from imagelabs_server.service import CANCEL_GRACE, QueueFullError, Service
from imagelabs_server.tasks import StoredImage, TaskProgress
from tests.serving import ENGINES, SCRIPTED

SECRETS = [
    "IMAGELABS_COOKIE",
    "PLAYGROUND_AUTH",
    "HF_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "OPENAI_API_KEY",
    "DB_PASSWORD",
    "https_proxy",
]


def job(prompt: str) -> Job:
    return Job(prompt, width=64, height=64)


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.005)


def alive(pid: int) -> bool:
    """Return whether a process is running; zombies do not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def service(scripted_engine: str) -> Iterator[Service]:
    service = Service(scripted_engine, workers=1, queue_size=4, task_ttl=60)
    yield service
    service.close()


def worker_pid(service: Service) -> int:
    (process,) = service._running.values()
    return process.pid


def test_making_a_service_starts_nothing(scripted_engine: str) -> None:
    before = threading.active_count()
    Service(scripted_engine, workers=4, queue_size=4, task_ttl=60)
    assert threading.active_count() == before


def test_a_worker_that_dies_is_replaced_and_its_task_fails(service: Service) -> None:
    task = service.submit(job("die"))
    wait_until(lambda: task.ended)
    assert (task.state, task.status, task.code) == ("failed", statuses.WORKER_DIED, "engine_failed")
    after = service.submit(job("quick"))
    wait_until(lambda: after.ended)
    assert after.state == "done"


def test_an_engine_that_raises_fails_its_task_without_details_and_keeps_its_worker(service: Service) -> None:
    held = service.submit(job("wait"))
    wait_until(lambda: held.fraction > 0)
    pid = worker_pid(service)
    service.cancel(held)
    failing, after = service.submit(job("fail")), service.submit(job("wait"))
    wait_until(lambda: after.fraction > 0)
    assert (failing.state, failing.status) == ("failed", statuses.ENGINE_FAILED)
    assert failing.code == "engine_failed"
    assert worker_pid(service) == pid
    service.cancel(after)


def test_an_engine_that_draws_another_size_fails_its_task(service: Service) -> None:
    task = service.submit(Job("small", width=128, height=128))
    wait_until(lambda: task.ended)
    assert task.status == statuses.ENGINE_FAILED


def test_what_an_engine_prints_does_not_spoil_its_messages(service: Service) -> None:
    task = service.submit(job("print"))
    wait_until(lambda: task.ended)
    assert task.state == "done"


@pytest.mark.parametrize("order", ["deaf", "numb"])
def test_an_engine_deaf_to_cancel_loses_its_process_and_the_next_task_begins(service: Service, order: str) -> None:
    deaf = service.submit(job(order))
    wait_until(lambda: deaf.fraction > 0)
    pid = worker_pid(service)
    after = service.submit(job("quick"))
    assert service.cancel(deaf)
    wait_until(lambda: after.ended)
    assert after.state == "done"
    assert deaf.status == statuses.CANCELLED
    assert not alive(pid)


def test_an_engine_that_hangs_for_too_long_loses_its_task_and_its_process(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = idle_worker(service)
    with monkeypatch.context() as patch:
        patch.setattr("imagelabs_server.service.JOB_TIME_LIMIT", 0.5)
        hung = service.submit(job("numb"))
        wait_until(lambda: hung.ended)
    assert (hung.state, hung.status) == ("failed", statuses.WORKER_DIED)
    assert not alive(pid)
    after = service.submit(job("quick"))
    wait_until(lambda: after.ended)
    assert after.state == "done"


def test_close_ends_busy_workers_and_may_be_called_twice(service: Service) -> None:
    task = service.submit(job("deaf"))
    wait_until(lambda: task.fraction > 0)
    pid = worker_pid(service)
    service.close()
    service.close()
    assert not alive(pid)
    with pytest.raises(RuntimeError):
        service.submit(job("quick"))


def test_tasks_are_drawn_first_come_first_served(service: Service) -> None:
    held = service.submit(job("wait"))
    wait_until(lambda: held.fraction > 0)
    tasks = [service.submit(job("quick")) for _ in range(4)]
    assert [service.queue_position(task) for task in tasks] == [1, 2, 3, 4]
    with pytest.raises(QueueFullError):
        service.submit(job("quick"))
    service.cancel(held)
    wait_until(lambda: all(task.ended for task in tasks))
    assert [task.finished_at for task in tasks] == sorted(task.finished_at or 0 for task in tasks)


def test_two_workers_draw_at_once(scripted_engine: str) -> None:
    service = Service(scripted_engine, workers=2, queue_size=4, task_ttl=60)
    try:
        tasks = [service.submit(job("wait")), service.submit(job("wait"))]
        wait_until(lambda: all(task.fraction > 0 for task in tasks))
        assert service.load().running == 2
    finally:
        service.close()


NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel must end a child with its parent")


@pytest.mark.parametrize("order", ["deaf", pytest.param("numb", marks=NEEDS_LINUX)])
def test_a_worker_does_not_outlive_a_service_that_was_killed(order: str) -> None:
    program = (
        "import sys, time\n"
        "from imagelabs_server.engine import Job\n"
        "from imagelabs_server.service import Service\n"
        f"service = Service({SCRIPTED!r}, workers=1, queue_size=1, task_ttl=9)\n"
        f"task = service.submit(Job({order!r}, width=64, height=64))\n"
        "while not task.fraction: time.sleep(0.01)\n"
        "print(*[p.pid for p in service._running.values()], flush=True)\n"
        "time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(ENGINES)])}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    try:
        wait_until(lambda: not alive(pid), seconds=5)
    finally:
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_worker_imports_neither_gradio_nor_a_web_framework() -> None:
    program = (
        "import sys, imagelabs_server.executors.worker\n"
        "from imagelabs_server.engines import make_engine; make_engine('painter')\n"
        "print([name for name in ('gradio', 'fastapi', 'pydantic', 'httpx') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    output = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["", "nothing", "no.such.module:Engine", "imagelabs_server.engines:Nothing"])
def test_an_engine_that_does_not_exist_is_named_in_the_error(name: str) -> None:
    with pytest.raises(ValueError, match="There is no engine"):
        make_engine(name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("os:getcwd", "is no engine: it lacks name, version, kind, draw, improve_prompt"),
        ("builtins:open", "cannot be made: TypeError"),
        ("broken_engine:Engine", "cannot be made: RuntimeError: no device is there"),
        ("scripted_engine:EngineWithoutItsModel", "cannot be made: RuntimeError: no model is installed"),
    ],
)
def test_what_cannot_be_an_engine_here_is_refused_with_its_reason(
    scripted_engine: str, name: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        make_engine(name)


@pytest.mark.parametrize("options", [{"workers": 0}, {"queue_size": 0}, {"task_ttl": 0}, {"task_ttl": float("nan")}])
def test_numbers_out_of_range_are_refused(scripted_engine: str, options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Service(scripted_engine, **({"workers": 1, "queue_size": 1, "task_ttl": 1} | options))  # type: ignore[arg-type]


def idle_worker(service: Service) -> int:
    """Return the process id of the only worker once it is idle."""
    held = service.submit(job("wait"))
    wait_until(lambda: held.fraction > 0)
    pid = worker_pid(service)
    service.cancel(held)
    wait_until(lambda: service.load().running == 0)
    return pid


def test_a_worker_killed_while_it_had_nothing_to_do_costs_nobody_a_picture(service: Service) -> None:
    pid = idle_worker(service)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(pid))
    task = service.submit(job("quick"))
    wait_until(lambda: task.ended)
    assert task.state == "done"


def test_a_task_that_kills_every_worker_before_a_word_is_given_up(service: Service) -> None:
    task = service.submit(job("silent"))
    wait_until(lambda: task.ended)
    assert (task.status, task.attempts) == (statuses.WORKER_DIED, 2)


def test_a_cancel_does_not_wait_for_a_worker_that_reads_nothing(service: Service) -> None:
    pid = idle_worker(service)
    os.kill(pid, signal.SIGSTOP)
    stuck = service.submit(Job("quick", width=64, height=64, reference_image=bytes(2**22)))
    wait_until(lambda: stuck.state == "running")
    started = time.monotonic()
    assert service.cancel(stuck)
    assert time.monotonic() - started < CANCEL_GRACE / 2
    after = service.submit(job("quick"))
    wait_until(lambda: after.ended)
    assert after.state == "done"
    assert not alive(pid)


def test_an_engine_that_reports_nonsense_fails_its_task_and_the_next_is_drawn(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    odd = service.submit(job("odd"))
    after = service.submit(job("quick"))
    wait_until(lambda: after.ended)
    assert (odd.status, after.state) == (statuses.WORKER_DIED, "done")
    assert "could not be tended" in caplog.text


def test_where_no_worker_can_be_started_tasks_fail_instead_of_waiting(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_engine: str) -> WorkerProcess:
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr("imagelabs_server.service.WorkerProcess", refuse)
        task = service.submit(job("quick"))
        wait_until(lambda: task.ended)
    assert task.status == statuses.WORKER_DIED
    assert "could not be started" in caplog.text
    after = service.submit(job("quick"))
    wait_until(lambda: after.ended)
    assert after.state == "done"


def test_no_poll_sees_a_task_done_without_its_picture(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[TaskProgress | None] = []
    task_id: list[str] = []
    named = StoredImage.png

    def name_slowly(content: bytes) -> StoredImage:
        poller = threading.Thread(target=lambda: seen.append(service.progress(task_id[0])))
        poller.start()
        poller.join(0.1)  # the poll must not succeed while the end is being recorded
        return named(content)

    monkeypatch.setattr(StoredImage, "png", name_slowly)
    held = service.submit(job("wait"))
    task = service.submit(job("quick"))
    task_id.append(task.id)
    service.cancel(held)
    wait_until(lambda: bool(seen))
    (progress,) = seen
    assert progress
    assert (progress.status == statuses.DONE) == (progress.result is not None)


def test_of_a_flood_of_words_the_first_are_told(service: Service) -> None:
    task = service.submit(job("wordy"))
    wait_until(lambda: task.ended)
    assert task.recognised == task.unrecognised == tuple(str(number) for number in range(200))


def test_reference_images_in_the_queue_are_bounded_in_bytes(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagelabs_server.service._MAX_WAITING_BYTES", 100)
    held = service.submit(job("wait"))
    wait_until(lambda: held.fraction > 0)
    service.submit(Job("quick", reference_image=bytes(60)))
    with pytest.raises(QueueFullError):
        service.submit(Job("quick", reference_image=bytes(60)))
    service.submit(Job("quick", reference_image=bytes(40)))
    service.submit(job("quick"))


def test_close_fails_what_waits_and_a_cancel_then_changes_nothing(service: Service) -> None:
    held, waiting = service.submit(job("deaf")), service.submit(job("quick"))
    service.close()
    assert (held.state, waiting.state) == ("failed", "failed")
    assert not service.cancel(waiting)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_opening_and_closing_again_and_again_leaves_nothing(scripted_engine: str) -> None:
    def cycle(prompt: str) -> None:
        service = Service(scripted_engine, workers=2, queue_size=4, task_ttl=60)
        task = service.submit(job(prompt))
        wait_until(lambda: task.fraction > 0)
        pid = next((process.pid for process in list(service._running.values())), None)
        service.close()
        assert pid is None or not alive(pid)

    cycle("quick")
    files, threads = len(os.listdir("/proc/self/fd")), threading.active_count()
    for prompt in ("quick", "deaf", "wait"):
        cycle(prompt)
    wait_until(lambda: threading.active_count() <= threads)
    assert len(os.listdir("/proc/self/fd")) <= files


@pytest.mark.parametrize("name", SECRETS)
def test_a_worker_is_told_no_secret(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "hunter2")
    assert "hunter2" not in worker_environment().values()


@pytest.mark.parametrize("name", ["PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "HF_HOME", "LD_LIBRARY_PATH"])
def test_a_worker_is_told_what_programs_need(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "here")
    assert worker_environment()[name] == "here"


def test_modules_that_lie_about_where_the_app_was_started_do_not_disturb_workers(tmp_path: Path) -> None:
    (tmp_path / "queue.py").write_text("raise SystemExit('the wrong queue')")
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "run.py").write_text(
        "import sys, time\n"
        "from imagelabs_server.engine import Job\n"
        "from imagelabs_server.service import Service\n"
        f"service = Service({SCRIPTED!r}, workers=1, queue_size=1, task_ttl=9)\n"
        "task = service.submit(Job('quick', width=64, height=64))\n"
        "while not task.ended: time.sleep(0.01)\n"
        "print(task.state)\n"
        "service.close()\n"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(ENGINES)])}
    command = [sys.executable, str(scripts / "run.py")]
    output = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "done"


def test_the_log_tells_why_an_engine_failed_but_no_prompt() -> None:
    def logged(message: str) -> str:
        try:
            raise LookupError(message)
        except LookupError as error:
            return _log_message(error, Job("a secret wedding", negative_prompt="guests"))

    assert "LookupError: out of paint" in logged("out of paint")
    assert "wedding" not in logged("cannot draw Wedding")
    assert "guests" not in logged("no 'guests'")
