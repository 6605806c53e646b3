"""The application that a server loads."""

from fastapi import FastAPI

from shelf import items
from shelf.settings import get_settings

app = FastAPI(title=get_settings().title)
app.include_router(items.router)


@app.get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    return {"status": "ok"}
