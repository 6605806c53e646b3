package verify

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// answers are the files from which testdata/docker answers; see there.
type answers map[string]string

// good is an engine on which everything goes well, for an image that keeps its promises.
func good() answers {
	return answers{
		"buildx-build.err": "#5 [runtime 2/2] COPY app.py ./\n#5 DONE 0.1s\n",
		"check.out":        `{"warnings":null}`,
		"image-inspect.out": `[{"Id":"sha256:abc","Os":"linux","Architecture":"amd64","Config":{"User":"65532:65532","Cmd":["python","app.py"],
			"Env":["PATH=/usr/bin"],"ExposedPorts":{"8000/tcp":{}},"Healthcheck":{"Test":["CMD","curl","http://localhost:8000/healthz"],"Retries":1}}}]`,
		"history.out": `{"CreatedBy":"COPY app.py ./","Size":"100"}` + "\n",
		"probe.out": `{"open":[8000],"answered":1767225601.5,"status":200,"byteorder":"little","self":9,"tcp":"0: 00000000:1F40 00000000:0000 0A\n","tcp6":"",
			"processes":["Name:\tpython\nPid:\t1\nUid:\t65532\t65532\t65532\t65532\nGid:\t65532\t65532\t65532\t65532\nGroups:\t\n"]}`,
		"container-inspect.out":   `{"Running":true,"StartedAt":"2026-01-01T00:00:00Z"}`,
		"container-inspect.3.out": `{"Running":false,"ExitCode":0}`, // after docker stop
		"image-ls.out":            "abc\n",
	}
}

// runFake runs verify against the fake docker and returns the calls it saw.
func runFake(ctx context.Context, t *testing.T, files answers, change func(*Options)) (*Report, []string, error) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the fake docker is a shell script")
	}
	dir := t.TempDir()
	t.Setenv("FAKE_DOCKER", dir)
	files["Dockerfile"] = "FROM scratch\n"
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	content := []file{{path: "/usr/bin/python3", mode: 0o755}, {path: "/app/app.py"}}
	if more := files["installed"]; more != "" { // a file of the image
		content = append(content, file{path: path.Dir(more) + "/"}, file{path: more})
	}
	archive := writeTree(t, content...)
	if err := os.WriteFile(filepath.Join(dir, "export.out"), archive, 0o600); err != nil {
		t.Fatal(err)
	}
	command, err := filepath.Abs("testdata/docker")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Docker: command, Context: dir, StopTimeout: 1500 * time.Millisecond, Settle: time.Second}
	if change != nil {
		change(&o)
	}
	report, runErr := Run(ctx, o)
	calls, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return report, strings.Split(strings.TrimSpace(string(calls)), "\n"), runErr
}

// called returns the calls of one name.
func called(calls []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(calls), func(c string) bool { return !strings.HasPrefix(c, name+": ") })
}

