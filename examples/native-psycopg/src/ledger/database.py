"""The table of entries."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg.rows import class_row

TABLE = """
    CREATE TABLE IF NOT EXISTS entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account text NOT NULL,
        amount numeric(12, 2) NOT NULL
    )
"""


@dataclass
class Entry:
    id: int
    account: str
    amount: Decimal


def connect() -> Iterator[psycopg.Connection]:
    """One connection for one request; the transaction is committed when it went well."""
    with psycopg.connect(os.environ.get("DATABASE_URL", ""), connect_timeout=3) as connection:
        connection.execute(TABLE)
        yield connection


def add(connection: psycopg.Connection, account: str, amount: Decimal) -> Entry:
    query = "INSERT INTO entry (account, amount) VALUES (%s, %s) RETURNING id, account, amount"
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(query, (account, amount)).fetchone()


def newest(connection: psycopg.Connection, limit: int) -> list[Entry]:
    query = "SELECT id, account, amount FROM entry ORDER BY id DESC LIMIT %s"
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(query, (limit,)).fetchall()
