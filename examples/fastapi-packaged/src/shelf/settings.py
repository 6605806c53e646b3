"""What an operator may set, each as an environment variable with the prefix SHELF_."""

from functools import lru_cache

from pydantic import PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHELF_")

    title: str = "Shelf"
    capacity: PositiveInt = 1000


@lru_cache
def get_settings() -> Settings:
    return Settings()
