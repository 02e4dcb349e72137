"""A bounded queue in which owners take turns: who waits with sixty tasks delays another by one, not by sixty."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final, Generic, TypeVar

_GREED: Final = 3  # an owner may hold three places for each one that is free
_CREDIT: Final = 2  # turns that an owner has first who had none lately
_OLD_TURN: Final = 8  # every so many turns, one goes to whoever had theirs longest ago, credit or not

Item = TypeVar("Item", bound=Hashable)


@dataclass(slots=True)
class _Owner(Generic[Item]):
    """One who waits, or had a turn not long ago.

    Attributes:
        tag: the virtual time at which their next turn is due.
        last: the number of the turn that they had last, or at whose time they came.
        items: what waits, in order.
    """

    tag: int
    last: int
    items: deque[Item] = field(default_factory=deque)


class FairQueue(Generic[Item]):
    """First come first served for each owner, round-robin between owners. Not thread-safe.

    Every turn of an owner makes their next one due a unit of virtual time later, and the earliest one is served, so
    that all who wait get the same (Goyal, Vin and Cheng, "Start-time fair queuing", IEEE/ACM Transactions on Networking
    5, 1997). Who comes after a pause is ahead by a few turns. No stream of newcomers keeps others waiting for ever:
    every eighth turn is for whoever had theirs longest ago.

    Nobody can fill it alone: an owner's share shrinks with the free places (Choudhury and Hahne, "Dynamic queue length
    thresholds", in the same journal, 6, 1998). When there are none, there is still a first one for each who has nothing
    waiting, as many again in all.
    """

    def __init__(
        self, size: int, owner_of: Callable[[Item], str], cost_of: Callable[[Item], float] = lambda _item: 0
    ) -> None:
        """Make an empty queue.

        Args:
            size: places, 1 or more.
            owner_of: whose an item is.
            cost_of: how much work an item is: of several whose turn is due, the least is taken first.
        """
        self._size = size
        self._owner_of = owner_of
        self._cost_of = cost_of
        self._owners: dict[str, _Owner[Item]] = {}
        self._length = 0
        self._turn = 0
        self._now = 0  # virtual time: that of the latest turn
        self._places: dict[Item, int] = {}  # by item; made when somebody asks for one

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        """Yield all items, in no particular order."""
        for owner in self._owners.values():
            yield from owner.items

    def has_room_for(self, owner: str) -> bool:
        """Return whether an owner may add another item."""
        held = len(self._owners[owner].items) if owner in self._owners else 0
        free = self._size - self._length
        return (free > 0 and held <= _GREED * free) or (held == 0 and self._length < 2 * self._size)

    def turns_until(self, owner: str) -> int:
        """Return after about how many turns a place for this owner is free: all who wait have one in between."""
        if owner not in self._owners or not self._owners[owner].items:
            return 1
        return sum(bool(other.items) for other in self._owners.values())

    def add(self, item: Item) -> None:
        """Add an item behind those of its owner."""
        self._known(self._owner_of(item)).items.append(item)
        self._changed(1)

    def put_back(self, item: Item) -> None:
        """Add an item that has been taken, so that it is the next one."""
        owner = self._known(self._owner_of(item))
        owner.items.appendleft(item)
        owner.tag = min((other.tag for other in self._owners.values() if other.items), default=owner.tag) - 1
        owner.last = -1
        self._changed(1)

    def take(self) -> Item:
        """Remove the next item and return it.

        Raises:
            IndexError: the queue is empty.
        """
        name = next((name for name, _ in self._order()), None)
        if name is None:
            raise IndexError("the queue is empty")
        owner = self._owners[name]
        item = owner.items.popleft()
        self._turn += 1
        self._now = max(self._now, owner.tag)
        owner.tag += 1
        owner.last = self._turn
        # Whose next turn would be due no later if they were unknown need not be remembered.
        kept = self._now - _CREDIT
        self._owners = {name: owner for name, owner in self._owners.items() if owner.items or owner.tag > kept}
        self._changed(-1)
        return item

    def remove(self, item: Item) -> None:
        """Remove an item.

        Raises:
            ValueError: it is not here.
        """
        owner = self._owners.get(self._owner_of(item))
        if owner is None or item not in owner.items:
            raise ValueError("the item is not in the queue")
        owner.items.remove(item)
        self._changed(-1)

    def position(self, item: Item) -> int | None:
        """Return when an item would be taken if nothing were added, 1 being next, or None if it is not here."""
        if not self._places:
            self._places = {item: place for place, (_, item) in enumerate(self._order(), 1)}
        return self._places.get(item)

    def _order(self) -> Iterator[tuple[str, Item]]:
        """Yield all items, each with its owner's name, in the order in which they are taken if nothing is added."""
        left = {name: _Owner(owner.tag, owner.last, deque(owner.items)) for name, owner in self._owners.items()}
        # Tag, cost of the next item, last turn and name, as heaps: with entries that hold no more.
        due: list[tuple[int, float, int, str]] = []
        old: list[tuple[int, int, str]] = []  # last turn, tag and name
        for name, owner in left.items():
            if owner.items:
                due.append((owner.tag, self._cost_of(owner.items[0]), owner.last, name))
                old.append((owner.last, owner.tag, name))
        heapify(due)
        heapify(old)
        for turn in range(self._turn + 1, self._turn + 1 + self._length):
            while True:
                if turn % _OLD_TURN == 0:
                    last, tag, name = heappop(old)
                else:
                    tag, _, last, name = heappop(due)
                owner = left[name]
                if owner.items and (owner.tag, owner.last) == (tag, last):
                    break
            yield name, owner.items.popleft()
            owner.tag, owner.last = tag + 1, turn
            if owner.items:
                heappush(due, (owner.tag, self._cost_of(owner.items[0]), owner.last, name))
                heappush(old, (owner.last, owner.tag, name))

    def _known(self, name: str) -> _Owner[Item]:
        """Return an owner, with a turn due soon if they have had none lately."""
        owner = self._owners.setdefault(name, _Owner(self._now - _CREDIT, self._turn))
        if not owner.items:
            owner.tag = max(owner.tag, self._now - _CREDIT)
        return owner

    def _changed(self, by: int) -> None:
        self._length += by
        self._places = {}
