"""Report the load of the machine until told to stop."""

import os
import time

import httpx
from rich.console import Console

from readings import Reading, read

console = Console()


def post(client: httpx.Client, url: str, reading: Reading) -> None:
    """Send one reading; a receiver that is away must not end the worker."""
    try:
        client.post(url, json=reading.as_json()).raise_for_status()
    except httpx.HTTPError as error:
        console.print(f"not delivered: {error}", style="yellow", markup=False)


def work(interval: float, url: str | None) -> int:
    """Take readings until KeyboardInterrupt; return how many were taken."""
    taken = 0
    try:
        with httpx.Client(timeout=5) as client:
            while True:
                reading = read()
                taken += 1
                console.print(f"load {reading.load:.2f} on {reading.cpus} processors")
                if url:
                    post(client, url, reading)
                time.sleep(interval)
    except KeyboardInterrupt:
        return taken


def main() -> None:
    interval = float(os.environ.get("WATCHER_INTERVAL", "5"))
    taken = work(interval, os.environ.get("WATCHER_URL"))
    console.print(f"stopped after {taken} readings")


if __name__ == "__main__":
    main()
