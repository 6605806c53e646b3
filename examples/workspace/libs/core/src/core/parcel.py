"""The shape of a parcel."""

from pydantic import BaseModel, Field, PositiveFloat


class NewParcel(BaseModel):
    receiver: str = Field(min_length=1, max_length=80)
    kilograms: PositiveFloat


class Parcel(NewParcel):
    id: int
