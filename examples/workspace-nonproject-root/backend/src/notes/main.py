"""The application that a server loads."""

from fastapi import FastAPI

app = FastAPI(title="Notes")
notes: list[str] = []


@app.get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/notes")
async def list_notes() -> list[str]:
    return notes


@app.post("/notes", status_code=201)
async def add_note(text: str) -> list[str]:
    notes.append(text)
    return notes
