"""What is kept for whom, so that where room is short the one who has the most loses first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Ledger(Generic[Key]):
    """Keys with an owner and a size, each owner's oldest first. Not thread-safe."""

    def __init__(self) -> None:
        self._sizes: dict[str, dict[Key, int]] = {}  # by owner
        self._owners: dict[Key, str] = {}
        self._totals: Counter[str] = Counter()  # by owner

    def __contains__(self, key: Key) -> bool:
        return key in self._owners

    def __len__(self) -> int:
        return len(self._owners)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._owners))

    @property
    def total(self) -> int:
        """All sizes together."""
        return self._totals.total()

    def owner(self, key: Key) -> str:
        """Return whom a key is charged to.

        Raises:
            KeyError: the key is unknown.
        """
        return self._owners[key]

    def count(self, owner: str) -> int:
        """Return how many keys an owner has."""
        return len(self._sizes.get(owner, ()))

    def add(self, key: Key, owner: str, size: int = 1) -> None:
        """Note a key as its owner's newest; a known one is charged anew."""
        if key in self._owners:
            self.remove(key)
        self._sizes.setdefault(owner, {})[key] = size
        self._owners[key] = owner
        self._totals[owner] += size

    def refresh(self, key: Key) -> None:
        """Make a known key its owner's newest."""
        owner = self._owners[key]
        self.add(key, owner, self._sizes[owner][key])

    def remove(self, key: Key) -> None:
        """Forget a key; an unknown one is ignored."""
        owner = self._owners.pop(key, None)
        if owner is None:
            return
        self._totals[owner] -= self._sizes[owner].pop(key)
        if not self._sizes[owner]:
            del self._sizes[owner], self._totals[owner]

    def oldest_of(self, owner: str) -> Key | None:
        """Return the oldest key of an owner, or None."""
        return next(iter(self._sizes.get(owner, ())), None)

    def next_to_lose(self) -> Iterator[Key]:
        """Yield all keys in the order in which they should go: the owner with the largest total first, the oldest of
        theirs first.
        """
        for owner, _ in self._totals.most_common():
            yield from list(self._sizes.get(owner, ()))

    def clear(self) -> None:
        """Forget everything."""
        self._sizes.clear()
        self._owners.clear()
        self._totals.clear()
