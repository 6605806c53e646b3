"""Hands out quotes."""

import random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

QUOTES = [
    "Simple is better than complex.",
    "Clear is better than clever.",
    "Errors should never pass silently.",
    "Errors are values.",
]


async def quote(request: Request) -> JSONResponse:
    return JSONResponse({"quote": random.choice(QUOTES)})


async def healthz(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


app = Starlette(routes=[Route("/api/quote", quote), Route("/healthz", healthz)])
