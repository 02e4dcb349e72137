"""No visitor takes what others need: places, turns, pictures, memory, disk, connections; through no door."""

from __future__ import annotations

import html
import json
import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import httpx
import pytest

from tests.hostile.attack import (
    API,
    ESTIMATE,
    GENERATE,
    GRID,
    PREVIEW,
    SEND,
    STOP,
    TAKE,
    Copy,
    RefusedError,
    Visitor,
    at_once,
    in_background,
    stop_all,
    under_attack,
)
from tests.hostile.files import HOSTILE, MIB, png_with_text

PICTURE_WAIT = 6.0  # seconds that a tiny picture may take while somebody attacks; a second or so without
A_CAT = png_with_text("parameters", "a cat")
RUSSIAN = re.compile("[а-яё]{3}")
FILE_URL = re.compile(r"/gradio_api/file=[^\"'&\s]+?\.png")
HEAVY = "{a|b}\N{GRINNING FACE}" + "'" * 19_990  # twenty kilobytes that become two megabytes of HTML


def statuses(answers: Sequence[Any]) -> Counter[int]:
    """Count what came of requests, by status of HTTP."""
    return Counter(answer.status_code if isinstance(answer, httpx.Response) else answer.status for answer in answers)


def file_url(outputs: Sequence[Any]) -> str:
    """Return the URL of the first picture in what an event has put out."""
    found = FILE_URL.search(html.unescape(" ".join(map(str, outputs))))
    assert found is not None, outputs
    return found[0]


def paint_in_time(copy: Copy, slowness: float = 1.0) -> None:
    """Another visitor's tiny picture comes soon, and is theirs."""
    began = time.monotonic()
    picture, report = copy.visitor().generate("a red house", seed=77)
    took = time.monotonic() - began
    assert report["seed"] == "77"
    assert picture["path"]
    assert took < PICTURE_WAIT * slowness, f"another's picture took {took:.1f} s"


# Doors


def through_call(visitor: Visitor, number: int) -> Any:
    return visitor.generate("a castle", seed=number)


def through_named_call(visitor: Visitor, number: int) -> Any:
    body = {"prompt": "a castle", "width": 64, "height": 64, "seed": str(number)}
    return visitor.follow(f"{API}/call/v2/generate", body)


def through_queue(visitor: Visitor, number: int) -> Any:
    data = ["a castle", "", 64, 64, str(number), "1"]
    return visitor.ask_endpoint("generate", f"door{number}", data)


DOORS = {"call": through_call, "call by name": through_named_call, "queue": through_queue}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_calls_of_one_visitor_leave_room_for_others(copy: Copy, door: Callable[[Visitor, int], Any]) -> None:
    """114 calls of `/generate` at once: some are painted, the others hear why not in the visitor's language."""
    visitor = copy.visitor(language="ru")
    with under_attack(copy) as noticed:
        with in_background(lambda: at_once(lambda number: door(visitor, number), range(114), threads=114)) as answers:
            paint_in_time(copy, 4.0)
        assert noticed is not None
    [answers] = answers
    refused = [answer for answer in answers if isinstance(answer, RefusedError)]
    assert 0 < len(answers) - len(refused) <= 60
    assert len(refused) >= 54
    assert all(RUSSIAN.search(answer.sentence) for answer in refused), refused[0]
    assert not any("imagelabs.invalid" in answer.sentence for answer in refused)


def test_no_door_skips_the_queue(copy: Copy) -> None:
    """`/run/` calls what is meant for the queue without it: it is shut, for names and numbers alike."""
    visitor, event = copy.visitor(), copy.endpoint("generate")
    body = {"fn_index": event.number, "data": event.data({}), "session_hash": "run"}
    answers = [
        visitor.post(f"{API}/run/{name}", json=value)
        for name in ("generate", "predict", str(event.number))
        for value in (body, {key: body[key] for key in ("data", "session_hash")})
    ]
    answers += [visitor.post(f"{API}/api/generate", json=body), visitor.post("/api/generate", json=body)]
    assert set(statuses(answers)) <= {400, 404, 422}


