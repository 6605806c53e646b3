# One stage, as a first Dockerfile looks: everything is copied, then installed.
FROM python:3.13-slim-bookworm
COPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /uvx /bin/
WORKDIR /app
COPY . .
RUN uv sync --locked
CMD ["uv", "run", "uvicorn", "shelf.main:app", "--host", "0.0.0.0", "--port", "8000"]
