"""What an operator may set."""

import os


def interval() -> float:
    """Seconds between two reports."""
    return float(os.environ.get("WORKER_INTERVAL", "5"))