def test_who_asks_too_often_hears_when_to_come_back(copy: Copy) -> None:
    """Beyond what can wait: 429, a whole number of seconds, and a sentence in the visitor's language."""
    visitor = copy.visitor(language="ru")
    with under_attack(copy):
        answers = at_once(lambda _: visitor.post(f"{API}/call/nothing", json={"data": []}), range(200), threads=200)
    assert statuses(answers)[429] >= 40
    [refused, *_] = [answer for answer in answers if isinstance(answer, httpx.Response) and answer.status_code == 429]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert RUSSIAN.search(refused.text)
    assert copy.visitor().ask(PREVIEW, "fresh", prompt="a {red|blue} house", seed="1", count=1)


def test_pages_are_given_to_one_visitor_as_fast_as_to_a_browser(copy: Copy) -> None:
    """Two hundred requests at once for the largest answers of the app, over connections that are all open together."""
    visitor = copy.visitor()
    with under_attack(copy):
        at_once(lambda number: visitor.get(("/", "/config")[number % 2]), range(200), threads=64)


# Desks and turns


def test_invented_tasks_do_not_hold_up_pictures(copy: Copy) -> None:
    """Fifty desks of fifty sessions, each with 136 tasks that their browser claims to remember."""
    visitor = copy.visitor()
    job = {"wanted": [{"prompt": "a", "width": "64", "height": "64"}]}
    with under_attack(copy):
        at_once(
            lambda number: visitor.tell(
                f"invented{number}",
                {
                    "do": "attach",
                    "desk": f"invented-desk-{number:06}",
                    "jobs": [{**job, "taskId": f"invented-task-{number}-{place}"} for place in range(136)],
                },
            ),
            range(50),
        )
        paint_in_time(copy, 4.0)


def test_requests_to_stop_empty_nobodys_desk(copy: Copy) -> None:
    """510 requests to stop from sessions that nobody knows: whoever has a desk keeps it."""
    victim, visitor = copy.visitor(), copy.visitor()
    url = file_url(victim.ask(GENERATE, "desk", prompt="a cat", width=64, height=64, seed="5"))

    with under_attack(copy):
        at_once(lambda number: visitor.press(STOP, f"stop{number}"), range(510))
    assert url in html.unescape(str(victim.ask(SEND, "desk", [json.dumps({"do": "select", "id": ""})])))
    assert victim.get(url).status_code == 200


def test_many_pages_of_one_desk_cost_no_more_than_their_visitor_may_have(copy: Copy) -> None:
    """A hundred pages that show one busy desk, none of which is ever read: Gradio would keep what they should show."""
    visitor = copy.visitor()
    key = "one-desk-many-pages"
    with under_attack(copy):
        visitor.join(GENERATE, "watch0", prompt="a castle", width=256, height=256, count=8)
        at_once(lambda number: visitor.tell(f"watch{number}", {"do": "attach", "desk": key}), range(100))
        paint_in_time(copy, 4.0)


def test_streams_that_are_opened_and_not_read_fill_nothing(copy: Copy) -> None:
    """Forty pages that show one busy desk and listen, but do not take what they hear."""
    visitor = copy.visitor()
    key = "one-desk-deaf-pages"
    deaf = []
    with under_attack(copy):
        visitor.join(GENERATE, "deaf0", prompt="a castle", width=256, height=256, count=8)
        for number in range(40):
            visitor.tell(f"deaf{number}", {"do": "attach", "desk": key})
            deaf.append(connection(copy, visitor.head(path=visitor.listening(f"deaf{number}"))))
        paint_in_time(copy, 4.0)
        for each in deaf:
            each.close()


def test_answers_that_nobody_fetches_are_not_kept(copy: Copy) -> None:
    """A hundred previews of two megabytes each for one session, and for a hundred, that nobody reads."""
    visitors = copy.visitor(), copy.visitor()
    with under_attack(copy):
        at_once(lambda _: visitors[0].join(PREVIEW, "unread", prompt=HEAVY, seed="1", count=8), range(100), threads=8)
        at_once(
            lambda number: visitors[1].join(PREVIEW, f"unread{number}", prompt=HEAVY, seed="1", count=8),
            range(100),
            threads=8,
        )


