# syntax=docker/dockerfile:1
# The environment as two runs of uv sync make it: what the image of uvdock must have.
FROM ghcr.io/astral-sh/uv:0.13.8 AS uv

FROM debian:trixie-slim AS classical
COPY --from=uv /uv /usr/local/bin/
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_MANAGED_PYTHON=1 UV_PYTHON=3.13 UV_PYTHON_INSTALL_DIR=/opt/python
WORKDIR /src
RUN --mount=type=cache,id=uv-trixie,target=/root/.cache/uv \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    uv sync --locked --no-dev --no-editable --no-install-project
COPY . .
RUN --mount=type=cache,id=uv-trixie,target=/root/.cache/uv \
    uv sync --locked --no-dev --no-editable --refresh-package shelf

FROM scratch
COPY --from=classical /opt/venv /opt/venv
