# recipe.Dockerfile with what the same page advises elsewhere ("Compiling bytecode", "Caching") and
# without development dependencies: what a careful reader of the documentation writes.
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
    uv sync --locked --no-install-project --no-editable
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-editable

FROM python:3.13-slim-bookworm
COPY --from=builder /app/.venv /app/.venv
CMD ["/app/.venv/bin/uvicorn", "shelf.main:app", "--host", "0.0.0.0", "--port", "8000"]