def test_what_files_say_is_not_kept_for_nobody(copy: Copy) -> None:
    """Forty answers of megabytes about files, to calls of ten visitors who never fetch them."""
    visitors, content = [copy.visitor() for _ in range(10)], HOSTILE["a1111_long_prompt"]()

    def call(visitor: Visitor) -> None:
        file = visitor.upload(content)
        for _ in range(4):
            visitor.post(f"{API}/call/read_metadata", json={"data": [file]})
        when_there_is_room(lambda: visitor.call("read_metadata", visitor.upload(A_CAT)))

    with under_attack(copy):
        at_once(call, visitors, threads=10)


def when_there_is_room(ask: Callable[[], Any]) -> Any:
    """Ask until there is room for it, so that what was asked for before is over."""
    until = time.monotonic() + 60
    while True:
        try:
            return ask()
        except RefusedError:
            assert time.monotonic() < until
            time.sleep(0.2)


def test_grids_and_batches_take_turns_with_others(copy: Copy) -> None:
    """A visitor with two grids of 64 pictures and forty more on their desks delays another's by a turn, not by all."""
    visitor = copy.visitor()
    axes = {"compare_across": "seed", "compare_across_values": "1-8"}
    down = {"compare_down": "subseed", "compare_down_values": "1-8"}
    size = {"width": 192, "height": 192}
    with under_attack(copy):
        for number in range(4):
            visitor.join(GRID, f"grid{number}", prompt="a castle", **size, **axes, **down)
        for number in range(5):
            visitor.join(GENERATE, f"batch{number}", prompt="a castle", **size, count=8)
        paint_in_time(copy, 4.0)
        stop_all(visitor, [*(f"grid{number}" for number in range(4)), *(f"batch{number}" for number in range(5))])


def test_fifty_sessions_have_no_more_than_one(copy: Copy) -> None:
    """Every session asks for eight pictures; how many are painted in a minute depends on the address alone."""
    visitor = copy.visitor()
    with under_attack(copy):
        answers = at_once(
            lambda number: visitor.ask(GENERATE, f"fifty{number}", prompt="a cat", width=64, height=64, count=8),
            range(20),
            threads=20,
        )
    painted = sum(
        str(answer).count("data-state=\\'done\\'") or str(answer).count('data-state="done"') for answer in answers
    )
    refused = [answer for answer in answers if 'data-state="done"' not in str(answer)]
    assert 0 < painted <= 60
    assert len(refused) >= 12
    assert all("at most" in str(answer) for answer in refused), str(refused[0])[:500]


# Stores


def test_invented_sessions_cost_little(copy: Copy) -> None:
    """Five hundred sessions through five doors, none of which was ever a page."""
    visitors = [copy.visitor() for _ in range(5)]

    def invent(number: int) -> Any:
        visitor, session = visitors[number % 5], f"session{number}"
        match number % 5:
            case 0:
                return visitor.tell(session, {"do": "attach", "desk": f"invented-desk-{number:08}"})
            case 1:
                return visitor.join(TAKE, session, ['{"what":"sheet"}'])
            case 2:
                return visitor.join(ESTIMATE, session)
            case 3:
                return visitor.press(STOP, session)
            case _:
                return visitor.join(GENERATE, session)  # without a prompt: a notice

    with under_attack(copy):
        at_once(invent, range(500))


def test_what_one_visitor_stores_pushes_out_nothing_of_another(copy: Copy) -> None:
    """More files than the store has room for: they push out each other, and a picture of somebody else stays."""
    victim = copy.visitor()
    url = file_url(victim.ask(GENERATE, "victim", prompt="a cat", width=64, height=64, seed="5"))
    grid = {"compare_across": "seed", "compare_across_values": "1", "compare_down": "none"}
    victim.ask(GRID, "victim", prompt="a cat", width=64, height=64, **grid)
    sheet = json.loads(victim.ask(TAKE, "victim", ['{"what":"sheet"}'])[0])["url"]
    large = png_with_text("comment", "") + bytes(60 * MIB)
    with under_attack(copy):
        for _ in range(4):
            visitor = copy.visitor()
            at_once(lambda _, visitor=visitor: visitor.upload(large), range(3), threads=1)
    assert victim.get(url).status_code == 200
    assert victim.get(sheet).status_code == 200
    assert sum(file.stat().st_size for file in copy.files()) <= 600 * MIB


