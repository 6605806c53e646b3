"""What the worker measures."""

import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Reading:
    taken_at: datetime
    load: float
    cpus: int

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"taken_at": self.taken_at.isoformat()}


def read() -> Reading:
    """The load average of the last minute, as the kernel gives it."""
    return Reading(datetime.now(UTC), os.getloadavg()[0], os.cpu_count() or 1)
