"""A bounded queue in which owners take turns: who waits with sixty tasks delays another by one, not by sixty."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from typing import Final, Generic, TypeVar

_GREED: Final = 3  # an owner may hold three places for each one that is free

Item = TypeVar("Item", bound=Hashable)


class FairQueue(Generic[Item]):
    """First come first served for each owner, round-robin between owners. Not thread-safe.

    Nobody can fill it alone: an owner's share shrinks with the free places, so that some are always left for the next
    one (Choudhury and Hahne, "Dynamic queue length thresholds", IEEE/ACM Transactions on Networking 6, 1998).
    """

    def __init__(self, size: int, owner_of: Callable[[Item], str]) -> None:
        """Make an empty queue.

        Args:
            size: places, 1 or more.
            owner_of: whose an item is.
        """
        self._size = size
        self._owner_of = owner_of
        self._waiting: OrderedDict[str, deque[Item]] = OrderedDict()  # by owner; the next one to be served first

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def __iter__(self) -> Iterator[Item]:
        """Yield all items, in no particular order."""
        for items in self._waiting.values():
            yield from items

    def has_room_for(self, owner: str) -> bool:
        """Return whether an owner may add another item."""
        free = self._size - len(self)
        return free > 0 and len(self._waiting.get(owner, ())) <= _GREED * free

    def add(self, item: Item) -> None:
        """Add an item behind those of its owner."""
        self._waiting.setdefault(self._owner_of(item), deque()).append(item)

    def put_back(self, item: Item) -> None:
        """Add an item that has been taken, so that it is the next one."""
        owner = self._owner_of(item)
        self._waiting.setdefault(owner, deque()).appendleft(item)
        self._waiting.move_to_end(owner, last=False)

    def take(self) -> Item:
        """Remove the next item and return it.

        Raises:
            IndexError: the queue is empty.
        """
        if not self._waiting:
            raise IndexError("the queue is empty")
        owner, items = next(iter(self._waiting.items()))
        item = items.popleft()
        if items:
            self._waiting.move_to_end(owner)
        else:
            del self._waiting[owner]
        return item

    def remove(self, item: Item) -> None:
        """Remove an item.

        Raises:
            ValueError: it is not here.
        """
        owner = self._owner_of(item)
        if owner not in self._waiting:
            raise ValueError("the item is not in the queue")
        self._waiting[owner].remove(item)
        if not self._waiting[owner]:
            del self._waiting[owner]

    def position(self, item: Item) -> int | None:
        """Return when an item would be taken if nothing were added, 1 being next, or None if it is not here."""
        owner, before, is_earlier = self._owner_of(item), 0, True
        try:
            place = self._waiting[owner].index(item)
        except (KeyError, ValueError):
            return None
        for other, items in self._waiting.items():
            if other == owner:
                is_earlier = False
            else:
                before += min(len(items), place + is_earlier)
        return before + place + 1
