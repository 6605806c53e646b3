# The multi-stage build of the example project that uv's documentation links to for best practices:
# https://github.com/astral-sh/uv-docker-example/blob/00701a3361b9bdc896f8549fb9f890f99d115824/multistage.Dockerfile
# the newest of 2026-03-02. It compiles bytecode, leaves development dependencies out, and runs as an account
# of its own; the project is installed editable, so the whole directory is copied.
# Adapted: base image, how uv comes into it, the start command, the account on Alpine.
FROM python:3.13-slim-bookworm AS builder
COPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /uvx /bin/
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_DEV=1 \
    UV_PYTHON_DOWNLOADS=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    uv sync --locked --no-install-project
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked

FROM python:3.13-slim-bookworm
# Alpine has busybox's commands for the same, and another use for the number 999.
RUN if command -v useradd; \
    then groupadd --system --gid 999 nonroot && useradd --system --gid 999 --uid 999 --create-home nonroot; \
    else addgroup -S nonroot && adduser -S -G nonroot nonroot; fi
COPY --from=builder --chown=nonroot:nonroot /app /app
ENV PATH="/app/.venv/bin:$PATH"
USER nonroot
WORKDIR /app
CMD ["uvicorn", "shelf.main:app", "--host", "0.0.0.0", "--port", "8000"]
