"""Report how busy the machine is until told to stop."""

import time

import metrics
from rich.console import Console

from settings import interval

console = Console()


def main() -> None:
    reports = 0
    try:
        while True:
            usage = metrics.usage()
            reports += 1
            console.print(f"processor {usage.processor_percent} %, memory {usage.memory_percent} %")
            time.sleep(interval())
    except KeyboardInterrupt:
        console.print(f"stopped after {reports} reports")


if __name__ == "__main__":
    main()
