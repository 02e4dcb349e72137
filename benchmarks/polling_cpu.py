"""What the whole client costs in CPU a job, beside the shortest httpx loop that does the same requests.

Both talk over sockets to a service in another process, which answers the n-th poll with n/12 of the progress and the
twelfth with a picture. Nobody sleeps, and only this process's own CPU time counts.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import statistics
import struct
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

import httpx

from imagelabs_client import AsyncImageLabs, ImageLabs

POLLS = 12
ROUNDS = 200  # of one job each, in turn
PICTURE_BYTES = 1_200_000  # of a painting at 1152×896


def picture() -> bytes:
    """A whole PNG of noise, so that its size is that of a painting."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = int((PICTURE_BYTES / 3) ** 0.5)
    pixels = b"".join(b"\0" + os.urandom(3 * side) for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(pixels, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def serve(port: Connection) -> None:
    """Be the service, in a process of its own."""
    image = picture()
    polls: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if self.path == "/txt2img":
                task = f"task-{len(polls)}"
                polls[task] = 0
                return self.reply("application/json", json.dumps({"task_id": task}).encode())
            polls[body["task_id"]] += 1
            done = polls[body["task_id"]]
            answer: dict[str, object] = {"status": "Painting", "progress": round(done / POLLS, 4)}
            answer["current_image_url"] = f"/images/{done}.jpg"
            if done == POLLS:
                answer |= {"status": "Done", "final_image_url": "/images/done.png"}
            return self.reply("application/json", json.dumps(answer).encode())

        def do_GET(self) -> None:
            self.reply("image/png", image)

        def reply(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.send(server.server_port)
    server.serve_forever()


def bare_loop(url: str) -> Callable[[], None]:
    """The least that does the job: submit, poll, download."""
    http = httpx.Client(base_url=url, trust_env=False)

    def job() -> None:
        task = http.post("/txt2img", json={"prompt": "a cat", "width": 1152, "height": 896}).raise_for_status().json()
        while True:
            progress = http.post("/progress", json={"task_id": task["task_id"]}).raise_for_status().json()
            if progress.get("final_image_url"):
                break
        assert http.get(progress["final_image_url"]).raise_for_status().content

    return job


def bare_async_loop(url: str) -> Callable[[], None]:
    """The same for asyncio."""
    loop = asyncio.new_event_loop()
    http = httpx.AsyncClient(base_url=url, trust_env=False)

    async def job() -> None:
        submitted = await http.post("/txt2img", json={"prompt": "a cat", "width": 1152, "height": 896})
        task = submitted.raise_for_status().json()
        while True:
            polled = await http.post("/progress", json={"task_id": task["task_id"]})
            progress = polled.raise_for_status().json()
            if progress.get("final_image_url"):
                break
        assert (await http.get(progress["final_image_url"])).raise_for_status().content

    return lambda: loop.run_until_complete(job())


def whole_client(url: str) -> Callable[[], None]:
    """The client, with everything that it does between two requests but waiting."""
    client = ImageLabs(base_url=url, sleep=lambda _: None)

    def job() -> None:
        for _ in client.stream("a cat", width=1152, height=896):
            pass

    return job


def whole_async_client(url: str) -> Callable[[], None]:
    """The same for asyncio."""
    loop = asyncio.new_event_loop()

    async def no_sleep(_seconds: float) -> None:
        pass

    client = AsyncImageLabs(base_url=url, sleep=no_sleep)

    async def job() -> None:
        async for _ in client.stream("a cat", width=1152, height=896):
            pass

    return lambda: loop.run_until_complete(job())


def main() -> None:
    """Measure, in turn, and print the table."""
    here, there = multiprocessing.Pipe()
    service = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    service.start()
    try:
        url = f"http://127.0.0.1:{here.recv()}"
        pairs = {
            "blocking": (bare_loop(url), whole_client(url)),
            "asyncio": (bare_async_loop(url), whole_async_client(url)),
        }
        print(f"\nCPU a job: {POLLS} polls and a picture of {PICTURE_BYTES / 1e6:.1f} MB; median of {ROUNDS} jobs")
        print(f"{'':20} {'bare httpx loop':>16} {'client':>12} {'ratio':>8}")
        for name, (bare, whole) in pairs.items():
            bare(), whole()
            times: list[tuple[float, float]] = [(_cpu(bare), _cpu(whole)) for _ in range(ROUNDS)]
            least, ours = (statistics.median(column) for column in zip(*times, strict=True))
            print(f"{name:20} {1000 * least:13.1f} ms {1000 * ours:9.1f} ms {ours / least:8.2f}")
    finally:
        service.terminate()
        service.join()


def _cpu(job: Callable[[], None]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began


if __name__ == "__main__":
    main()
