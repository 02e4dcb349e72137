"""Owners take turns, and none can take every place."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_server.fair_queue import FairQueue

Item = tuple[str, int]


def queue_of(*items: Item, size: int = 100) -> FairQueue[Item]:
    queue: FairQueue[Item] = FairQueue(size, lambda item: item[0])
    for item in items:
        queue.add(item)
    return queue


def taken(queue: FairQueue[Item]) -> list[Item]:
    return [queue.take() for _ in range(len(queue))]


def test_one_owner_is_served_in_order() -> None:
    assert taken(queue_of(("a", 1), ("a", 2), ("a", 3))) == [("a", 1), ("a", 2), ("a", 3)]


def test_who_has_much_does_not_make_others_wait_for_all_of_it() -> None:
    queue = queue_of(*(("a", number) for number in range(64)), ("b", 0))
    assert queue.position(("b", 0)) == 2
    assert taken(queue)[:3] == [("a", 0), ("b", 0), ("a", 1)]


def test_who_has_been_served_waits_behind_who_came_meanwhile() -> None:
    queue = queue_of(("a", 0), ("a", 1), ("b", 0))
    assert queue.take() == ("a", 0)
    queue.add(("c", 0))
    assert taken(queue) == [("b", 0), ("c", 0), ("a", 1)]


def test_a_newcomer_does_not_wait_for_all_who_have_had_much() -> None:
    """Forty owners with ten items each have had three turns; who comes now with two waits for a few of them."""
    queue = queue_of(*((str(owner), number) for number in range(10) for owner in range(40)), size=1000)
    for _ in range(120):
        queue.take()
    queue.add(("new", 0))
    queue.add(("new", 1))
    order = taken(queue)
    assert order.index(("new", 0)) <= 1
    assert order.index(("new", 1)) <= 3


def test_a_stream_of_newcomers_keeps_nobody_waiting_for_ever() -> None:
    queue = queue_of(*(("a", number) for number in range(20)))
    for number in range(40):
        queue.add((f"new {number}", 0))
        queue.take()
    assert sum(owner == "a" for owner, _ in queue) <= 14


@given(st.integers(2, 6), st.integers(1, 40))
def test_all_who_wait_all_the_time_get_the_same(owners: int, turns: int) -> None:
    queue = queue_of(*((str(owner), number) for owner in range(owners) for number in range(50)), size=1000)
    served = Counter(queue.take()[0] for _ in range(turns * owners))
    assert max(served.values()) - min(served[str(owner)] for owner in range(owners)) <= 1


def test_of_several_whose_turn_is_due_the_least_work_is_taken_first() -> None:
    queue: FairQueue[tuple[str, int]] = FairQueue(9, lambda item: item[0], lambda item: item[1])
    for item in [("ann", 5), ("bob", 1), ("bob", 9), ("cid", 3), ("cid", 2)]:
        queue.add(item)
    order = sorted(queue, key=lambda item: queue.position(item) or 0)
    assert [queue.take() for _ in range(5)] == order
    assert order == [("bob", 1), ("cid", 3), ("ann", 5), ("cid", 2), ("bob", 9)]


def test_who_has_gone_is_forgotten() -> None:
    queue = queue_of()
    for number in range(1000):
        queue.add((str(number), 0))
        queue.take()
    queue.add(("a", 0))
    for number in range(1000):
        queue.add(("a", number + 1))
        queue.take()
    assert len(queue._owners) < 10


def test_what_is_put_back_is_the_next_one() -> None:
    queue = queue_of(("a", 0), ("b", 0), ("b", 1))
    first = queue.take()
    queue.put_back(first)
    assert queue.position(first) == 1
    assert queue.take() == first


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.integers(0, 10))
def test_positions_tell_the_order_in_which_items_are_taken(owners: list[str], served: int) -> None:
    items = [(owner, number) for number, owner in enumerate(owners)]
    queue = queue_of(*items)
    for _ in range(min(served, len(items) - 1)):
        queue.take()
    told = {queue.position(item): item for item in queue}
    assert [told[place + 1] for place in range(len(queue))] == taken(queue)


@given(st.integers(1, 64), st.integers(1, 8))
def test_no_owner_can_fill_a_queue_of_some_size_alone(size: int, owners: int) -> None:
    queue = queue_of(size=size)
    held: Counter[str] = Counter()
    for owner in map(str, range(owners)):
        if len(queue) < 2 * size:
            assert queue.has_room_for(owner), "a newcomer finds a place"
        while queue.has_room_for(owner):
            queue.add((owner, held[owner]))
            held[owner] += 1
    assert len(queue) <= max(size, min(2 * size, size + owners))
    assert held["0"] <= 0.75 * size + 1


def test_a_full_queue_takes_one_more_of_each_who_has_none_and_as_many_again_in_all() -> None:
    queue = queue_of(("a", 0), ("b", 0), size=2)
    assert not queue.has_room_for("a")
    for owner in "cd":
        assert queue.has_room_for(owner)
        queue.add((owner, 0))
        assert not queue.has_room_for(owner)
    assert not queue.has_room_for("e")


def test_what_was_removed_is_neither_counted_nor_taken() -> None:
    queue = queue_of(("a", 0), ("a", 1), ("b", 0))
    queue.remove(("a", 0))
    queue.remove(("b", 0))
    assert (len(queue), list(queue), queue.position(("b", 0))) == (1, [("a", 1)], None)
    with pytest.raises(ValueError, match="not in the queue"):
        queue.remove(("b", 0))


def test_an_empty_queue_says_so() -> None:
    with pytest.raises(IndexError):
        queue_of().take()
