"""The application that a server loads."""

from core import Depot, NewParcel, Parcel, UnknownParcel
from fastapi import FastAPI, HTTPException, status

app = FastAPI(title="Depot")
depot = Depot()


@app.get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/parcels", status_code=status.HTTP_201_CREATED)
async def store(new: NewParcel) -> Parcel:
    return depot.store(new)


@app.delete("/parcels/{parcel_id}")
async def hand_over(parcel_id: int) -> Parcel:
    try:
        return depot.hand_over(parcel_id)
    except UnknownParcel as unknown:
        raise HTTPException(status.HTTP_404_NOT_FOUND, str(unknown)) from unknown
