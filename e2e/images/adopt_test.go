package images

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// byHand is a Dockerfile as people write it for the example: two stages, packages for a health check, files and
// commands of its own. The commands that stay fail the build where what they need is not there.
const byHand = `FROM python:3.13-slim-bookworm AS builder
RUN pip install uv
ENV UV_LINK_MODE=copy BUILD_MARK=made
WORKDIR /code
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY . .
RUN uv sync --frozen --no-dev
RUN echo "$BUILD_MARK" > /tmp/mark

FROM python:3.13-slim-bookworm
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
WORKDIR /code
COPY --from=builder /code /code
COPY schema.sql /code/schema.sql
ARG REVISION=unknown
LABEL revision=$REVISION
ENV PATH="/code/.venv/bin:$PATH" SHELF_MODE=quiet
# what the image was asked for is there
RUN test "$SHELF_MODE" = quiet && test -s /code/schema.sql && .venv/bin/python -c "import shelf.main"
COPY <<EOF /etc/shelf.conf
mode = quiet
EOF
RUN useradd -m shelf && chown -R shelf /code
USER shelf
EXPOSE 8000
HEALTHCHECK CMD curl -f http://localhost:8000/healthz || exit 1
ENTRYPOINT ["/code/.venv/bin/uvicorn"]
CMD ["shelf.main:app", "--host", "0.0.0.0", "--port", "8000"]
`

// TestAdopted: the file that takes the place of one by hand builds, keeps every promise, and has what was kept.
func TestAdopted(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	dir := relock.Copy(t, fastapi)
	for _, name := range []string{"Dockerfile", ".dockerignore"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "Dockerfile"), byHand)
	write(t, filepath.Join(dir, "schema.sql"), "create table book (title text);\n")
	if _, log, err := command(t.Context(), dir, string(uvdock), "adopt", "--write"); err != nil {
		t.Fatalf("uvdock adopt: %v\n%s", err, log)
	}
	text, err := os.ReadFile(filepath.Join(dir, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"LABEL revision=$REVISION", "COPY schema.sql /app/schema.sql", `ENV SHELF_MODE=quiet`, "# uvdock:begin before-user",
		`RUN test "$SHELF_MODE" = quiet && test -s /app/schema.sql && /opt/venv/bin/python -c "import shelf.main"`,
	} {
		if !strings.Contains(string(text), line+"\n") {
			t.Errorf("the file lacks %q", line)
		}
	}
	if t.Failed() {
		t.Fatalf("%s", text)
	}
	r := uvdock.verify(t, dir)
	t.Logf("%s, built in %.1f s, started in %.1f s", bytesText(r.Size), r.BuildSeconds, r.StartSeconds)
}
