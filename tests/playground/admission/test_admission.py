"""Each visitor has a share, and nobody else's depends on it."""

from __future__ import annotations

import time

import pytest

from imagelabs_client import GenerationParams
from playground.admission.admission import Admission, TooMuchError, no_hold
from playground.admission.limits import TABLE, LimitsError, limits_for

PICTURE = GenerationParams("a cat", width=1024, height=1024)


def admission(chosen: str) -> Admission:
    unlimited = ",".join(f"{row.name}=none" for row in TABLE)
    return Admission(limits_for("public", f"{unlimited},{chosen}"))


def test_places_are_taken_until_they_are_released() -> None:
    door = admission("calls=2")
    first, second = door.hold("calls", "ann"), door.hold("calls", "ann")
    with pytest.raises(TooMuchError) as refused:
        door.hold("calls", "ann")
    assert (refused.value.limit, refused.value.most) == ("calls", 2)
    assert refused.value.retry_after
    door.hold("calls", "bob").release()
    first.release()
    first.release()
    assert door.held("calls", "ann") == 1
    second.release()
    assert door.held("calls", "ann") == 0


def test_a_hold_ends_with_its_block_whatever_happens() -> None:
    door = admission("calls=1")
    with pytest.raises(RuntimeError), door.hold("calls", "ann"):
        raise RuntimeError
    assert door.held("calls", "ann") == 0


def test_pictures_are_admitted_all_or_none_and_each_gives_its_place_back() -> None:
    door = admission("pictures=4")
    hold = door.pictures("ann", [PICTURE] * 3)
    with pytest.raises(TooMuchError):
        door.pictures("ann", [PICTURE] * 2)
    assert door.held("pictures", "ann") == 3
    parts = [hold.part() for _ in range(3)]
    hold.release()
    assert door.held("pictures", "ann") == 3
    for part in parts:
        part.release()
    assert door.held("pictures", "ann") == 0


@pytest.mark.parametrize("chosen", ["pictures_per_minute=3", "megapixels_per_minute=3"])
def test_after_a_minute_there_is_room_again(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    door = admission(chosen)
    for _ in range(3):
        door.pictures("ann", [PICTURE]).release()
    with pytest.raises(TooMuchError) as refused:
        door.pictures("ann", [PICTURE])
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 60
    door.pictures("bob", [PICTURE]).release()
    now[0] += 121
    door.pictures("ann", [PICTURE]).release()


def test_what_is_refused_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    door = admission("pictures_per_minute=4,megapixels_per_minute=4,pictures=4")
    for _ in range(5):
        with pytest.raises(TooMuchError) as refused:
            door.pictures("ann", [PICTURE.replace(width=2048, height=2048)] * 2)
        assert refused.value.retry_after is None, "waiting does not help: it is too much at once"
    door.pictures("ann", [PICTURE] * 4)


def test_where_nobody_is_limited_nothing_is_counted() -> None:
    no_hold().release()
    no_hold().part().release()
    door = admission("")
    for _ in range(1000):
        door.spend("requests_per_minute", "ann")


def test_every_limit_is_at_least_as_strict_where_strangers_come() -> None:
    infinite = float("inf")
    for row in TABLE:
        assert (row.local or infinite) >= (row.public or infinite) >= (row.space or infinite)
        assert row.public, f"{row.name} has to end somewhere"


@pytest.mark.parametrize("chosen", ["pictures", "pictures=x", "pictures=-1", "nothing=1", "=", "pictures=1.5"])
def test_a_setting_that_cannot_be_read_says_why(chosen: str) -> None:
    with pytest.raises(LimitsError):
        limits_for("local", chosen)
