"""Parcels behind an HTTP API."""
