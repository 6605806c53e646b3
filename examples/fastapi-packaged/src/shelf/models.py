"""The shapes that go over the wire."""

from pydantic import BaseModel, Field


class NewItem(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    tags: list[str] = []


class Item(NewItem):
    id: int