func TestFlowGood(t *testing.T) {
	var said []string
	r, calls, err := runFake(t.Context(), t, good(), func(o *Options) {
		o.Env, o.Platform, o.BuildArgs = []string{"A=1"}, "linux/amd64", []string{"X=2"}
		o.Secrets, o.BuildContexts = []string{"id=S"}, []string{"app=./app"}
		o.Progress = func(line string) { said = append(said, line) }
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Broken() || r.Check("stop").Status != OK || r.StartSeconds != 1.5 || r.Size != 100 || r.Image != "sha256:abc" {
		t.Errorf("%+v", r)
	}
	flags := "--platform linux/amd64 --secret id=S --build-arg X=2 --build-context app=./app"
	for name, want := range map[string]string{
		"buildx-build": flags, "check": flags, "stop": "-t 2 ",
		"create": "--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --no-healthcheck --publish 127.0.0.1::8000 --platform linux/amd64 --env A=1 uvdock-verify:",
	} {
		if got := called(calls, name); len(got) == 0 || !strings.Contains(got[len(got)-1], want) {
			t.Errorf("%s: %q, want something with %q", name, got, want)
		}
	}
	if !slices.Contains(said, "runtime 2/2: COPY app.py ./") {
		t.Errorf("progress %q does not name the stage", said)
	}
	cleaned(t, calls)
}

// cleaned says that every container that was created was removed, and the image too.
func cleaned(t *testing.T, calls []string) {
	t.Helper()
	names := regexp.MustCompile(`--name (\S+)`)
	removed := strings.Join(called(calls, "rm"), "\n")
	for _, c := range called(calls, "create") {
		if name := names.FindStringSubmatch(c)[1]; !strings.Contains(removed, "--force --volumes "+name) {
			t.Errorf("%s was not removed", name)
		}
	}
	if len(called(calls, "image-rm")) == 0 {
		t.Error("the image was not removed")
	}
}

func TestFlowBuildFails(t *testing.T) {
	files := good()
	files["buildx-build.code"], files["buildx-build.err"] = "1", "secret INDEX: not found\n"
	r, calls, err := runFake(t.Context(), t, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Check("build"); c.Status != Broken || !strings.Contains(c.Fix, "id=INDEX") || !strings.Contains(c.Detail, "not found") {
		t.Errorf("%+v", c)
	}
	for _, c := range r.Checks {
		if c.Name != "build" && c.Name != "build-checks" && c.Status != Skipped {
			t.Errorf("%s is %s without an image", c.Name, c.Status)
		}
	}
	if len(called(calls, "create")) > 0 {
		t.Error("a container was created without an image")
	}
}

// Without iptables the engine refuses to publish, then to connect: the third try has no network.
func TestFlowWithoutNetwork(t *testing.T) {
	files := good()
	for _, n := range []string{"1", "2"} {
		files["start."+n+".code"], files["start."+n+".err"] = "1", "Error: driver failed programming external connectivity: iptables\n"
	}
	r, calls, err := runFake(t.Context(), t, files, nil)
	if err != nil || r.Broken() {
		t.Fatalf("%v\n%+v", err, r)
	}
	created := called(calls, "create")
	if len(created) != 4 || !strings.Contains(created[3], "--network none") || strings.Contains(created[2], "--publish") {
		t.Errorf("created %q", created)
	}
	cleaned(t, calls)
}

func TestFlowRefused(t *testing.T) {
	files := good()
	files["start.code"], files["start.err"] = "1", `Error: exec: "serve": executable file not found in $PATH`
	r, calls, err := runFake(t.Context(), t, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Check("start"); c.Status != Broken || !strings.Contains(c.Got, "not in the image") {
		t.Errorf("%+v", c)
	}
	cleaned(t, calls)
}

func TestFlowWithoutBuildx(t *testing.T) {
	files := good()
	files["buildx-version.code"] = "1"
	r, calls, err := runFake(t.Context(), t, files, nil)
	if err != nil || r.Broken() {
		t.Fatalf("%v\n%+v", err, r)
	}
	if c := r.Check("build-checks"); c.Status != Skipped {
		t.Errorf("%+v", c)
	}
	if len(called(calls, "build")) != 1 || len(called(calls, "buildx-build")) != 0 {
		t.Errorf("calls %q", calls)
	}
}

// A server on standard input ends with it, so it is held open where a package of such servers is installed
// and no port is exposed.
func TestFlowStandardInput(t *testing.T) {
	for exposed, want := range map[string]bool{"": true, `"ExposedPorts":{"8000/tcp":{}},`: false} {
		files := good()
		files["image-inspect.out"] = `[{"Id":"sha256:abc","Config":{` + exposed + `"User":"65532:65532","Cmd":["server"],"Env":["PATH=/usr/bin"]}}]`
		files["installed"] = "/opt/venv/lib/python3.13/site-packages/mcp-1.2.0.dist-info/METADATA"
		_, calls, err := runFake(t.Context(), t, files, func(o *Options) { o.Settle = 10 * time.Millisecond })
		if err != nil {
			t.Fatal(err)
		}
		created := called(calls, "create")
		if got := strings.Contains(created[len(created)-1], "--interactive"); got != want || strings.Contains(created[0], "--interactive") {
			t.Errorf("ports %q: created %q", exposed, created)
		}
	}
}

// A worker exposes nothing; its HEALTHCHECK may fail as long as the start period lasts.
func TestFlowWorkerHealthcheck(t *testing.T) {
	worker := `[{"Id":"sha256:abc","Config":{"User":"65532:65532","Cmd":["worker"],"Env":["PATH=/usr/bin"],
		"Healthcheck":{"Test":["CMD","check"],"Retries":1,"StartPeriod":%s}}}]`
	for period, want := range map[string]string{"20000000000": OK, "0": Broken} {
		files := good()
		files["image-inspect.out"] = strings.ReplaceAll(worker, "%s", period)
		files["exec.1.code"] = "1"
		files["container-inspect.3.out"] = files["container-inspect.out"]
		r, calls, err := runFake(t.Context(), t, files, func(o *Options) { o.Settle = 10 * time.Millisecond })
		if err != nil {
			t.Fatal(err)
		}
		if c := r.Check("healthcheck"); c.Status != want {
			t.Errorf("start period %s: %+v", period, c)
		}
		if c := r.Check("start"); c.Status != OK || !strings.Contains(c.Got, "still runs") {
			t.Errorf("%+v", c)
		}
		cleaned(t, calls)
	}
}
