"""Notes behind an HTTP API."""
