package verify

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestBuildLog(t *testing.T) {
	var said []string
	log := newBuildLog(func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) })
	for _, piece := range []string{
		"#1 [internal] load build definition\n#7 [buil", "der 2/5] RUN uv sync \\\n#7 0.1 hello\r\n\n",
		"#7 [builder 2/5] RUN uv sync\n#8 [2/2] " + strings.Repeat("long ", 40) + "\n", "unfinished",
	} {
		if _, err := io.WriteString(log, piece); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) != 2 || said[0] != `builder 2/5: RUN uv sync \` || len([]rune(said[1])) != 100 {
		t.Errorf("said %q", said)
	}
	if tail := log.tail(); !strings.Contains(tail, "\n#7 0.1 hello\n#7") || !strings.HasSuffix(tail, "\nunfinished") {
		t.Errorf("tail %q", tail)
	}
	for n := range 100 {
		fmt.Fprintf(log, "\nline %d", n)
	}
	if lines := strings.Split(log.tail(), "\n"); len(lines) != keepLines+1 || lines[keepLines] != "line 99" {
		t.Errorf("%d lines, last %q", len(lines), lines[len(lines)-1])
	}
}

// The logs are lines as BuildKit, uv, apt and pip backends print them.
func TestBuildCauses(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct{ log, cause, fix string }{
		{"error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.", "uv.lock does not match", "uv lock"},
		{"ERROR: failed to build: failed to solve: secret UV_INDEX_CORP_PASSWORD: not found", "secret UV_INDEX_CORP_PASSWORD", "--secret id=UV_INDEX_CORP_PASSWORD"},
		{"write /var/lib/x: no space left on device", "disk", "docker builder prune"},
		{"ERROR: failed to solve: python:9: failed to resolve source metadata for docker.io/library/python:9: docker.io/library/python:9: not found", "cannot pull the image docker.io/library/python:9", "docker pull"},
		{"pull access denied for corp/base, repository does not exist", "cannot pull the image corp/base", "docker login"},
		{"toomanyrequests: You have reached your pull rate limit", "refuses more pulls", "later"},
		{"failed to resolve source metadata for docker.io/x/y:1: no match for platform in manifest: not found", "does not exist for this platform", "--platform"},
		{".build: exec /bin/sh: exec format error", "of this platform", "QEMU"},
		{"failed to compute cache key: failed to calculate checksum of ref a::b: \"/src\": not found", "/src is not in the build context", ".dockerignore"},
		{"the --mount option requires BuildKit.", "without BuildKit", "buildx"},
		{"HTTP status client error (401 Unauthorized) for url (https://index.example/simple/x/)", "credentials", "--secret"},
		{"error: Failed to fetch: dns error: failed to lookup address information", "network", "again"},
		{"error: command 'gcc' failed: No such file or directory", "compiled", "build stage"},
		{"error: command 'x86_64-linux-gnu-gcc' failed with exit code 1", "compiled", "build stage"},
		{"ERROR: failed to build: failed to solve: docker.io/library/python:3.14-slim: not found", "there is no image docker.io/library/python:3.14-slim", "docker pull docker.io/library/python:3.14-slim"},
		{"#9 1.2 FileNotFoundError: Forced include not found: /src/web/dist", "includes /src/web/dist", ".dockerignore"},
		{"#9 1.2 ValueError: Unable to determine which files to ship inside the wheel using the following heuristics", "does not find what the project ships", "package = false"},
		{"#9 1.2 fatal error: sql.h: No such file or directory\n#9 1.3 error: command '/usr/bin/gcc' failed", "the header sql.h is missing", "--build-apt"},
		{"Dockerfile:3\nERROR: dockerfile parse error on line 3: unknown instruction: FORM", "syntax error", "generate"},
	} {
		ev := &evidence{rules: r, build: buildResult{log: "first\n" + c.log}}
		v := judgeBuild(ev)
		expect(t, v, Broken, c.cause)
		if !strings.Contains(v.fix, c.fix) || strings.Contains(v.got+v.fix, "$1") {
			t.Errorf("%s: fix %q, want %q in it", c.log, v.fix, c.fix)
		}
	}
	expect(t, judgeBuild(&evidence{rules: r, build: buildResult{log: "something new"}}), Broken, "something new")
	expect(t, judgeBuild(&evidence{build: buildResult{ok: true, seconds: 2}}), OK, "2.0 s")
}

func TestLint(t *testing.T) {
	warning := `{"warnings":[{"ruleName":"StageNameCasing","url":"https://x/","detail":"bad","location":{"ranges":[{"start":{"line":2}}]}}]}`
	failed := errors.New("exit code 1")
	for _, c := range []struct {
		name, stdout, stderr string
		err                  error
		built                bool
		status, part         string
	}{
		{"clean", `{"warnings":null,"sources":[]}`, "", nil, true, OK, "no warning"},
		{"warning", warning, "", failed, true, Broken, "line 2: StageNameCasing: bad"},
		{"old buildx", "", "unknown flag: --call", failed, true, Skipped, "no --check"},
		{"old frontend", "", "unsupported request frontend.lint", failed, true, Skipped, "no --check"},
		{"does not parse", "", "dockerfile parse error", failed, false, Skipped, "see build"},
		{"checks alone fail", "", "strange", failed, true, Broken, "strange"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ev := &evidence{lint: readLint([]byte(c.stdout), c.stderr, c.err), build: buildResult{ok: c.built}}
			expect(t, judgeLint(ev), c.status, c.part)
		})
	}
}

func TestReadImage(t *testing.T) {
	inspected := `[{"Id":"sha256:a","Os":"linux","Architecture":"arm64","Variant":"v8","Size":9,"Config":{"User":"1:1","Healthcheck":{"Test":["CMD","x"],"Timeout":3000000000}}}]`
	history := `{"CreatedBy":"COPY a b # buildkit","Size":"20"}` + "\n" + `{"CreatedBy":"USER 1","Size":"0"}` + "\n" + `{"CreatedBy":"base","Size":300}` + "\n"
	img, err := readImage(inspected, history)
	if err != nil {
		t.Fatal(err)
	}
	total, layers := img.layers()
	if want := []Layer{{"base", 300}, {"COPY a b", 20}}; total != 320 || !slices.Equal(layers, want) {
		t.Errorf("%d %v, want 320 %v", total, layers, want)
	}
	if img.platform() != "linux/arm64/v8" || img.Config.Healthcheck.Timeout.Seconds() != 3 {
		t.Errorf("%s %v", img.platform(), img.Config.Healthcheck)
	}
	expect(t, judgeSize(&evidence{image: img}), OK, "0.3 kB in 2 layers")
	for _, bad := range []string{"", "[]", "{}"} {
		if _, err := readImage(bad, ""); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
	if _, err := readImage(inspected, "not json\n"); err == nil {
		t.Error("no error for a history that is not JSON")
	}
}

// TestDemandedVariable: settings that demand a variable name it, in the words of three libraries.
func TestDemandedVariable(t *testing.T) {
	rules, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, log := range []string{
		"#12 RUN python manage.py collectstatic --noinput\n#12 0.5   File \"/app/shop/settings.py\"\n#12 0.5 KeyError: 'SHOP_KEY'\n",
		"django.core.exceptions.ImproperlyConfigured: Set the SHOP_KEY environment variable",
		"decouple.UndefinedValueError: SHOP_KEY not found. Declare it as envvar or define a default value.",
	} {
		if c, ok := explain(rules.build, log); !ok || !strings.Contains(c.Cause, "the variable SHOP_KEY") || !strings.Contains(c.Fix, "--build-env SHOP_KEY=") {
			t.Errorf("%s: %+v", log, c)
		}
	}
	if c, ok := explain(rules.build, "KeyError: 'x'"); ok {
		t.Errorf("a KeyError of anything is taken for a variable: %+v", c)
	}
}
