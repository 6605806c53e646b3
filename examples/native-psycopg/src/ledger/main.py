"""The application that a server loads."""

from decimal import Decimal
from typing import Annotated

import psycopg
from fastapi import Depends, FastAPI, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from ledger import database

app = FastAPI(title="Ledger")
Connection = Annotated[psycopg.Connection, Depends(database.connect)]


class NewEntry(BaseModel):
    account: str = Field(min_length=1, max_length=40)
    amount: Decimal = Field(max_digits=12, decimal_places=2)


@app.exception_handler(psycopg.OperationalError)
async def no_database(request, error: psycopg.OperationalError) -> JSONResponse:
    return JSONResponse({"detail": "the database does not answer"}, status_code=503)


@app.get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    return {"status": "ok", "psycopg": psycopg.pq.__impl__}


@app.get("/entries")
def newest(connection: Connection, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[database.Entry]:
    return database.newest(connection, limit)


@app.post("/entries", status_code=201)
def add(new: NewEntry, connection: Connection) -> database.Entry:
    return database.add(connection, new.account, new.amount)
