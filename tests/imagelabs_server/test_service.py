"""What happens behind the endpoints: workers that die, hang or are in the way, and what is kept for how long."""

from __future__ import annotations

import os
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
from imagelabs_server.service import QueueFullError, Service
from imagelabs_server.tasks import StoredImage, Task, TaskStore

from .conftest import ENGINES, SCRIPTED


def job(prompt: str) -> Job:
    return Job(prompt, width=64, height=64)


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.005)


def alive(pid: int) -> bool:
    """Whether a process of that id runs; one that has ended but was not waited for yet does not count."""
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
    assert (task.state, task.status) == ("failed", statuses.WORKER_DIED)
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


def test_an_engine_deaf_to_cancel_loses_its_process_and_the_next_task_begins(service: Service) -> None:
    deaf = service.submit(job("deaf"))
    wait_until(lambda: deaf.fraction > 0)
    pid = worker_pid(service)
    after = service.submit(job("quick"))
    assert service.cancel(deaf)
    wait_until(lambda: after.ended)
    assert after.state == "done"
    assert deaf.status == statuses.CANCELLED
    assert not alive(pid)


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


def test_a_worker_does_not_outlive_a_service_that_was_killed() -> None:
    program = (
        "import sys, time\n"
        "from imagelabs_server.engine import Job\n"
        "from imagelabs_server.service import Service\n"
        f"service = Service({SCRIPTED!r}, workers=1, queue_size=1, task_ttl=9)\n"
        "task = service.submit(Job('deaf', width=64, height=64))\n"
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
    wait_until(lambda: not alive(pid), seconds=5)


def test_a_worker_imports_neither_gradio_nor_a_web_framework() -> None:
    program = (
        "import sys, imagelabs_server.worker\n"
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


@pytest.mark.parametrize("options", [{"workers": 0}, {"queue_size": 0}, {"task_ttl": 0}, {"task_ttl": float("nan")}])
def test_numbers_out_of_range_are_refused(scripted_engine: str, options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Service(scripted_engine, **({"workers": 1, "queue_size": 1, "task_ttl": 1} | options))  # type: ignore[arg-type]


def ended(store: TaskStore, now: float, png: bytes = b"png") -> Task:
    task = Task(job("x"), number=1)
    store.add(task)
    store.add_preview(task, StoredImage.jpeg(b"jpeg"))
    store.end(task, "done", statuses.DONE, now, png)
    return task


def test_an_ended_task_and_its_images_live_for_the_ttl() -> None:
    store = TaskStore(ttl=10)
    task = ended(store, now=100)
    assert task.result
    store.purge(109.9)
    assert store.get(task.id) is task
    assert store.image(task.result.name) is task.result
    store.purge(110)
    assert store.get(task.id) is None
    assert store.image(task.result.name) is None
    assert store.image(task.previews[0].name) is None


def test_a_task_that_goes_on_never_expires() -> None:
    store = TaskStore(ttl=10)
    task = Task(job("x"), number=1)
    store.add(task)
    store.purge(1e9)
    assert store.get(task.id) is task


@pytest.mark.parametrize("limit", [{"max_ended": 3}, {"max_bytes": 3 * len(b"jpegpng")}])
def test_the_oldest_make_room_when_there_are_too_many_tasks_or_bytes(limit: dict[str, int]) -> None:
    store = TaskStore(ttl=1e9, **limit)
    tasks = [ended(store, now=second) for second in range(5)]
    assert [store.get(task.id) is not None for task in tasks] == [False, False, True, True, True]


def test_the_newest_result_is_kept_even_when_it_alone_is_too_large() -> None:
    store = TaskStore(ttl=1e9, max_bytes=2)
    task = ended(store, now=0)
    assert task.result
    assert store.image(task.result.name) is task.result


def test_a_reference_image_is_forgotten_when_its_task_has_ended() -> None:
    store = TaskStore(ttl=10)
    task = Task(Job("x", reference_image=b"megabytes"), number=1)
    store.add(task)
    store.end(task, "failed", statuses.CANCELLED, now=0)
    assert task.job.reference_image is None
