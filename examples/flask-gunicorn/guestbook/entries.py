"""Entries in memory; each worker process has its own, and they end with it."""

from collections import deque
from dataclasses import dataclass

LONGEST = 280


@dataclass(frozen=True)
class Entry:
    name: str
    text: str


class Entries:
    """The newest entries first; the oldest is dropped when there are too many."""

    def __init__(self, limit: int = 100) -> None:
        self._entries: deque[Entry] = deque(maxlen=limit)

    def add(self, name: str, text: str) -> None:
        self._entries.appendleft(Entry(name.strip() or "anonymous", text.strip()[:LONGEST]))

    def __iter__(self):
        return iter(self._entries)