def test_contact_sheets_push_out_nothing_of_another(copy: Copy) -> None:
    """106 contact sheets, asked for all at once."""
    victim, visitor = copy.visitor(), copy.visitor()
    url = file_url(victim.ask(GENERATE, "sheets", prompt="a cat", width=64, height=64, seed="5"))
    grid = {"compare_across": "seed", "compare_across_values": "1-4", "compare_down": "none"}
    visitor.ask(GRID, "sheets", prompt="a cat", width=64, height=64, **grid)
    with under_attack(copy):
        at_once(
            lambda number: visitor.join(TAKE, "sheets", [f'{{"what":"{("sheet", "page")[number % 2]}"}}']), range(106)
        )
        paint_in_time(copy, 4.0)
        visitor.outputs("sheets")
    assert victim.get(url).status_code == 200


def test_pictures_in_other_formats_are_made_one_at_a_time(copy: Copy) -> None:
    """A large picture that is asked for as WebP fifty times at once."""
    visitor = copy.visitor()
    url = file_url(visitor.ask(GENERATE, "webp", prompt="a castle", width=1024, height=1024, seed="5"))
    folder, name = url.split("/")[-2:]
    with under_attack(copy):
        address = f"/playground-pictures/{folder}/{name.removesuffix('.png')}.webp"
        with in_background(lambda: at_once(lambda _: visitor.get(address), range(50), threads=50)) as answers:
            paint_in_time(copy, 4.0)
    assert statuses(answers[0])[200] >= 1
    assert set(statuses(answers[0])) <= {200, 429}


# Uploads


def part(name: str, filename: str = "a.png", content: bytes = b"a") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


END = b"--b--\r\n"
FORM = b"content-type: multipart/form-data; boundary=b\r\n"


def connection(copy: Copy, data: bytes) -> socket.socket:
    """Open a connection, and send something."""
    opened = socket.create_connection(("127.0.0.1", copy.app.port), 30)
    opened.sendall(data)
    return opened


def upload_head(visitor: Visitor, length: int | None) -> bytes:
    said = b"" if length is None else f"content-length: {length}\r\n".encode()
    return visitor.head(FORM + said, path=f"{API}/upload", method="POST")


def other_field(visitor: Visitor) -> None:
    whole(visitor, part("other", content=bytes(8 * MIB)) + END)


def broken_off(visitor: Visitor) -> None:
    with closing(connection(visitor.copy, upload_head(visitor, 20 * MIB) + part("files", content=bytes(8 * MIB)))):
        pass


def broken_off_in_a_part_s_head(visitor: Visitor) -> None:
    with closing(connection(visitor.copy, upload_head(visitor, 20 * MIB) + b"--b\r\nContent-Dispo")):
        pass


def thousand_files(visitor: Visitor) -> None:
    whole(visitor, b"".join(part("files", f"{number}.png") for number in range(1000)) + END)


def longer_than_said(visitor: Visitor) -> None:
    whole(visitor, part("files", content=bytes(MIB)) + END, length=1000)


def shorter_than_said(visitor: Visitor) -> None:
    with closing(connection(visitor.copy, upload_head(visitor, 20 * MIB) + part("files") + END)):
        pass


def too_long(visitor: Visitor) -> None:
    assert whole(visitor, b"", length=100 * MIB) == 413


def without_length(visitor: Visitor) -> None:
    assert send_form(visitor, b"", b"") == 411


