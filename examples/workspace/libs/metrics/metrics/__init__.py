"""What the worker measures."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import psutil


@dataclass(frozen=True)
class Usage:
    taken_at: datetime
    processor_percent: float
    memory_percent: float

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"taken_at": self.taken_at.isoformat()}


def usage() -> Usage:
    """Processor usage since the last call, memory usage now."""
    return Usage(datetime.now(UTC), psutil.cpu_percent(), psutil.virtual_memory().percent)
