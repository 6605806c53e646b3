"""Items in memory; each process has its own, and they end with it."""

from itertools import count

from shelf.models import Item, NewItem


class ShelfFull(Exception):
    """The configured capacity is reached."""


class Store:
    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: dict[int, Item] = {}
        self._ids = count(1)

    def add(self, new: NewItem) -> Item:
        if len(self._items) >= self._capacity:
            raise ShelfFull(f"the shelf holds {self._capacity} items")
        item = Item(id=next(self._ids), **new.model_dump())
        self._items[item.id] = item
        return item

    def get(self, item_id: int) -> Item | None:
        return self._items.get(item_id)

    def list(self, tag: str | None = None) -> list[Item]:
        return [item for item in self._items.values() if tag is None or tag in item.tags]

    def remove(self, item_id: int) -> bool:
        return self._items.pop(item_id, None) is not None