def chunked(visitor: Visitor) -> None:
    body = part("files", content=bytes(MIB)) + END
    assert send_form(visitor, b"transfer-encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)) == 411


def whole(visitor: Visitor, body: bytes, length: int | None = None) -> int:
    return send_form(visitor, f"content-length: {length or len(body)}\r\n".encode(), body)


def send_form(visitor: Visitor, lines: bytes, body: bytes) -> int:
    """Send a form, and return the status of the answer, or 0 if the connection ends before it."""
    try:
        return visitor.send(FORM + lines, body, path=f"{API}/upload", method="POST").status_code
    except RefusedError as error:
        return error.status
    except ConnectionError:
        return 0


UPLOADS = (
    other_field, broken_off, broken_off_in_a_part_s_head, thousand_files, longer_than_said, shorter_than_said, too_long,
    without_length, chunked,
)  # fmt: skip


def test_uploads_leave_nothing_that_nobody_asked_for(copy: Copy) -> None:
    """Other fields, too many files, too many bytes, none said, broken off: nothing of it stays open or on the disk."""
    files, visitor = set(copy.files()), copy.visitor()
    with under_attack(copy):
        for upload in UPLOADS:
            upload(visitor)
    until = time.monotonic() + 5
    while any(name.endswith("(deleted)") for name in copy.holds().values()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [name for name in copy.holds().values() if name.endswith("(deleted)")]
    assert set(copy.files()) == files


def test_uploads_are_counted(copy: Copy) -> None:
    """Files, megabytes and uploads at once have limits; broken ones count too."""
    visitor = copy.visitor(language="ru")
    with under_attack(copy):
        answers = at_once(lambda number: visitor.upload(b"a", f"{number}.png"), range(60), threads=20)
        held = [connection(copy, upload_head(copy.visitor("198.51.100.1"), 30 * MIB)) for _ in range(6)]
        for each in held:
            each.close()
    refusals = [answer for answer in answers if isinstance(answer, RefusedError)]
    assert len(answers) - len(refusals) <= 30
    assert all(answer.status == 429 and answer.retry_after and RUSSIAN.search(answer.sentence) for answer in refusals)


def test_the_progress_of_uploads_is_no_stream_to_wait_at(copy: Copy) -> None:
    """Gradio's stream about an upload waits for ever for one that nobody has begun; here it ends at once."""
    visitor = copy.visitor()
    with under_attack(copy):
        answers = at_once(
            lambda number: visitor.get(f"{API}/upload_progress?upload_id=invented{number}", timeout=5), range(100)
        )
    assert set(statuses(answers)) <= {200, 429}


# Connections and addresses


def test_streams_of_one_visitor_are_counted(copy: Copy) -> None:
    """A hundred streams that are kept open: beyond the limit they are refused, and others' are not."""
    visitor = copy.visitor()
    with under_attack(copy):
        streams = [
            connection(copy, visitor.head(path=path))
            for number in range(50)
            for path in (f"{API}/heartbeat/{visitor.name}-{number}", f"{API}/heartbeat/{visitor.name}-too-{number}")
        ]
        lines = []
        for stream in streams:
            stream.settimeout(10)
            lines.append(stream.recv(12))
        for stream in streams:
            stream.close()
    assert lines.count(b"HTTP/1.1 429") >= 40
    assert lines.count(b"HTTP/1.1 200") <= 60


@pytest.mark.parametrize(
    "forged",
    [
        lambda own, number: f"203.0.113.{number % 250}, {own}",
        lambda own, number: f"unknown, {'1.1.1.1, ' * (number % 50)}{own}",
        lambda own, number: f"{own}:{1000 + number}",
    ],
    ids=["an address before it", "many before it", "with a port"],
)
def test_an_address_cannot_be_forged(copy: Copy, forged: Callable[[str, int], str]) -> None:
    """Only what the last proxy says counts: whoever writes more into `X-Forwarded-For` stays the same visitor."""
    own = copy.visitor().address
    answers = at_once(
        lambda number: copy.visitor(forged(own, number)).post(f"{API}/upload", headers={"content-length": "0"}),
        range(60),
    )
    assert statuses(answers)[429] >= 25


def test_a_network_of_ipv6_is_one_visitor(copy: Copy) -> None:
    """Whoever has one address of IPv6 has 2**64 of them, and is one visitor all the same."""
    own, other = "2001:db8:7:{0}::{1:x}".format, copy.visitor("2001:db8:8:1::1")
    answers = at_once(
        lambda number: copy.visitor(own(1, number + 1)).post(f"{API}/upload", headers={"content-length": "0"}),
        range(60),
    )
    assert statuses(answers)[429] >= 25
    assert other.upload(b"a")["path"]
