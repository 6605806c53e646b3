"""Entries of a ledger in PostgreSQL, behind an HTTP API."""
