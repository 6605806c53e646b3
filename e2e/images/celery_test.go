package images

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// redisImage is Debian with its Redis, on the base that the project's image has.
const redisImage = `FROM %BASE%
RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*
CMD ["redis-server", "--save", "", "--bind", "127.0.0.1"]
`

// TestCelery runs a worker beside a real Redis: its health check answers through the broker, a task is
// executed, and so it is for the worker as one process of several. Without Redis the check fails.
func TestCelery(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	dir := t.TempDir()
	writeArchive(t, "testdata/celery/celery.txtar", dir)
	if _, log, err := command(t.Context(), dir, "uv", "lock", "--no-progress"); err != nil {
		t.Fatalf("uv lock: %v\n%s", err, log)
	}
	dockerfile := uvdock.generate(t, dir, "slim-bookworm")
	redis := startRedis(t, dockerfile)

	// The containers share Redis' own network, which has nothing but 127.0.0.1.
	r := uvdock.verify(t, dir, "--network", "container:"+redis, "--stop-timeout", "1m")
	t.Logf("%s, started in %.1f s, stopped in %.1f s", bytesText(r.Size), r.StartSeconds, r.StopSeconds)
	wellAsked(t, r)

	var alone verifyReport
	uvdock.json(t, &alone, "verify", dir)
	for _, c := range alone.Checks {
		if c.Name == "healthcheck" && (c.Status != "broken" || !strings.Contains(c.Fix, "--network")) {
			t.Errorf("without its broker the worker is well: %+v", c)
		}
	}

	if _, log, err := command(t.Context(), dir, string(uvdock), "generate", "--processes", "stages"); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	wellAsked(t, uvdock.verify(t, dir, "--process", "main", "--network", "container:"+redis, "--stop-timeout", "1m"))
	taskRuns(t, dir, redis)
}

// wellAsked says that the worker's own health check was run and answered.
func wellAsked(t *testing.T, r verifyReport) {
	t.Helper()
	for _, c := range r.Checks {
		if c.Name == "healthcheck" && c.Status != "ok" {
			t.Errorf("%+v", c)
		}
	}
}

// startRedis starts a server without a network of its own, and gives its container.
func startRedis(t *testing.T, dockerfile string) string {
	t.Helper()
	base := regexp.MustCompile(`(?m)^FROM (\S+) AS python-base$`).FindStringSubmatch(dockerfile)
	if base == nil {
		t.Fatalf("no base in\n%s", dockerfile)
	}
	dir, name := t.TempDir(), unique("redis")
	write(t, filepath.Join(dir, "Dockerfile"), strings.ReplaceAll(redisImage, "%BASE%", base[1]))
	tidy(t, "image", "rm", name)
	docker(t, "buildx", "build", "--load", "--quiet", "--tag", name, dir)
	tidy(t, "rm", "--force", "--volumes", name)
	docker(t, "run", "--detach", "--name", name, "--network", "none", "--read-only", "--tmpfs", "/tmp", "--workdir", "/tmp", name)
	await(t, "Redis", func() bool {
		out, _, err := command(t.Context(), "", "docker", "exec", name, "redis-cli", "ping")
		return err == nil && strings.TrimSpace(string(out)) == "PONG"
	})
	return name
}

// taskRuns starts the image as a careful operator would, and has a task done by it.
func taskRuns(t *testing.T, dir, redis string) {
	t.Helper()
	name := unique("celery")
	tidy(t, "image", "rm", name)
	docker(t, "buildx", "build", "--load", "--quiet", "--tag", name, dir)
	tidy(t, "rm", "--force", "--volumes", name)
	docker(t, "run", "--detach", "--name", name, "--network", "container:"+redis,
		"--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", name)
	begin := time.Now()
	out := docker(t, "exec", name, "python", "-c", "from jobs import add; print(add.delay(2, 3).get(timeout=20))")
	if out != "5" {
		t.Errorf("the task gave %q", out)
	}
	// An engine before 25 asks for the first time after the interval. Its own log of the checks says which answered.
	health := func() string { return docker(t, "inspect", "--format", "{{.State.Health.Status}}", name) }
	for health() == "starting" && time.Since(begin) < time.Minute {
		time.Sleep(time.Second)
	}
	if status := health(); status != "healthy" {
		t.Errorf("the container is %s: %s", status, docker(t, "inspect", "--format", "{{json .State.Health.Log}}", name))
	}
	t.Logf("the task was done, and the container is healthy after %.1f s", time.Since(begin).Seconds())
	docker(t, "exec", name, "test", "-e", "/dev/shm/celery@"+docker(t, "exec", name, "hostname"))
}
