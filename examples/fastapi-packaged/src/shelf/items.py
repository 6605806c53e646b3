"""Routes under /items."""

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status

from shelf.models import Item, NewItem
from shelf.settings import get_settings
from shelf.store import ShelfFull, Store

router = APIRouter(prefix="/items", tags=["items"])


@lru_cache
def get_store() -> Store:
    return Store(get_settings().capacity)


StoreDep = Annotated[Store, Depends(get_store)]


@router.get("")
async def list_items(store: StoreDep, tag: str | None = None) -> list[Item]:
    return store.list(tag)


@router.post("", status_code=status.HTTP_201_CREATED)
async def add_item(new: NewItem, store: StoreDep) -> Item:
    try:
        return store.add(new)
    except ShelfFull as full:
        raise HTTPException(status.HTTP_507_INSUFFICIENT_STORAGE, str(full)) from full


@router.get("/{item_id}")
async def get_item(item_id: int, store: StoreDep) -> Item:
    if (item := store.get(item_id)) is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"no item {item_id}")
    return item


@router.delete("/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_item(item_id: int, store: StoreDep) -> None:
    if not store.remove(item_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"no item {item_id}")
