"""A small catalogue of items behind an HTTP API."""
