"""Where room is short, whoever has the most loses first, and their oldest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playground.admission.ledger import Ledger


def test_the_largest_owner_loses_their_oldest_first() -> None:
    ledger: Ledger[str] = Ledger()
    for key, owner, size in (("a", "ann", 1), ("b", "bob", 5), ("c", "bob", 1), ("d", "ann", 2)):
        ledger.add(key, owner, size)
    assert list(ledger.next_to_lose()) == ["b", "c", "a", "d"]
    ledger.refresh("b")
    assert next(ledger.next_to_lose()) == "c"
    assert (ledger.total, len(ledger), ledger.count("ann"), ledger.owner("d")) == (9, 4, 2, "ann")


def test_what_is_removed_or_charged_to_another_is_counted_once() -> None:
    ledger: Ledger[str] = Ledger()
    ledger.add("a", "ann", 3)
    ledger.add("a", "bob", 4)
    assert (ledger.total, ledger.count("ann"), ledger.oldest_of("ann"), ledger.oldest_of("bob")) == (4, 0, None, "a")
    ledger.remove("a")
    ledger.remove("a")
    assert (ledger.total, len(ledger), "a" in ledger) == (0, 0, False)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abc"), st.integers(0, 5), st.booleans())))
def test_the_sums_are_right_whatever_happens(steps: list[tuple[int, str, int, bool]]) -> None:
    ledger: Ledger[int] = Ledger()
    known: dict[int, tuple[str, int]] = {}
    for key, owner, size, is_added in steps:
        if is_added:
            ledger.add(key, owner, size)
            known[key] = (owner, size)
        else:
            ledger.remove(key)
            known.pop(key, None)
    assert ledger.total == sum(size for _, size in known.values())
    assert sorted(ledger) == sorted(known) == sorted(ledger.next_to_lose())
    for owner in "abc":
        assert ledger.count(owner) == sum(whose == owner for whose, _ in known.values())
